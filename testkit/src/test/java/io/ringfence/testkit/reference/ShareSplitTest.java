package io.ringfence.testkit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.testkit.SeededRandom;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The expected shares and the hash were worked out with another program in another language. */
class ShareSplitTest {
    @Test
    void shouldSplitEvenlyWithTheRemainderToTheFirst() {
        assertEquals(shares(4, 4, 3, 3), ShareSplit.equal(BigInteger.valueOf(14), 4));
        assertEquals(shares(1, 1), ShareSplit.equal(BigInteger.TWO, 2));
    }

    @Test
    void shouldSplitByLuckAsSpecified() {
        assertEquals(
                shares(1624, 1912, 1384, 746, 283, 163, 489, 434, 2195, 770),
                lucky(10_000, 10, 1, new ShareSplit.Seed(42, 0, 0)));
        assertEquals(
                shares(304, 96, 158, 202, 79, 109, 52),
                lucky(1_000, 7, 20, new ShareSplit.Seed(-1, 0x0123456789abcdefL, 0xfedcba9876543210L)));
    }

    @Test
    void shouldLeaveNoLuckWhereThePotIsJustEnough() {
        assertEquals(shares(1, 1, 1), lucky(3, 3, 1, new ShareSplit.Seed(7, 0, 0)));
        assertEquals(shares(9), lucky(9, 1, 1, new ShareSplit.Seed(7, 0, 0)));
    }

    @Test
    void shouldAlwaysSumToThePotAndKeepTheLeast() {
        final SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < 1_000; i++) {
            final int count = 1 + random.nextInt(40);
            final long least = 1L + random.nextInt(20);
            final long pot = least * count + random.nextLong(random.nextInt(2) == 0 ? 100 : Long.MAX_VALUE / 2);
            final List<BigInteger> split = lucky(pot, count, least, new ShareSplit.Seed(i, i, 0));
            assertEquals(count, split.size());
            assertEquals(BigInteger.valueOf(pot), split.stream().reduce(BigInteger.ZERO, BigInteger::add));
            assertTrue(split.stream().allMatch(share -> share.compareTo(BigInteger.valueOf(least)) >= 0));
        }
    }

    @Test
    void shouldPublishTheHashOfSeedAndParameters() {
        final ObjectNode create = JsonNodeFactory.instance
                .objectNode()
                .put("command", "CreateCampaign")
                .put("campaign", "golden")
                .put("currency", "USD")
                .put("wallet", "CASH")
                .put("pot", "10000")
                .put("shares", 10)
                .put("split", "LUCKY")
                .put("minShare", 1)
                .put("opensAt", "2026-01-01T00:00:00Z")
                .put("closesAt", "2026-01-01T01:00:00Z");
        final Request request = new Request(create, new Definitions(), 0);
        assertEquals(
                "6c4afd15ec6a137babf7fcc4be0322407985313e3ded30bc5f4d3c0e11cb0602",
                ShareSplit.published(request, new ShareSplit.Seed(42, 0, 0)));
    }

    private static List<BigInteger> lucky(
            final long pot, final int count, final long least, final ShareSplit.Seed seed) {
        return ShareSplit.lucky(BigInteger.valueOf(pot), count, BigInteger.valueOf(least), seed);
    }

    private static List<BigInteger> shares(final long... shares) {
        return LongStream.of(shares).mapToObj(BigInteger::valueOf).toList();
    }
}
