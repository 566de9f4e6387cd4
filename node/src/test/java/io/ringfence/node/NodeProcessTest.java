package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, where the exit code is the point. */
@Timeout(120)
class NodeProcessTest {
    private static final String SMALL = """
            journal: {rollMiB: 1, batchKiB: 32}
            ring: {slots: 1024, largeReplies: 8}
            engine: {playersMax: 1000, accountsMax: 4000, transactionsMax: 10000, roundsMax: 1000}
            """;

    @TempDir
    private Path temp;

    private final List<Process> processes = new ArrayList<>();
    private String heap = "-Xmx512m";

    private Process start(final String... arguments) throws IOException {
        return startMain(RingfenceNode.class, arguments);
    }

    private Process startMain(final Class<?> main, final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add-")
                    || flag.startsWith("-Dchronicle")
                    || flag.startsWith("-Dlogback")
                    || flag.startsWith("--enable-native")
                    || flag.startsWith("--sun-misc")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xms64m", heap, "-XX:+UseSerialGC", "-XX:+PerfDisableSharedMem", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command)
                .redirectOutput(output(processes.size()).toFile())
                .redirectError(errors(processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Process startNode(final int port) throws IOException {
        final Path config = Files.writeString(temp.resolve("node.yaml"), SMALL);
        return start("--config", config.toString(), "--data", data().toString(), "--endpoint", "127.0.0.1:" + port);
    }

    private Path data() {
        return temp.resolve("data");
    }

    private Path output(final int number) {
        return temp.resolve("out" + number);
    }

    private Path errors(final int number) {
        return temp.resolve("err" + number);
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(final int number) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!text(output(number)).contains("READY ")) {
            assertTrue(processes.get(number).isAlive(), () -> text(errors(number)));
            assertTrue(System.nanoTime() - deadlineNs < 0, () -> text(errors(number)));
            Thread.sleep(20);
        }
    }

    private void signal(final int number, final String name) throws IOException, InterruptedException {
        new ProcessBuilder(
                        "kill", "-" + name, Long.toString(processes.get(number).pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (final Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private int exitCode(final int number) throws InterruptedException {
        assertTrue(processes.get(number).waitFor(60, TimeUnit.SECONDS), () -> text(errors(number)));
        return processes.get(number).exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void shouldLeaveWithZeroWithinFiveSecondsOfASignal(final String signal) throws Exception {
        assumeFalse("INT".equals(signal) && isInterruptIgnored(), "what a shell runs in the background ignores INT");
        startNode(TestNodes.freePort());
        awaitReady(0);
        final long sentNs = System.nanoTime();
        signal(0, signal);
        assertTrue(processes.get(0).waitFor(5, TimeUnit.SECONDS), () -> text(errors(0)));
        assertEquals(0, processes.get(0).exitValue(), () -> text(errors(0)));
        assertTrue(System.nanoTime() - sentNs < TimeUnit.SECONDS.toNanos(5));
        assertEquals(1, text(output(0)).lines().count(), "standard output is the READY line alone");
        assertFalse(Files.exists(Transport.directoryOf(data().toRealPath())), "shared memory is left clean");
    }

    /** Whether this process was told to ignore SIGINT, as its children then are. */
    private static boolean isInterruptIgnored() throws IOException {
        final String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        final long interrupt = 1L << 1;
        return (Long.parseUnsignedLong(ignored.substring(ignored.indexOf('\t') + 1), 16) & interrupt) != 0;
    }

    @Test
    void shouldComeBackAfterAKillAndCleanWhatItLeft() throws Exception {
        final int port = TestNodes.freePort();
        startNode(port);
        awaitReady(0);
        signal(0, "KILL");
        exitCode(0);
        final Path aeron = Transport.directoryOf(data().toRealPath());
        assertTrue(Files.exists(aeron), "a kill leaves it");
        startNode(port);
        awaitReady(1);
        assertTrue(text(errors(1)).contains("recovered sequence 1"), () -> text(errors(1)));
        signal(1, "TERM");
        assertEquals(0, exitCode(1), () -> text(errors(1)));
        assertFalse(Files.exists(aeron));
    }

    @Test
    void shouldLeaveWithElevenWhenTheDirectoryIsHeld() throws Exception {
        startNode(TestNodes.freePort());
        awaitReady(0);
        startNode(TestNodes.freePort());
        assertEquals(11, exitCode(1));
        assertTrue(text(errors(1)).contains("process id " + processes.get(0).pid()), () -> text(errors(1)));
        assertTrue(processes.get(0).isAlive());
        signal(0, "TERM");
        assertEquals(0, exitCode(0));
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLineOrTheFile() throws Exception {
        start("--no-such-option");
        final Path wrong = Files.writeString(temp.resolve("wrong.yaml"), "journal:\n  sink: batch\n");
        start("--config", wrong.toString());
        final String small = Files.writeString(temp.resolve("node.yaml"), SMALL).toString();
        start(
                "--config",
                small,
                "--data",
                Files.createFile(temp.resolve("file")).resolve("data").toString());
        start("--help");
        try (DatagramSocket taken = TestNodes.bound(TestNodes.freePort())) {
            final String endpoint = "127.0.0.1:" + taken.getLocalPort();
            start("--config", small, "--data", data().toString(), "--endpoint", endpoint);
            assertEquals(2, exitCode(0));
            assertEquals(10, exitCode(1));
            assertTrue(text(errors(1)).contains("wrong.yaml line 2: unknown key 'journal.sink'"));
            assertEquals(14, exitCode(2), () -> text(errors(2)));
            assertTrue(text(errors(2)).contains("--data DIR"), "it says what to do");
            assertEquals(0, exitCode(3));
            assertTrue(text(output(3)).contains("--endpoint=HOST:PORT"), () -> text(output(3)));
            assertEquals(12, exitCode(4), () -> text(errors(4)));
            assertTrue(text(errors(4)).contains(Integer.toString(taken.getLocalPort())));
        }
    }

    @Test
    void shouldSayWhichHeapItsTablesNeedAndStartWithThat() throws Exception {
        heap = "-Xmx128m";
        final int port = TestNodes.freePort();
        startNode(port);
        assertEquals(10, exitCode(0), () -> text(errors(0)));
        final Matcher advised =
                Pattern.compile("RINGFENCE_JVM_OPTS=(-Xmx\\d+m)").matcher(text(errors(0)));
        assertTrue(advised.find(), () -> text(errors(0)));
        assertTrue(text(errors(0)).contains("engine.limitsMax"), () -> text(errors(0)));
        assertFalse(Files.exists(data()), "nothing was made");
        heap = advised.group(1);
        startNode(port);
        awaitReady(1);
        signal(1, "TERM");
        assertEquals(0, exitCode(1), () -> text(errors(1)));
    }

    @Test
    void shouldLeaveNothingInSharedMemoryWhenItFails() throws Exception {
        startMain(FailingNode.class, data().toString());
        assertEquals(15, exitCode(0), () -> text(errors(0)));
        assertTrue(text(output(0)).contains("READY "), () -> text(errors(0)));
        assertTrue(text(errors(0)).contains("clock"), () -> text(errors(0)));
        final Path aeron = Transport.directoryOf(data().toRealPath());
        assertFalse(Files.exists(aeron), "the buffers of a node that is no more");
        startNode(TestNodes.freePort());
        awaitReady(1);
        signal(1, "TERM");
        assertEquals(0, exitCode(1), () -> text(errors(1)));
    }
}
