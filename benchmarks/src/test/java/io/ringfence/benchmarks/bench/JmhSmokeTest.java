package io.ringfence.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.benchmarks.jmh.BalanceBaselineBenchmark;
import io.ringfence.benchmarks.jmh.IdempotencyBenchmark;
import org.junit.jupiter.api.Test;

/** What the JMH benchmarks assert of themselves, without JMH around them. */
class JmhSmokeTest {
    private static final int CALLS = 5_000;

    @Test
    void theMemoryOfIdsFindsForgetsAndMissesAsItMust() {
        final IdempotencyBenchmark benchmark = new IdempotencyBenchmark();
        benchmark.ids = 1_000;
        benchmark.fill();
        for (int i = 0; i < CALLS; i++) {
            assertTrue(benchmark.hit() >= 0);
            assertTrue(benchmark.miss() < 0);
            benchmark.evict();
            benchmark.evictBaseline();
        }
        assertDoesNotThrow(benchmark::check);
    }

    @Test
    void theBaselineKeepsItsMoney() {
        final BalanceBaselineBenchmark benchmark = new BalanceBaselineBenchmark();
        benchmark.players = 100;
        benchmark.open();
        for (int i = 0; i < CALLS; i++) {
            assertTrue(benchmark.transfer() >= 0);
        }
        assertDoesNotThrow(benchmark::check);
    }
}
