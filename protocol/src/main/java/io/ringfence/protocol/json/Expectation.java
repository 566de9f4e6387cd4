package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares a reply with what a scenario expects of it. An object is met when each of its members is; an array when it
 * has the same length and each element is met in order; a number and a string when their text is equal; {@code null}
 * when there is nothing. Thread safe.
 */
public final class Expectation {
    private Expectation() {}

    /** Every difference, in the order of the expectation; empty when it is met. */
    public static List<Mismatch> compare(final JsonNode expect, final JsonNode actual) {
        final List<Mismatch> mismatches = new ArrayList<>();
        compare("", expect, actual, mismatches);
        return mismatches;
    }

    private static void compare(
            final String path, final JsonNode expect, final JsonNode actual, final List<Mismatch> mismatches) {
        if (expect.isObject() && actual != null && actual.isObject()) {
            for (final Map.Entry<String, JsonNode> member : expect.properties()) {
                final String name = path.isEmpty() ? member.getKey() : path + '.' + member.getKey();
                compare(name, member.getValue(), actual.get(member.getKey()), mismatches);
            }
        } else if (expect.isArray() && actual != null && actual.isArray() && expect.size() == actual.size()) {
            for (int i = 0; i < expect.size(); i++) {
                compare(path + '[' + i + ']', expect.get(i), actual.get(i), mismatches);
            }
        } else if (!isEqual(expect, actual)) {
            mismatches.add(new Mismatch(path, expect.toString(), actual == null ? "nothing" : actual.toString()));
        }
    }

    private static boolean isEqual(final JsonNode expect, final JsonNode actual) {
        if (actual == null || actual.isNull()) {
            return expect.isNull();
        }
        return (isNumberOrText(expect) && isNumberOrText(actual))
                ? expect.asText().equals(actual.asText())
                : expect.equals(actual);
    }

    private static boolean isNumberOrText(final JsonNode node) {
        return node.isNumber() || node.isTextual();
    }
}
