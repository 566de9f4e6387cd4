package io.ringfence.benchmarks.faults;

import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Breaks one promise on purpose, so that the rig can show that it notices. Never for anything else. Each either wraps
 * the disk of a writer or spoils a disk just before somebody starts on it.
 */
enum Saboteur {
    /** Nobody. */
    NONE,
    /** A force does nothing. */
    NO_FORCE {
        @Override
        JournalDisk around(final JournalDisk disk, final Path data) {
            return new OnWriter(disk) {
                @Override
                void force(final Forced forced) {
                    // That is all.
                }
            };
        }
    },
    /** A force comes after the answers that waited for it. */
    LATE_FORCE {
        @Override
        JournalDisk around(final JournalDisk disk, final Path data) {
            return new OnWriter(disk) {
                private Forced pending;

                @Override
                void force(final Forced forced) {
                    pending = forced;
                }

                @Override
                void onTurnOver() throws IOException {
                    if (pending != null) {
                        pass(pending);
                        pending = null;
                    }
                }
            };
        }
    },
    /** At a roll the new file is forced where the old one should be. */
    WRONG_FILE {
        @Override
        JournalDisk around(final JournalDisk disk, final Path data) {
            return new OnWriter(disk) {
                private Path begun;

                @Override
                public void rename(final Path from, final Path to) throws IOException {
                    super.rename(from, to);
                    begun = to;
                }

                @Override
                void force(final Forced forced) throws IOException {
                    final boolean isOld = begun != null && !begun.equals(forced.file());
                    pass(isOld ? new Forced(forced.channel(), begun, true) : forced);
                    begun = null;
                }
            };
        }
    },
    /** The watermark says durable before the force. */
    EARLY_WATERMARK {
        @Override
        JournalDisk around(final JournalDisk disk, final Path data) {
            return new OnWriter(disk) {
                @Override
                void force(final Forced forced) throws IOException {
                    if (CycleName.cycle(forced.file().getFileName().toString()) >= 0) {
                        SpoiledDisk.moveWatermark(data, Long.MAX_VALUE);
                    }
                    pass(forced);
                }
            };
        }
    },
    /** Whoever starts does not look at the CRC of a batch: to it every CRC is right. */
    NO_CRC {
        @Override
        void beforeStart(final Path directory) throws IOException {
            SpoiledDisk.makeEveryCrcRight(directory.resolve("data"));
        }
    },
    /** A repair that cuts what was durable too, and says it was not. */
    DEEP_CUT {
        @Override
        void beforeStart(final Path directory) throws IOException {
            SpoiledDisk.cutDeep(directory.resolve("data"));
        }
    };

    static Saboteur of(final String name) {
        return name.isEmpty() ? NONE : valueOf(name);
    }

    /** As a child is told; empty for nobody. */
    String orderName() {
        return this == NONE ? "" : name();
    }

    /** The disk that a writer gets. */
    JournalDisk around(final JournalDisk disk, final Path data) {
        return disk;
    }

    /** What happens to a disk before somebody starts on it. */
    void beforeStart(final Path directory) throws IOException {
        // Nothing.
    }

    /** A force as it was ordered. */
    record Forced(FileChannel channel, Path file, boolean withMetadata) {}

    /** Spoils the forces of the writer's thread. */
    private abstract static class OnWriter extends ForwardingDisk {
        private final Thread writer = Thread.currentThread();

        OnWriter(final JournalDisk disk) {
            super(disk);
        }

        abstract void force(Forced forced) throws IOException;

        final void pass(final Forced forced) throws IOException {
            super.force(forced.channel(), forced.file(), forced.withMetadata());
        }

        @Override
        public final void force(final FileChannel channel, final Path file, final boolean withMetadata)
                throws IOException {
            final Forced forced = new Forced(channel, file, withMetadata);
            if (Thread.currentThread() == writer) {
                force(forced);
            } else {
                pass(forced);
            }
        }
    }
}
