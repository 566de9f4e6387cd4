package io.ringfence.engine.idempotency;

/** What the log asks of the rounds: which ids must not be forgotten yet, and who must hear that one was. */
public interface Pins {
    /**
     * Whether a play belongs to something open at this time, so that its id is needed. What should have ended by now is
     * ended first.
     *
     * @param playRow of the play.
     * @param timestampNs journal time now.
     * @return true while its id must be kept.
     */
    boolean isPinned(int playRow, long timestampNs);

    /**
     * An id with a play is being forgotten.
     *
     * @param playRow of the play, which ends with its id.
     */
    void onForgotten(int playRow);
}
