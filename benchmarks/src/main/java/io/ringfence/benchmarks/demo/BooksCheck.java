package io.ringfence.benchmarks.demo;

import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.codec.BalanceReplyDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.StateHashReplyDecoder;
import io.ringfence.protocol.codec.TrialBalanceReplyDecoder;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.agrona.DirectBuffer;

/**
 * After the load: asks the node for the balances of every player, over the wire, and compares them with what the
 * answers add up to; then for the trial balance and the hash of its state. Client thread only.
 */
final class BooksCheck {
    private static final long CURRENCY = Codes.pack("USD");

    private final RingfenceClient client;
    private final int players;
    private final AnswerRecord record;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BalanceReplyDecoder balance = new BalanceReplyDecoder();
    private final TrialBalanceReplyDecoder trialBalance = new TrialBalanceReplyDecoder();
    private final StateHashReplyDecoder stateHash = new StateHashReplyDecoder();
    private long equalPlayers;
    private long differingPlayers;
    private long busy;
    private boolean isConserved;
    private long stateSequence;
    private long hash;

    BooksCheck(final RingfenceClient client, final int players, final AnswerRecord record) {
        this.client = client;
        this.players = players;
        this.record = record;
    }

    /** Asks until all is answered or it is to end. */
    void run(final LoadResult result, final BooleanSupplier isStuck, final IntConsumer turn) {
        int next = 1;
        while ((next <= players || client.inFlight() > 0) && !isStuck.getAsBoolean()) {
            while (next <= players && client.getBalance().player(next).offer() > 0) {
                next++;
            }
            turn.accept(client.poll());
        }
        ask(() -> client.getTrialBalance().currency(CURRENCY).offer() > 0, isStuck, turn);
        ask(() -> client.getStateHash().offer() > 0, isStuck, turn);
        result.checkedPlayers = equalPlayers;
        result.differingPlayers = differingPlayers + busy;
        result.isConserved = isConserved;
        result.stateSequence = stateSequence;
        result.stateHash = hash;
    }

    private void ask(final BooleanSupplier offer, final BooleanSupplier isStuck, final IntConsumer turn) {
        boolean isOffered = false;
        while ((!isOffered || client.inFlight() > 0) && !isStuck.getAsBoolean()) {
            isOffered = isOffered || offer.getAsBoolean();
            turn.accept(client.poll());
        }
    }

    /** An answer to one of the questions. */
    void onReply(final long correlationId, final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        switch (header.templateId()) {
            case BalanceReplyDecoder.TEMPLATE_ID -> {
                balance.wrap(buffer, block, header.blockLength(), header.version());
                onBalance();
            }
            case TrialBalanceReplyDecoder.TEMPLATE_ID -> {
                trialBalance.wrap(buffer, block, header.blockLength(), header.version());
                onTrialBalance();
            }
            case StateHashReplyDecoder.TEMPLATE_ID -> {
                stateHash.wrap(buffer, block, header.blockLength(), header.version());
                stateSequence = stateHash.seq();
                hash = stateHash.hash();
            }
            default -> busy++;
        }
    }

    private void onBalance() {
        final int player = (int) balance.player();
        long cash = 0;
        long sports = 0;
        boolean isKnown = balance.outcome() == OutcomeCode.OK;
        for (final BalanceReplyDecoder.BalancesDecoder row : balance.balances()) {
            isKnown &= row.currency() == CURRENCY && row.held() == 0;
            if (row.wallet() == AnswerRecord.CASH) {
                cash = row.available();
            } else if (row.wallet() == AnswerRecord.SPORTS) {
                sports = row.available();
            } else {
                isKnown = false;
            }
        }
        if (isKnown
                && cash == record.balance(AnswerRecord.CASH, player)
                && sports == record.balance(AnswerRecord.SPORTS, player)) {
            equalPlayers++;
        } else {
            differingPlayers++;
        }
    }

    /** Sums to zero, and what it says of the players is what the answers add up to. */
    private void onTrialBalance() {
        final boolean isZero = trialBalance.sumHigh() == 0 && trialBalance.sumLow() == 0;
        final TrialBalanceReplyDecoder.AccountsDecoder accounts = trialBalance.accounts();
        final boolean hasPlayers = accounts.hasNext();
        isConserved = isZero && hasPlayers && accounts.next().balanceLow() == record.total();
    }
}
