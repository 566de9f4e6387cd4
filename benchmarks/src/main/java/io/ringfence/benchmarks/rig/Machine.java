package io.ringfence.benchmarks.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** What a figure needs beside it to mean anything: commit, JDK, machine, flags. Any thread. */
public final class Machine {
    private static final String UNKNOWN = "unknown";
    private static final long MIB = 1 << 20;

    private Machine() {}

    /** The commit that was built, by the stamp that the build lays beside its jars; or "unknown". */
    public static String commit() {
        try {
            final Path code = Path.of(Machine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path directory = code.getParent();
            for (int i = 0; i < 2 && directory != null; i++) {
                final Path stamp = directory.resolve("lib.stamp");
                if (Files.isReadable(stamp)) {
                    return commit(stamp);
                }
                directory = directory.getParent();
            }
            return UNKNOWN;
        } catch (final URISyntaxException | IOException e) {
            return UNKNOWN;
        }
    }

    private static String commit(final Path stamp) throws IOException {
        final Properties properties = new Properties();
        try (InputStream stream = Files.newInputStream(stamp)) {
            properties.load(stream);
        }
        return properties.getProperty("commit", UNKNOWN);
    }

    /** Version of the running JDK. */
    public static String jdk() {
        return Runtime.version().toString();
    }

    /** A JSON object with commit, JDK, machine, flags of this JVM, and the seed. */
    public static ObjectNode describe(final ObjectMapper mapper, final long seed) {
        final ObjectNode node = mapper.createObjectNode();
        node.put("commit", commit());
        node.put("jdk", jdk());
        final ObjectNode machine = node.putObject("machine");
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put("cpu", cpuModel());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("heapMiB", Runtime.getRuntime().maxMemory() / MIB);
        final ArrayNode flags = node.putArray("flags");
        ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(flags::add);
        node.put("seed", seed);
        return node;
    }

    private static String cpuModel() {
        final Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return UNKNOWN;
        }
        try {
            final List<String> lines = Files.readAllLines(file);
            for (final String line : lines) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
            return UNKNOWN;
        } catch (final IOException e) {
            return UNKNOWN;
        }
    }
}
