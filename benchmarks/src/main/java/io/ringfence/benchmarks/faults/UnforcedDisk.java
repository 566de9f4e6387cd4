package io.ringfence.benchmarks.faults;

import io.ringfence.journal.JournalDisk;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real disk without its forces, for whoever is not cut any more and shall be quick. */
final class UnforcedDisk extends ForwardingDisk {
    UnforcedDisk() {
        super(JournalDisk.real());
    }

    @Override
    public void force(final FileChannel channel, final Path file, final boolean withMetadata) {
        // Nobody cuts this one's power.
    }

    @Override
    public void forceDirectory(final Path directory) {
        // Nobody cuts this one's power.
    }
}
