package io.ringfence.benchmarks.faults;

import io.ringfence.engine.StateMachine;
import io.ringfence.journal.JournalDisk;
import io.ringfence.node.recovery.Recovery;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a node does between its start and its first write, on the same classes.
 *
 * @param result     of verification and replay
 * @param isRepaired whether something was cut off before
 * @param findings   what was found, in words
 */
record Restart(Recovery.Result result, boolean isRepaired, String findings) {
    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    static Restart run(final Path data, final JournalDisk disk, final StateMachine machine) {
        return new Restart(
                Recovery.run(HostSettings.journal(data), HostSettings.watermark(data), machine, SILENT), false, "");
    }
}
