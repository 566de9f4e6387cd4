package io.ringfence.benchmarks.jmh;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Append of Transfers, with a commit after {@link #RECORDS}: into the page cache (none) or forced (batch). Each
 * iteration begins a journal of its own, and all of it must be read back.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {
            "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "-Dchronicle.analytics.disable=true",
            "-Dchronicle.announcer.disable=true"
        })
@State(Scope.Thread)
public class JournalBenchmark {
    /** Records of a commit. */
    public static final int RECORDS = 4_096;

    private static final long ROLL_BYTES = 256L << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int STRIDE = 128;

    /** The sync policy. */
    @Param({"none", "batch"})
    public String sync;

    private final UnsafeBuffer frames = new UnsafeBuffer(BufferUtil.allocateDirectAligned(RECORDS * STRIDE, 64));
    private final int[] lengths = new int[RECORDS];
    private Path home;
    private JournalConfig config;
    private Journal journal;
    private long sequence;

    /** Begins a journal in the directory for temporary files. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        final TransferTraffic traffic = new TransferTraffic(RECORDS, 1);
        for (int i = 0; i < RECORDS; i++) {
            lengths[i] = traffic.next(frames, i * STRIDE, 1);
        }
        home = Files.createTempDirectory("ringfence-jmh-");
        config = new JournalConfig(
                Files.createDirectory(home.resolve("journal")),
                home.resolve("watermark"),
                SyncPolicy.parse(sync),
                ROLL_BYTES,
                BATCH_BYTES,
                MessageHeaderEncoder.SCHEMA_VERSION);
        journal = ChronicleJournal.open(
                config, JournalDisk.real(), JournalVerifier.verify(config.directory(), config.watermark()));
        sequence = 0;
    }

    /** Appends and commits; the last sequence that is committed. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long append() {
        for (int i = 0; i < RECORDS; i++) {
            sequence++;
            journal.append(sequence, sequence, 1, 1, frames, i * STRIDE, lengths[i]);
        }
        journal.commit();
        return journal.committedSequence();
    }

    /** All of it is there; then it is removed. */
    @TearDown(Level.Iteration)
    public void check() throws IOException {
        journal.close();
        long count = 0;
        try (JournalReader reader = JournalReader.openAtRest(config.directory())) {
            while (reader.nextBatch()) {
                reader.checkRecords();
                count += reader.count();
            }
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        if (count != sequence) {
            throw new IllegalStateException("appended " + sequence + " records, read back " + count);
        }
    }
}
