package io.ringfence.benchmarks.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own. One thread; {@link #kill} may come from others too, a shutdown hook say. */
public final class NodeProcess implements AutoCloseable {
    private static final Pattern RECOVERED =
            Pattern.compile("recovered sequence (\\d+),.* in ([0-9.]+) s \\(([0-9,]+) records");
    private static final int STOP_SECONDS = 10;
    private static final int SAID_LENGTH_MAX = 600;

    private final Process process;
    private final Path log;
    private final long logFrom;
    private String readyLine = "";

    private NodeProcess(final Process process, final Path log, final long logFrom) {
        this.process = process;
        this.log = log;
        this.logFrom = logFrom;
    }

    /** Starts an honest one; {@link #awaitReady} says when it serves. */
    public static NodeProcess start(final int heapMiB, final Path config, final Path log) throws IOException {
        return start(List.of("io.ringfence.node.RingfenceNode"), heapMiB, config, log);
    }

    /**
     * Starts one; {@link #awaitReady} says when it serves.
     *
     * @param program main class, and arguments that go before those of every node
     */
    public static NodeProcess start(final List<String> program, final int heapMiB, final Path config, final Path log)
            throws IOException {
        return start(program, JavaProcess.servingFlags(heapMiB), config, log);
    }

    /**
     * Starts one with JVM flags of the caller's choice; {@link #awaitReady} says when it serves.
     *
     * @param program main class, and arguments that go before those of every node
     */
    public static NodeProcess start(
            final List<String> program, final List<String> flags, final Path config, final Path log)
            throws IOException {
        final List<String> command = new ArrayList<>(JavaProcess.command(flags, program.get(0)));
        command.addAll(program.subList(1, program.size()));
        command.add("--config");
        command.add(config.toString());
        final long logFrom = Files.exists(log) ? Files.size(log) : 0;
        return new NodeProcess(JavaProcess.start(command, log), log, logFrom);
    }

    /** Waits until it serves. False when it ended instead; then {@link #exitCode} says how. */
    public boolean awaitReady() throws IOException {
        final BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        while (line != null && !line.startsWith("READY")) {
            line = reader.readLine();
        }
        readyLine = line == null ? "" : line;
        return line != null;
    }

    /** The line that begins with READY. */
    public String readyLine() {
        return readyLine;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}. Returns when it is dead. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** As SIGTERM. The exit code; -1 when it did not end in time and had to be killed. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
            return -1;
        }
        return process.exitValue();
    }

    /** How it ended; waits for it. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** How it ended, with the last of what it said; waits for it. */
    public String ending() throws IOException, InterruptedException {
        final int code = exitCode();
        final String said = Files.readString(log).substring((int) logFrom).strip();
        return "exit code " + code + ": " + said.substring(Math.max(0, said.length() - SAID_LENGTH_MAX));
    }

    /** Commands and seconds of its recovery, as it said itself; zeros when it had nothing to recover. */
    public double[] recovery() throws IOException {
        final String text = Files.readString(log).substring((int) logFrom);
        final Matcher matcher = RECOVERED.matcher(text);
        if (!matcher.find()) {
            return new double[2];
        }
        return new double[] {Double.parseDouble(matcher.group(3).replace(",", "")), Double.parseDouble(matcher.group(2))
        };
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
