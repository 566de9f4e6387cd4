package io.ringfence.journal.chronicle;

import io.ringfence.journal.CycleName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;

/** A cycle file that is written, with the channel that writes and forces it. Journal thread only. */
record OpenCycle(Path file, FileChannel channel, long length) implements AutoCloseable {
    /** Opens a file that has its full length. */
    static OpenCycle open(final Path directory, final long cycle) throws IOException {
        final Path file = CycleName.file(directory, cycle);
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new OpenCycle(file, channel, channel.size());
        } catch (final IOException e) {
            CloseHelper.quietClose(channel);
            throw e;
        }
    }

    /**
     * Asked before a write, because a store through the mapping behind the end of a file that somebody has shortened
     * may end the process without a word; and after a force, because up to the end of the last page such a store is
     * lost in silence, and the force has nothing to do.
     */
    void checkLength() throws IOException {
        final long now = channel.size();
        if (now < length) {
            throw new IOException(missing(now));
        }
    }

    /** What somebody has cut off the file, in words; null if it has its length, or nobody can tell. */
    String missing() {
        try {
            return missing(channel.size());
        } catch (final IOException e) {
            return null;
        }
    }

    private String missing(final long now) {
        return now < length ? "the file has " + now + " bytes of " + length + ", somebody cut it off" : null;
    }

    @Override
    public void close() {
        CloseHelper.close(channel);
    }
}
