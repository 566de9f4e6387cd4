package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two histories that lead to one state have one hash and equal bytes: what players did independently of each other
 * comes in another order, everything of it is forgotten, and then the same happens to both.
 */
class SnapshotCanonicalTest {
    private static final int PLAYERS = 12;
    private static final int SOURCES = 3;
    private static final long LONG_AFTER_SECONDS = 3 * 86_400L;

    /** What one player does, in this order: in rounds, with holds and providers, in its own campaign, in batches. */
    private static List<String> deeds(final int player) {
        final int source = 1 + player % SOURCES;
        final String from = "'source':" + source + ",'player':" + player + ",'currency':'EUR'";
        final String id = "'source':" + source + ",'txId':'";
        return List.of(
                "{'command':'OpenPlayer','player':" + player + "}",
                "{'command':'Deposit'," + from + ",'amount':1000}",
                "{'command':'SetLimit','source':1,'player':" + player
                        + ",'currency':'EUR','limit':'WAGER','period':'MONTH','amount':5000}",
                "{'command':'Bet'," + from + ",'amount':50,'txId':'b" + player + "','round':'r" + player + "'}",
                "{'command':'Bet'," + from + ",'amount':60,'txId':'c" + player + "','round':'q" + player + "'}",
                "{'command':'Win'," + from + ",'amount':30,'betTxId':'b" + player + "','txId':'w" + player + "'}",
                "{'command':'Rollback','source':" + source + ",'txId':'l" + player + "','targetTxId':'never" + player
                        + "','targetKind':'BET'}",
                "{'command':'Bet'," + from + ",'amount':1,'txId':'never" + player + "','round':'n" + player + "'}",
                "{'command':'PlaceHold'," + from + ",'amount':70,'purpose':'SPORT_BET'," + "'txId':'h" + player
                        + "','round':'r" + player + "'}",
                "{'command':'CaptureHold'," + id + "k" + player + "','hold':'h" + player
                        + "','amount':20,'final':true}",
                "{'command':'PlaceHold'," + from + ",'amount':5,'purpose':'WITHDRAWAL','txId':'i" + player + "'}",
                "{'command':'ReleaseHold'," + id + "j" + player + "','hold':'i" + player + "'}",
                "{'command':'BeginTransfer'," + from + ",'amount':40,'direction':'TO_PROVIDER','provider':2,'txId':'t"
                        + player + "'}",
                "{'command':'CancelTransfer'," + id + "u" + player + "','transfer':'t" + player + "'}",
                "{'command':'Transfer'," + from + ",'fromWallet':'CASH','toWallet':'SPORTS','amount':7,'txId':'m"
                        + player + "'}",
                "{'command':'EndRound','source':" + source + ",'player':" + player + ",'round':'r" + player
                        + "','action':'CLOSE','txId':'e" + player + "'}");
    }

    private static List<String> inSomeOrder(final Random random) {
        final List<Deque<String>> players = new ArrayList<>();
        for (int player = 1; player <= PLAYERS; player++) {
            players.add(new ArrayDeque<>(deeds(player)));
        }
        final List<String> lines = new ArrayList<>();
        while (!players.isEmpty()) {
            final int index = random.nextInt(players.size());
            lines.add(players.get(index).removeFirst());
            if (players.get(index).isEmpty()) {
                players.remove(index);
            }
        }
        return lines;
    }

    private static EngineHarness live(final List<String> lines) {
        final EngineHarness engine = new EngineHarness(EngineHarness.config(1_000, 1_000));
        engine.tell("{'command':'DefineSource','source':2,'name':'two'}");
        engine.tell("{'command':'DefineSource','source':3,'name':'three'}");
        engine.tell("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
        engine.tell("{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}");
        engine.tell("{'command':'DefineWallet','wallet':'SPORTS','kind':'GAME'}");
        for (final String line : lines) {
            final String outcome = engine.outcome(line);
            final boolean isExpected =
                    outcome.equals("OK") || outcome.equals("TOMBSTONED") || outcome.equals("CANCELLED_BY_ROLLBACK");
            assertEquals(true, isExpected, outcome + " " + line);
        }
        return engine;
    }

    private static void forgetAll(final EngineHarness engine) {
        engine.advanceSeconds(LONG_AFTER_SECONDS);
        for (int tick = 0; tick < 20; tick++) {
            engine.advanceSeconds(1);
        }
        assertEquals(0, engine.state().log().count());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldBeEqualBytesWhateverTheHistory(final long seed) {
        final EngineHarness one = live(inSomeOrder(new Random(seed)));
        final EngineHarness other = live(inSomeOrder(new Random(~seed)));
        assertFalse(one.engine().stateHash() == other.engine().stateHash(), "ids are remembered in order");
        forgetAll(one);
        forgetAll(other);
        assertEquals(one.engine().stateHash(), other.engine().stateHash());
        assertArrayEquals(Snapshots.write(one.engine()), Snapshots.write(other.engine()));
        for (final String line : inSomeOrder(new Random(7))) {
            final String later = line.replace("'txId':'", "'txId':'later")
                    .replace("betTxId':'", "betTxId':'later")
                    .replace("'hold':'", "'hold':'later")
                    .replace("'transfer':'", "'transfer':'later")
                    .replace("'round':'", "'round':'later");
            assertEquals(one.outcome(later), other.outcome(later));
            assertEquals(one.engine().stateHash(), other.engine().stateHash(), later);
        }
        assertArrayEquals(Snapshots.write(one.engine()), Snapshots.write(other.engine()));
        one.engine().checkInvariants();
        other.engine().checkInvariants();
    }
}
