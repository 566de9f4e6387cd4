package io.ringfence.journal.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.JournalTail;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class KillTest {
    private static final int KILLS = 5;

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource({"batch,-ea,1", "batch,-da,2", "none,-da,3"})
    void shouldReadEverythingThatAKilledWriterCommitted(final String policy, final String assertions, final long seed)
            throws Exception {
        final Random random = new Random(seed);
        final JournalFixture fixture = new JournalFixture(data);
        int rolls = 0;
        long reached = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            // One of the kills hits the start itself, with the recovery of what the kill before left.
            final int afterLines = kill == 3 ? 1 : 100 + random.nextInt(1_500);
            final long[] committed = runAndKill(policy, assertions, afterLines);
            rolls += (int) committed[1];
            final JournalTail tail = fixture.verify();
            final String round = "seed " + seed + ", kill " + kill;
            assertTrue(tail.lastSequence() >= committed[0], round + ": " + tail.lastSequence() + " < " + committed[0]);
            assertTrue(tail.lastSequence() >= reached, round + " fell behind the kill before");
            assertEquals(kill, tail.lastIncarnation(), round);
            reached = tail.lastSequence();
            assertEquals(tail.lastSequence(), fixture.readAll(), round);
        }
        assertTrue(rolls >= KILLS, "rolls: " + rolls);
    }

    /** What the process said before it died: last committed sequence, rolls. */
    private long[] runAndKill(final String policy, final String assertions, final int afterLines) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(assertions);
        command.add("-XX:TieredStopAtLevel=1");
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-") || argument.startsWith("--enable-") || argument.startsWith("--sun-")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledWriter.class.getName()));
        command.addAll(List.of(data.toString(), policy));
        final Process process = new ProcessBuilder(command)
                .redirectError(new File(data.toFile(), "stderr-" + System.nanoTime()))
                .start();
        final long[] last = new long[2];
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            int lines = 0;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                final String[] words = line.split(" ", -1);
                if (words[0].equals("committed") && words.length == 3) {
                    last[0] = Long.parseLong(words[1]);
                    last[1] = Long.parseLong(words[2]);
                }
                if (++lines == afterLines) {
                    // Through the handle: the process itself would close the stream with what it still said.
                    process.toHandle().destroyForcibly();
                }
            }
            assertTrue(lines >= afterLines, "the writer stopped by itself after " + lines + " lines");
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return last;
    }
}
