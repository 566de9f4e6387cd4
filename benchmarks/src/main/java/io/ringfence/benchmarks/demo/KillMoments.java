package io.ringfence.benchmarks.demo;

import io.ringfence.testkit.match.RateCurve;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * When a node is killed: at seeded fractions of the load, one in each part of it, and where there is a crowd as long as
 * one can be found. Immutable.
 */
final class KillMoments {
    private static final int FIRST_PERMILLE = 120;
    private static final int SPAN_PERMILLE = 760;
    private static final int TRIES_MAX = 200;
    private static final int CROWD_FACTOR = 5;
    private static final int JITTER_MS_MAX = 60;

    private final int[] permille;
    private final int[] jitterMs;

    KillMoments(final DemoPlan plan) {
        final SplittableRandom random = new SplittableRandom(plan.seed() ^ 0x4B494C4CL);
        permille = new int[plan.kills()];
        jitterMs = new int[plan.kills()];
        final double part = (double) SPAN_PERMILLE / Math.max(1, plan.kills());
        for (int i = 0; i < permille.length; i++) {
            int tries = 0;
            do {
                permille[i] = FIRST_PERMILLE + (int) (part * (i + random.nextDouble()));
            } while (++tries < TRIES_MAX && !isCrowd(plan, permille[i]));
            jitterMs[i] = random.nextInt(JITTER_MS_MAX);
        }
    }

    private static boolean isCrowd(final DemoPlan plan, final int permille) {
        if (plan.isMaxRate() || plan.isSteady()) {
            return true;
        }
        final RateCurve curve = plan.curve();
        final long wanted = curve.total() * permille / 1_000;
        long ms = 0;
        while (curve.due(TimeUnit.MILLISECONDS.toNanos(ms)) < wanted) {
            ms++;
        }
        return curve.ratePerSecond(TimeUnit.MILLISECONDS.toNanos(ms)) >= (long) CROWD_FACTOR * plan.ratePerSecond();
    }

    int count() {
        return permille.length;
    }

    /** The part of the load that is answered before this kill, in thousandths. */
    int permille(final int index) {
        return permille[index];
    }

    /** How long after that, in milliseconds. */
    int jitterMs(final int index) {
        return jitterMs[index];
    }
}
