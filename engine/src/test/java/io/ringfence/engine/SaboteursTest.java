package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.testkit.CommandSettings;
import io.ringfence.testkit.reference.LedgerConfig;
import io.ringfence.testkit.reference.ReferenceLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The comparison with the reference ledger notices an engine that breaks a rule, and finds nothing in the real one. */
class SaboteursTest {
    private static final int COMMANDS = 3_000;
    /** Seeds on which every rule comes into play: on seed 2 nobody repays a debt, on 4 no provider finds nothing. */
    private static final long[] SEEDS = {1, 3, 6};

    private static final List<String> FIELDS =
            List.of("outcome", "available", "held", "amount", "debtRepaid", "debt", "balances", "state");

    /** What the first different answer was about. */
    private record Difference(String command, String field, String expected, String got) {}

    @Test
    void shouldFindNothingWrongWithTheEngineItself() {
        assertEquals(List.of(), differences(GeneratedRun::new));
    }

    @Test
    void shouldCatchAnEngineThatIgnoresTombstones() {
        for (final Difference found : caught(Saboteurs.TombstoneIgnored::new)) {
            assertTrue(Set.of("Bet", "BetWin", "Win").contains(found.command), found::toString);
            assertEquals("CANCELLED_BY_ROLLBACK", found.expected, found::toString);
        }
    }

    @Test
    void shouldCatchAnEngineThatRecoversNoDebt() {
        for (final Difference found : caught(Saboteurs.DebtNotRecovered::new)) {
            assertTrue(Set.of("available", "balances", "debtRepaid", "debt").contains(found.field), found::toString);
        }
    }

    @Test
    void shouldCatchAnEngineThatLetsAPlayerClaimTwice() {
        for (final Difference found : caught(Saboteurs.ClaimTwice::new)) {
            assertEquals("ClaimCampaign", found.command, found::toString);
            assertEquals("ALREADY_CLAIMED", found.expected, found::toString);
        }
    }

    @Test
    void shouldCatchAnEngineThatIgnoresTheQuietPeriod() {
        for (final Difference found : caught(Saboteurs.QuietPeriodIgnored::new)) {
            assertTrue(Set.of("ReportTransfer", "GetTransfer").contains(found.command), found::toString);
        }
    }

    @Test
    void shouldCatchAnEngineThatDoesNotUndoABatch() {
        for (final Difference found : caught(Saboteurs.BatchNotUndone::new)) {
            assertEquals("balances", found.field, found::toString);
        }
    }

    private static List<Difference> caught(final BiFunction<Long, LedgerConfig, GeneratedRun> maker) {
        final List<Difference> differences = differences(maker);
        assertEquals(SEEDS.length, differences.size(), () -> "not caught on every seed: " + differences);
        return differences;
    }

    /** Of each seed the first difference, if there is one. */
    private static List<Difference> differences(final BiFunction<Long, LedgerConfig, GeneratedRun> maker) {
        final List<Difference> differences = new ArrayList<>();
        for (final long seed : SEEDS) {
            final GeneratedRun run = maker.apply(seed, LedgerConfig.snug());
            final Difference first = first(run, new ReferenceLedger(LedgerConfig.snug()));
            if (first != null) {
                differences.add(first);
            }
        }
        return differences;
    }

    private static Difference first(final GeneratedRun run, final ReferenceLedger ledger) {
        ledger.tick(1, run.nowNs());
        Difference found = null;
        for (long sequence = 2; sequence <= COMMANDS && found == null; sequence++) {
            final ObjectNode command = run.next();
            final ObjectNode expected = ledger.apply(sequence, run.nowNs(), command);
            found = compare(command, expected, run.apply(command));
            if (found == null) {
                found = compareThings(run, ledger, command);
            }
        }
        return found;
    }

    /** What the command may have changed without saying so. */
    private static Difference compareThings(
            final GeneratedRun run, final ReferenceLedger ledger, final ObjectNode command) {
        Difference found = null;
        for (int player = 1; player <= CommandSettings.whole().players() && found == null; player++) {
            final ObjectNode query = query("GetBalance").put("player", player);
            found = compare(query, ledger.query(query), run.query(query));
        }
        if (found == null && command.has("transfer")) {
            final ObjectNode query = query("GetTransfer");
            query.set("source", command.get("source"));
            query.set("transfer", command.get("transfer"));
            found = compare(query, ledger.query(query), run.query(query));
        }
        return found;
    }

    private static Difference compare(final ObjectNode asked, final ObjectNode expected, final ObjectNode got) {
        for (final String field : FIELDS) {
            if (!text(expected, field).equals(text(got, field))) {
                return new Difference(asked.get("command").asText(), field, text(expected, field), text(got, field));
            }
        }
        return null;
    }

    private static String text(final ObjectNode reply, final String field) {
        final JsonNode value = reply.path(field);
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static ObjectNode query(final String name) {
        return JsonNodeFactory.instance.objectNode().put("command", name);
    }
}
