package io.ringfence.engine.codec;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.ledger.Accounts;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.BalanceReplyEncoder;
import io.ringfence.protocol.codec.GetBalanceDecoder;
import io.ringfence.protocol.codec.GetCampaignDecoder;
import io.ringfence.protocol.codec.GetHoldDecoder;
import io.ringfence.protocol.codec.GetPlayerDecoder;
import io.ringfence.protocol.codec.GetRoundDecoder;
import io.ringfence.protocol.codec.GetStateHashDecoder;
import io.ringfence.protocol.codec.GetTransactionDecoder;
import io.ringfence.protocol.codec.GetTransferDecoder;
import io.ringfence.protocol.codec.GetTrialBalanceDecoder;
import io.ringfence.protocol.codec.ListTransfersDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.RoundReplyEncoder;
import io.ringfence.protocol.codec.StateHashReplyEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Answers queries from the state as it stands after the last command; changes nothing. What is due at the time of that
 * command is answered as if it had taken effect. Engine thread only.
 */
public final class QueryAdapter {
    private final WalletState state;
    private final ReplyPublisher replies;
    private final TrialBalancePublisher trialBalance;
    private final PlayerPublisher players;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder outHeader = new MessageHeaderEncoder();
    private final GetPlayerDecoder getPlayer = new GetPlayerDecoder();
    private final GetBalanceDecoder getBalance = new GetBalanceDecoder();
    private final GetTransactionDecoder getTransaction = new GetTransactionDecoder();
    private final GetRoundDecoder getRound = new GetRoundDecoder();
    private final GetTrialBalanceDecoder getTrialBalance = new GetTrialBalanceDecoder();
    private final BalanceReplyEncoder balanceReply = new BalanceReplyEncoder();
    private final RoundReplyEncoder roundReply = new RoundReplyEncoder();
    private final StateHashReplyEncoder stateHashReply = new StateHashReplyEncoder();
    private final GetHoldDecoder getHold = new GetHoldDecoder();
    private final GetTransferDecoder getTransfer = new GetTransferDecoder();
    private final ListTransfersDecoder listTransfers = new ListTransfersDecoder();
    private final GetCampaignDecoder getCampaign = new GetCampaignDecoder();
    private final TransferQueries transfers;
    private final ThingQueries things;
    private final Command none = new Command();
    private final Answer answer = new Answer();

    private DirectBuffer buffer;
    private int block;
    private MutableDirectBuffer output;
    private long correlationId;
    private int kind;
    private long sequence;
    private long timestampNs;

    /**
     * Over the state.
     *
     * @param state to be asked.
     * @param replies encodes refusals and remembered answers.
     */
    public QueryAdapter(final WalletState state, final ReplyPublisher replies) {
        this.state = state;
        this.replies = replies;
        this.trialBalance = new TrialBalancePublisher(state);
        this.transfers = new TransferQueries(state);
        this.things = new ThingQueries(state);
        this.players = new PlayerPublisher(state);
    }

    /**
     * Answers a query.
     *
     * @param query holds the frame.
     * @param offset of the frame.
     * @param newSequence of the last command applied.
     * @param newTimestampNs journal time of that command.
     * @param newOutput receives the answer from index 0.
     * @return length of the answer in bytes.
     */
    public int answer(
            final DirectBuffer query,
            final int offset,
            final long newSequence,
            final long newTimestampNs,
            final MutableDirectBuffer newOutput) {
        header.wrap(query, offset);
        buffer = query;
        block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        output = newOutput;
        correlationId = FrameLayout.correlationId(query, offset);
        kind = header.templateId();
        sequence = newSequence;
        timestampNs = newTimestampNs;
        final int blockLength = header.blockLength();
        final int version = header.version();
        return switch (kind) {
            case GetBalanceDecoder.TEMPLATE_ID -> onGetBalance(getBalance.wrap(buffer, block, blockLength, version));
            case GetPlayerDecoder.TEMPLATE_ID -> onGetPlayer(getPlayer.wrap(buffer, block, blockLength, version));
            case GetTransactionDecoder.TEMPLATE_ID ->
                onGetTransaction(getTransaction.wrap(buffer, block, blockLength, version));
            case GetRoundDecoder.TEMPLATE_ID -> onGetRound(getRound.wrap(buffer, block, blockLength, version));
            case GetTrialBalanceDecoder.TEMPLATE_ID ->
                onGetTrialBalance(getTrialBalance
                        .wrap(buffer, block, blockLength, version)
                        .currency());
            case GetStateHashDecoder.TEMPLATE_ID -> onGetStateHash();
            case GetHoldDecoder.TEMPLATE_ID -> onGetHold(getHold.wrap(buffer, block, blockLength, version));
            case GetTransferDecoder.TEMPLATE_ID ->
                orNotFound(
                        transfers.answer(
                                getTransfer.wrap(buffer, block, blockLength, version),
                                correlationId,
                                sequence,
                                timestampNs,
                                output),
                        Outcome.TRANSFER_NOT_FOUND);
            case ListTransfersDecoder.TEMPLATE_ID ->
                orNotFound(
                        transfers.answer(
                                listTransfers.wrap(buffer, block, blockLength, version),
                                correlationId,
                                sequence,
                                timestampNs,
                                output),
                        Outcome.TRANSFER_NOT_FOUND);
            case GetCampaignDecoder.TEMPLATE_ID ->
                orNotFound(
                        things.answerCampaign(
                                getCampaign.wrap(buffer, block, blockLength, version),
                                correlationId,
                                sequence,
                                timestampNs,
                                output),
                        Outcome.CAMPAIGN_NOT_FOUND);
            default -> throw new IllegalArgumentException("not a query: template " + kind);
        };
    }

    private int onGetHold(final GetHoldDecoder query) {
        final int id =
                state.log().find(query.source(), PlaceHoldDecoder.TEMPLATE_ID, query.holdHigh(), query.holdLow());
        if (id == StateSection.NULL_ROW || !isStillKept(id)) {
            return refuse(Outcome.HOLD_NOT_FOUND);
        }
        findPlayer(state.log().player(id));
        final int row = state.targets().holdOf(id);
        return row == StateSection.NULL_ROW
                ? refuse(Outcome.HOLD_NOT_FOUND)
                : things.answerHold(row, correlationId, sequence, timestampNs, output);
    }

    private int orNotFound(final int length, final Outcome outcome) {
        return length == 0 ? refuse(outcome) : length;
    }

    private int refuse(final Outcome outcome) {
        none.reset();
        none.sequence = sequence;
        none.timestampNs = timestampNs;
        answer.reset(none);
        answer.outcome = outcome;
        answer.amount = Command.ABSENT;
        return replies.publish(answer, kind, correlationId, output);
    }

    private int onGetPlayer(final GetPlayerDecoder query) {
        final long player = query.player();
        final int playerRow = findPlayer(player);
        if (playerRow == StateSection.NULL_ROW) {
            return refuse(player <= 0 ? Outcome.AMOUNT_INVALID : Outcome.PLAYER_NOT_FOUND);
        }
        return players.publish(playerRow, correlationId, sequence, timestampNs, output);
    }

    private int findPlayer(final long player) {
        return state.resolver().findPlayer(player, timestampNs);
    }

    private int onGetBalance(final GetBalanceDecoder query) {
        final long player = query.player();
        final long walletCode = query.wallet();
        final long currencyCode = query.currency();
        final int wallet = state.definitions().wallets().find(walletCode);
        final int currency = state.definitions().currencies().find(currencyCode);
        if (player <= 0) {
            return refuse(Outcome.AMOUNT_INVALID);
        }
        if (currencyCode != 0 && currency == Definitions.UNKNOWN) {
            return refuse(Outcome.CURRENCY_UNKNOWN);
        }
        if (walletCode != 0 && wallet == Definitions.UNKNOWN) {
            return refuse(Outcome.WALLET_UNKNOWN);
        }
        final int playerRow = findPlayer(player);
        if (playerRow == StateSection.NULL_ROW) {
            return refuse(Outcome.PLAYER_NOT_FOUND);
        }
        balanceReply
                .wrapAndApplyHeader(output, 0, outHeader)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) kind)
                .player(player);
        encodeBalances(
                playerRow,
                walletCode == 0 ? Definitions.UNKNOWN : wallet,
                currencyCode == 0 ? Definitions.UNKNOWN : currency);
        return MessageHeaderEncoder.ENCODED_LENGTH + balanceReply.encodedLength();
    }

    /** Encodes the player's rows sorted by wallet, then currency: each time the least one above the last. */
    private void encodeBalances(final int playerRow, final int wallet, final int currency) {
        final Accounts accounts = state.accounts();
        int count = 0;
        for (int row = accounts.firstOfPlayer(playerRow); row != Accounts.NULL_ROW; row = accounts.nextOfPlayer(row)) {
            count += isAsked(row, wallet, currency) ? 1 : 0;
        }
        final BalanceReplyEncoder.BalancesEncoder balances = balanceReply.balancesCount(count);
        int last = Accounts.NULL_ROW;
        for (int done = 0; done < count; done++) {
            int least = Accounts.NULL_ROW;
            for (int row = accounts.firstOfPlayer(playerRow);
                    row != Accounts.NULL_ROW;
                    row = accounts.nextOfPlayer(row)) {
                if (isAsked(row, wallet, currency)
                        && (last == Accounts.NULL_ROW || compare(row, last) > 0)
                        && (least == Accounts.NULL_ROW || compare(row, least) < 0)) {
                    least = row;
                }
            }
            balances.next()
                    .wallet(walletCode(least))
                    .currency(currencyCode(least))
                    .available(accounts.available(least))
                    .held(accounts.held(least));
            last = least;
        }
    }

    private boolean isAsked(final int row, final int wallet, final int currency) {
        final Accounts accounts = state.accounts();
        return accounts.isWallet(row)
                && (wallet == Definitions.UNKNOWN || accounts.walletIndex(row) == wallet)
                && (currency == Definitions.UNKNOWN || accounts.currencyIndex(row) == currency);
    }

    private int compare(final int row, final int other) {
        final int byWallet = Long.compareUnsigned(walletCode(row), walletCode(other));
        return byWallet != 0 ? byWallet : Long.compareUnsigned(currencyCode(row), currencyCode(other));
    }

    private long walletCode(final int row) {
        return state.definitions().wallets().code(state.accounts().walletIndex(row));
    }

    private long currencyCode(final int row) {
        return state.definitions().currencies().code(state.accounts().currencyIndex(row));
    }

    private int onGetTransaction(final GetTransactionDecoder query) {
        final TransactionLog log = state.log();
        final int source = query.source();
        final int row = log.find(source, query.kind(), query.txIdHigh(), query.txIdLow());
        final boolean isKept = row != StateSection.NULL_ROW && isStillKept(row);
        if (isKept && log.isTombstone(row) && !log.isClaimed(row)) {
            return refuse(Outcome.TX_NOT_FOUND);
        }
        if (!isKept) {
            final long originatedMs = query.originatedAt();
            final boolean isTooOld = originatedMs != Command.ABSENT && originatedMs <= watermarkMs(source);
            return refuse(isTooOld ? Outcome.TOO_OLD : Outcome.TX_NOT_FOUND);
        }
        none.reset();
        answer.reset(none);
        answer.isReplay = true;
        answer.outcome = log.outcome(row);
        answer.sequence = log.sequence(row);
        answer.timestampNs = log.decidedNs(row);
        answer.amount = log.amount(row);
        answer.originalAvailable = log.originalAvailable(row);
        state.recallFailure(row, answer);
        state.recall(row, answer, timestampNs);
        state.resolver().stateBalance(answer);
        return replies.publish(answer, kind, correlationId, output);
    }

    /** Whether an id would still be there if everything due had taken effect. */
    private boolean isStillKept(final int row) {
        final TransactionLog log = state.log();
        return !log.isDoubtful(row, timestampNs) || state.isNeeded(row, timestampNs);
    }

    /** The watermark of a source if everything due had taken effect. */
    private long watermarkMs(final int source) {
        final TransactionLog log = state.log();
        long watermarkMs = state.watermarks().watermarkMs(source);
        for (int row = log.oldest(source);
                row != StateSection.NULL_ROW && log.isPastHorizon(row, timestampNs);
                row = log.nextInOrder(row)) {
            if (!state.isNeeded(row, timestampNs)) {
                watermarkMs = Math.max(
                        watermarkMs, log.latestMs(row) + state.watermarks().skewMs());
            }
        }
        return watermarkMs;
    }

    private int onGetRound(final GetRoundDecoder query) {
        final long player = query.player();
        if (player <= 0) {
            return refuse(Outcome.AMOUNT_INVALID);
        }
        final int source = state.definitions().sources().find(query.source());
        if (source == Definitions.UNKNOWN) {
            return refuse(Outcome.SOURCE_UNKNOWN);
        }
        if (findPlayer(player) == StateSection.NULL_ROW) {
            return refuse(Outcome.PLAYER_NOT_FOUND);
        }
        final int row = state.rounds().peek(source, player, query.roundHigh(), query.roundLow());
        if (row == StateSection.NULL_ROW || state.rounds().isGone(row, timestampNs)) {
            return refuse(Outcome.ROUND_NOT_FOUND);
        }
        roundReply
                .wrapAndApplyHeader(output, 0, outHeader)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) kind)
                .player(player)
                .currency(state.definitions().currencies().code(state.rounds().currencyIndex(row)))
                .staked(state.rounds().staked(row))
                .won(state.rounds().won(row))
                .reversed(state.rounds().reversed(row))
                .state(state.rounds().state(row, timestampNs));
        return MessageHeaderEncoder.ENCODED_LENGTH + roundReply.encodedLength();
    }

    private int onGetTrialBalance(final long currencyCode) {
        final int currency = state.definitions().currencies().find(currencyCode);
        if (currency == Definitions.UNKNOWN) {
            return refuse(Outcome.CURRENCY_UNKNOWN);
        }
        final int length = trialBalance.publish(currency, correlationId, sequence, timestampNs, output);
        Invariants.check(length > 0, "a trial balance fits its answer");
        return length;
    }

    private int onGetStateHash() {
        stateHashReply
                .wrapAndApplyHeader(output, 0, outHeader)
                .correlationId(correlationId)
                .seq(sequence)
                .time(timestampNs)
                .outcome(Outcome.OK.code())
                .kind((short) kind)
                .hash(state.hash());
        return MessageHeaderEncoder.ENCODED_LENGTH + stateHashReply.encodedLength();
    }
}
