package io.ringfence.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The result of a whole set: what each step found, and the goals. One thread. */
public final class ResultFile {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultFile() {}

    /**
     * Writes it with its goals and plots.
     *
     * @param result commit, machine and what the set is
     * @param steps what each step wrote, by its name
     */
    public static void write(final ObjectNode result, final Map<String, JsonNode> steps, final Path file)
            throws IOException {
        final ObjectNode all = result.putObject("steps");
        boolean isValid = !steps.isEmpty();
        for (final Map.Entry<String, JsonNode> step : steps.entrySet()) {
            all.set(step.getKey(), step.getValue());
            isValid &= step.getValue().path("valid").asBoolean();
        }
        Goals.put(all, result.putArray("goals"));
        result.put("valid", isValid);
        result.findValues("flags").forEach(ResultFile::dropPlaces);
        MAPPER.writeValue(file.toFile(), result);
    }

    /** Flags that name a place on this machine say nothing to anybody else. */
    private static void dropPlaces(final JsonNode flags) {
        for (final Iterator<JsonNode> all = flags.elements(); all.hasNext(); ) {
            if (all.next().asText().contains("=/")) {
                all.remove();
            }
        }
    }

    /** Reads one, or one of a step. */
    public static JsonNode read(final Path file) throws IOException {
        return MAPPER.readTree(file.toFile());
    }

    /** The page with the tables of a result. */
    public static String page(final Path page, final JsonNode result) throws IOException {
        return Page.fill(Files.readString(page), new Tables(result).all());
    }

    /** Writes the plots of a result that are wanted by their file name. */
    public static List<Path> plots(final JsonNode result, final Path directory, final Predicate<String> isWanted)
            throws IOException {
        return Plots.write(result, directory, isWanted);
    }
}
