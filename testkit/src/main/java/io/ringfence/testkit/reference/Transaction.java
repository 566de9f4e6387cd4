package io.ringfence.testkit.reference;

import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One remembered id: its content, its decision, and, for a Bet or Win, what became of it since. */
final class Transaction {
    final TransactionKey key;

    /** The content that the fingerprint covers, after defaults; of a tombstone null. */
    Map<String, String> content;

    /** Null while a tombstone waits for its command. */
    Outcome outcome;

    long sequence;
    long timeNs;
    BigInteger amount = BigInteger.ZERO;
    BigInteger originalAvailable;
    Long player;
    String wallet;
    String currency;

    /** Whether wallet and currency were defined then: an unknown name is nothing that another command can name. */
    boolean isWalletDefined;

    boolean isCurrencyDefined;

    /** When it was first remembered; its age counts from here. */
    long rememberedNs;

    /** The latest of originatedAt and journal time, in milliseconds: what the watermark must cover. */
    long coverMs;

    boolean isTombstone;

    /** The round of a posted Bet or Win, or of what a Rollback reversed; else null. */
    Round round;

    BigInteger reversed = BigInteger.ZERO;
    boolean isReversedInFull;

    /** Of a Win: the bet it names, or null. */
    Transaction namedBet;

    /** Of a Win: the bets it settles until it is reversed in full. */
    final Set<Transaction> settles = new HashSet<>();

    Transaction(final TransactionKey key) {
        this.key = key;
    }

    /** True once its turn to be forgotten came while its round was open: it goes when the round ends. */
    boolean isPassedOver;

    boolean isPinned() {
        return round != null && round.isOpen();
    }

    boolean isDone() {
        return outcome != null && outcome.isSuccess();
    }

    BigInteger left() {
        return isReversedInFull ? BigInteger.ZERO : amount.subtract(reversed);
    }

    /** A bet or win that its round consists of. */
    boolean isPlay() {
        return round != null && !"Rollback".equals(key.kind());
    }

    void reverse(final BigInteger part) {
        reversed = reversed.add(part);
        isReversedInFull = isReversedInFull || reversed.equals(amount);
    }

    void reverseInFull() {
        reversed = amount;
        isReversedInFull = true;
    }
}
