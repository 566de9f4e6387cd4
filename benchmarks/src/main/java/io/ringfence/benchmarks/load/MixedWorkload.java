package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.rig.CommandFrames;
import java.util.SplittableRandom;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Another workload with a share of commands that were sent before, and a share that must be refused: transfers of more
 * money than anybody has.
 */
final class MixedWorkload implements Workload {
    private static final long ID_HIGH = 0x5245465553454421L;
    private static final long TOO_MUCH = 1L << 50;
    private static final int KEPT = 1_024;
    private static final int STRIDE = 512;
    private static final int THOUSAND = 1_000;

    private final Workload inner;
    private final CommandFrames frames = new CommandFrames();
    private final SplittableRandom random;
    private final int players;
    private final int repeatsPermille;
    private final int refusalsPermille;
    private final UnsafeBuffer kept = new UnsafeBuffer(BufferUtil.allocateDirectAligned(KEPT * STRIDE, 64));
    private final int[] lengths = new int[KEPT];
    private long written;
    private long refusals;
    private Expected expected = Expected.DONE;

    MixedWorkload(
            final Workload inner,
            final int players,
            final int repeatsPermille,
            final int refusalsPermille,
            final long seed) {
        this.inner = inner;
        this.players = players;
        this.repeatsPermille = repeatsPermille;
        this.refusalsPermille = refusalsPermille;
        random = new SplittableRandom(~seed);
    }

    @Override
    public boolean isSettingUp() {
        return inner.isSettingUp();
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        if (!inner.isSettingUp()) {
            final int dice = random.nextInt(THOUSAND);
            if (dice < repeatsPermille && written > 0) {
                expected = Expected.REPEAT;
                final int slot = random.nextInt((int) Math.min(written, KEPT));
                buffer.putBytes(offset, kept, slot * STRIDE, lengths[slot]);
                return lengths[slot];
            }
            if (dice >= THOUSAND - refusalsPermille) {
                expected = Expected.REFUSED;
                final int player = 1 + random.nextInt(players);
                return frames.begin(ID_HIGH, ++refusals, originatedAtMs)
                        .transfer(buffer, offset, player, true, TOO_MUCH);
            }
        }
        final boolean isKept = !inner.isSettingUp();
        final int length = inner.next(buffer, offset, originatedAtMs);
        expected = inner.expected();
        if (isKept) {
            final int slot = (int) (written++ & (KEPT - 1));
            kept.putBytes(slot * STRIDE, buffer, offset, length);
            lengths[slot] = length;
        }
        return length;
    }

    @Override
    public Expected expected() {
        return expected;
    }

    @Override
    public long currency() {
        return inner.currency();
    }
}
