package io.ringfence.benchmarks.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class FaultRigTest {
    private static final long SEED = 4;
    private static final int ROUNDS = Integer.getInteger("rounds", 40);
    private static final int FROM = Integer.getInteger("from", 0);

    @Test
    void shouldLoseNothingToAPowerCut() throws Exception {
        final String keep = System.getProperty("keep");
        final long start = System.nanoTime();
        int failed = 0;
        int repairs = 0;
        long rolls = 0;
        long cuts = 0;
        try (FaultRig rig = new FaultRig(SEED, keep == null ? null : Path.of(keep))) {
            for (int round = FROM; round < FROM + ROUNDS; round++) {
                final RoundResult result = rig.cut(round);
                repairs += result.repairs;
                rolls += result.rolls;
                cuts += result.cuts;
                if (!result.isPass()) {
                    failed++;
                    System.out.println(
                            result.name + " " + result.reasons() + "\n  " + String.join("\n  ", result.story()));
                }
            }
        }
        System.out.println("failed " + failed + ", cuts " + cuts + ", repairs " + repairs + ", rolls " + rolls + ", "
                + (System.nanoTime() - start) / 1e9 + " s");
        assertTrue(failed == 0);
    }
}
