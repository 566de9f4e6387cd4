package io.ringfence.peers;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs one peer. Arguments: its name, the file of the keys, the number of players, milliseconds, and what the peer
 * itself takes. A key is a player from 1; below 0 the money goes back to the first wallet.
 */
public final class PeerMain {
    /** What each player has before. */
    static final long DEPOSIT = 1_000_000_000L;

    /** What each transfer moves. */
    static final long AMOUNT = 100;

    private PeerMain() {}

    /** Exits with 0 when it was measured and the balances are right. */
    public static void main(final String[] args) throws Exception {
        final int[] keys = keys(Path.of(args[1]));
        final int players = Integer.parseInt(args[2]);
        final int millis = Integer.parseInt(args[3]);
        final Figures figures =
                switch (args[0]) {
                    case "exchange-core" -> new ExchangeCorePeer(keys, players, millis)
                            .run(Boolean.parseBoolean(args[4]), args[5], Integer.parseInt(args[6]));
                    case "postgresql" -> new PostgresPeer(keys, players, millis)
                            .run(Path.of(args[4]), Integer.parseInt(args[5]));
                    case "redis" -> new RedisPeer(keys, players, millis)
                            .run(Path.of(args[4]), Integer.parseInt(args[5]));
                    default -> throw new IllegalArgumentException("no peer is called " + args[0]);
                };
        System.out.println(figures.json());
        System.out.flush();
        // exchange-core leaves threads behind.
        Runtime.getRuntime().halt(figures.isRight() ? 0 : 1);
    }

    private static int[] keys(final Path file) throws Exception {
        final IntBuffer buffer =
                ByteBuffer.wrap(Files.readAllBytes(file)).asIntBuffer();
        final int[] keys = new int[buffer.remaining()];
        buffer.get(keys);
        return keys;
    }
}
