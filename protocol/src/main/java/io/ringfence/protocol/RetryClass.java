package io.ringfence.protocol;

/** What a caller that still wants the thing done may do after an outcome. */
public enum RetryClass {
    /** Nothing: it is done, can never be done, or needs another command or a person. */
    NEVER,
    /** The decision is remembered for ever: when its cause is gone, try again with a new id. */
    NEW_ID,
    /** Nothing was decided: send the same command with the same id again, later. */
    SAME_ID_LATER
}
