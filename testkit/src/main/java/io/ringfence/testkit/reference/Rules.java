package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** What the rules of all commands share. A check answers the refusal it found, or null. */
abstract class Rules {
    /** The most ids that one command remembers; what pins ids leaves so many that can always be forgotten. */
    static final int IDS_IN_RESERVE = 4;

    final World world;
    final LedgerConfig config;
    final Definitions definitions;
    final Accounts accounts;
    final Memory memory;
    final HoldEndings endings;

    Rules(final World world) {
        this.world = world;
        config = world.config;
        definitions = world.definitions;
        accounts = world.accounts;
        memory = world.memory;
        endings = new HoldEndings(world);
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

    static Outcome checkNotNegative(final Long number) {
        return when(number != null && number < 0, Outcome.AMOUNT_INVALID);
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

    /** What stands in most commands between the numbers and what they are about. */
    Outcome checkNames(final Request request) {
        return firstOf(
                checkCurrency(request.currency()),
                checkWallet(request.wallet),
                checkSource(request.source),
                checkPlayer(request.player()));
    }

    Outcome checkFunds(final Request request, final BigInteger amount) {
        final BigInteger available = accounts.available(request.player(), request.wallet, request.currency());
        return when(amount.compareTo(available) > 0, Outcome.INSUFFICIENT_FUNDS);
    }

    Outcome checkOverflow(final Request request, final BigInteger credited) {
        final boolean isTooMuch = accounts.overflows(request.player(), request.wallet, request.currency(), credited);
        return when(isTooMuch, Outcome.AMOUNT_OVERFLOW);
    }

    /** For what opens: the first row of a wallet. */
    Outcome checkRowOpens(final long player, final String wallet, final String currency, final BigInteger credited) {
        final boolean isFull = !LedgerConfig.mayOpen(accounts.rowCount(), config.accountsMax());
        return when(isFull && accounts.isNewRow(player, wallet, currency, credited), Outcome.CAPACITY_EXCEEDED);
    }

    /** For what must end: a row may use all there is. */
    Outcome checkRowFits(final long player, final String wallet, final String currency, final BigInteger credited) {
        final boolean isFull = accounts.rowCount() >= config.accountsMax();
        return when(isFull && accounts.isNewRow(player, wallet, currency, credited), Outcome.CAPACITY_EXCEEDED);
    }

    Outcome checkMemory(final int ids) {
        return when(!memory.hasRoomFor(ids), Outcome.CAPACITY_EXCEEDED);
    }

    static Outcome checkLimit(final Limits.Exceeded exceeded) {
        return when(exceeded != null, Outcome.LIMIT_EXCEEDED);
    }

    static Limits.Key owner(final Request request) {
        return new Limits.Key(request.player(), request.currency());
    }

    static Outcome checkRoundCurrency(final Round round, final Request request) {
        return when(round != null && !round.currency.equals(request.currency()), Outcome.CURRENCY_MISMATCH);
    }

    static Outcome checkRoundOpen(final Round round) {
        return firstOf(
                when(round != null && round.state == Round.State.CLOSED, Outcome.ROUND_CLOSED),
                when(round != null && round.state == Round.State.CANCELLED, Outcome.ROUND_CANCELLED));
    }

    /** Room for one bet more, in a round that may not be there yet. */
    Outcome checkBetFits(final Round round) {
        final boolean isFull = round == null ? !memory.mayOpenRound() : round.betCount() >= config.betsPerRoundMax();
        return when(isFull || !memory.mayPinMore(), Outcome.CAPACITY_EXCEEDED);
    }

    static boolean isTotalTooLarge(final Round round, final BigInteger added) {
        final BigInteger total = round == null ? added : round.total().add(added);
        return total.compareTo(Accounts.INT64_MAX) > 0;
    }

    Round openRound(final Request request) {
        final RoundKey key = new RoundKey(request.source, request.player(), request.round());
        final Round round = new Round(key, request.currency(), request.wallet, world.sequence);
        memory.rounds.put(key, round);
        return round;
    }
}
