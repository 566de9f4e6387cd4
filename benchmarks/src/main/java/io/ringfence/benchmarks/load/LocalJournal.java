package io.ringfence.benchmarks.load;

import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.journal.recovery.JournalVerifier;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new journal in a directory for temporary files; {@link #remove} takes it away. */
record LocalJournal(Path home, JournalConfig config) {
    private static final int BATCH_BYTES = 256 << 10;

    static LocalJournal create(final LoadPlan plan) throws IOException {
        final Path home = Files.createTempDirectory("ringfence-load-");
        return new LocalJournal(
                home,
                new JournalConfig(
                        Files.createDirectory(home.resolve("journal")),
                        home.resolve("watermark"),
                        SyncPolicy.parse(plan.sync()),
                        (long) plan.rollMiB() << 20,
                        BATCH_BYTES,
                        MessageHeaderEncoder.SCHEMA_VERSION));
    }

    Journal open() {
        return ChronicleJournal.open(
                config, JournalDisk.real(), JournalVerifier.verify(config.directory(), config.watermark()));
    }

    void remove() throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
