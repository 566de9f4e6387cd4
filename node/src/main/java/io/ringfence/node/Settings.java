package io.ringfence.node;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The values of a configuration file under their full names ({@code journal.sync}), each with the line it stands in,
 * and over them what the command line said. Knows no key itself: whoever reads asks for each key it knows, then calls
 * {@link #checkNothingIsLeft()}, so that a misspelt key never passes for a default.
 */
final class Settings {
    /** One value and where it was said. */
    private record Entry(String text, String origin) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Settings() {}

    /** Nothing said: every key has its default. */
    static Settings none() {
        return new Settings();
    }

    /** Reads a YAML file of nested keys and plain values. */
    static Settings read(final Path file) {
        final Settings settings = new Settings();
        if (!Files.isReadable(file)) {
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    "the configuration file " + file + " cannot be read",
                    "give an existing file with --config FILE, or leave the option out");
        }
        final YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(file.toFile())) {
            settings.read(file, parser);
        } catch (final JsonProcessingException e) {
            final int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong(file + " line " + line + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (final IOException e) {
            throw wrong(file + ": " + e.getMessage());
        }
        return settings;
    }

    private void read(final Path file, final JsonParser parser) throws IOException {
        final Deque<String> path = new ArrayDeque<>();
        String name = null;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            final String origin =
                    file + " line " + parser.currentTokenLocation().getLineNr();
            switch (token) {
                case FIELD_NAME ->
                    name = path.isEmpty() ? parser.currentName() : path.peek() + "." + parser.currentName();
                case START_OBJECT -> {
                    if (name != null) {
                        path.push(name);
                    }
                }
                case END_OBJECT -> path.poll();
                case START_ARRAY, END_ARRAY -> throw wrong(origin + ": '" + name + "' takes one value, not a list");
                default -> {
                    if (name == null) {
                        throw wrong(origin + ": expected 'key: value'");
                    }
                    final String text = token == JsonToken.VALUE_NULL
                            ? ""
                            : parser.getText().strip();
                    if (text.isEmpty()) {
                        throw wrong(origin + ": '" + name + "' has no value");
                    }
                    entries.put(name, new Entry(text, origin));
                }
            }
        }
    }

    /** What the command line says goes before the file. */
    void override(final String key, final String text, final String origin) {
        entries.put(key, new Entry(text, origin));
    }

    String text(final String key, final String defaultValue) {
        known.add(key);
        final Entry entry = entries.get(key);
        return entry == null ? defaultValue : entry.text();
    }

    /** A whole number within its bounds, both included. */
    long number(final String key, final long defaultValue, final long min, final long max) {
        final String text = text(key, null);
        if (text == null) {
            return defaultValue;
        }
        try {
            final long value = Long.parseLong(text.replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw bad(key, "a whole number from " + min + " to " + max);
        }
        throw bad(key, "a whole number from " + min + " to " + max);
    }

    int integer(final String key, final int defaultValue, final int min, final int max) {
        return (int) number(key, defaultValue, min, max);
    }

    boolean flag(final String key, final boolean defaultValue) {
        final String text = text(key, Boolean.toString(defaultValue));
        if ("true".equals(text) || "false".equals(text)) {
            return Boolean.parseBoolean(text);
        }
        throw bad(key, "true or false");
    }

    /** The exception for a value that is not what the key takes; names the key, the value and what it takes. */
    NodeException bad(final String key, final String wanted) {
        final Entry entry = entries.get(key);
        final String where = entry == null ? "the default" : entry.origin();
        final String value = entry == null ? "" : " '" + entry.text() + "'";
        return wrong(where + ": " + key + value + " must be " + wanted);
    }

    /** Every key that was said must have been asked for. */
    void checkNothingIsLeft() {
        for (final Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw wrong(entry.getValue().origin() + ": unknown key '" + entry.getKey() + "'; known are "
                        + String.join(", ", known));
            }
        }
    }

    private static NodeException wrong(final String reason) {
        return new NodeException(
                ExitCode.CONFIGURATION, reason, "correct it; config/ringfence.yaml explains every key");
    }
}
