package io.ringfence.replay.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A page of docs/, as lines, with the examples in it. Immutable. */
record Document(Path path, List<String> lines) {
    private static final Path FOLDER = Path.of("..", "docs");
    private static final String REQUEST = "```json request ";
    private static final String REPLY = "```json reply";
    private static final String FENCE = "```";
    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * A request and its reply.
     *
     * @param line number of the line that names the scenario
     * @param scenario file that the request stands in
     * @param request one command or query
     * @param reply all of the reply, or a part of it
     */
    record Example(int line, String scenario, ObjectNode request, ObjectNode reply) {}

    /** Every page, in order of its path. */
    static List<Document> all() {
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            return paths.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::read)
                    .toList();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The page of this name. */
    static Document of(final String name) {
        return read(FOLDER.resolve(name));
    }

    /**
     * The examples, in order.
     *
     * @throws AssertionError if a request has no reply behind it, or one of them is no JSON.
     */
    List<Example> examples() {
        final List<Example> examples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(REQUEST)) {
                final int reply = i + block(i).size() + 2;
                if (reply >= lines.size() || !lines.get(reply).equals(REPLY)) {
                    throw new AssertionError(path + ":" + (i + 1) + ": no reply behind the request");
                }
                final String scenario = lines.get(i).substring(REQUEST.length());
                examples.add(new Example(i + 1, scenario, json(i), json(reply)));
            }
        }
        return examples;
    }

    /** The headings, as the anchors that links name. */
    List<String> anchors() {
        return lines.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private ObjectNode json(final int fence) {
        try {
            if (MAPPER.readTree(String.join("\n", block(fence))) instanceof final ObjectNode object) {
                return object;
            }
        } catch (final JsonProcessingException ex) {
            throw new AssertionError(path + ":" + (fence + 1) + ": no JSON", ex);
        }
        throw new AssertionError(path + ":" + (fence + 1) + ": no JSON object");
    }

    private List<String> block(final int fence) {
        final List<String> rest = lines.subList(fence + 1, lines.size());
        final int end = rest.indexOf(FENCE);
        return rest.subList(0, end < 0 ? rest.size() : end);
    }

    private static Document read(final Path path) {
        try {
            return new Document(path, Files.readAllLines(path, StandardCharsets.UTF_8));
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
