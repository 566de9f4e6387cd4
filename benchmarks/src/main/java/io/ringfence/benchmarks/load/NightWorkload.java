package io.ringfence.benchmarks.load;

import io.ringfence.protocol.Codes;
import io.ringfence.testkit.match.MatchNight;
import org.agrona.MutableDirectBuffer;

/** Quiet play of a match night with its own repeats, late rollbacks and rollbacks that overtake their bets. */
final class NightWorkload implements Workload {
    private static final int SPORTS_BETS_MAX = 200_000;
    private static final long CURRENCY = Codes.pack("USD");

    private final MatchNight night;

    NightWorkload(final int players, final long seed) {
        night = new MatchNight(seed, players, Math.min(SPORTS_BETS_MAX, Math.max(1_000, players)));
    }

    @Override
    public boolean isSettingUp() {
        return night.isSettingUp();
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        night.originatedAtMs(originatedAtMs);
        return night.next(buffer, offset);
    }

    @Override
    public Expected expected() {
        return Expected.DONE_OR_REVERSED;
    }

    @Override
    public long currency() {
        return CURRENCY;
    }
}
