package io.ringfence.replay.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.ReplyJson;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/**
 * The state of an engine as seen by an operator: what it was told and what it answered, counted by command and outcome,
 * the trial balance of each currency, and the hash. One thread.
 */
public final class StateView {
    private static final int NUMBERS = 256;
    private static final int OUTCOME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.outcomeEncodingOffset();

    private final StateMachine engine;
    private final long[][] counts = new long[NUMBERS][];
    private final TreeSet<String> currencies = new TreeSet<>();

    /** Of this engine, which is still fresh. */
    public StateView(final StateMachine engine) {
        this.engine = engine;
    }

    /** Counts a command that was applied, and its reply; allocates for definitions only. */
    public void onApplied(
            final DirectBuffer command,
            final int offset,
            final int length,
            final DirectBuffer reply,
            final int replyLength) {
        final CommandKind kind = CommandKind.ofTemplate(FrameLayout.templateId(command, offset));
        if (kind == null || replyLength <= OUTCOME_OFFSET) {
            return;
        }
        final int number = kind.templateId();
        if (counts[number] == null) {
            counts[number] = new long[NUMBERS];
        }
        counts[number][reply.getByte(OUTCOME_OFFSET) & 0xFF]++;
        if (kind == CommandKind.DEFINE_CURRENCY) {
            currencies.add(
                    CommandJson.decode(command, offset, length).path("currency").asText());
        }
    }

    /**
     * The state as an object.
     *
     * @param player whose balances are to be in it; null for none.
     */
    public ObjectNode describe(final Long player) {
        final ObjectNode state = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", engine.sequence())
                .put("time", Lines.time(engine.timestampNs()))
                .put("hash", ReplyJson.hash(engine.stateHash()));
        describeCounts(state.putObject("counts"));
        final ArrayNode balances = state.putArray("currencies");
        final EngineQueries queries = new EngineQueries(engine);
        for (final String currency : currencies) {
            final ObjectNode reply = queries.ask(
                    EngineQueries.query(CommandKind.GET_TRIAL_BALANCE).put("currency", currency));
            if (Outcome.OK.name().equals(reply.path("outcome").asText())) {
                balances.addObject()
                        .put("currency", currency)
                        .put("sum", reply.path("sum").asText())
                        .set("accounts", reply.path("accounts"));
            }
        }
        if (player != null) {
            final ObjectNode reply =
                    queries.ask(EngineQueries.query(CommandKind.GET_BALANCE).put("player", player));
            state.putObject("player")
                    .put("player", player)
                    .put("outcome", reply.path("outcome").asText())
                    .set("balances", reply.path("balances"));
        }
        return state;
    }

    private void describeCounts(final ObjectNode commands) {
        for (final CommandKind kind : CommandKind.values()) {
            final long[] outcomes = counts[kind.templateId()];
            if (outcomes == null) {
                continue;
            }
            final ObjectNode row = commands.putObject(kind.commandName());
            for (final Outcome outcome : Outcome.values()) {
                if (outcomes[outcome.number()] > 0) {
                    row.put(outcome.name(), outcomes[outcome.number()]);
                }
            }
        }
    }

    /** Prints what {@link #describe} made, for people. */
    public static void print(final PrintStream out, final ObjectNode state) {
        out.printf("sequence %s%n", state.path("sequence").asText());
        out.printf("time     %s%n", state.path("time").asText());
        out.printf("hash     %s%n", state.path("hash").asText());
        for (final JsonNode currency : state.path("currencies")) {
            out.printf("%n%-25s %26s%n", currency.path("currency").asText(), "balance");
            for (final JsonNode account : currency.path("accounts")) {
                row(
                        out,
                        account.path("account").asText(),
                        account.path("balance").asText());
            }
            row(out, "sum", currency.path("sum").asText());
        }
        final JsonNode player = state.get("player");
        if (player != null) {
            printPlayer(out, player);
        }
        out.println();
        for (final Map.Entry<String, JsonNode> kind : state.path("counts").properties()) {
            for (final Map.Entry<String, JsonNode> outcome : kind.getValue().properties()) {
                out.printf(
                        "%-16s %-24s %,14d%n",
                        kind.getKey(), outcome.getKey(), outcome.getValue().asLong());
            }
        }
    }

    private static void printPlayer(final PrintStream out, final JsonNode player) {
        out.printf(
                "%nplayer %s: %s%n",
                player.path("player").asText(), player.path("outcome").asText());
        for (final JsonNode balance : player.path("balances")) {
            out.printf(
                    "  %-9s %-9s available %22s  held %22s%n",
                    balance.path("wallet").asText(),
                    balance.path("currency").asText(),
                    balance.path("available").asText(),
                    balance.path("held").asText());
        }
    }

    private static void row(final PrintStream out, final String account, final String balance) {
        out.printf("  %-23s %26s%n", account, balance);
    }
}
