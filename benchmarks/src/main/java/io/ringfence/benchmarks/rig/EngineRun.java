package io.ringfence.benchmarks.rig;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.OutcomeCode;
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
    private long refusals;

    /** Configures the engine and opens the players. */
    public EngineRun(final int players) {
        final int length = config(players).encode(frames, 0);
        engine.apply(++sequence, timestampNs, frames, 0, length, output);
        final Opening opening = new Opening(players);
        for (int i = 0; i < opening.count(); i++) {
            timestampNs += NS_PER_COMMAND;
            final int commandLength = opening.encode(i, frames, 0, TimeUnit.NANOSECONDS.toMillis(timestampNs));
            apply(0, commandLength);
        }
        if (refusals != 0) {
            throw new IllegalStateException(refusals + " commands of the opening were refused");
        }
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
    public void encode(final Traffic traffic) {
        encodedNs = timestampNs;
        for (int i = 0; i < CHUNK; i++) {
            encodedNs += NS_PER_COMMAND;
            lengths[i] = traffic.next(frames, i * STRIDE, TimeUnit.NANOSECONDS.toMillis(encodedNs));
        }
    }

    /** Applies one command of the chunk; each once, in order. Returns whether it was answered with OK. */
    public boolean apply(final int index) {
        timestampNs += NS_PER_COMMAND;
        return apply(index * STRIDE, lengths[index]);
    }

    private boolean apply(final int offset, final int length) {
        engine.apply(++sequence, timestampNs, frames, offset, length, output);
        final boolean isOk = output.getByte(OUTCOME_OFFSET) == (byte) OutcomeCode.OK.value();
        if (!isOk) {
            refusals++;
        }
        return isOk;
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

    /** Commands that were not answered with OK. */
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
