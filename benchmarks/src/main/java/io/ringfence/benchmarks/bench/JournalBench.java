package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.rig.TransferTraffic;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.journal.recovery.JournalVerifier;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
    private static final long ROLL_BYTES = 256L << 20;
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
        boolean isValid = true;
        for (final SyncPolicy policy : new SyncPolicy[] {SyncPolicy.NONE, SyncPolicy.BATCH}) {
            final double[] perSecond = new double[runs];
            final double[] commitP50 = new double[runs];
            final double[] commitP99 = new double[runs];
            for (int i = -1; i < runs; i++) {
                final double one = run(policy);
                isValid &= one > 0;
                if (i >= 0) {
                    perSecond[i] = one;
                    commitP50[i] = Report.us(commitNs, 50);
                    commitP99[i] = Report.us(commitNs, 99);
                    report.line(
                            "  %s, run %d: %,.0f records/s, commit p50 %,.0f us p99 %,.0f us",
                            policy, i + 1, one, commitP50[i], commitP99[i]);
                }
            }
            report.line(
                    "%s: median %,.0f records/s, commit p50 %,.0f us p99 %,.0f us, %.1f bytes a Transfer",
                    policy,
                    Report.median(perSecond),
                    Report.median(commitP50),
                    Report.median(commitP99),
                    bytesPerRecord);
            json.put(policy + "RecordsPerSec", Math.round(Report.median(perSecond)));
            json.put(policy + "CommitP50Us", Report.median(commitP50));
            json.put(policy + "CommitP99Us", Report.median(commitP99));
        }
        json.put("bytesPerTransfer", bytesPerRecord).put("valid", isValid);
        return report.finish(isValid);
    }

    /**
     * Appends all in a new directory, reads them back, removes it. Records a second, or -1 if they are not all
     * there.
     */
    private double run(final SyncPolicy policy) throws IOException {
        final Path home = directory == null
                ? Files.createTempDirectory("ringfence-journal-")
                : Files.createTempDirectory(directory, "ringfence-journal-");
        final JournalConfig config = new JournalConfig(
                home.resolve("journal"),
                home.resolve("watermark"),
                policy,
                ROLL_BYTES,
                BATCH_BYTES,
                MessageHeaderEncoder.SCHEMA_VERSION);
        try {
            Files.createDirectories(config.directory());
            final double perSecond = append(config);
            return holdsAll(config.directory()) ? perSecond : -1;
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private double append(final JournalConfig config) {
        try (Journal journal = ChronicleJournal.open(
                config, JournalDisk.real(), JournalVerifier.verify(config.directory(), config.watermark()))) {
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
