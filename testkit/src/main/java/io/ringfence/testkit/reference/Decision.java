package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/** What is decided about one command, and what its answer names. */
final class Decision {
    Outcome outcome;
    BigInteger amount = BigInteger.ZERO;
    Long player;
    String wallet;
    String currency;

    /** The round it belongs to, if any; only what moved money is kept for its sake. */
    Round round;

    /** The bet or win that it posts. */
    Play play;

    /** The hold or transfer that it makes or has found. */
    Hold hold;

    ProviderTransfer transfer;

    BigInteger debtRepaid;
    BigInteger debt;

    /** What the first answer has besides. */
    final ObjectNode firstOnly = JsonNodeFactory.instance.objectNode();

    /** What every answer has besides; null when there is nothing. */
    ObjectNode details;

    /** Of a Batch that failed for a reason that time may change: it is not remembered. */
    boolean isTransient;

    void debtChanged(final BigInteger repaid, final BigInteger debtNow) {
        debtRepaid = debtRepaid == null ? repaid : debtRepaid.add(repaid);
        debt = debtNow;
    }

    Decision refuse(final Outcome refusal) {
        outcome = refusal;
        amount = BigInteger.ZERO;
        return this;
    }

    /** Refuses; when it is a limit that is exceeded, names it. */
    Decision refuse(final Outcome refusal, final Limits.Exceeded exceeded) {
        if (refusal == Outcome.LIMIT_EXCEEDED) {
            firstOnly.put("limit", exceeded.limit());
            firstOnly.put("period", exceeded.period().name());
            firstOnly.put("remaining", exceeded.remaining().toString());
        }
        return refuse(refusal);
    }

    Decision done(final Outcome success, final BigInteger moved) {
        outcome = success;
        amount = moved;
        return this;
    }

    /** Names the wallet of what the command refers to, as far as it was defined then. */
    void echo(final Transaction referred) {
        player = referred.player;
        wallet = referred.isWalletDefined ? referred.wallet : null;
        currency = referred.isCurrencyDefined ? referred.currency : null;
    }
}
