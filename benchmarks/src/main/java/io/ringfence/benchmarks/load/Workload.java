package io.ringfence.benchmarks.load;

import org.agrona.MutableDirectBuffer;

/** A seeded stream of commands and what each must be answered with. One thread; allocates nothing. */
public interface Workload {
    /** Whether the next command still sets up what the rest needs: currency, wallets, players and their money. */
    boolean isSettingUp();

    /**
     * Writes the next command.
     *
     * @param originatedAtMs when the caller says it was first sent.
     * @return its length in bytes.
     */
    int next(MutableDirectBuffer buffer, int offset, long originatedAtMs);

    /** What the command that was written last must be answered with. */
    Expected expected();

    /** The currency that the money is in. */
    long currency();
}
