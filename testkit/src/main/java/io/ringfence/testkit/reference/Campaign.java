package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pot that was split beforehand; each claim takes the next share. */
final class Campaign {
    final String id;
    final String currency;
    final String wallet;
    final BigInteger pot;
    final List<BigInteger> shares;
    final String split;
    final BigInteger minShare;
    final long opensNs;
    final long closesNs;
    final long creation;
    final ShareSplit.Seed seed;

    /** SHA-256 in hex of salt, seed and the parameters. */
    final String seedHash;

    /** What each player got. */
    final Map<Long, BigInteger> claims = new LinkedHashMap<>();

    boolean isPaused;

    /** Null while it has not ended. */
    Long endedNs;

    BigInteger returned = BigInteger.ZERO;

    Campaign(
            final Request request,
            final List<BigInteger> shares,
            final ShareSplit.Seed seed,
            final String seedHash,
            final long creation) {
        id = request.id("campaign");
        currency = request.currency();
        wallet = request.wallet;
        pot = new BigInteger(request.text("pot"));
        split = request.text("split");
        minShare = request.big("minShare");
        opensNs = request.timeNs("opensAt");
        closesNs = request.timeNs("closesAt");
        this.shares = shares;
        this.seed = seed;
        this.seedHash = seedHash;
        this.creation = creation;
    }

    boolean isEnded() {
        return endedNs != null;
    }

    boolean isSoldOut() {
        return claims.size() == shares.size();
    }

    BigInteger claimed() {
        return claims.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The balance of its pot. */
    BigInteger rest() {
        return pot.subtract(claimed()).subtract(returned);
    }

    String state() {
        if (isEnded()) {
            return "ENDED";
        }
        return isPaused ? "PAUSED" : "OPEN";
    }

    /** Returns the rest to where it came from; answers it. */
    BigInteger end(final Accounts accounts, final long nowNs) {
        final BigInteger rest = rest();
        accounts.post(currency, Accounts.PROMO, 0, rest);
        returned = rest;
        endedNs = nowNs;
        return rest;
    }
}
