package io.ringfence.engine.ledger;

import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.Capacity;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.WalletKind;

/** DefineCurrency, DefineWallet, DefineSource and OpenPlayer (docs/protocol.md). Engine thread only. */
public final class Registry {
    private static final int EXPONENT_MAX = 8;

    private final Players players;
    private final Definitions definitions;

    /**
     * Over the ledger's tables.
     *
     * @param players opened.
     * @param definitions of currencies, wallets and sources.
     */
    public Registry(final Players players, final Definitions definitions) {
        this.players = players;
        this.definitions = definitions;
    }

    /** Defines a currency; the same content again is OK. */
    public Outcome defineCurrency(final Command command) {
        final Definitions.Codes currencies = definitions.currencies();
        final int known = currencies.find(command.currency);
        if (command.option > EXPONENT_MAX) {
            return Outcome.MALFORMED;
        }
        if (known != Definitions.UNKNOWN) {
            return currencies.detail(known) == command.option ? Outcome.OK : Outcome.ALREADY_EXISTS;
        }
        if (!Capacity.hasRoom(currencies.count(), currencies.capacity())) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        currencies.define(command.currency, command.option);
        return Outcome.OK;
    }

    /** Defines a wallet; the same content again is OK. */
    public Outcome defineWallet(final Command command) {
        final Definitions.Codes wallets = definitions.wallets();
        final int known = wallets.find(command.wallet);
        if (command.option > WalletKind.BONUS.value()) {
            return Outcome.MALFORMED;
        }
        if (known != Definitions.UNKNOWN) {
            return wallets.detail(known) == command.option ? Outcome.OK : Outcome.ALREADY_EXISTS;
        }
        if (!Capacity.hasRoom(wallets.count(), wallets.capacity())) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        definitions.defineWallet(command.wallet, command.option);
        return Outcome.OK;
    }

    /** Checks whether a source may be defined; {@link #applySource} then does it. */
    public Outcome checkSource(final Command command) {
        final Definitions.Sources sources = definitions.sources();
        return command.sourceIndex != Definitions.UNKNOWN || Capacity.hasRoom(sources.count(), sources.capacity())
                ? Outcome.OK
                : Outcome.CAPACITY_EXCEEDED;
    }

    /** Defines a source, or replaces all policies of a defined one. */
    public void applySource(final Command command) {
        definitions.sources().define(command);
    }

    /** Opens a player. */
    public Outcome openPlayer(final Command command) {
        if (command.player <= 0) {
            return Outcome.AMOUNT_INVALID;
        }
        if (command.sourceIndex == Definitions.UNKNOWN) {
            return Outcome.SOURCE_UNKNOWN;
        }
        if (players.find(command.player) != Players.NULL_ROW) {
            return Outcome.ALREADY_EXISTS;
        }
        if (!Capacity.hasRoom(players.count(), players.capacity())) {
            return Outcome.CAPACITY_EXCEEDED;
        }
        // From here the command must succeed.
        players.open(command.player);
        return Outcome.OK;
    }
}
