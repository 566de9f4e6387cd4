package io.ringfence.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.testkit.AllowedPairs.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the (command, outcome) pairs that a workload reached, beside those that the protocol allows. Not thread safe.
 */
public final class PairCoverage {
    private final Map<Pair, Long> reached = new TreeMap<>();

    /** Counts the answer to a command or query. */
    public void count(final ObjectNode command, final ObjectNode reply) {
        final String outcome = reply.get("outcome").asText();
        reached.merge(AllowedPairs.of(command.get("command").asText(), outcome), 1L, Long::sum);
    }

    /** The cells that are empty: allowed, reachable, never reached. */
    public List<Pair> missing() {
        final List<Pair> missing = new ArrayList<>(AllowedPairs.reachable());
        missing.removeAll(reached.keySet());
        return missing;
    }

    /** What was reached although the protocol does not allow it, or although it is said to be out of reach. */
    public List<Pair> unexpected() {
        return reached.keySet().stream()
                .filter(pair -> !AllowedPairs.isAllowed(pair)
                        || AllowedPairs.exceptions().containsKey(pair))
                .toList();
    }

    /** The whole table: {@code pairs} with how often each was reached, {@code exceptions} with their reasons. */
    public ObjectNode toJson() {
        final ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("allowed", AllowedPairs.reachable().size());
        table.put("missing", missing().size());
        final ArrayNode pairs = table.putArray("pairs");
        for (final Pair pair : AllowedPairs.reachable()) {
            pairs.addObject()
                    .put("command", pair.command())
                    .put("outcome", pair.outcome())
                    .put("reached", reached.getOrDefault(pair, 0L));
        }
        final ArrayNode exceptions = table.putArray("exceptions");
        AllowedPairs.exceptions().forEach((pair, reason) -> exceptions
                .addObject()
                .put("command", pair.command())
                .put("outcome", pair.outcome())
                .put("reason", reason));
        return table;
    }
}
