package io.ringfence.testkit.reference;

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

    /** A new id for a Bet or Win that was posted carries this on. */
    Transaction transaction;

    BigInteger debtRepaid;
    BigInteger debt;

    void debtChanged(final BigInteger repaid, final BigInteger debtNow) {
        debtRepaid = debtRepaid == null ? repaid : debtRepaid.add(repaid);
        debt = debtNow;
    }

    Decision refuse(final Outcome refusal) {
        outcome = refusal;
        amount = BigInteger.ZERO;
        return this;
    }

    Decision done(final Outcome success, final BigInteger moved) {
        outcome = success;
        amount = moved;
        return this;
    }
}
