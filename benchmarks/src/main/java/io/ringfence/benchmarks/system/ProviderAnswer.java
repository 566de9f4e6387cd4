package io.ringfence.benchmarks.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a provider says, as one datagram of words.
 *
 * @param op       that was asked
 * @param transfer as asked
 * @param attempt  that did it; 0 where none is meant
 * @param player   as asked
 * @param result   of MOVE and ASK
 * @param amount   moved, there, or still pending; of ENTRY signed, above 0 into the provider
 * @param lateMs   of ENTRY: between the request and its execution
 */
record ProviderAnswer(
        ProviderRequest.Op op, String transfer, int attempt, long player, Result result, long amount, long lateMs) {
    private static final int WORDS = 7;

    /** What became of a transfer, in the provider's words. */
    enum Result {
        DONE,
        REFUSED,
        IN_PROGRESS,
        NOT_FOUND
    }

    boolean answers(final ProviderRequest request) {
        return op == request.op() && transfer.equals(request.transfer()) && player == request.player();
    }

    byte[] encode() {
        return (op + " " + transfer + " " + attempt + " " + player + " " + result + " " + amount + " " + lateMs)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static ProviderAnswer decode(final ByteBuffer datagram) {
        final String[] words =
                StandardCharsets.US_ASCII.decode(datagram).toString().split(" ", WORDS);
        return new ProviderAnswer(
                ProviderRequest.Op.valueOf(words[0]),
                words[1],
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                Result.valueOf(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]));
    }
}
