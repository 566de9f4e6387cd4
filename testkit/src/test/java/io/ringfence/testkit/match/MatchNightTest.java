package io.ringfence.testkit.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.testkit.ManualClock;
import io.ringfence.testkit.reference.LedgerConfig;
import io.ringfence.testkit.reference.ReferenceLedger;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MatchNightTest {
    private static final long SEED = 20221218;
    private static final int PLAYERS = 60;
    private static final int COMMANDS = 6_000;
    private static final long NOW_MS = ManualClock.START.toEpochMilli();

    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final String GOLDEN = "bc4881e590554b5";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    @Test
    void shouldMakeTheSameBytesFromTheSameSeed() {
        assertEquals(hash(SEED, COMMANDS), hash(SEED, COMMANDS));
        assertNotEquals(hash(SEED, COMMANDS), hash(SEED + 1, COMMANDS));
    }

    /** A pinned value: it changes when the night or the wire format does, and on no JDK. */
    @Test
    void shouldMakeTheSameBytesOnEveryPlatform() {
        assertEquals(GOLDEN, Long.toHexString(hash(SEED, COMMANDS)));
    }

    @Test
    void shouldMakeFramesThatTheGatewayTakes() {
        final MatchNight night = new MatchNight(SEED, PLAYERS, 500);
        final FrameCheck check = new FrameCheck();
        for (int i = 0; i < COMMANDS; i++) {
            night.phase(phase(i));
            assertEquals(FrameCheck.COMMAND, check.check(buffer, 0, night.next(buffer)));
        }
    }

    @Test
    void shouldMakeCommandsThatHoldAndKnowEveryBalance() {
        final ReferenceLedger ledger = new ReferenceLedger(LedgerConfig.roomy());
        final MatchNight night = new MatchNight(SEED, PLAYERS, 500);
        final Map<String, Integer> outcomes = new TreeMap<>();
        night.originatedAtMs(NOW_MS);
        for (int i = 1; i <= COMMANDS; i++) {
            night.phase(phase(i));
            apply(ledger, night.next(buffer), outcomes);
        }
        for (int length = night.nextLater(buffer, 0); length > 0; length = night.nextLater(buffer, 0)) {
            apply(ledger, length, outcomes);
        }
        for (int player = 1; player <= PLAYERS; player++) {
            assertEquals(night.cash(player), balance(ledger, player, "CASH"));
            assertEquals(night.sports(player), balance(ledger, player, "SPORTS"));
        }
        outcomes.keySet().removeAll(Set.of("OK", "REVERSED", "TOMBSTONED", "CANCELLED_BY_ROLLBACK"));
        assertEquals(Map.of(), outcomes);
        assertTrue(night.sentTwice() > 0 && night.lateRollbacks() > 0 && night.overtakenBets() > 0);
    }

    @Test
    void shouldAllocateNothing() {
        final MatchNight night = new MatchNight(SEED, PLAYERS, 5_000);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        play(night, 500_000);
        final long before = threads.getCurrentThreadAllocatedBytes();
        play(night, 1_000_000);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1_000, () -> allocated + " bytes");
    }

    @Test
    void shouldFollowTheMatch() {
        final RateCurve curve = RateCurve.final2022(RateCurve.BASE_RATE_PER_SECOND, 60);
        assertEquals(RateCurve.BASE_RATE_PER_SECOND, curve.ratePerSecond(0));
        assertEquals(Phase.QUIET, curve.phase(0));
        final long kickOffNs = 60_000_000_000L * 10 / 145 + 10_000_000;
        assertEquals(Phase.KICK_OFF, curve.phase(kickOffNs));
        assertEquals(10, Math.round(curve.ratePerSecond(kickOffNs) / (double) RateCurve.BASE_RATE_PER_SECOND));
        final long whistleNs = 60_000_000_000L * 139 / 145 + 10_000_000;
        assertEquals(Phase.SETTLEMENT, curve.phase(whistleNs));
        assertTrue(curve.ratePerSecond(whistleNs) > 15L * RateCurve.BASE_RATE_PER_SECOND);
        assertTrue(curve.total() > 60L * RateCurve.BASE_RATE_PER_SECOND);
        assertEquals(curve.total(), curve.due(Long.MAX_VALUE));
    }

    private void play(final MatchNight night, final int commands) {
        for (int i = 0; i < commands; i++) {
            night.phase(phase(i));
            night.next(buffer, 0);
        }
    }

    private long hash(final long seed, final int commands) {
        final MatchNight night = new MatchNight(seed, PLAYERS, 500);
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < commands; i++) {
            night.phase(phase(i));
            night.originatedAtMs(NOW_MS + i);
            final int length = night.next(buffer, 0);
            for (int at = 0; at < length; at++) {
                hash = (hash ^ buffer.getByte(at)) * 0x100000001B3L;
            }
        }
        return hash;
    }

    private static Phase phase(final int command) {
        return PHASES.get(command / 500 % PHASES.size());
    }

    private void apply(final ReferenceLedger ledger, final int length, final Map<String, Integer> outcomes) {
        final ObjectNode command = CommandJson.decode(buffer, 0, length);
        final ObjectNode reply = ledger.apply(ledger.sequence() + 1, NOW_MS * 1_000_000L, command);
        outcomes.merge(reply.get("outcome").asText(), 1, Integer::sum);
    }

    private static long balance(final ReferenceLedger ledger, final int player, final String wallet) {
        final ObjectNode query = JsonNodeFactory.instance
                .objectNode()
                .put("command", "GetBalance")
                .put("player", player)
                .put("wallet", wallet);
        final JsonNode balances = ledger.query(query).get("balances");
        return balances.isEmpty() ? 0 : balances.get(0).get("available").asLong();
    }
}
