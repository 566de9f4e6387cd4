package io.ringfence.journal.recovery;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a repair ends a journal.
 *
 * @param cycle of the file that is shortened; -1 if none is.
 * @param position in that file behind its last good batch.
 * @param firstSequence the first one that is cut off.
 * @param lastSequence the last one that could still be made out; one less than the first when none could.
 * @param bytes that hold something and are cut off.
 * @param files that are taken away whole, in the order of their cycles.
 */
public record Cut(long cycle, long position, long firstSequence, long lastSequence, long bytes, List<Path> files) {
    /** Copies the list. */
    public Cut {
        files = List.copyOf(files);
    }
}
