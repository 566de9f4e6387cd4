package io.ringfence.engine.wallet;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.gameplay.Betting;
import io.ringfence.engine.gameplay.Reversals;
import io.ringfence.engine.gameplay.RoundLifecycle;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.idempotency.Watermarks;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Payments;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Registry;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.Settings;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import java.util.ArrayList;
import java.util.List;

/** Every table and every rule, wired. Engine thread only. */
public final class WalletState {
    private final StateHash hash = new StateHash();
    private final Settings settings = new Settings(hash);
    private final Players players = new Players(hash);
    private final Definitions definitions = new Definitions(hash);
    private final Accounts accounts = new Accounts(hash, players);
    private final Watermarks watermarks = new Watermarks(hash);
    private final TransactionLog log = new TransactionLog(hash, watermarks, players, definitions.sources());
    private final RoundLifecycle rounds = new RoundLifecycle(hash, definitions.sources(), log);

    private final Wallets wallets = new Wallets(definitions, accounts);
    private final Resolver resolver = new Resolver(players, definitions, accounts);
    private final Registry registry = new Registry(players, definitions);
    private final Payments payments = new Payments(players, definitions, accounts, wallets, resolver);
    private final Betting betting = new Betting(definitions, accounts, wallets, resolver, log, rounds);
    private final Reversals reversals = new Reversals(players, definitions, accounts, wallets, log, rounds, betting);

    /** Nothing, without room. */
    public WalletState() {
        sections().forEach(hash.undo()::watch);
    }

    /** The write barrier of everything. */
    public Undo undo() {
        return hash.undo();
    }

    /** The hash of everything. */
    public long hash() {
        return hash.value();
    }

    /** The configuration in force. */
    public Settings settings() {
        return settings;
    }

    /** Every player. */
    public Players players() {
        return players;
    }

    /** Currencies, wallets, sources. */
    public Definitions definitions() {
        return definitions;
    }

    /** Every balance. */
    public Accounts accounts() {
        return accounts;
    }

    /** From when on each source's ids are remembered. */
    public Watermarks watermarks() {
        return watermarks;
    }

    /** The remembered ids. */
    public TransactionLog log() {
        return log;
    }

    /** The rounds. */
    public RoundLifecycle rounds() {
        return rounds;
    }

    /** Credits, debits and debts. */
    public Wallets wallets() {
        return wallets;
    }

    /** Finder of what commands name. */
    public Resolver resolver() {
        return resolver;
    }

    /** Rules of definitions and players. */
    public Registry registry() {
        return registry;
    }

    /** Rules of payments. */
    public Payments payments() {
        return payments;
    }

    /** Rules of bets and wins. */
    public Betting betting() {
        return betting;
    }

    /** Rules of reversals. */
    public Reversals reversals() {
        return reversals;
    }

    /**
     * Names in an answer the player and wallet that were answered when an id was decided.
     *
     * @param row of the id in the log.
     * @param answer to be filled.
     */
    public void recall(final int row, final Answer answer) {
        answer.player = log.player(row);
        answer.playerRow = answer.player > 0 ? players.find(answer.player) : StateSection.NULL_ROW;
        if (log.walletIndex(row) >= 0) {
            answer.walletIndex = log.walletIndex(row);
            answer.wallet = definitions.wallets().code(answer.walletIndex);
        }
        if (log.currencyIndex(row) >= 0) {
            answer.currencyIndex = log.currencyIndex(row);
            answer.currency = definitions.currencies().code(answer.currencyIndex);
        }
    }

    /** Every section in canonical order: the order of hashes in reports, and of snapshots. */
    public List<StateSection> sections() {
        final List<StateSection> sections = new ArrayList<>(List.of(
                settings,
                definitions.currencies(),
                definitions.wallets(),
                definitions.sources(),
                players,
                accounts,
                watermarks,
                log));
        rounds.forEachSection(sections::add);
        return List.copyOf(sections);
    }

    /**
     * Does a bounded portion of what is due.
     *
     * @param timestampNs journal time now.
     * @param idsMax ids to forget.
     * @param roundsMax rounds to close.
     */
    public void bringUpSome(final long timestampNs, final int idsMax, final int roundsMax) {
        rounds.closeDue(timestampNs, roundsMax);
        log.forgetDue(timestampNs, idsMax);
    }

    /** When something falls due, ns; Long.MAX_VALUE: nothing will. */
    public long nextDueNs() {
        return Math.min(rounds.nextDueNs(), log.nextDueNs());
    }

    /** Scans everything: the hash, and that every currency sums to zero. */
    public void checkInvariants() {
        long sum = 0;
        for (final StateSection section : sections()) {
            sum += section.scanHash();
        }
        Invariants.check(sum == hash.value(), "the hash that is kept equals the hash of a full scan");
        accounts.checkConservation(definitions.currencies().count());
    }
}
