package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** What the rules of all commands share. A check answers the refusal it found, or null. */
abstract class Rules {
    /** The most ids that one command remembers; what pins ids leaves so many that can always be forgotten. */
    static final int IDS_IN_RESERVE = 4;

    final LedgerConfig config;
    final Definitions definitions;
    final Accounts accounts;
    final Memory memory;

    /** Journal time of the command at hand. */
    long timeNs;

    Rules(final LedgerConfig config, final Definitions definitions, final Accounts accounts, final Memory memory) {
        this.config = config;
        this.definitions = definitions;
        this.accounts = accounts;
        this.memory = memory;
    }

    /** Decides a command whose id is not known. Either refuses, or does all of it. */
    abstract void decide(Request request, Decision decision);

    static Outcome firstOf(final Outcome... refusals) {
        for (final Outcome refusal : refusals) {
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    static Outcome when(final boolean condition, final Outcome refusal) {
        return condition ? refusal : null;
    }

    static Outcome checkPositive(final Long number) {
        return when(number != null && number <= 0, Outcome.AMOUNT_INVALID);
    }

    Outcome checkCurrency(final String currency) {
        return when(!definitions.currencies.containsKey(currency), Outcome.CURRENCY_UNKNOWN);
    }

    Outcome checkWallet(final String wallet) {
        return when(wallet == null || !definitions.wallets.containsKey(wallet), Outcome.WALLET_UNKNOWN);
    }

    Outcome checkSource(final int source) {
        return when(!definitions.sources.containsKey(source), Outcome.SOURCE_UNKNOWN);
    }

    Outcome checkPlayer(final Long player) {
        return when(!definitions.players.contains(player), Outcome.PLAYER_NOT_FOUND);
    }

    Outcome checkFunds(final Request request, final BigInteger amount) {
        final BigInteger available = accounts.available(request.player(), request.wallet, request.currency());
        return when(amount.compareTo(available) > 0, Outcome.INSUFFICIENT_FUNDS);
    }

    Outcome checkMemory(final int ids) {
        return when(!memory.hasRoomFor(ids), Outcome.CAPACITY_EXCEEDED);
    }
}
