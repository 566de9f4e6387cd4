package io.ringfence.engine.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.command.Command;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.codec.Split;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PotSplitTest {
    private static final BigInteger TWO_63 = BigInteger.ONE.shiftLeft(63);

    private final PotSplit split = new PotSplit();

    private long[] shares(
            final Split kind, final long pot, final int shareCount, final long minShare, final long seed) {
        split.split(kind.value(), pot, shareCount, minShare, seed);
        final long[] shares = new long[shareCount];
        Arrays.setAll(shares, split::share);
        return shares;
    }

    @Test
    void shouldDrawWhatSplitMix64Draws() {
        final SplitMix64 random = new SplitMix64();
        random.seed(0);
        assertEquals(0xE220A8397B1DCDAFL, random.next());
        assertEquals(0x6E789E6AA1B965F4L, random.next());
        assertEquals(0x06C45D188009454FL, random.next());
        random.seed(1_234_567);
        assertEquals(6_457_827_717_110_365_317L, random.next());
        assertEquals(3_203_168_211_198_807_973L, random.next());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, (1L << 62) - 1, 1L << 62, (1L << 62) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void shouldDrawAgainAboveTheLastMultiple(final long bound) {
        final SplitMix64 random = new SplitMix64();
        final SplitMix64 same = new SplitMix64();
        random.seed(bound);
        same.seed(bound);
        final BigInteger wide = BigInteger.valueOf(bound);
        final BigInteger lastMultiple = TWO_63.divide(wide).multiply(wide);
        for (int index = 0; index < 1_000; index++) {
            BigInteger drawn = BigInteger.valueOf(same.next() >>> 1);
            while (drawn.compareTo(lastMultiple) >= 0) {
                drawn = BigInteger.valueOf(same.next() >>> 1);
            }
            assertEquals(drawn.mod(wide).longValueExact(), random.bounded(bound));
        }
        assertEquals(same.next(), random.next(), "as many numbers were drawn, also for a bound of 1");
    }

    @Test
    void shouldSplitLuckySharesToTheUnit() {
        assertArrayEquals(
                new long[] {71, 170, 7, 16, 31, 120, 209, 63, 129, 184}, shares(Split.LUCKY, 1_000, 10, 1, 0));
        assertArrayEquals(
                new long[] {163, 172, 175, 43, 37, 39, 81, 38, 198, 54}, shares(Split.LUCKY, 1_000, 10, 1, 42));
        assertArrayEquals(new long[] {20, 20, 20, 20, 20}, shares(Split.LUCKY, 100, 5, 20, 7));
        assertArrayEquals(new long[] {20, 20, 21, 20, 20}, shares(Split.LUCKY, 101, 5, 20, 7));
        assertArrayEquals(new long[] {5}, shares(Split.LUCKY, 5, 1, 5, 7));
        assertArrayEquals(
                new long[] {3_267_689_335_535_828_384L, 3_931_318_902_156_738_922L, 2_024_363_799_162_208_501L},
                shares(Split.LUCKY, Long.MAX_VALUE, 3, 1, -1));
    }

    @Test
    void shouldSplitManyLuckySharesToTheUnit() {
        final long[] shares = shares(Split.LUCKY, 10_000_000, 20_000, 1, 99);
        assertEquals(10_000_000, Arrays.stream(shares).sum());
        assertEquals(1, Arrays.stream(shares).min().orElseThrow());
        assertEquals(1_062, Arrays.stream(shares).max().orElseThrow());
        assertEquals(764, shares[0]);
        assertEquals(857, shares[9_999]);
        assertEquals(860, shares[19_999]);
        long weighted = 0;
        for (int index = 0; index < shares.length; index++) {
            weighted += (index + 1L) * shares[index];
        }
        assertEquals(100_062_249_097L, weighted, "every share stands where it belongs");
    }

    @Test
    void shouldGiveTheRemainderOfEqualSharesToTheFirst() {
        assertArrayEquals(new long[] {4, 4, 3, 3}, shares(Split.EQUAL, 14, 4, 1, 9));
        assertArrayEquals(new long[] {5, 5}, shares(Split.EQUAL, 10, 2, 5, 9));
    }

    @Test
    void shouldKeepTheSumAndTheLeastShareWhateverTheSeed() {
        final Random random = new Random(20_260_101);
        for (int round = 0; round < 2_000; round++) {
            final int shareCount = 1 + random.nextInt(50);
            final long minShare = 1L + random.nextInt(100);
            final long pot = shareCount * minShare + random.nextLong(10_000);
            final long[] shares = shares(Split.LUCKY, pot, shareCount, minShare, random.nextLong());
            assertEquals(pot, Arrays.stream(shares).sum());
            assertTrue(Arrays.stream(shares).min().orElseThrow() >= minShare);
        }
    }

    @Test
    void shouldKnowWhatCannotBeSplit() {
        assertTrue(PotSplit.isPossible(2, 2, 1));
        assertFalse(PotSplit.isPossible(1, 2, 1));
        assertFalse(PotSplit.isPossible(0, 0, 1));
        assertFalse(PotSplit.isPossible(199, 2, 100));
        assertFalse(PotSplit.isPossible(Long.MAX_VALUE, 3, Long.MAX_VALUE / 2));
        assertTrue(PotSplit.isPossible(100_000, 100_000, 1));
        assertFalse(PotSplit.isPossible(100_001, 100_001, 1));
    }

    @Test
    void shouldHashAsTheStandardSays() throws NoSuchAlgorithmException {
        final Sha256 sha256 = new Sha256();
        final MessageDigest standard = MessageDigest.getInstance("SHA-256");
        final Random random = new Random(256);
        final byte[] buffer = new byte[320];
        final long[] digest = new long[4];
        for (int length = 0; length <= 200; length++) {
            random.nextBytes(buffer);
            final byte[] message = Arrays.copyOf(buffer, length);
            sha256.digest(buffer, length, digest);
            assertEquals(HexFormat.of().formatHex(standard.digest(message)), hex(digest), "length " + length);
        }
        System.arraycopy("abc".getBytes(StandardCharsets.US_ASCII), 0, buffer, 0, 3);
        sha256.digest(buffer, 3, digest);
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hex(digest));
    }

    @Test
    void shouldPublishAHashOfStatedBytes() {
        final Command command = new Command();
        command.reset();
        command.saltHigh = 1;
        command.saltLow = 2;
        command.seed = 42;
        command.thingLow = 0xC0FFEE;
        command.currency = Codes.pack("EUR");
        command.wallet = Codes.pack("CASH");
        command.amount = 1_000;
        command.shares = 10;
        command.option = Split.LUCKY.value();
        command.minShare = 1;
        command.opensAtNs = 1_767_225_600_000_000_000L;
        command.endsAtNs = 1_767_312_000_000_000_000L;
        final long[] digest = new long[4];
        new SeedHash().take(command, digest);
        assertEquals("561140550f330545a3e1230a2911ad75d4d8c4925da7e0aade0bc94e3a3c695f", hex(digest));
    }

    private static String hex(final long[] digest) {
        final StringBuilder text = new StringBuilder();
        for (final long part : digest) {
            text.append(HexFormat.of().toHexDigits(part));
        }
        return text.toString();
    }
}
