package io.ringfence.engine;

import io.ringfence.engine.campaign.CampaignLifecycle;
import io.ringfence.engine.campaign.CampaignRules;
import io.ringfence.engine.campaign.Campaigns;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.idempotency.Watermarks;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.ledger.Resolver;
import io.ringfence.engine.ledger.Wallets;
import io.ringfence.engine.player.Limits;
import io.ringfence.engine.player.Locks;
import io.ringfence.engine.player.Restrictions;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.transfer.TransferLifecycle;
import io.ringfence.engine.transfer.TransferRules;
import io.ringfence.engine.transfer.Transfers;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.AccountKind;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerStatus;
import io.ringfence.protocol.codec.WalletKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The tables of the ledger with external transfers and campaigns, without ids and codecs: commands are filled in by
 * hand and given to their rules. Sources 1, 2 and 9, currencies EUR and USD, wallets CASH, SPORTS and BONUS, players
 * 7 and 8.
 */
public final class ThingLedger {
    /** 2026-01-01T00:00:00Z. */
    public static final long START_NS = 1_767_225_600_000_000_000L;

    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000L;

    private static final int ROWS = 1_000;

    public final StateHash hash = new StateHash();
    public final Players players = new Players(hash);
    public final Definitions definitions = new Definitions(hash);
    public final Accounts accounts = new Accounts(hash, players, definitions.sources());
    public final Locks locks = new Locks(hash, players);
    public final Limits limits = new Limits(hash, players);
    public final TransactionLog log = new TransactionLog(hash, new Watermarks(hash), players, definitions.sources());
    public final Wallets wallets = new Wallets(definitions, accounts);
    public final Resolver resolver = new Resolver(players, definitions, accounts);
    public final Restrictions restrictions = new Restrictions(players, definitions, locks, limits);
    public final TransferLifecycle transfers = new TransferLifecycle(
            new Transfers(hash, players, definitions.sources()), definitions.sources(), log, this::bringUp);
    public final TransferRules transferRules =
            new TransferRules(definitions, accounts, wallets, locks, limits, resolver, transfers);
    public final CampaignLifecycle campaigns = new CampaignLifecycle(new Campaigns(hash), accounts, log);
    public final CampaignRules campaignRules = new CampaignRules(definitions, accounts, wallets, locks, campaigns);

    public final Command command = new Command();
    public final Answer answer = new Answer();
    public long timestampNs = START_NS;
    private long sequence;

    /** With small bounds. */
    public ThingLedger() {
        this(10, 10, 1_000);
    }

    /** With these bounds. */
    public ThingLedger(final int transfersMax, final int campaignsMax, final int sharesMax) {
        this(transfersMax, campaignsMax, sharesMax, true);
    }

    /** With nothing in it, to be read from a snapshot. */
    public static ThingLedger empty() {
        return new ThingLedger(10, 10, 1_000, false);
    }

    private ThingLedger(final int transfersMax, final int campaignsMax, final int sharesMax, final boolean isDefined) {
        definitions.currencies().resize(4);
        definitions.wallets().resize(4);
        definitions.sources().resize(4);
        players.resize(ROWS);
        accounts.resize(ROWS, 4, 4);
        locks.configure(ROWS);
        limits.configure(ROWS, ROWS);
        log.configure(ROWS, 3_600 * SECOND, 7, 100);
        transfers.transfers().configure(transfersMax, 4, 7);
        campaigns.campaigns().configure(campaignsMax, sharesMax, 7);
        if (isDefined) {
            define();
        }
    }

    private void define() {
        definitions.currencies().define(Codes.pack("EUR"), 2);
        definitions.currencies().define(Codes.pack("USD"), 2);
        definitions.defineWallet(Codes.pack("CASH"), WalletKind.CASH.value());
        definitions.defineWallet(Codes.pack("SPORTS"), WalletKind.GAME.value());
        definitions.defineWallet(Codes.pack("BONUS"), WalletKind.BONUS.value());
        for (final int source : new int[] {1, 2, 9}) {
            next().source = source;
            command.quietPeriodSeconds = 120;
            command.stuckAfterSeconds = 900;
            definitions.sources().define(command);
        }
        players.open(7);
        players.open(8);
    }

    /** A new command of source 1, and an answer to it. */
    public Command next() {
        command.sequence = ++sequence;
        command.timestampNs = timestampNs;
        command.reset();
        command.source = 1;
        return command;
    }

    /** Moves the clock. */
    public void advanceSeconds(final long seconds) {
        timestampNs += seconds * SECOND;
    }

    /** Gives the command to its rules, checks every sum, and says what was decided. */
    public Outcome apply(final BiFunction<Command, Answer, Outcome> rules) {
        answer.reset(command);
        resolver.resolveSource(command);
        resolver.resolveMoney(command);
        final Outcome outcome = rules.apply(command, answer);
        resolver.stateBalance(answer);
        accounts.endCommand();
        check();
        return outcome;
    }

    /** Scans the tables. */
    public void check() {
        transfers.checkTransit(accounts, 2);
        campaigns.check(2);
        accounts.checkConservation(2);
        long scanned = 0;
        for (final StateSection section : sections()) {
            scanned += section.scanHash();
        }
        if (scanned != hash.value()) {
            throw new AssertionError("the hash that is kept equals the hash of a full scan");
        }
    }

    /** The tables, each behind those it refers to. */
    public List<StateSection> sections() {
        final List<StateSection> sections = new ArrayList<>(List.of(
                definitions.currencies(),
                definitions.wallets(),
                definitions.sources(),
                players,
                accounts,
                locks,
                transfers.transfers(),
                campaigns.campaigns(),
                campaigns.campaigns().claimSection()));
        limits.forEachSection(sections::add);
        return sections;
    }

    private void bringUp(final long dueNs) {
        campaigns.closeDue(dueNs, Integer.MAX_VALUE);
    }

    /** Gives a player money from the cashier. */
    public void deposit(final long player, final String wallet, final long amount) {
        next();
        answer.reset(command);
        final int walletIndex = definitions.wallets().find(Codes.pack(wallet));
        accounts.postSystem(AccountKind.CASHIER, 0, 0, 0, -amount);
        wallets.credit(answer, players.find(player), walletIndex, 0, amount);
        accounts.endCommand();
    }

    /** Takes EUR from a player whatever there is, so that there is debt. */
    public void takeIntoDebt(final long player, final long amount) {
        next();
        answer.reset(command);
        wallets.debitIntoDebt(answer, players.find(player), 0, 0, amount);
        accounts.postSystem(AccountKind.CASHIER, 0, 0, 0, amount);
        accounts.endCommand();
    }

    /** Locks a player for ever. */
    public void lock(final long player, final PlayerStatus status) {
        next();
        command.player = player;
        command.option = status.value();
        resolver.resolveSource(command);
        resolver.resolveMoney(command);
        restrictions.setPlayerStatus(command);
    }

    /** Limits the daily loss of a player in EUR. */
    public void limitLoss(final long player, final long amount) {
        next();
        command.player = player;
        command.currency = Codes.pack("EUR");
        command.amount = amount;
        command.option = LimitKind.LOSS.value();
        command.period = Period.DAY.value();
        resolver.resolveSource(command);
        resolver.resolveMoney(command);
        restrictions.setLimit(command);
    }

    /** What is available to a player in EUR. */
    public long available(final long player, final String wallet) {
        return wallets.available(players.find(player), definitions.wallets().find(Codes.pack(wallet)), 0);
    }

    /** Balance of a system account in EUR, its lower half. */
    public long balance(final AccountKind account, final int source) {
        final int sourceIndex = source == 0 ? 0 : definitions.sources().find(source);
        final int row = accounts.findSystem(account, sourceIndex, 0);
        return row == StateSection.NULL_ROW ? 0 : accounts.low(row);
    }
}
