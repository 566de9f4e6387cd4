package io.ringfence.benchmarks.demo;

import io.ringfence.benchmarks.rig.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load client in a process of its own. The conductor's thread; a thread of its own reads what it says. */
final class LoadProcess implements AutoCloseable {
    private static final int HEAP_MIB_MIN = 192;
    private static final int BYTES_PER_ID = 16;
    private static final int END_SECONDS = 20;

    private final Process process;
    private volatile LoadProgress progress = LoadProgress.NONE;

    private LoadProcess(final Process process) {
        this.process = process;
    }

    static LoadProcess start(final DemoPlan plan, final Path directory, final int port, final Path log)
            throws IOException {
        final int heapMiB = HEAP_MIB_MIN + (int) (((long) plan.commandsMax() * BYTES_PER_ID) >> 20);
        final List<String> flags = List.of(
                "-Xms" + heapMiB + "m",
                "-Xmx" + heapMiB + "m",
                "-XX:+UseSerialGC",
                "-Dsbe.enable.precedence.checks=false");
        final List<String> command = new ArrayList<>(JavaProcess.command(flags, LoadClient.class.getName()));
        command.add(directory.toString());
        command.add(Integer.toString(port));
        final LoadProcess load = new LoadProcess(JavaProcess.start(command, log));
        final Thread reader = new Thread(load::read, "demo-load-reader");
        reader.setDaemon(true);
        reader.start();
        return load;
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(LoadProgress.PREFIX)) {
                    progress = LoadProgress.parse(line);
                }
            }
        } catch (final IOException e) {
            // The process is gone; its result, or that there is none, says the rest.
        }
    }

    /** The last it said. */
    LoadProgress progress() {
        return progress;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end with what it has, and waits. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            close();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.toHandle().destroyForcibly();
            process.onExit().join();
        }
    }
}
