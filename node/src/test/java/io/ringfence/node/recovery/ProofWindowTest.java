package io.ringfence.node.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProofWindowTest {
    @Test
    void shouldTellWhatBecameOfAProof() {
        final ProofWindow window = new ProofWindow();
        window.remember(10, 100);
        window.remember(20, 200);
        window.remember(30, 300);
        assertEquals(ProofWindow.Verdict.MET, window.check(20, 200));
        assertEquals(ProofWindow.Verdict.UNMET, window.check(20, 201));
        assertEquals(ProofWindow.Verdict.NO_BATCH_END, window.check(25, 200));
        assertEquals(ProofWindow.Verdict.NO_BATCH_END, window.check(5, 1));
    }

    @Test
    void shouldForgetTheOldestOnly() {
        final ProofWindow window = new ProofWindow();
        for (int i = 1; i <= ProofWindow.BATCHES + 5; i++) {
            window.remember(i, -i);
        }
        assertEquals(ProofWindow.Verdict.TOO_OLD, window.check(5, -5));
        assertEquals(ProofWindow.Verdict.MET, window.check(6, -6));
    }
}
