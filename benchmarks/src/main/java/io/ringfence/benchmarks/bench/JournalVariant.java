package io.ringfence.benchmarks.bench;

import io.ringfence.benchmarks.faults.ForwardingDisk;
import io.ringfence.benchmarks.rig.ForwardingJournal;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.WatermarkFile;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.journal.recovery.JournalVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Journals to compare: what one part of the real one costs is the difference to another of these. */
enum JournalVariant {
    /** As a node has it. */
    NODE {
        @Override
        Journal open(final JournalConfig config) {
            return chronicle(config, JournalDisk.real());
        }
    },
    /** The next file gets its length and nothing else: neither zeros nor a force, as Chronicle does by itself. */
    UNPREPARED_FILES {
        @Override
        Journal open(final JournalConfig config) {
            return chronicle(config, new UnpreparedDisk(config.rollBytes()));
        }
    },
    /** Writes a second watermark beside its own one after each force: what it takes more is what one takes. */
    SECOND_WATERMARK {
        @Override
        Journal open(final JournalConfig config) {
            final Path second = config.watermark().resolveSibling("second-watermark");
            return new TwiceMarked(NODE.open(config), WatermarkFile.open(second, JournalDisk.real()));
        }
    };

    /** A new journal in an empty directory; the caller's thread writes it. */
    abstract Journal open(JournalConfig config);

    private static Journal chronicle(final JournalConfig config, final JournalDisk disk) {
        return ChronicleJournal.open(config, disk, JournalVerifier.verify(config.directory(), config.watermark()));
    }

    private static final class UnpreparedDisk extends ForwardingDisk {
        private final Thread writer = Thread.currentThread();
        private final long fileBytes;

        private UnpreparedDisk(final long fileBytes) {
            super(JournalDisk.real());
            this.fileBytes = fileBytes;
        }

        private boolean isMaker() {
            return Thread.currentThread() != writer;
        }

        @Override
        public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
                throws IOException {
            if (!isMaker()) {
                super.fill(channel, file, position, zeros);
            } else if (position + zeros.remaining() == fileBytes) {
                super.fill(channel, file, fileBytes - 1, ByteBuffer.allocate(1));
            }
        }

        @Override
        public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
            if (!isMaker()) {
                super.force(channel, file, withMetadata);
            }
        }
    }

    private static final class TwiceMarked extends ForwardingJournal {
        private final WatermarkFile second;
        private long marked;

        private TwiceMarked(final Journal journal, final WatermarkFile second) {
            super(journal);
            this.second = second;
        }

        @Override
        public void commit() {
            super.commit();
            if (durableSequence() != marked) {
                marked = durableSequence();
                second.write(incarnation(), marked, 0, position());
            }
        }

        @Override
        public void close() {
            try (second) {
                super.close();
            }
        }
    }
}
