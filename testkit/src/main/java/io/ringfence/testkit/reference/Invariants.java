package io.ringfence.testkit.reference;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must hold after every command, added up from scratch. */
final class Invariants {
    private final World world;

    Invariants(final World world) {
        this.world = world;
    }

    void check() {
        for (final String currency : world.definitions.currencies.keySet()) {
            checkSum(currency);
        }
        checkHeld();
        checkTransit();
        checkCampaigns();
        checkDebt();
        checkRounds();
        if (world.memory.transactions.size() > world.config.transactionsMax()) {
            throw new IllegalStateException("more ids than the bound");
        }
    }

    private void checkSum(final String currency) {
        BigInteger sum = world.accounts.players(currency);
        for (final Map.Entry<Accounts.SystemKey, BigInteger> account : world.accounts.system.entrySet()) {
            if (account.getKey().currency().equals(currency)) {
                sum = sum.add(account.getValue());
            }
        }
        for (final Campaign campaign : world.campaigns.values()) {
            if (campaign.currency.equals(currency)) {
                sum = sum.add(campaign.rest());
            }
        }
        require(sum.signum() == 0, "the books are out by ", currency, sum);
    }

    private void checkHeld() {
        final Map<Accounts.RowKey, BigInteger> open = new HashMap<>();
        for (final Hold hold : world.memory.holds.values()) {
            final Accounts.RowKey row = new Accounts.RowKey(hold.player, hold.wallet, hold.currency);
            open.merge(row, hold.restIfOpen(), BigInteger::add);
        }
        world.accounts.held.forEach((row, held) ->
                require(held.equals(open.getOrDefault(row, BigInteger.ZERO)), "held is not the sum of holds ", row));
        world.accounts.rows.forEach((row, available) -> {
            final BigInteger held = world.accounts.held(row.player(), row.wallet(), row.currency());
            require(available.signum() >= 0 && held.signum() >= 0, "below zero ", row);
            require(available.add(held).compareTo(Accounts.INT64_MAX) <= 0, "above int64 ", row);
        });
    }

    private void checkTransit() {
        final Map<Accounts.SystemKey, BigInteger> open = new HashMap<>();
        final Set<String> underWay = new HashSet<>();
        for (final ProviderTransfer transfer : world.memory.transfers.values()) {
            if (!transfer.isFinal()) {
                require(underWay.add(transfer.player + "/" + transfer.provider), "two transfers under way");
            }
            if (transfer.isToProvider && !transfer.isFinal()) {
                final Accounts.SystemKey key =
                        new Accounts.SystemKey(transfer.currency, Accounts.TRANSIT, transfer.provider);
                open.merge(key, transfer.amount, BigInteger::add);
            }
        }
        world.accounts.system.forEach((key, balance) -> {
            if (key.account().equals(Accounts.TRANSIT)) {
                require(balance.equals(open.getOrDefault(key, BigInteger.ZERO)), "transit is not what is open ", key);
            }
        });
    }

    private void checkCampaigns() {
        for (final Campaign campaign : world.campaigns.values()) {
            final BigInteger split = campaign.shares.stream().reduce(BigInteger.ZERO, BigInteger::add);
            require(split.equals(campaign.pot), "shares are not the pot");
            require(campaign.rest().signum() >= 0, "a pot below zero");
            require(campaign.claims.size() <= campaign.shares.size(), "more claims than shares");
            require(!campaign.isEnded() || campaign.rest().signum() == 0, "an ended campaign keeps money");
        }
    }

    private void checkDebt() {
        world.accounts.debts.forEach((key, debt) -> {
            require(debt.signum() >= 0, "debt below zero");
            for (final String wallet : world.definitions.realWallets()) {
                final BigInteger available = world.accounts.available(key.player(), wallet, key.currency());
                require(debt.signum() == 0 || available.signum() == 0, "debt beside money ", key);
            }
        });
    }

    private void checkRounds() {
        for (final Round round : world.memory.rounds.values()) {
            require(round.total().compareTo(Accounts.INT64_MAX) <= 0, "a round above int64");
            require(round.reversed().compareTo(round.staked().add(round.won())) <= 0, "reversed more than there was");
            for (final Play play : round.plays) {
                require(play.left().signum() >= 0, "reversed more than the target");
            }
            require(round.isOpen() || round.holds.stream().noneMatch(Hold::isOpen), "an open hold in an ended round");
        }
    }

    private static void require(final boolean holds, final String what, final Object... whose) {
        if (!holds) {
            throw new IllegalStateException(what + Arrays.toString(whose));
        }
    }
}
