package io.ringfence.benchmarks.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.replay.view.Provenance;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** What a figure needs beside it to mean anything: commit, JDK, machine, seed, flags of this JVM. Any thread. */
public final class Machine {
    private Machine() {}

    /** A JSON object with commit, JDK, machine, the seed, and the flags of this JVM. */
    public static ObjectNode describe(final ObjectMapper mapper, final long seed) {
        final ObjectNode node = mapper.createObjectNode();
        Provenance.add(node, seed);
        final ArrayNode flags = node.putArray("flags");
        ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(flags::add);
        return node;
    }

    /** What the build made ({@code target}), if what runs is from there; else null. */
    public static Path builtDirectory() {
        try {
            Path directory = Path.of(Machine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            while (directory != null && !directory.endsWith("target")) {
                directory = directory.getParent();
            }
            return directory;
        } catch (final URISyntaxException e) {
            return null;
        }
    }
}
