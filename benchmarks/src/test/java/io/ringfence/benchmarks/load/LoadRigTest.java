package io.ringfence.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.benchmarks.rig.Pace;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** The rig against a server whose time is made up: what it must see of a stall, and what must fail. */
class LoadRigTest {
    private static final int RATE = 10_000;
    private static final int MILLIS = 1_000;
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    /** One byte a command. */
    private static final class Bytes implements Workload {
        @Override
        public boolean isSettingUp() {
            return false;
        }

        @Override
        public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
            return 1;
        }

        @Override
        public Expected expected() {
            return Expected.DONE;
        }

        @Override
        public long currency() {
            return 0;
        }
    }

    private static Played play(final ManualTarget target, final Latencies latencies) {
        final LoadRig rig = new LoadRig(target, new Bytes(), 64, target);
        return rig.paced(Pace.steady(RATE, (long) RATE * MILLIS / 1_000), MILLIS, latencies);
    }

    @Test
    void aStallCountsForEveryCommandThatWasDueInIt() {
        final Latencies latencies = new Latencies(MILLIS);
        final Played played = play(new ManualTarget(300 * MS, 500 * MS), latencies);
        assertEquals(RATE, played.answered());
        // A fifth of all commands were due in the stall; half of those waited for more than half of it.
        assertEquals(100, latencies.all().getValueAtPercentile(90) / 1e6, 5);
        assertEquals(200, latencies.all().getMaxValue() / 1e6, 5);
        assertTrue(latencies.all().getValueAtPercentile(50) < MS, "quiet times stay quiet");
        assertTrue(played.lateSends() > RATE / 5 - 100, "what could not be sent in time is counted");
        assertEquals(200, played.latestSendNs() / 1e6, 5);
        // Over time: the stall stands where it was.
        assertTrue(latencies.interval(3).getMaxValue() > 150 * MS);
        assertTrue(latencies.interval(7).getMaxValue() < MS);
        assertEquals(List.of(), LayerRun.judge(played), "it caught up, so the run counts");
    }

    @Test
    void aStallAtTheEndMissesTheRate() {
        final Played played = play(new ManualTarget(900 * MS, 1_100 * MS), new Latencies(MILLIS));
        assertEquals(played.sent(), played.answered());
        assertTrue(played.sentPerSecond() < 0.95 * RATE);
        assertEquals(1, LayerRun.judge(played).size());
    }

    @Test
    void aWrongAnswerFailsTheRun() {
        final ManualTarget target = new ManualTarget(0, 0);
        target.isWrong = true;
        final Played played = play(target, new Latencies(MILLIS));
        assertEquals(RATE, played.unexpected());
        assertTrue(LayerRun.judge(played).get(0).contains("wrong answers"));
    }

    @Test
    void aLostAnswerFailsTheRun() {
        final ManualTarget target = new ManualTarget(0, 0);
        target.dropped = 1;
        final Played played = play(target, new Latencies(MILLIS));
        assertEquals(RATE - 1, played.answered());
        assertEquals(1, LayerRun.judge(played).size());
    }

    @Test
    void aClosedLoopHidesAStallWhichIsWhyItIsForTheMostAlone() {
        final ManualTarget target = new ManualTarget(300 * MS, 500 * MS);
        final Latencies latencies = new Latencies(MILLIS);
        final Played played = new LoadRig(target, new Bytes(), 64, target).full(MILLIS, latencies);
        assertEquals(played.sent(), played.answered());
        assertTrue(latencies.all().getValueAtPercentile(99) < MS);
    }

    @Test
    void aBurstIsPlannedWithoutGaps() {
        final Pace pace = Pace.burst(1_000, 10_000, 300 * MS, 400 * MS, 1_000 * MS);
        assertEquals(300 + 4_000 + 300, pace.total());
        for (long i = 1; i < pace.total(); i++) {
            final long gap = pace.plannedNs(i) - pace.plannedNs(i - 1);
            assertTrue(gap == MS || gap == MS / 10, "gap " + gap + " at " + i);
        }
        assertTrue(pace.plannedNs(pace.total() - 1) < 1_000 * MS);
    }
}
