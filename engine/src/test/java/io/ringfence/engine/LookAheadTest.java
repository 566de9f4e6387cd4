package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import io.ringfence.testkit.match.MatchNight;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which commands are looked ahead for. That it changes nothing is shown by {@link MatchNightReplayTest}. */
class LookAheadTest {
    private static final int FRAME_LENGTH_MAX = 256;
    private static final int GROUP = StateMachine.LOOK_AHEAD_COUNT;

    private final WalletEngine engine = new WalletEngine();
    private final MatchNight night = new MatchNight(5, 500, 5_000);
    private final UnsafeBuffer frames = new UnsafeBuffer(new byte[GROUP * FRAME_LENGTH_MAX]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final int[] lengths = new int[GROUP];

    @BeforeEach
    void configure() {
        final int length = EngineHarness.config(20_000, 20_000).encode(frames, 0);
        engine.lookAhead(frames, 0);
        engine.apply(1, EngineHarness.START_NS, frames, 0, length, output);
    }

    @Test
    void shouldBeginEveryGroupAnewWhateverWasLeftOfTheOneBefore() {
        play(GROUP);
        assertEquals(GROUP, engine.lookedAhead());
        play(5);
        assertEquals(GROUP + 5, engine.lookedAhead());
        play(GROUP);
        assertEquals(GROUP + 5 + GROUP, engine.lookedAhead());
    }

    @Test
    void shouldLeaveOutFewCommandsAndWhatNamesNobody() {
        play(3);
        tick();
        assertEquals(0, engine.lookedAhead());
        play(GROUP);
        assertEquals(GROUP, engine.lookedAhead());
    }

    private void play(final int count) {
        for (int index = 0; index < count; index++) {
            night.originatedAtMs(EngineHarness.START_NS / 1_000_000);
            lengths[index] = night.next(frames, index * FRAME_LENGTH_MAX);
            engine.lookAhead(frames, index * FRAME_LENGTH_MAX);
        }
        for (int index = 0; index < count; index++) {
            engine.apply(
                    engine.sequence() + 1,
                    EngineHarness.START_NS,
                    frames,
                    index * FRAME_LENGTH_MAX,
                    lengths[index],
                    output);
        }
    }

    private void tick() {
        new TickEncoder().wrapAndApplyHeader(frames, 0, new MessageHeaderEncoder());
        engine.lookAhead(frames, 0);
        engine.apply(
                engine.sequence() + 1,
                EngineHarness.START_NS,
                frames,
                0,
                MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH,
                output);
    }
}
