package io.ringfence.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.Expectation;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.Mismatch;
import io.ringfence.protocol.json.ScenarioException;
import io.ringfence.protocol.json.ScenarioReader;
import io.ringfence.protocol.json.ScenarioStep;
import io.ringfence.protocol.json.UnknownCommandException;
import io.ringfence.testkit.reference.LedgerConfig;
import io.ringfence.testkit.reference.ReferenceLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
    private final ManualClock clock = new ManualClock();
    private final ReferenceLedger ledger = new ReferenceLedger(LedgerConfig.roomy());
    private final List<String> failures = new ArrayList<>();
    private final Defaults defaults = new Counting();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * 1024]);

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
        assertTrue(Scenarios.namesWithoutClock().contains("01-deposit-and-withdraw.jsonl"));
    }

    private void run(final String name) throws IOException, ScenarioException, UnknownCommandException {
        try (ScenarioReader reader = new ScenarioReader(Scenarios.open(name))) {
            for (ScenarioStep step = reader.next(); step != null; step = reader.next()) {
                if (step instanceof ScenarioStep.Advance advance) {
                    ledger.tick(ledger.sequence() + 1, clock.advance(advance.duration()));
                } else if (step instanceof ScenarioStep.At at) {
                    clock.moveTo(at.time());
                    ledger.tick(ledger.sequence() + 1, clock.nanoTime());
                } else if (step instanceof ScenarioStep.Command command) {
                    check(name, command);
                }
            }
        }
    }

    private void check(final String name, final ScenarioStep.Command step) throws UnknownCommandException {
        final ObjectNode reply = answer(step);
        final ObjectNode expect = step.expect() == null ? JsonNodeFactory.instance.objectNode() : step.expect();
        for (final Mismatch mismatch : Expectation.compare(expect, reply)) {
            failures.add(name + " line " + step.line() + ": " + mismatch + " in " + reply);
        }
    }

    /** What the gateway would refuse never reaches the ledger; the rest does as the frame says it. */
    private ObjectNode answer(final ScenarioStep.Command step) throws UnknownCommandException {
        final long timeNs = step.kind().isQuery() ? clock.nanoTime() : clock.advanceNs(1_000_000);
        final ObjectNode line;
        try {
            final int length = CommandJson.encode(step.command(), defaults, buffer, 0);
            line = CommandJson.decode(buffer, 0, length);
        } catch (final MalformedCommandException ex) {
            return JsonNodeFactory.instance.objectNode().put("outcome", Outcome.MALFORMED.name());
        }
        return step.kind().isQuery() ? ledger.query(line) : ledger.apply(ledger.sequence() + 1, timeNs, line);
    }

    private final class Counting implements Defaults {
        private long made;

        @Override
        public int source() {
            return 1;
        }

        @Override
        public long nowMs() {
            return clock.nanoTime() / 1_000_000;
        }

        @Override
        public long correlationId() {
            return 1;
        }

        @Override
        public TxId txId() {
            return new TxId(ledger.sequence() + 1, ++made);
        }
    }
}
