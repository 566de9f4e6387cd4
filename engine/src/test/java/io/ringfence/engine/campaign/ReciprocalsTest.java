package io.ringfence.engine.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the division of the language, at the edges and at random. */
final class ReciprocalsTest {
    private static final int DRAWS = 2_000_000;
    private static final long[] EDGES = {0, 1, 2, 3, 63, 64, 65, Integer.MAX_VALUE, 1L << 32, 1L << 62, Long.MAX_VALUE};

    @Test
    void shouldDivideAsTheLanguageDoesAtTheEdges() {
        for (int divisor = 2; divisor <= Reciprocals.DIVISOR_MAX; divisor++) {
            for (final long edge : EDGES) {
                check(edge, divisor);
                check(Math.max(0, edge - edge % divisor), divisor);
                check(Math.max(0, edge - edge % divisor - 1), divisor);
            }
        }
    }

    @Test
    void shouldDivideAsTheLanguageDoesAtRandom() {
        final SplittableRandom random = new SplittableRandom(5);
        for (int draw = 0; draw < DRAWS; draw++) {
            final long dividend = random.nextLong() >>> (1 + random.nextInt(62));
            check(dividend, 2 + random.nextInt(Reciprocals.DIVISOR_MAX - 1));
            final long divisor = Math.max(2, random.nextLong() >>> (1 + random.nextInt(62)));
            assertEquals(
                    dividend % divisor,
                    Reciprocals.remainder(dividend, divisor, Reciprocals.of(divisor)),
                    () -> dividend + " % " + divisor);
        }
    }

    /** As docs/protocol.md has it, with a remainder in place of each multiplication. */
    @Test
    void shouldDrawAsThePublishedFormulaDoes() {
        final SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 10_000; round++) {
            final long seed = random.nextLong();
            final long bound = round % 3 == 0 ? 1 + random.nextInt(9) : 1 + (random.nextLong() >>> (1 + round % 62));
            final SplitMix64 drawing = new SplitMix64();
            final SplitMix64 plain = new SplitMix64();
            drawing.seed(seed);
            plain.seed(seed);
            for (int draw = 0; draw < 5; draw++) {
                assertEquals(drawPlainly(plain, bound), drawing.bounded(bound), () -> "bound " + bound);
            }
        }
    }

    private static long drawPlainly(final SplitMix64 random, final long bound) {
        final long tooMany = (Long.MAX_VALUE % bound + 1) % bound;
        while (true) {
            final long drawn = random.next() >>> 1;
            if (drawn <= Long.MAX_VALUE - tooMany) {
                return drawn % bound;
            }
        }
    }

    private static void check(final long dividend, final int divisor) {
        assertEquals(dividend / divisor, Reciprocals.divide(dividend, divisor), () -> dividend + " / " + divisor);
        assertEquals(
                dividend % divisor,
                Reciprocals.remainder(dividend, divisor, Reciprocals.ofSmall(divisor)),
                () -> dividend + " % " + divisor);
    }
}
