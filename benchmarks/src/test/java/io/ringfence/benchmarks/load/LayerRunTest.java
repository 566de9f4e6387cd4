package io.ringfence.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every layer for a moment, gate only: no test says how fast anything is. */
@Timeout(60)
class LayerRunTest {
    private static LoadPlan plan(final String mix, final int rate, final int repeats, final int refusals) {
        return plan(mix, rate, repeats, refusals, 400_000, 200);
    }

    private static LoadPlan plan(
            final String mix,
            final int rate,
            final int repeats,
            final int refusals,
            final int idsMax,
            final int millis) {
        return new LoadPlan(
                5,
                200,
                mix,
                "uniform",
                repeats,
                refusals,
                512,
                "batch",
                "compact",
                idsMax,
                false,
                new LoadPlan.Timing(rate, 0, 0, 50, millis));
    }

    /** What a busy machine may do to a run that is as short as this one. */
    private static List<String> gate(final LayerRun.Measured measured) {
        return measured.against().stream()
                .filter(reason -> !reason.contains("planned"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Layer.class)
    void everyLayerAnswersEverythingRight(final Layer layer) throws IOException {
        final boolean isOurs = layer.isOurs();
        final LayerRun.Measured measured =
                LayerRun.run(layer, plan("transfer", 2_000, isOurs ? 20 : 0, isOurs ? 20 : 0));
        assertEquals(List.of(), gate(measured));
        assertEquals(400, measured.played().answered());
    }

    @Test
    void everyMixPasses() throws IOException {
        for (final String mix : List.of("bet-win", "match-night")) {
            final LayerRun.Measured measured = LayerRun.run(Layer.JOURNAL, plan(mix, 0, 20, 0));
            assertEquals(List.of(), gate(measured));
            assertTrue(measured.played().answered() > 0);
        }
    }

    @Test
    void aPlanThatContradictsItselfIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> plan("match-night", 1, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> plan("transfer", 1, 900, 101));
    }

    @Test
    void aSecondClientIsAnsweredBesideTheLoad() throws IOException {
        final LayerRun.Measured measured =
                LayerRun.run(Layer.UDP, plan("transfer", 0, 0, 0), new Witnesses(500, 0, false));
        assertEquals(List.of(), gate(measured));
        assertTrue(measured.balances().latencyNs().getTotalCount() > 0);
        assertTrue(measured.balances().batchNs() > 0);
    }

    @Test
    void nobodyIsAskedWhereNobodyCanBe() throws IOException {
        assertNull(LayerRun.run(Layer.ENGINE, plan("transfer", 2_000, 0, 0), new Witnesses(500, 0, false))
                .balances());
    }

    /** Files of two mebibytes: a live node loses several behind its back, and stops in order. */
    @ParameterizedTest
    @EnumSource(
            value = Layer.class,
            names = {"JOURNAL", "UDP"})
    void aJournalIsRemovedBehindItsWriterAndTheGateHolds(final Layer layer) throws IOException {
        final LayerRun.Measured measured =
                LayerRun.run(layer, plan("transfer", 0, 20, 20, 190_000, 1_000), new Witnesses(0, 1L << 40, true));
        assertEquals(List.of(), gate(measured));
        assertTrue(measured.journal().isFollowed());
        assertTrue(measured.journal().filesRemoved() > 0, measured::toString);
        assertTrue(measured.journal().bytesPeak() > 1L << 20, measured::toString);
        assertEquals(0, measured.recoverPerSecond());
        if (layer == Layer.UDP) {
            assertTrue(measured.watch().notes() > 1, measured::toString);
            assertTrue(measured.watch().firstBytes() > 1L << 20, measured::toString);
            assertTrue(measured.watch().engineStepNs() > 0, measured::toString);
            assertTrue(measured.watch().journalStepNs() > 0, measured::toString);
        } else {
            assertNull(measured.watch());
        }
    }

    @Test
    void aRunWhoseCheckFallsBehindFails() throws IOException {
        final LayerRun.Measured measured = LayerRun.run(
                Layer.JOURNAL, plan("transfer", 0, 0, 0, 190_000, 5_000), new Witnesses(0, 1 << 20, false));
        assertTrue(measured.against().get(0).startsWith("the check of the journal fell behind"), measured::toString);
        assertFalse(measured.isValid());
    }
}
