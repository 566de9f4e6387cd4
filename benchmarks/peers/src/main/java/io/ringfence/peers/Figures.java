package io.ringfence.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a peer did.
 *
 * @param transfersPerSecond from the first to the last answer
 * @param adjustmentsPerSecond where a transfer is two commands; else the same
 * @param p50Us of what waits for its answer; 0 where it was not timed
 * @param p99Us the same
 * @param transfers done
 * @param isRight whether every balance is what the keys say
 * @param note on what it did
 */
record Figures(
        double transfersPerSecond,
        double adjustmentsPerSecond,
        double p50Us,
        double p99Us,
        long transfers,
        boolean isRight,
        String note) {
    String json() {
        return String.format(
                Locale.ROOT,
                "{\"transfersPerSec\":%.0f,\"adjustmentsPerSec\":%.0f,\"p50Us\":%.1f,\"p99Us\":%.1f,"
                        + "\"transfers\":%d,\"balancesRight\":%b,\"note\":\"%s\"}",
                transfersPerSecond,
                adjustmentsPerSecond,
                p50Us,
                p99Us,
                transfers,
                isRight,
                note.replace("\"", "'"));
    }

    /** A percentile of nanoseconds, in microseconds. */
    static double us(final long[] sortedNs, final double percentile) {
        return sortedNs.length == 0
                ? 0
                : sortedNs[(int) Math.min(sortedNs.length - 1L, (long) (sortedNs.length * percentile / 100))] / 1e3;
    }

    /** What the second wallet of each player holds after so many transfers of the keys. */
    static long[] expected(final int[] keys, final int players, final long transfers) {
        final long[] second = new long[players + 1];
        for (long i = 0; i < transfers; i++) {
            final int key = keys[(int) (i % keys.length)];
            second[Math.abs(key)] += key > 0 ? PeerMain.AMOUNT : -PeerMain.AMOUNT;
        }
        return second;
    }

    /** All of them, sorted. */
    static long[] sorted(final List<long[]> parts) {
        final long[] all = parts.stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(all);
        return all;
    }
}
