package io.ringfence.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.json.Expectation;
import io.ringfence.protocol.json.Mismatch;
import io.ringfence.protocol.json.ScenarioException;
import io.ringfence.protocol.json.ScenarioReader;
import io.ringfence.protocol.json.ScenarioStep;
import io.ringfence.testkit.reference.LedgerConfig;
import io.ringfence.testkit.reference.ReferenceLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
    private final ManualClock clock = new ManualClock();
    private final ReferenceLedger ledger = new ReferenceLedger(LedgerConfig.roomy());
    private final List<String> failures = new ArrayList<>();

    static List<String> names() {
        return Scenarios.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldHoldInTheReferenceLedger(final String name) throws Exception {
        run(name);
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldHoldOneAfterTheOtherOnOneLedger() throws Exception {
        for (final String name : Scenarios.namesWithoutClock()) {
            run(name);
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldLeaveOutOnlyWhatMovesTheClock() {
        assertTrue(Scenarios.names().size() >= 24);
        assertFalse(Scenarios.namesWithoutClock().contains("18-idle-round-closes.jsonl"));
        assertFalse(Scenarios.namesWithoutClock().contains("43-an-open-round-keeps-its-ids.jsonl"));
        assertEquals(Scenarios.names().size() - 2, Scenarios.namesWithoutClock().size());
    }

    private void run(final String name) throws IOException, ScenarioException {
        try (ScenarioReader reader = new ScenarioReader(Scenarios.open(name))) {
            for (ScenarioStep step = reader.next(); step != null; step = reader.next()) {
                if (step instanceof ScenarioStep.Advance advance) {
                    ledger.tick(ledger.sequence() + 1, clock.advance(advance.duration()));
                } else if (step instanceof ScenarioStep.Command command) {
                    check(name, command);
                }
            }
        }
    }

    private void check(final String name, final ScenarioStep.Command step) {
        final ObjectNode reply = step.kind().isQuery() ? ledger.query(step.command()) : apply(step.command());
        final ObjectNode expect = step.expect() == null ? JsonNodeFactory.instance.objectNode() : step.expect();
        for (final Mismatch mismatch : Expectation.compare(expect, reply)) {
            failures.add(name + " line " + step.line() + ": " + mismatch + " in " + reply);
        }
    }

    private ObjectNode apply(final ObjectNode command) {
        final long sequence = ledger.sequence() + 1;
        if (!command.has("txId")) {
            command.put("txId", "made-" + sequence);
        }
        return ledger.apply(sequence, clock.advanceNs(1_000_000), command);
    }
}
