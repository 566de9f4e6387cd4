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
import java.util.stream.Stream;
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
            for (int i = -1; i < runs; i++) {
                final double one = run(policy);
                isValid &= one > 0;
                if (i >= 0) {
                    perSecond[i] = one;
                    report.line("  %s, run %d: %,.0f records/s", policy, i + 1, one);
                }
            }
            report.line(
                    "%s: median %,.0f records/s, %.1f bytes a Transfer",
                    policy, Report.median(perSecond), bytesPerRecord);
            json.put(policy + "RecordsPerSec", Math.round(Report.median(perSecond)));
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
            final long startNs = System.nanoTime();
            for (int i = 0; i < records; i++) {
                final int frame = i & (FRAMES - 1);
                journal.append(i + 1L, startNs + i, 1, 1, frames, frame * STRIDE, lengths[frame]);
                if ((i + 1) % commitRecords == 0) {
                    journal.commit();
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
