package io.ringfence.journal.recovery;

/** What a finding means for the start of a node, in rising order. */
public enum Judgement {
    /** Nothing was found. */
    CLEAN,
    /** Files that hold nothing, left by a process that is gone; whoever writes next removes them. */
    LEFTOVER,
    /** Written, but not forced, and torn: nobody was promised it. A repair cuts it off and keeps it aside. */
    CUT,
    /** Something that was durable is missing or wrong, or nobody can tell. A person must look. */
    REFUSE
}
