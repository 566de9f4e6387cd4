package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Peers in a JVM of their own with a class path of their own. One thread. */
final class PeerProcess {
    private static final String MAIN = "io.ringfence.peers.PeerMain";
    private static final int BUILD_SECONDS = 240;
    private static final int RUN_SECONDS = 120;
    private static final String HEAP = "1g";
    private static final List<String> OPENED = List.of(
            "sun.nio.ch", "jdk.internal.ref", "java.nio", "java.lang", "java.lang.reflect", "java.util", "java.io");

    private static final Predicate<String> NAMES_FAILURE =
            Pattern.compile("^(Caused by|Exception in thread|Error:)").asPredicate();

    private final Path module;
    private final Path directory;
    private final ObjectMapper mapper = new ObjectMapper();

    /** Of a built module, running in a directory for what peers write. */
    private PeerProcess(final Path module, final Path directory) {
        this.module = module;
        this.directory = directory;
    }

    /** Builds the module if it is not built; null if it cannot be. */
    static PeerProcess of(final Path module, final Path directory) throws IOException, InterruptedException {
        if (!Files.isReadable(module.resolve("pom.xml"))) {
            return null;
        }
        final PeerProcess peers = new PeerProcess(module, directory);
        return peers.isBuilt() || peers.build() ? peers : null;
    }

    private boolean isBuilt() {
        return Files.isReadable(module.resolve("target").resolve("ringfence-peers.jar"));
    }

    private boolean build() throws IOException, InterruptedException {
        try {
            final Process process = new ProcessBuilder("mvn", "-B", "-q", "package")
                    .directory(module.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("build.log").toFile())
                    .start();
            if (!process.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0 && isBuilt();
        } catch (final IOException e) {
            Files.writeString(directory.resolve("build.log"), e.toString());
            return false;
        }
    }

    /** One measurement; what the peer printed, or an object with {@code failed}. */
    JsonNode run(final List<String> arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+UseParallelGC"));
        command.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
        command.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(module.resolve("target/ringfence-peers.jar") + File.pathSeparator + module.resolve("target/lib")
                + "/*");
        command.add(MAIN);
        command.addAll(arguments);
        final Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
                .start();
        final Thread guard = guard(process);
        String last = "";
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = line.startsWith("{") ? line : last;
            }
        }
        final int code = process.waitFor();
        guard.interrupt();
        if (last.isEmpty()) {
            return mapper.createObjectNode().put("failed", "exit code " + code + said());
        }
        return mapper.readTree(last);
    }

    /** The last failure that the peers named on standard error, with a colon before it; or nothing. */
    private String said() throws IOException {
        final List<String> failures =
                Files.readAllLines(errors()).stream().filter(NAMES_FAILURE).toList();
        return failures.isEmpty() ? "" : ": " + failures.get(failures.size() - 1);
    }

    private Path errors() {
        return directory.resolve("peers.log");
    }

    /** Ends a peer that takes too long, with what it started. */
    private static Thread guard(final Process process) {
        final Thread guard = new Thread(
                () -> {
                    try {
                        if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)) {
                            end(process);
                        }
                    } catch (final InterruptedException e) {
                        // It ended by itself.
                        Thread.currentThread().interrupt();
                    }
                },
                "peer-guard");
        guard.setDaemon(true);
        guard.start();
        return guard;
    }

    private static void end(final Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
