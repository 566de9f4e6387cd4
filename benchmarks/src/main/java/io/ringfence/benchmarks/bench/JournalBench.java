package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.rig.TransferTraffic;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The journal alone: Transfers appended and committed on one thread, and read back. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Transfers a second into the journal by sync policy, and bytes of one on disk.")
public final class JournalBench implements Callable<Integer> {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int STRIDE = 128;
    private static final int FRAMES = 1 << 14;
    private static final int PLAYERS = 100_000;

    @Option(names = "--records", defaultValue = "2000000", description = "of each run (default: ${DEFAULT-VALUE})")
    private int records;

    @Option(
            names = "--commit",
            defaultValue = "8192",
            description = "records of a commit, a force with policy batch (default: ${DEFAULT-VALUE})")
    private int commitRecords;

    @Option(names = "--runs", defaultValue = "5", description = "the median counts (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--dir", description = "on the disk to measure (default: the directory for temporary files)")
    private Path directory;

    @Option(
            names = "--roll-mib",
            defaultValue = "256",
            description = "size of a journal file in MiB (default: ${DEFAULT-VALUE})")
    private int rollMiB;

    @Option(names = "--sync", split = ",", defaultValue = "none,batch", description = "(default: ${DEFAULT-VALUE})")
    private List<String> policies;

    @Option(
            names = "--compare",
            paramLabel = "VARIANT",
            description = {
                "by turns with the journal as a node has it, which shows what a part costs:",
                "UNPREPARED_FILES leaves out the making of files ahead,",
                "SECOND_WATERMARK writes one more beside the one of the journal"
            })
    private JournalVariant other;

    @Mixin
    private Report report;

    private final UnsafeBuffer frames = new UnsafeBuffer(BufferUtil.allocateDirectAligned(FRAMES * STRIDE, 64));
    private final int[] lengths = new int[FRAMES];
    private final Histogram commitNs = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    private double bytesPerRecord;

    @Override
    public Integer call() throws IOException {
        final TransferTraffic traffic = new TransferTraffic(PLAYERS, report.seed());
        for (int i = 0; i < FRAMES; i++) {
            lengths[i] = traffic.next(frames, i * STRIDE, 1);
        }
        final ObjectNode json = report.json();
        json.put("bench", "journal").put("records", records).put("commitRecords", commitRecords);
        final List<JournalVariant> variants =
                other == null ? List.of(JournalVariant.NODE) : List.of(JournalVariant.NODE, other);
        boolean isValid = true;
        for (final String name : policies) {
            isValid &= measure(SyncPolicy.parse(name), variants);
        }
        json.put("bytesPerTransfer", bytesPerRecord).put("valid", isValid);
        return report.finish(isValid);
    }

    /** Runs the variants by turns, the first turn uncounted; whether all that was written was there. */
    private boolean measure(final SyncPolicy policy, final List<JournalVariant> variants) throws IOException {
        final Map<JournalVariant, Figures> figures = new EnumMap<>(JournalVariant.class);
        boolean isValid = true;
        for (int i = -1; i < runs; i++) {
            for (final JournalVariant variant : variants) {
                final double one = run(policy, variant);
                isValid &= one > 0;
                if (i >= 0) {
                    final Figures of = figures.computeIfAbsent(variant, v -> new Figures());
                    of.add(one, commitNs);
                    report.line("  %s%s, run %d: %s", policy, label(variant), i + 1, of.last());
                }
            }
        }
        figures.forEach((variant, of) -> {
            report.line("%s%s: median %s, %.1f bytes a Transfer", policy, label(variant), of.spread(), bytesPerRecord);
            of.json(report.json(), policy + key(variant));
        });
        return isValid;
    }

    private static String label(final JournalVariant variant) {
        return variant == JournalVariant.NODE ? "" : " " + variant;
    }

    private static String key(final JournalVariant variant) {
        return variant == JournalVariant.NODE ? "" : "_" + variant + "_";
    }

    /** Of one policy and variant. */
    private static final class Figures {
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> commitP50Us = new ArrayList<>();
        private final List<Double> commitP99Us = new ArrayList<>();

        void add(final double recordsPerSecond, final Histogram commitNs) {
            perSecond.add(recordsPerSecond);
            commitP50Us.add(Report.us(commitNs, 50));
            commitP99Us.add(Report.us(commitNs, 99));
        }

        String last() {
            final int last = perSecond.size() - 1;
            return String.format(
                    Locale.ROOT,
                    "%,.0f records/s, commit p50 %,.0f us p99 %,.0f us",
                    perSecond.get(last),
                    commitP50Us.get(last),
                    commitP99Us.get(last));
        }

        String spread() {
            return spread(perSecond) + " records/s, commit p50 " + spread(commitP50Us) + " us p99 "
                    + spread(commitP99Us) + " us";
        }

        /** Median and range. */
        private static String spread(final List<Double> values) {
            return String.format(
                    Locale.ROOT,
                    "%,.0f (%,.0f to %,.0f)",
                    median(values),
                    Collections.min(values),
                    Collections.max(values));
        }

        void json(final ObjectNode json, final String prefix) {
            json.put(prefix + "RecordsPerSec", Math.round(median(perSecond)));
            json.put(prefix + "CommitP50Us", median(commitP50Us));
            json.put(prefix + "CommitP99Us", median(commitP99Us));
        }

        private static double median(final List<Double> values) {
            return Report.median(
                    values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /**
     * Appends all in a new directory, reads them back, removes it. Records a second, or -1 if they are not all
     * there.
     */
    private double run(final SyncPolicy policy, final JournalVariant variant) throws IOException {
        final Path home = directory == null
                ? Files.createTempDirectory("ringfence-journal-")
                : Files.createTempDirectory(directory, "ringfence-journal-");
        final JournalConfig config = new JournalConfig(
                home.resolve("journal"),
                home.resolve("watermark"),
                policy,
                (long) rollMiB << 20,
                BATCH_BYTES,
                MessageHeaderEncoder.SCHEMA_VERSION);
        try {
            Files.createDirectories(config.directory());
            final double perSecond = append(config, variant);
            return holdsAll(config.directory()) ? perSecond : -1;
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private double append(final JournalConfig config, final JournalVariant variant) {
        try (Journal journal = variant.open(config)) {
            commitNs.reset();
            // The first write waits until the first file is made, which a node does before it serves.
            journal.doWork(System.nanoTime());
            final long startNs = System.nanoTime();
            for (int i = 0; i < records; i++) {
                final int frame = i & (FRAMES - 1);
                journal.append(i + 1L, startNs + i, 1, 1, frames, frame * STRIDE, lengths[frame]);
                if ((i + 1) % commitRecords == 0) {
                    final long commitStartNs = System.nanoTime();
                    journal.commit();
                    commitNs.recordValue(System.nanoTime() - commitStartNs);
                }
            }
            journal.commit();
            final long spentNs = System.nanoTime() - startNs;
            bytesPerRecord = (double) journal.position() / records;
            return records * 1e9 / spentNs;
        }
    }

    private boolean holdsAll(final Path journal) {
        long count = 0;
        try (JournalReader reader = JournalReader.openAtRest(journal)) {
            while (reader.nextBatch()) {
                reader.checkRecords();
                count += reader.count();
            }
        }
        return count == records;
    }
}
