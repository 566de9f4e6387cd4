package io.ringfence.benchmarks.rig;

import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.testkit.match.MatchNight;
import io.ringfence.testkit.match.RateCurve;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;

/**
 * A match night, in the proportions in which its crowds send: play, bets, cash-outs, settlements, one command in a
 * hundred sent twice, late rollbacks and rollbacks before their bets. Opens its players first; after the last minute
 * the match begins again.
 */
public final class MatchTraffic implements Traffic {
    private static final int MATCH_SECONDS = 120;
    private static final int SPORTS_BETS_OPEN_MAX = 200_000;
    private static final int PLAYERS_MIN = 1_000;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MatchNight night;
    private final RateCurve curve = RateCurve.final2022(RateCurve.BASE_RATE_PER_SECOND, MATCH_SECONDS);
    private long played;
    private long elapsedNs;

    public MatchTraffic(final int players, final long seed) {
        night = new MatchNight(seed, players, Math.min(SPORTS_BETS_OPEN_MAX, Math.max(PLAYERS_MIN, players)));
    }

    /** Whether definitions and players still come. */
    public boolean isOpening() {
        return night.isSettingUp();
    }

    @Override
    public int next(final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        if (!night.isSettingUp()) {
            moveOn();
        }
        night.originatedAtMs(originatedAtMs);
        return night.next(buffer, offset);
    }

    /** What overtook its bet cancels it; everything else succeeds. */
    @Override
    public boolean isExpected(final int outcome) {
        return outcome < OutcomeCode.MALFORMED.value() || outcome == OutcomeCode.CANCELLED_BY_ROLLBACK.value();
    }

    /** To the moment of the match at which so many commands were due. */
    private void moveOn() {
        if (++played >= curve.total()) {
            played = 0;
            elapsedNs = 0;
        }
        while (curve.due(elapsedNs + STEP_NS) <= played) {
            elapsedNs += STEP_NS;
        }
        night.phase(curve.phase(elapsedNs));
    }
}
