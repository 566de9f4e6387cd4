package io.ringfence.benchmarks.rig;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.ReplyDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine with its players opened, and a chunk of encoded traffic to apply to it again and again, each time with new
 * ids. Journal time moves on by {@link #NS_PER_COMMAND} a command, so that ids are forgotten as they are in a node that
 * is busy for hours. One thread.
 */
public final class EngineRun {
    /** Commands that are encoded at a time, outside the time that is measured. */
    public static final int CHUNK = 1 << 18;

    /** Journal time between two commands. */
    public static final long NS_PER_COMMAND = 1_000;

    private static final int STRIDE = 192;
    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_767_225_600L);
    private static final int OUTCOME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.outcomeEncodingOffset();
    private static final long SKEW_MS = 10;

    private final WalletEngine engine = new WalletEngine();
    private final UnsafeBuffer output =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(StateMachine.OUTPUT_LENGTH_MAX, 64));
    private final UnsafeBuffer frames = new UnsafeBuffer(BufferUtil.allocateDirectAligned(CHUNK * STRIDE, 64));
    private final int[] lengths = new int[CHUNK];
    private long sequence;
    private long timestampNs = START_NS;
    private long encodedNs = START_NS;
    private final Traffic traffic;
    private long refusals;

    /** Configures the engine and opens the players that {@code traffic} plays with. */
    public EngineRun(final int players, final Traffic traffic) {
        this.traffic = traffic;
        final int length = config(players).encode(frames, 0);
        engine.apply(++sequence, timestampNs, frames, 0, length, output);
        if (traffic instanceof MatchTraffic match) {
            while (match.isOpening()) {
                apply(0, match.next(frames, 0, nextMs()));
            }
        } else {
            final Opening opening = new Opening(players);
            for (int i = 0; i < opening.count(); i++) {
                apply(0, opening.encode(i, frames, 0, nextMs()));
            }
        }
        if (refusals != 0) {
            throw new IllegalStateException(refusals + " commands of the opening were refused");
        }
    }

    private long nextMs() {
        timestampNs += NS_PER_COMMAND;
        return TimeUnit.NANOSECONDS.toMillis(timestampNs);
    }

    private static EngineConfig config(final int players) {
        final EngineConfig base = EngineConfig.defaults();
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                Math.max(base.playersMax(), players / 9 * 10 + 10),
                Math.max(base.accountsMax(), 3 * players),
                base.transactionsMax(),
                base.roundsMax(),
                base.betsPerRoundMax(),
                base.currenciesMax(),
                base.walletsMax(),
                base.sourcesMax(),
                base.idHorizonSeconds(),
                SKEW_MS,
                base.things());
    }

    /** Encodes the next chunk. */
    public void encode() {
        encodedNs = timestampNs;
        for (int i = 0; i < CHUNK; i++) {
            encodedNs += NS_PER_COMMAND;
            lengths[i] = traffic.next(frames, i * STRIDE, TimeUnit.NANOSECONDS.toMillis(encodedNs));
            if (lengths[i] > STRIDE) {
                throw new IllegalStateException("a frame has " + lengths[i] + " bytes");
            }
        }
    }

    /** Applies one command of the chunk; each once, in order. Returns whether its answer is expected. */
    public boolean apply(final int index) {
        timestampNs += NS_PER_COMMAND;
        return apply(index * STRIDE, lengths[index]);
    }

    private boolean apply(final int offset, final int length) {
        engine.apply(++sequence, timestampNs, frames, offset, length, output);
        final boolean isExpected = traffic.isExpected(output.getByte(OUTCOME_OFFSET) & 0xFF);
        if (!isExpected) {
            refusals++;
        }
        return isExpected;
    }

    /** Applies the whole chunk, each group announced before it is applied, as a node does. */
    public void applyChunk() {
        for (int first = 0; first < CHUNK; first += StateMachine.LOOK_AHEAD_COUNT) {
            final int end = first + StateMachine.LOOK_AHEAD_COUNT;
            for (int i = first; i < end; i++) {
                engine.lookAhead(frames, i * STRIDE);
            }
            for (int i = first; i < end; i++) {
                apply(i);
            }
        }
    }

    /** Commands whose answer this traffic cannot have. */
    public long refusals() {
        return refusals;
    }

    /** Commands applied. */
    public long sequence() {
        return sequence;
    }

    /** The engine, to look at. */
    public WalletEngine engine() {
        return engine;
    }
}
