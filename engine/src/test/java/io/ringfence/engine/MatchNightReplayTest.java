package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.codec.GetTrialBalanceEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import io.ringfence.testkit.match.MatchNight;
import io.ringfence.testkit.match.Phase;
import java.lang.management.ManagementFactory;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A seeded match night through the engine: the same on every run and every JDK, and without an allocated byte. */
class MatchNightReplayTest {
    private static final int PLAYERS = 5_000;
    private static final int COMMANDS = 1_000_000;
    private static final int ROUNDS = 3;
    private static final int FRAME_LENGTH_MAX = 256;
    private static final long NS_PER_COMMAND = 100_000;

    /** Taken once from this test on JDK 17; a change of rules needs a new rules version, and a new line here. */
    private static final String GOLDEN = "hash 387291495424e972 output 3b73c8fa";

    private final byte[] frames = new byte[FRAME_LENGTH_MAX];
    private final UnsafeBuffer frame = new UnsafeBuffer(frames);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);

    @Test
    void shouldReachOneHashAndOneOutputOnEveryJdk() {
        assertEquals(GOLDEN, run(new WalletEngine(), 200_000));
    }

    @Test
    void shouldReachTheSameStateAndOutputTwice() {
        final WalletEngine first = new WalletEngine();
        final WalletEngine second = new WalletEngine();
        assertEquals(run(first, 100_000), run(second, 100_000));
        assertArrayEquals(trialBalance(first), trialBalance(second));
        first.checkInvariants();
    }

    @Test
    void shouldAllocateNothingOverAMillionMixedCommands() {
        final WalletEngine engine = new WalletEngine();
        final MatchNight night = new MatchNight(11, PLAYERS, 100_000);
        configure(engine);
        final int warmUp = 500_000;
        apply(engine, night, warmUp);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            apply(engine, night, COMMANDS);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        // The compiler may materialise an object once while it replaces code; what commands allocate shows every time.
        assertTrue(least < 256, "allocated " + least + " bytes over " + COMMANDS + " commands");
        assertEquals(warmUp + ROUNDS * COMMANDS + 1, engine.sequence());
        engine.checkInvariants();
    }

    @Test
    void shouldKeepHashAndConservationThroughForgettingAndIdleRounds() {
        final WalletEngine engine = new WalletEngine();
        final MatchNight night = new MatchNight(3, 500, 5_000);
        final int length = EngineHarness.config(20_000, 20_000).encode(frame, 0);
        engine.apply(1, EngineHarness.START_NS, frame, 0, length, output);
        apply(engine, night, 100_000);
        engine.checkInvariants();
        final long before = engine.stateHash();
        new TickEncoder().wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder());
        final int tickLength = MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH;
        long timestampNs = engine.timestampNs() + 2 * 86_400_000_000_000L;
        while (engine.nextDueNs() <= timestampNs) {
            engine.apply(engine.sequence() + 1, timestampNs, frame, 0, tickLength, output);
        }
        engine.checkInvariants();
        assertEquals(0, engine.state().log().count(), "everything was forgotten");
        assertTrue(before != engine.stateHash());
    }

    private String run(final WalletEngine engine, final int commands) {
        configure(engine);
        final long crc = apply(engine, new MatchNight(42, PLAYERS, 100_000), commands);
        return "hash " + Long.toHexString(engine.stateHash()) + " output " + Long.toHexString(crc);
    }

    private void configure(final WalletEngine engine) {
        final EngineConfig config = new EngineConfig(
                EngineConfig.RULES_VERSION,
                7,
                20_000,
                40_000,
                1_500_000,
                1_500_000,
                1_000,
                16,
                16,
                16,
                86_400,
                60_000,
                ThingBounds.small());
        final int length = config.encode(frame, 0);
        engine.apply(1, EngineHarness.START_NS, frame, 0, length, output);
    }

    private long apply(final WalletEngine engine, final MatchNight night, final int commands) {
        final CRC32C crc = new CRC32C();
        long timestampNs = Math.max(engine.timestampNs(), EngineHarness.START_NS);
        for (int index = 0; index < commands; index++) {
            timestampNs += NS_PER_COMMAND;
            night.phase(phase(index));
            night.originatedAtMs(timestampNs / 1_000_000);
            final int length = night.next(frame);
            final int replied = engine.apply(engine.sequence() + 1, timestampNs, frame, 0, length, output);
            crc.update(output.byteArray(), 0, replied);
        }
        return crc.getValue();
    }

    @Test
    void shouldNotBeChangedByLookingAhead() {
        final WalletEngine plain = new WalletEngine();
        final WalletEngine ahead = new WalletEngine();
        final int length = EngineHarness.config(20_000, 20_000).encode(frame, 0);
        plain.apply(1, EngineHarness.START_NS, frame, 0, length, output);
        ahead.apply(1, EngineHarness.START_NS, frame, 0, length, output);
        final MatchNight night = new MatchNight(5, 500, 5_000);
        final UnsafeBuffer group = new UnsafeBuffer(new byte[StateMachine.LOOK_AHEAD_COUNT * FRAME_LENGTH_MAX]);
        final int[] lengths = new int[StateMachine.LOOK_AHEAD_COUNT];
        final UnsafeBuffer aheadOutput = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
        long timestampNs = EngineHarness.START_NS;
        for (int first = 0; first < 60_000; first += StateMachine.LOOK_AHEAD_COUNT) {
            timestampNs += 100_000_000L;
            night.phase(phase(first));
            night.originatedAtMs(timestampNs / 1_000_000);
            for (int index = 0; index < lengths.length; index++) {
                lengths[index] = night.next(group, index * FRAME_LENGTH_MAX);
                ahead.lookAhead(group, index * FRAME_LENGTH_MAX);
            }
            for (int index = 0; index < lengths.length; index++) {
                final int offset = index * FRAME_LENGTH_MAX;
                final long sequence = plain.sequence() + 1;
                final int replied = plain.apply(sequence, timestampNs, group, offset, lengths[index], output);
                final int repliedAhead = ahead.apply(sequence, timestampNs, group, offset, lengths[index], aheadOutput);
                assertEquals(replied, repliedAhead);
                assertTrue(output.equals(aheadOutput), () -> "answer " + sequence);
            }
        }
        assertEquals(plain.stateHash(), ahead.stateHash());
        ahead.checkInvariants();
    }

    private static Phase phase(final int index) {
        return switch (index / 20_000 % 4) {
            case 1 -> Phase.KICK_OFF;
            case 2 -> Phase.GOAL;
            case 3 -> Phase.SETTLEMENT;
            default -> Phase.QUIET;
        };
    }

    private byte[] trialBalance(final WalletEngine engine) {
        final UnsafeBuffer query = new UnsafeBuffer(new byte[128]);
        final GetTrialBalanceEncoder encoder = new GetTrialBalanceEncoder();
        encoder.wrapAndApplyHeader(query, 0, new MessageHeaderEncoder()).currency(Codes.pack("USD"));
        final int length =
                engine.query(query, 0, MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength(), output);
        final byte[] answer = new byte[length];
        output.getBytes(0, answer);
        return answer;
    }
}
