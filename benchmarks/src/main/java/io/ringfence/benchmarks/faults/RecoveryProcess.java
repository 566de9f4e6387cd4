package io.ringfence.benchmarks.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.benchmarks.rig.JavaProcess;
import io.ringfence.benchmarks.rig.Jdk;
import io.ringfence.journal.SyncPolicy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link RecoveryChild} as a process, with or without assertions, started when it is first needed and again when it
 * died. One thread at a time.
 */
final class RecoveryProcess implements AutoCloseable {
    private static final int SAID_LENGTH_MAX = 2_000;

    private final Jdk jdk;
    private final boolean isAsserting;
    private final Path log;
    private final ObjectMapper mapper = new ObjectMapper();
    private Process process;
    private BufferedReader answers;
    private BufferedWriter orders;

    /**
     * What a child is told.
     *
     * @param directory of the disk, with the book
     * @param sync      policy of the writer
     * @param rollBytes of a journal file
     * @param batchBytes of a batch
     * @param transactions ids remembered
     * @param startNs   journal time
     * @param knownSequence the last one whose state the writer knows
     * @param isForced  whether it writes with real forces
     * @param sabotage  who spoils its start; empty for nobody
     */
    record Order(
            String directory,
            String sync,
            long rollBytes,
            int batchBytes,
            int transactions,
            long startNs,
            long knownSequence,
            boolean isForced,
            String sabotage) {
        static Order of(
                final Path directory,
                final HostSettings settings,
                final long startNs,
                final long knownSequence,
                final boolean isForced,
                final String sabotage) {
            return new Order(
                    directory.toString(),
                    settings.sync().toString(),
                    settings.rollBytes(),
                    settings.batchBytes(),
                    settings.transactions(),
                    startNs,
                    knownSequence,
                    isForced,
                    sabotage);
        }

        HostSettings settings() {
            return new HostSettings(SyncPolicy.parse(sync), rollBytes, batchBytes, transactions);
        }
    }

    RecoveryProcess(final Jdk jdk, final boolean isAsserting, final Path log) {
        this.jdk = jdk;
        this.isAsserting = isAsserting;
        this.log = log;
    }

    ChildReport examine(final Order order) throws IOException {
        start();
        try {
            orders.write(mapper.writeValueAsString(order));
            orders.newLine();
            orders.flush();
            String line = answers.readLine();
            while (line != null && !line.startsWith(RecoveryChild.PREFIX)) {
                line = answers.readLine();
            }
            if (line != null) {
                return mapper.readValue(line.substring(RecoveryChild.PREFIX.length()), ChildReport.class);
            }
        } catch (final IOException e) {
            // It died while it was told.
        }
        return died();
    }

    private ChildReport died() throws IOException {
        close();
        final ChildReport report = new ChildReport();
        final String said = Files.readString(log);
        report.message = "the recovering process died: " + said.substring(Math.max(0, said.length() - SAID_LENGTH_MAX));
        return report;
    }

    private void start() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        final List<String> flags =
                new ArrayList<>(List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (isAsserting) {
            flags.add("-ea");
        }
        process = JavaProcess.start(JavaProcess.command(jdk, flags, RecoveryChild.class.getName()), log);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (process != null) {
            process.toHandle().destroyForcibly();
            process.onExit().join();
            process = null;
        }
    }
}
