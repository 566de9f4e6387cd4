package io.ringfence.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real node, a real client, a real kill. */
@Timeout(120)
class CampaignRainTest {
    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.check();
    }

    @Test
    void shouldPayEveryShareOnceWhenEverybodyClaimsAndTheNodeDies() throws IOException, InterruptedException {
        final RainPlan plan = new RainPlan(System.nanoTime(), 100_000, 20_000, 1);
        final RainVerdict verdict = CampaignRain.run(plan);
        final String printed = plan + "\n" + String.join("\n", verdict.lines());
        assertEquals(List.of(), verdict.against(), printed);
        assertEquals(20_000, verdict.claims(), printed);
        assertEquals(0, verdict.oversold(), printed);
        assertEquals(0, verdict.claimedTwice(), printed);
        assertEquals(plan.pot(), verdict.paid(), printed);
        assertEquals(0, verdict.rest(), printed);
        assertEquals(100_000, verdict.checkedPlayers(), printed);
        assertTrue(verdict.repeats() > 0, printed);
        assertTrue(verdict.alreadyClaimed() > 0, printed);
        assertTrue(verdict.inFlightAtKill() > 0, printed);
    }
}
