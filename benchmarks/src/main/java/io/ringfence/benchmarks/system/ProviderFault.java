package io.ringfence.benchmarks.system;

import io.ringfence.testkit.SeededRandom;

/**
 * What a provider does with a request to move money. Which one follows from the seed, the transfer and the attempt
 * alone, never from timing.
 */
enum ProviderFault {
    /** The request never came. */
    DROP_REQUEST(40),
    /** Done, and nobody is told. */
    DROP_ANSWER(50),
    /** Done, and told when the connector has given up waiting. */
    LATE_ANSWER(40),
    /** Known, but done a little later, within the quiet period. */
    LATE_SUCCESS(25),
    /** Not even known until it is done a little later, within the quiet period. */
    LATE_AND_UNKNOWN(25),
    /** Not known, and done long after the quiet period: the provider breaks its word. */
    VERY_LATE(12),
    /** The request comes twice, and so does the answer. */
    DUPLICATE(40),
    /** No. */
    REFUSE(40),
    /** Half of it. */
    PARTIAL(20),
    /** One more than was asked. */
    MORE(5),
    /** In progress for ever, and never done. */
    HANG(4),
    /** In progress for ever, although it is done. */
    HANG_DONE(4),
    /** As it should be. */
    NONE(0);

    private static final int PERMILLE = 1_000;

    private final int permille;

    ProviderFault(final int permille) {
        this.permille = permille;
    }

    static ProviderFault of(final long seed, final String transfer, final int attempt) {
        int draw = new SeededRandom(SeededRandom.mix(seed) ^ (31L * transfer.hashCode() + attempt)).nextInt(PERMILLE);
        for (final ProviderFault fault : values()) {
            draw -= fault.permille;
            if (draw < 0) {
                return fault;
            }
        }
        return NONE;
    }
}
