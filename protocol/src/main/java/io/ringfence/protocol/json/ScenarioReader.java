package io.ringfence.protocol.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads scenario files as docs/protocol.md says: one JSON object a line, {@code #} and blank lines are skipped.
 * Fields of commands are not looked at here. One thread.
 */
public final class ScenarioReader implements AutoCloseable {
    private static final int LINE_LENGTH_MAX = 1 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BufferedReader reader;
    private int line;

    /** Reads from here, and closes it. */
    public ScenarioReader(final Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    /**
     * The next step, or null at the end.
     *
     * @throws ScenarioException if the line is no JSON object, has no or an unknown command, or a time that is none.
     * @throws IOException if the text cannot be read.
     */
    public ScenarioStep next() throws IOException, ScenarioException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            final String trimmed = text.trim();
            if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                return parse(trimmed);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private ScenarioStep parse(final String text) throws ScenarioException {
        final ObjectNode object = object(text);
        final JsonNode advance = object.get("advance");
        final JsonNode at = object.get("at");
        if (object.size() == 1 && advance != null) {
            return new ScenarioStep.Advance(line, duration(advance));
        }
        if (object.size() == 1 && at != null) {
            return new ScenarioStep.At(line, instant(at));
        }
        final JsonNode expect = object.remove("expect");
        if (expect != null && !expect.isObject()) {
            throw new ScenarioException(line, "\"expect\" is not an object: " + expect);
        }
        try {
            return new ScenarioStep.Command(line, CommandJson.kind(object), object, (ObjectNode) expect);
        } catch (final UnknownCommandException ex) {
            throw new ScenarioException(line, ex.getMessage());
        }
    }

    private ObjectNode object(final String text) throws ScenarioException {
        if (text.length() > LINE_LENGTH_MAX) {
            throw new ScenarioException(line, "longer than " + LINE_LENGTH_MAX + " characters");
        }
        try {
            if (MAPPER.readTree(text) instanceof final ObjectNode object) {
                return object;
            }
        } catch (final JsonProcessingException ex) {
            throw new ScenarioException(line, "no JSON: " + ex.getOriginalMessage());
        }
        throw new ScenarioException(line, "no JSON object: " + text);
    }

    private Duration duration(final JsonNode value) throws ScenarioException {
        try {
            final Duration duration = Duration.parse(value.asText());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (final DateTimeException ex) {
            // Falls through to the same answer as a negative one.
        }
        throw new ScenarioException(line, "\"advance\" is not an ISO-8601 duration above zero: " + value);
    }

    private Instant instant(final JsonNode value) throws ScenarioException {
        try {
            return Instant.parse(value.asText());
        } catch (final DateTimeException ex) {
            throw new ScenarioException(line, "\"at\" is not an ISO-8601 time: " + value);
        }
    }
}
