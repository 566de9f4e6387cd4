package io.ringfence.engine.campaign;

import java.util.Arrays;

/**
 * SHA-256 as RFC 6234 (section 5.1 functions and constants, 6.2 computation) states it, over a short message in one
 * buffer, without allocation. Engine thread only.
 */
final class Sha256 {
    private static final int BLOCK_LENGTH = 64;
    private static final int LENGTH_LENGTH = 8;
    private static final int ROUNDS = 64;
    private static final int WORDS = 8;

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** The first 32 bits of the fractional parts of the square roots of the first 8 primes. */
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] hash = new int[WORDS];
    private final int[] schedule = new int[ROUNDS];
    private final int[] working = new int[WORDS];

    /**
     * Hashes a message; what is behind it in the buffer is overwritten by the padding.
     *
     * @param buffer that holds the message from index 0, with room for its padding to whole blocks.
     * @param length of the message in bytes.
     * @param digest receives the hash as four big-endian longs.
     */
    void digest(final byte[] buffer, final int length, final long[] digest) {
        final int padded = (length + 1 + LENGTH_LENGTH + BLOCK_LENGTH - 1) / BLOCK_LENGTH * BLOCK_LENGTH;
        Arrays.fill(buffer, length, padded, (byte) 0);
        buffer[length] = (byte) 0x80;
        final long bits = (long) length * Byte.SIZE;
        for (int index = 0; index < LENGTH_LENGTH; index++) {
            buffer[padded - 1 - index] = (byte) (bits >>> (index * Byte.SIZE));
        }
        System.arraycopy(INITIAL, 0, hash, 0, WORDS);
        for (int block = 0; block < padded; block += BLOCK_LENGTH) {
            takeBlock(buffer, block);
        }
        for (int index = 0; index < digest.length; index++) {
            digest[index] = (long) hash[2 * index] << Integer.SIZE | (hash[2 * index + 1] & 0xFFFF_FFFFL);
        }
    }

    private void takeBlock(final byte[] buffer, final int block) {
        prepareSchedule(buffer, block);
        final int[] v = working;
        System.arraycopy(hash, 0, v, 0, WORDS);
        for (int round = 0; round < ROUNDS; round++) {
            final int e = v[4];
            final int a = v[0];
            final int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            final int choice = (e & v[5]) ^ (~e & v[6]);
            final int first = v[7] + sum1 + choice + K[round] + schedule[round];
            final int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            final int majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
            System.arraycopy(v, 0, v, 1, WORDS - 1);
            v[4] += first;
            v[0] = first + sum0 + majority;
        }
        for (int word = 0; word < WORDS; word++) {
            hash[word] += v[word];
        }
    }

    private void prepareSchedule(final byte[] buffer, final int block) {
        for (int word = 0; word < 16; word++) {
            final int at = block + word * Integer.BYTES;
            schedule[word] = (buffer[at] & 0xFF) << 24
                    | (buffer[at + 1] & 0xFF) << 16
                    | (buffer[at + 2] & 0xFF) << 8
                    | (buffer[at + 3] & 0xFF);
        }
        for (int word = 16; word < ROUNDS; word++) {
            final int w15 = schedule[word - 15];
            final int w2 = schedule[word - 2];
            final int sigma0 = Integer.rotateRight(w15, 7) ^ Integer.rotateRight(w15, 18) ^ (w15 >>> 3);
            final int sigma1 = Integer.rotateRight(w2, 17) ^ Integer.rotateRight(w2, 19) ^ (w2 >>> 10);
            schedule[word] = sigma1 + schedule[word - 7] + sigma0 + schedule[word - 16];
        }
    }
}
