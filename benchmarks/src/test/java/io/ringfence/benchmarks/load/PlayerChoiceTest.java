package io.ringfence.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlayerChoiceTest {
    private static final int PLAYERS = 1_000;
    private static final int DRAWS = 200_000;

    private static int[] counts(final String text) {
        final PlayerChoice choice = PlayerChoice.of(text, PLAYERS, new SplittableRandom(7));
        final int[] counts = new int[PLAYERS + 1];
        for (int i = 0; i < DRAWS; i++) {
            counts[choice.next()]++;
        }
        assertEquals(0, counts[0]);
        return counts;
    }

    @Test
    void uniformIsUniform() {
        for (final int count : Arrays.copyOfRange(counts("uniform"), 1, PLAYERS + 1)) {
            assertEquals(DRAWS / (double) PLAYERS, count, 100);
        }
    }

    @Test
    void zipfFallsAsItsLawSays() {
        final int[] counts = counts("zipf:0.99");
        assertEquals(1.99, counts[1] / (double) counts[2], 0.2);
        assertEquals(Math.pow(10, 0.99), counts[1] / (double) counts[10], 2);
    }

    @Test
    void hotOnesHaveHalf() {
        final int[] counts = counts("hot:4");
        final int hot = counts[1] + counts[2] + counts[3] + counts[4];
        assertEquals(0.5, hot / (double) DRAWS, 0.02);
    }

    @Test
    void theSameSeedIsTheSameSequence() {
        assertArrayEquals(counts("zipf"), counts("zipf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zipf:1", "zipf:0", "hot:0", "hot:1001", "normal"})
    void anythingElseIsRefused(final String text) {
        final IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> PlayerChoice.of(text, PLAYERS, new SplittableRandom(1)));
        assertTrue(refusal.getMessage().length() > 5);
    }
}
