package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.rig.CommandFrames;
import io.ringfence.benchmarks.rig.Opening;
import org.agrona.MutableDirectBuffer;

/** The transfers of {@link TransferKeys}. */
final class KeyedWorkload implements Workload {
    private static final long ID_HIGH = 0x4B45594544212121L;

    private final CommandFrames frames = new CommandFrames();
    private final Opening opening;
    private final int[] keys;
    private int opened;
    private long id;

    KeyedWorkload(final int players, final int[] keys) {
        opening = new Opening(players);
        this.keys = keys;
    }

    @Override
    public boolean isSettingUp() {
        return opened < opening.count();
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        if (isSettingUp()) {
            return opening.encode(opened++, buffer, offset, originatedAtMs);
        }
        final int key = keys[(int) (id++ % keys.length)];
        return frames.begin(ID_HIGH, id, originatedAtMs)
                .transfer(buffer, offset, Math.abs(key), key > 0, TransferKeys.AMOUNT);
    }

    @Override
    public Expected expected() {
        return Expected.DONE;
    }

    @Override
    public long currency() {
        return CommandFrames.CURRENCY;
    }
}
