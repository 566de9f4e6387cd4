package io.ringfence.testkit.match;

/** What the crowd does. */
public enum Phase {
    /** Slots and tables, a few sports bets. */
    QUIET,
    /** Money moves to the sports wallet and into bets. */
    KICK_OFF,
    /** Bets on what comes next, and cash-outs. */
    GOAL,
    /** Every open sports bet is paid or lost. */
    SETTLEMENT
}
