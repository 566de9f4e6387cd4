package io.ringfence.engine.idempotency;

/**
 * What the log asks of those who own the things that ids belong to: which ids must not be forgotten yet; and who must
 * hear that one is remembered or forgotten. One for each kind of {@link Link}.
 *
 * <p>An id may outlive the thing that it names: whoever lets that happen compares ordinals.
 */
public interface Pins {
    /**
     * Whether an id is needed by something open at this time. What should have ended by now is ended first.
     *
     * @param row of the thing that the id belongs to.
     * @param ordinal of the command of the id.
     * @param timestampNs journal time now.
     * @return true while the id must be kept.
     */
    boolean isPinned(int row, long ordinal, long timestampNs);

    /**
     * An id is remembered.
     *
     * @param row of the thing that the id belongs to.
     * @param ordinal of the command of the id.
     * @param txRow of the id in the log.
     */
    void onRemembered(int row, long ordinal, int txRow);

    /**
     * An id is being forgotten.
     *
     * @param row of the thing that the id belongs to.
     * @param ordinal of the command of the id.
     */
    void onForgotten(int row, long ordinal);

    /**
     * What an id names in a snapshot.
     *
     * @param row of the thing that the id belongs to.
     * @param ordinal of the command of the id.
     * @return the position of the thing in its section, -1 when the id has outlived it.
     */
    long canonicalIndex(int row, long ordinal);
}
