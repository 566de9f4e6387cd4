package io.ringfence.testkit.reference;

/** What DefineSource says, with the defaults filled in. */
record SourcePolicy(
        String name,
        boolean isLateWinAllowed,
        boolean isReversedAfterSettle,
        boolean isDebtBooked,
        long quietPeriodSeconds,
        long stuckAfterSeconds,
        long roundIdleSeconds) {
    static final long QUIET_PERIOD_SECONDS_DEFAULT = 120;
    static final long STUCK_AFTER_SECONDS_DEFAULT = 900;
    static final long ROUND_IDLE_SECONDS_DEFAULT = 86_400;

    static SourcePolicy defaults(final String name) {
        return new SourcePolicy(
                name,
                false,
                false,
                false,
                QUIET_PERIOD_SECONDS_DEFAULT,
                STUCK_AFTER_SECONDS_DEFAULT,
                ROUND_IDLE_SECONDS_DEFAULT);
    }
}
