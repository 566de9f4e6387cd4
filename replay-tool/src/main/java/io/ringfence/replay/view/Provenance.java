package io.ringfence.replay.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Properties;

/** What a result needs beside it to mean anything later: commit, JDK, machine, seed. Any thread. */
public final class Provenance {
    private static final String UNKNOWN = "unknown";
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long MIB = 1 << 20;

    private Provenance() {}

    /**
     * Adds commit, JDK and machine to a result.
     *
     * @param seed of what was random in it, or null: nothing was.
     */
    public static void add(final ObjectNode result, final Long seed) {
        result.put("commit", commit());
        result.put("jdk", jdk());
        final ObjectNode machine = result.putObject("machine");
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        machine.put("cpu", cpuModel());
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("heapMiB", Runtime.getRuntime().maxMemory() / MIB);
        result.put("seed", seed);
    }

    /** The commit that was built, by the stamp that the build lays beside its jars; or "unknown". */
    public static String commit() {
        try {
            final CodeSource source = Provenance.class.getProtectionDomain().getCodeSource();
            Path directory = source == null
                    ? null
                    : Path.of(source.getLocation().toURI()).getParent();
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

    private static String cpuModel() {
        if (!Files.isReadable(CPU_INFO)) {
            return UNKNOWN;
        }
        try {
            final List<String> lines = Files.readAllLines(CPU_INFO);
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
