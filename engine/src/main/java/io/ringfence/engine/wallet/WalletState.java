package io.ringfence.engine.wallet;

import io.ringfence.engine.campaign.CampaignLifecycle;
import io.ringfence.engine.campaign.CampaignRules;
import io.ringfence.engine.campaign.Campaigns;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.gameplay.Betting;
import io.ringfence.engine.gameplay.HoldLifecycle;
import io.ringfence.engine.gameplay.HoldRules;
import io.ringfence.engine.gameplay.Resettlement;
import io.ringfence.engine.gameplay.Reversals;
import io.ringfence.engine.gameplay.RoundLifecycle;
import io.ringfence.engine.gameplay.Targets;
import io.ringfence.engine.idempotency.Link;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.idempotency.Watermarks;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Registry;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.payment.Payments;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.engine.player.Restrictions;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.Settings;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.engine.transfer.TransferLifecycle;
import io.ringfence.engine.transfer.TransferRules;
import io.ringfence.engine.transfer.Transfers;
import io.ringfence.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Every table and every rule, wired. Engine thread only. */
public final class WalletState {
    /** Campaigns that close or are forgotten by the way of one command. */
    private static final int CAMPAIGNS_PER_PORTION = 2;

    private static final int FAILED_INDEX_SHIFT = 16;
    private static final long FAILED_OUTCOME_MASK = 0xFFFFL;

    private final StateHash hash = new StateHash();
    private final Settings settings = new Settings(hash);
    private final Players players = new Players(hash);
    private final Definitions definitions = new Definitions(hash);
    private final Accounts accounts = new Accounts(hash, players, definitions.sources());
    private final Locks locks = new Locks(hash, players);
    private final Limits limits = new Limits(hash, players);
    private final Watermarks watermarks = new Watermarks(hash);
    private final TransactionLog log = new TransactionLog(hash, watermarks, players, definitions.sources());
    private final RoundLifecycle rounds = new RoundLifecycle(hash, definitions.sources(), log);

    private final Wallets wallets = new Wallets(definitions, accounts);
    private final Resolver resolver = new Resolver(players, definitions, accounts);
    private final Registry registry = new Registry(players, definitions);
    private final Restrictions restrictions = new Restrictions(players, definitions, locks, limits);
    private final Payments payments = new Payments(definitions, accounts, wallets, resolver, locks, limits);
    private final TransferLifecycle transfers = new TransferLifecycle(
            new Transfers(hash, players, definitions.sources()), definitions.sources(), log, this::bringUp);
    private final TransferRules transferRules =
            new TransferRules(definitions, accounts, wallets, locks, limits, resolver, transfers);
    private final CampaignLifecycle campaigns = new CampaignLifecycle(new Campaigns(hash), accounts, log);
    private final CampaignRules campaignRules = new CampaignRules(definitions, accounts, wallets, locks, campaigns);
    private final HoldLifecycle holds = new HoldLifecycle(hash, players, accounts, wallets, limits, log, rounds);
    private final Targets targets = new Targets(players, definitions, log, rounds, holds);
    private final Betting betting = new Betting(definitions, accounts, wallets, resolver, locks, limits, targets);
    private final Reversals reversals = new Reversals(definitions, accounts, wallets, limits, targets, betting);
    private final Resettlement resettlement = new Resettlement(definitions, accounts, wallets, limits, targets);
    private final HoldRules holdRules = new HoldRules(accounts, wallets, resolver, locks, limits, targets);

    /** Nothing, without room. */
    public WalletState() {
        sections().forEach(hash.undo()::watch);
        resolver.due(holds::bringUp);
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

    /** The locks of players. */
    public Locks locks() {
        return locks;
    }

    /** The limits of players. */
    public Limits limits() {
        return limits;
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

    /** Rules of locks and limits. */
    public Restrictions restrictions() {
        return restrictions;
    }

    /** Rules of payments. */
    public Payments payments() {
        return payments;
    }

    /** Rules of bets and wins. */
    public Betting betting() {
        return betting;
    }

    /** The holds. */
    public HoldLifecycle holds() {
        return holds;
    }

    /** Finder of bets, targets and holds. */
    public Targets targets() {
        return targets;
    }

    /** Rules of holds. */
    public HoldRules holdRules() {
        return holdRules;
    }

    /** Rules of resettlements. */
    public Resettlement resettlement() {
        return resettlement;
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
     * @param timestampNs journal time now.
     */
    public void recall(final int row, final Answer answer, final long timestampNs) {
        answer.player = log.player(row);
        answer.playerRow = resolver.findPlayer(answer.player, timestampNs);
        if (log.walletIndex(row) >= 0) {
            answer.walletIndex = log.walletIndex(row);
            answer.wallet = definitions.wallets().code(answer.walletIndex);
        }
        if (log.currencyIndex(row) >= 0) {
            answer.currencyIndex = log.currencyIndex(row);
            answer.currency = definitions.currencies().code(answer.currencyIndex);
        }
    }

    /**
     * Whether an id would be kept by what it belongs to if everything due had taken effect; changes nothing.
     *
     * @param row of the id in the log.
     * @param timestampNs journal time now.
     * @return true while something open needs it.
     */
    public boolean isNeeded(final int row, final long timestampNs) {
        final int link = log.link(row);
        return Link.kind(link) == Link.TRANSFER
                ? transfers.isPinned(Link.row(link), log.ordinal(row), timestampNs)
                : rounds.isNeeded(log.playRow(row), timestampNs);
    }

    /**
     * Says in an answer which command of a Batch had failed: the log keeps both numbers in place of an amount.
     *
     * @param row of the id in the log.
     * @param answer to be filled; its amount is 0 then.
     */
    public void recallFailure(final int row, final Answer answer) {
        if (answer.outcome == Outcome.BATCH_FAILED) {
            answer.failedIndex = (int) (log.amount(row) >>> FAILED_INDEX_SHIFT);
            answer.failedOutcome = (int) (log.amount(row) & FAILED_OUTCOME_MASK);
            answer.amount = 0;
        }
    }

    /** What the log keeps in place of an amount of a Batch that failed. */
    public static long failure(final Answer answer) {
        return (long) answer.failedIndex << FAILED_INDEX_SHIFT | answer.failedOutcome;
    }

    /** External transfers. */
    public TransferLifecycle transfers() {
        return transfers;
    }

    /** Rules of external transfers. */
    public TransferRules transferRules() {
        return transferRules;
    }

    /** Campaigns. */
    public CampaignLifecycle campaigns() {
        return campaigns;
    }

    /** Rules of campaigns. */
    public CampaignRules campaignRules() {
        return campaignRules;
    }

    /**
     * Brings up everything that is due. Only for the rare command whose outcome hangs on it.
     *
     * @param timestampNs journal time now.
     */
    public void bringUp(final long timestampNs) {
        campaigns.closeDue(timestampNs, Integer.MAX_VALUE);
        rounds.bringUp(timestampNs);
    }

    /** Every section in canonical order, that of snapshots: one that refers to another comes behind it. */
    public List<StateSection> sections() {
        final List<StateSection> sections = new ArrayList<>(List.of(
                settings,
                definitions.currencies(),
                definitions.wallets(),
                definitions.sources(),
                players,
                accounts,
                locks));
        limits.forEachSection(sections::add);
        rounds.forEachSection(sections::add);
        sections.add(transfers.transfers());
        sections.add(campaigns.campaigns());
        sections.add(campaigns.campaigns().claimSection());
        sections.add(watermarks);
        sections.add(log);
        return List.copyOf(sections);
    }

    /** Ties what exists only between sections, once all were read from a snapshot. */
    public void relink() {
        definitions.relink();
        holds.relink();
        transfers.relink();
        rounds.findDue();
    }

    /**
     * Does a bounded portion of what is due.
     *
     * @param timestampNs journal time now.
     * @param idsMax ids to forget.
     * @param roundsMax rounds to close, and holds to end, and claims of forgotten campaigns to give back.
     */
    public void bringUpSome(final long timestampNs, final int idsMax, final int roundsMax) {
        rounds.closeDue(timestampNs, roundsMax);
        campaigns.closeDue(timestampNs, CAMPAIGNS_PER_PORTION);
        campaigns.giveBackClaims(roundsMax);
        log.forgetDue(timestampNs, idsMax);
    }

    /** When something falls due, ns; Long.MAX_VALUE: nothing will. */
    public long nextDueNs() {
        return Math.min(Math.min(rounds.nextDueNs(), campaigns.nextDueNs()), log.nextDueNs());
    }

    /** Scans everything: the hash, that every currency sums to zero, debts, holds, transfers, pots. */
    public void checkInvariants() {
        long sum = 0;
        for (final StateSection section : sections()) {
            sum += section.scanHash();
        }
        Invariants.check(sum == hash.value(), "the hash that is kept equals the hash of a full scan");
        accounts.checkConservation(definitions.currencies().count());
        wallets.checkDebts(players.highWater());
        holds.table().checkHeld(accounts, players);
        transfers.checkTransit(accounts, definitions.currencies().count());
        campaigns.check(definitions.currencies().count());
    }
}
