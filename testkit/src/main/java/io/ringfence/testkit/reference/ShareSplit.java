package io.ringfence.testkit.reference;

import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.TxId;
import io.ringfence.testkit.SeededRandom;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** How a pot is split to the unit, and what is published of it beforehand. */
final class ShareSplit {
    private static final int PUBLISHED_LENGTH = 97;
    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

    private final SeededRandom random;

    /** The seed of the operator and the salt of the node. */
    record Seed(long seed, long saltHigh, long saltLow) {}

    private ShareSplit(final Seed seed) {
        random = new SeededRandom(seed.seed() ^ seed.saltHigh() ^ seed.saltLow());
    }

    /** The pot div shares, the remainder one unit each to the first. */
    static List<BigInteger> equal(final BigInteger pot, final int shares) {
        final BigInteger[] each = pot.divideAndRemainder(BigInteger.valueOf(shares));
        final List<BigInteger> split = new ArrayList<>();
        for (int i = 0; i < shares; i++) {
            final boolean isOneMore = BigInteger.valueOf(i).compareTo(each[1]) < 0;
            split.add(isOneMore ? each[0].add(BigInteger.ONE) : each[0]);
        }
        return split;
    }

    /** Each share around the mean of what is left, then shuffled. */
    static List<BigInteger> lucky(final BigInteger pot, final int shares, final BigInteger minShare, final Seed seed) {
        final ShareSplit split = new ShareSplit(seed);
        final List<BigInteger> drawn = new ArrayList<>();
        BigInteger rest = pot;
        for (int i = 0; i < shares; i++) {
            final BigInteger left = BigInteger.valueOf(shares - i);
            final BigInteger twoMeans = rest.divide(left).multiply(BigInteger.TWO);
            final BigInteger bound =
                    twoMeans.subtract(minShare.multiply(BigInteger.TWO)).add(BigInteger.ONE);
            final BigInteger share = left.equals(BigInteger.ONE) ? rest : minShare.add(split.bounded(bound));
            drawn.add(share);
            rest = rest.subtract(share);
        }
        for (int i = shares - 1; i > 0; i--) {
            final int j = split.bounded(BigInteger.valueOf(i + 1L)).intValueExact();
            Collections.swap(drawn, i, j);
        }
        return drawn;
    }

    /** Even draws from 0 to below the bound: outputs above the last multiple of the bound are thrown away. */
    private BigInteger bounded(final BigInteger bound) {
        final BigInteger limit = TWO_TO_63.divide(bound).multiply(bound);
        BigInteger drawn = BigInteger.valueOf(random.nextLong() >>> 1);
        while (drawn.compareTo(limit) >= 0) {
            drawn = BigInteger.valueOf(random.nextLong() >>> 1);
        }
        return drawn.mod(bound);
    }

    /** SHA-256 of salt, seed and the parameters, numbers big-endian. */
    static String published(final Request request, final Seed seed) {
        final TxId campaign = Ids.parse(request.text("campaign"));
        final ByteBuffer bytes = ByteBuffer.allocate(PUBLISHED_LENGTH);
        bytes.putLong(seed.saltHigh()).putLong(seed.saltLow()).putLong(seed.seed());
        bytes.putLong(campaign.high()).putLong(campaign.low());
        bytes.putLong(Codes.pack(request.currency())).putLong(Codes.pack(request.wallet));
        bytes.putLong(request.number("pot")).putLong(request.number("shares"));
        bytes.put((byte) ("LUCKY".equals(request.text("split")) ? 1 : 0));
        bytes.putLong(request.number("minShare"));
        bytes.putLong(request.timeNs("opensAt")).putLong(request.timeNs("closesAt"));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (final NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has SHA-256", ex);
        }
    }
}
