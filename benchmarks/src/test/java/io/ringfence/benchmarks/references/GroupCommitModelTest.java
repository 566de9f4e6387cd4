package io.ringfence.benchmarks.references;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GroupCommitModelTest {
    private static long[] forces(final int count, final long eachNs) {
        final long[] forces = new long[count];
        Arrays.fill(forces, eachNs);
        return forces;
    }

    @Test
    void withRoomBetweenEachWaitsForItsOwnForce() {
        final Histogram histogram = GroupCommitModel.run(forces(1_000, 100_000), 1_000);
        assertEquals(1_000, histogram.getTotalCount());
        assertEquals(100, histogram.getMinValue() / 1e3, 0.2);
        assertEquals(100, histogram.getMaxValue() / 1e3, 0.2);
    }

    @Test
    void withoutRoomItWaitsForTheOneInProgressToo() {
        // A hundred commands come during each force: they wait between one and two of them, one and a half on average.
        final Histogram histogram = GroupCommitModel.run(forces(1_000, 1_000_000), 100_000);
        assertEquals(1_500, histogram.getMean() / 1e3, 15);
        assertTrue(histogram.getMaxValue() / 1e3 <= 2_010);
        assertTrue(histogram.getMinValue() / 1e3 >= 999);
    }

    @Test
    void aSumIsOfWhatIsIndependent() {
        final Histogram one = new Histogram(3);
        final Histogram other = new Histogram(3);
        for (int i = 1; i <= 1_000; i++) {
            one.recordValue(i * 1_000L);
            other.recordValue(50_000);
        }
        final Histogram sum = GroupCommitModel.sum(one, other, 1);
        assertEquals(550, sum.getValueAtPercentile(50) / 1e3, 10);
        assertEquals(1_040, sum.getValueAtPercentile(99) / 1e3, 10);
    }
}
