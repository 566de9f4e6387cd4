package io.ringfence.engine.campaign;

import io.ringfence.engine.command.Command;

/**
 * What is published of a campaign when it is made: the SHA-256 of everything its shares follow from, so that anybody
 * can check afterwards that nobody chose them. Engine thread only.
 *
 * <pre>
 *    0 salt high   8     32 campaign low  8     64 shares    8     all numbers big-endian;
 *    8 salt low    8     40 currency      8     72 split     1     codes as ASCII, zeros behind;
 *   16 seed        8     48 wallet        8     73 minShare  8     split: 0 EQUAL, 1 LUCKY;
 *   24 campaign hi 8     56 pot           8     81 opensAt   8     times in ns since the epoch
 *                                               89 closesAt  8     97 bytes in all
 * </pre>
 */
final class SeedHash {
    private static final int LENGTH = 97;
    private static final int PADDED_LENGTH = 128;

    private final Sha256 sha256 = new Sha256();
    private final byte[] bytes = new byte[PADDED_LENGTH];
    private int position;

    /**
     * Hashes a campaign.
     *
     * @param command CreateCampaign, its wallet after defaults.
     * @param digest receives the hash as four big-endian longs.
     */
    void take(final Command command, final long[] digest) {
        position = 0;
        put(command.saltHigh);
        put(command.saltLow);
        put(command.seed);
        put(command.thingHigh);
        put(command.thingLow);
        put(command.currency);
        put(command.wallet);
        put(command.amount);
        put(command.shares);
        bytes[position++] = (byte) command.option;
        put(command.minShare);
        put(command.opensAtNs);
        put(command.endsAtNs);
        sha256.digest(bytes, LENGTH, digest);
    }

    private void put(final long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[position++] = (byte) (value >>> shift);
        }
    }
}
