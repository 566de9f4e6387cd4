package io.ringfence.client.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.LateWin;
import io.ringfence.protocol.codec.RoundAction;
import io.ringfence.protocol.codec.TargetKind;
import io.ringfence.protocol.codec.WalletKind;
import io.ringfence.protocol.codec.WinKind;
import io.ringfence.protocol.json.CommandJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandWritersTest {
    private static final long EUR = Codes.pack("EUR");
    private static final long CASH = Codes.pack("CASH");

    private final Outlet outlet = new Outlet();

    /** Keeps what is offered. */
    private static final class Outlet extends CommandWriters {
        private final List<UnsafeBuffer> frames = new ArrayList<>();

        private Outlet() {
            super(7);
        }

        @Override
        public long offer(final DirectBuffer buffer, final int offset, final int length) {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            frames.add(copy);
            return frames.size();
        }

        private String lastJson() {
            final UnsafeBuffer last = frames.get(frames.size() - 1);
            return CommandJson.decode(last, 0, last.capacity()).toString();
        }
    }

    @Test
    void shouldWriteFramesOfEveryKindThatPassTheFrameCheck() {
        offerSetup();
        offerPlay();
        offerQueries();
        final FrameCheck check = new FrameCheck();
        final Set<CommandKind> kinds = EnumSet.noneOf(CommandKind.class);
        for (final UnsafeBuffer frame : outlet.frames) {
            final CommandKind kind = CommandKind.ofTemplate(FrameLayout.templateId(frame, 0));
            final int expected = kind.isQuery() ? FrameCheck.QUERY : FrameCheck.COMMAND;
            assertEquals(expected, check.check(frame, 0, frame.capacity()), () -> kind + ": " + check.reason());
            assertEquals(7, FrameLayout.source(frame, 0));
            kinds.add(kind);
        }
        assertEquals(EnumSet.allOf(CommandKind.class), kinds);
    }

    @Test
    void shouldLeaveOutWhatIsNotSet() {
        outlet.transfer()
                .txId(0, 1)
                .originatedAt(0)
                .player(9)
                .fromWallet(CASH)
                .toWallet(CASH)
                .currency(EUR)
                .offer();
        assertTrue(outlet.lastJson().contains("\"amount\":\"ALL\""), outlet.lastJson());
        assertTrue(!outlet.lastJson().contains("toPlayer"), outlet.lastJson());
    }

    @Test
    void shouldForgetAnUnfinishedFrame() {
        outlet.bet()
                .txId(0, 1)
                .player(9)
                .currency(EUR)
                .ref("old")
                .report(1, 2, "game", "free")
                .wallet(CASH);
        outlet.bet()
                .txId(0, 2)
                .originatedAt(0)
                .player(9)
                .currency(EUR)
                .amount(1)
                .offer();
        final String json = outlet.lastJson();
        assertTrue(!json.contains("old") && !json.contains("game") && !json.contains("CASH"), json);
        outlet.bet()
                .txId(0, 3)
                .originatedAt(0)
                .player(9)
                .currency(EUR)
                .report(1, 2, "roulette", "")
                .offer();
        assertTrue(outlet.lastJson().contains("roulette"), outlet.lastJson());
    }

    private void offerSetup() {
        outlet.defineCurrency()
                .txId(1, 1)
                .originatedAt(5)
                .currency(EUR)
                .exponent(2)
                .offer();
        outlet.defineWallet()
                .txId(1, 2)
                .originatedAt(5)
                .wallet(CASH)
                .kind(WalletKind.CASH)
                .offer();
        outlet.defineSource()
                .txId(1, 3)
                .originatedAt(5)
                .lateWin(LateWin.ALLOW)
                .name("games")
                .offer();
        outlet.openPlayer().txId(1, 4).originatedAt(5).player(9).ref("hello").offer();
    }

    private void offerPlay() {
        outlet.deposit()
                .txId(1, 5)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .settled(true)
                .offer();
        outlet.withdraw()
                .txId(1, 6)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .wallet(CASH)
                .offer();
        outlet.transfer()
                .txId(1, 7)
                .originatedAt(5)
                .player(9)
                .fromWallet(CASH)
                .toWallet(CASH)
                .currency(EUR)
                .offer();
        outlet.bet()
                .txId(1, 8)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .round(3, 4)
                .endRound(true)
                .offer();
        outlet.win()
                .txId(1, 9)
                .originatedAt(5)
                .player(9)
                .currency(EUR)
                .amount(10)
                .kind(WinKind.PROMO)
                .offer();
        outlet.rollback()
                .txId(1, 10)
                .originatedAt(5)
                .targetTxId(1, 8)
                .targetKind(TargetKind.BET)
                .offer();
        outlet.endRound()
                .txId(1, 11)
                .originatedAt(5)
                .player(9)
                .round(3, 4)
                .action(RoundAction.CLOSE)
                .offer();
    }

    private void offerQueries() {
        outlet.getPlayer().player(9).offer();
        outlet.getBalance().player(9).wallet(CASH).offer();
        outlet.getTransaction().txId(1, 8).kind(CommandKind.BET).offer();
        outlet.getRound().player(9).round(3, 4).offer();
        outlet.getTrialBalance().currency(EUR).offer();
        outlet.getStateHash().offer();
    }
}
