package io.ringfence.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real node, a real client, a provider with bad days in a process of its own. */
@Timeout(120)
class ProviderSagaTest {
    /** With faults of every kind in it, so that the checks below mean something. */
    private static final long SEED = 1;

    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.check();
    }

    @Test
    void shouldExplainEveryDifferenceWithAListedTransfer() throws IOException, InterruptedException {
        final SagaVerdict verdict = ProviderSaga.run(new SagaPlan(SEED, 120, 5, false));
        final String printed = String.join("\n", verdict.lines());
        assertEquals(List.of(), verdict.against(), printed);
        assertTrue(verdict.transfers() > 400, printed);
        assertTrue(verdict.timeouts() > 50, printed);
        assertTrue(verdict.discrepancies() > 0, printed);
        assertTrue(verdict.open() > 0, printed);
        assertTrue(verdict.differing() > 0, printed);
        assertEquals(0, verdict.unexplained(), printed);
        assertEquals(0, verdict.openAfterResolve(), printed);
    }

    @Test
    void shouldFindTheMoneyThatAConnectorLosesByTrustingTimeouts() throws IOException, InterruptedException {
        final SagaVerdict verdict = ProviderSaga.run(new SagaPlan(SEED, 60, 3, true));
        final String printed = String.join("\n", verdict.lines());
        assertFalse(verdict.isPass(), printed);
        assertTrue(verdict.unexplained() > 0, printed);
        assertTrue(verdict.unexplainedMinor() > 0, printed);
        assertTrue(verdict.against().contains("money differs and nothing that is listed explains it"), printed);
    }
}
