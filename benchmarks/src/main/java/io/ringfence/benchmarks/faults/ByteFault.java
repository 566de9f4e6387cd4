package io.ringfence.benchmarks.faults;

import io.ringfence.journal.CycleName;
import io.ringfence.testkit.FileFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** What disks, restores and people do to the files of a node that is stopped. Each says in a line what it did. */
enum ByteFault {
    FLIP_ANYWHERE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            return flip(victim.anyCycle(random), random.nextLong(victim.usedBytes()), random);
        }
    },
    FLIP_IN_A_BATCH {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final SpoiledDisk.Batch batch = victim.anyBatch(random);
            final long start = batch.position() + Integer.BYTES;
            return flip(batch.file(), start + random.nextLong(batch.end() - start), random);
        }
    },
    FLIP_IN_A_FRAME {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final SpoiledDisk.Batch batch = victim.anyBatch(random);
            return flip(batch.file(), batch.position() + random.nextInt(Integer.BYTES), random);
        }
    },
    FLIP_IN_A_FILE_HEADER {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            return flip(victim.anyCycle(random), random.nextInt(FILE_HEADER), random);
        }
    },
    TRUNCATE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final SpoiledDisk.Batch batch = victim.anyBatch(random);
            final long length = random.nextLong(batch.end());
            FileFaults.truncate(batch.file(), length);
            return batch.file().getFileName() + " cut to " + length;
        }
    },
    ZERO_A_PAGE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final SpoiledDisk.Batch batch = victim.anyBatch(random);
            FileFaults.zeroPage(batch.file(), batch.position());
            return batch.file().getFileName() + " page at " + batch.position() + " zeroed";
        }
    },
    ZERO_THE_FIRST_PAGE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final Path file = victim.anyCycle(random);
            FileFaults.zeroPage(file, 0);
            return file.getFileName() + " first page zeroed";
        }
    },
    SWAP_PAGES {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final List<SpoiledDisk.Batch> batches = victim.batches();
            final SpoiledDisk.Batch one = victim.anyBatch(random);
            final SpoiledDisk.Batch other = batches.stream()
                    .filter(batch -> batch.file().equals(one.file())
                            && batch.position() / FileFaults.PAGE_LENGTH != one.position() / FileFaults.PAGE_LENGTH)
                    .findFirst()
                    .orElse(null);
            if (other == null) {
                return "";
            }
            FileFaults.swapPages(one.file(), one.position(), other.position());
            return one.file().getFileName() + " pages at " + one.position() + " and " + other.position() + " swapped";
        }
    },
    SWAP_FILES {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            if (victim.cycles().size() < 2) {
                return "";
            }
            FileFaults.swap(victim.cycles().get(0), victim.cycles().get(1));
            return "the first two files swapped";
        }
    },
    REMOVE_A_FILE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final Path file = victim.anyCycle(random);
            FileFaults.remove(file);
            return file.getFileName() + " removed";
        }
    },
    RENAME_A_FILE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            final Path file = victim.anyCycle(random);
            final String[] names = {
                file.getFileName() + "-12345.discard",
                CycleName.file(file.getParent(), victim.cycles().size() + 1L)
                        .getFileName()
                        .toString(),
                CycleName.aheadFile(file.getParent(), victim.cycles().size())
                        .getFileName()
                        .toString()
            };
            final String name = names[random.nextInt(names.length)];
            FileFaults.rename(file, name);
            return file.getFileName() + " renamed to " + name;
        }
    },
    FOREIGN_FILE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) throws IOException {
            final String[] names = {"core.1234", "20000101-0003V.cq4", "20000102-0000V.cq4", "x.cq4"};
            final Path file = HostSettings.journal(victim.data()).resolve(names[random.nextInt(names.length)]);
            Files.write(file, new byte[random.nextInt(FOREIGN_LENGTH_MAX)]);
            return file.getFileName() + " put there";
        }
    },
    OLDER_FILE {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            FileFaults.replace(victim.oldFileOf(), victim.oldFile());
            return victim.oldFileOf().getFileName() + " restored as it once was";
        }
    },
    OLDER_WATERMARK {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            FileFaults.replace(HostSettings.watermark(victim.data()), victim.oldWatermark());
            return "the watermark restored as it once was";
        }
    },
    WATERMARK_AHEAD {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) throws IOException {
            // The journal goes back to what it was, its watermark does not.
            FileFaults.replace(victim.oldFileOf(), victim.oldFile());
            for (final Path later : victim.cycles()) {
                if (later.compareTo(victim.oldFileOf()) > 0) {
                    Files.delete(later);
                }
            }
            return "the journal restored as it once was, the watermark not";
        }
    },
    FLIP_IN_THE_WATERMARK {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            return flip(HostSettings.watermark(victim.data()), random.nextInt(WATERMARK), random);
        }
    },
    ZERO_THE_WATERMARK {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            FileFaults.zeroPage(HostSettings.watermark(victim.data()), 0);
            return "the watermark zeroed";
        }
    },
    REMOVE_THE_WATERMARK {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            FileFaults.remove(HostSettings.watermark(victim.data()));
            return "the watermark removed";
        }
    },
    TRUNCATE_THE_WATERMARK {
        @Override
        String spoil(final Victim victim, final SplittableRandom random) {
            FileFaults.truncate(HostSettings.watermark(victim.data()), random.nextInt(WATERMARK));
            return "the watermark cut off";
        }
    };

    private static final int FILE_HEADER = 80;
    private static final int WATERMARK = 64;
    private static final int FOREIGN_LENGTH_MAX = 10_000;
    private static final int BITS = 8;

    /**
     * A stopped node.
     *
     * @param data         its directory
     * @param batches      in its journal
     * @param cycles       its cycle files
     * @param oldWatermark the watermark as it once was
     * @param oldFile      a cycle file as it was at that time
     * @param oldFileOf    its place
     */
    record Victim(
            Path data,
            List<SpoiledDisk.Batch> batches,
            List<Path> cycles,
            Path oldWatermark,
            Path oldFile,
            Path oldFileOf) {
        SpoiledDisk.Batch anyBatch(final SplittableRandom random) {
            return batches.get(random.nextInt(batches.size()));
        }

        Path anyCycle(final SplittableRandom random) {
            return cycles.get(random.nextInt(cycles.size()));
        }

        /** Of its last file. */
        long usedBytes() {
            return batches.get(batches.size() - 1).end();
        }
    }

    /** Does it; empty if this node has nothing that it could be done to. */
    abstract String spoil(Victim victim, SplittableRandom random) throws IOException;

    private static String flip(final Path file, final long offset, final SplittableRandom random) {
        final int mask = 1 << random.nextInt(BITS);
        FileFaults.flip(file, offset, mask);
        return file.getFileName() + " byte " + offset + " flipped by " + mask;
    }
}
