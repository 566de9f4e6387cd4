package io.ringfence.benchmarks.rig;

import io.ringfence.protocol.codec.OutcomeCode;
import org.agrona.MutableDirectBuffer;

/** An endless, seeded stream of command frames; the same seed gives the same bytes. One thread; allocates nothing. */
public interface Traffic {
    /**
     * Writes the next command frame.
     *
     * @param originatedAtMs when the caller says it was first sent, or the null value for the client to say so.
     * @return its length in bytes.
     */
    int next(MutableDirectBuffer buffer, int offset, long originatedAtMs);

    /** The traffic of a name: {@code transfer}, {@code bet-win} or {@code match-night}. */
    static Traffic named(final String name, final int players, final long seed) {
        return switch (name) {
            case "transfer" -> new TransferTraffic(players, seed);
            case "bet-win" -> new BetTraffic(players, seed);
            case "match-night" -> new MatchTraffic(players, seed);
            default -> throw new IllegalArgumentException("unknown workload: " + name);
        };
    }

    /** Whether a command of this traffic may be answered so, by the number of the outcome. */
    default boolean isExpected(final int outcome) {
        return outcome == OutcomeCode.OK.value();
    }
}
