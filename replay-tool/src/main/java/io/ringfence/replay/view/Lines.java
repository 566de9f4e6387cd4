package io.ringfence.replay.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;

/** A JSON object as one line, or as a line for each member, and for each of the things that a member lists. */
public final class Lines {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Lines() {}

    /** Prints an object for programs or for people. */
    public static void print(final PrintStream out, final ObjectNode object, final boolean isJson) {
        if (isJson) {
            out.println(object);
            return;
        }
        for (final Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getValue().isArray()) {
                member.getValue().forEach(each -> out.printf("%-18s %s%n", member.getKey(), text(each)));
            } else {
                out.printf("%-18s %s%n", member.getKey(), text(member.getValue()));
            }
        }
    }

    /** Nanoseconds since the epoch as ISO-8601. */
    public static String time(final long timestampNs) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(timestampNs, NANOS_PER_SECOND), Math.floorMod(timestampNs, NANOS_PER_SECOND))
                .toString();
    }

    private static String text(final JsonNode value) {
        if (!value.isObject()) {
            return value.asText();
        }
        final StringBuilder members = new StringBuilder();
        for (final Map.Entry<String, JsonNode> member : value.properties()) {
            members.append(members.isEmpty() ? "" : ", ")
                    .append(member.getKey())
                    .append(' ')
                    .append(member.getValue().asText());
        }
        return members.toString();
    }
}
