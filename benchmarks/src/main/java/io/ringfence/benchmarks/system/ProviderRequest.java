package io.ringfence.benchmarks.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a provider is asked, as one datagram of words.
 *
 * @param op         what
 * @param transfer   the id that makes a repeat harmless; a dash where none is meant
 * @param attempt    of the transfer
 * @param player     whose money
 * @param isIn       whether it goes to the provider
 * @param amount     minor units, or {@link #ALL} out of it
 * @param sentAtMs   wall clock
 */
record ProviderRequest(Op op, String transfer, int attempt, long player, boolean isIn, long amount, long sentAtMs) {
    /** Whatever the player has there. */
    static final long ALL = -1;

    private static final int WORDS = 7;

    /** The operations; those after ASK are the auditor's and never disturbed. */
    enum Op {
        /** Move money in or out, once for each transfer. */
        MOVE,
        /** What became of a transfer. */
        ASK,
        /** What a player has. */
        BALANCE,
        /** What a transfer has moved, and how late. */
        ENTRY,
        /** How much is still to happen. */
        PENDING
    }

    static ProviderRequest ask(final String transfer, final int attempt, final long player) {
        return new ProviderRequest(Op.ASK, transfer, attempt, player, false, 0, 0);
    }

    static ProviderRequest audit(final Op op, final String transfer, final long player) {
        return new ProviderRequest(op, transfer, 0, player, false, 0, 0);
    }

    byte[] encode() {
        return (op + " " + transfer + " " + attempt + " " + player + " " + isIn + " " + amount + " " + sentAtMs)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static ProviderRequest decode(final ByteBuffer datagram) {
        final String[] words =
                StandardCharsets.US_ASCII.decode(datagram).toString().split(" ", WORDS);
        return new ProviderRequest(
                Op.valueOf(words[0]),
                words[1],
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                Boolean.parseBoolean(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]));
    }
}
