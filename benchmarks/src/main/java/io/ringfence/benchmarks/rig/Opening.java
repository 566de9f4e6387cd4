package io.ringfence.benchmarks.rig;

import io.ringfence.protocol.codec.WalletKind;
import org.agrona.MutableDirectBuffer;

/**
 * The commands that come before any traffic: currency, source, two wallets, and every player opened and paid in.
 * Player numbers are dense from 1. One thread.
 */
public final class Opening {
    /** What each player is given, in minor units: no traffic here can spend it all. */
    public static final long DEPOSIT_MINOR = 1_000_000_000L;

    /** The high half of the ids of these commands. */
    public static final long ID_HIGH = 0x4F50454E494E4721L;

    private static final int DEFINITIONS = 4;

    private final CommandFrames frames = new CommandFrames();
    private final int players;

    public Opening(final int players) {
        this.players = players;
    }

    /** How many commands it has. */
    public int count() {
        return DEFINITIONS + 2 * players;
    }

    /** Players that it opens: 1 to this. */
    public int players() {
        return players;
    }

    /**
     * Writes a command.
     *
     * @param index of the command, from 0 to {@link #count}; they must be applied in this order.
     * @return length of the frame.
     */
    public int encode(final int index, final MutableDirectBuffer buffer, final int offset, final long originatedAtMs) {
        frames.begin(ID_HIGH, index + 1L, originatedAtMs);
        return switch (index) {
            case 0 -> frames.defineCurrency(buffer, offset);
            case 1 -> frames.defineSource(buffer, offset);
            case 2 -> frames.defineWallet(buffer, offset, CommandFrames.CASH, WalletKind.CASH);
            case 3 -> frames.defineWallet(buffer, offset, CommandFrames.SPORTS, WalletKind.GAME);
            default -> {
                final int step = index - DEFINITIONS;
                final long player = step / 2 + 1L;
                yield (step & 1) == 0
                        ? frames.openPlayer(buffer, offset, player)
                        : frames.deposit(buffer, offset, player, DEPOSIT_MINOR);
            }
        };
    }
}
