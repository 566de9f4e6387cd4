package io.ringfence.benchmarks.load;

/**
 * Who looks on beside a load; each takes a share of the machine that is measured.
 *
 * @param balancesPerSecond asked for by a second client of a node; 0 for none
 * @param journalBytesMax that the journal may have on the disk while it is checked and removed behind its writer; 0: it
 *     is kept, and checked when nobody writes any more
 * @param isWatched whether a node notes its heap and the longest steps of its engine's thread
 */
public record Witnesses(int balancesPerSecond, long journalBytesMax, boolean isWatched) {
    /** Nobody: the journal is checked in the end. */
    public static final Witnesses NONE = new Witnesses(0, 0, false);

    /** Whether the journal is checked behind its writer. */
    public boolean isJournalFollowed() {
        return journalBytesMax > 0;
    }
}
