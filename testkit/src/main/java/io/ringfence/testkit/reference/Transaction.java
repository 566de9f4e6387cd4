package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;
import java.util.Map;

/** One remembered id: its content, its decision, and what it made or found. */
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

    /** What its answer has besides, also when it is repeated; null when there is nothing. */
    ObjectNode details;

    /** Whether wallet and currency were defined then: an unknown name is nothing that another command can name. */
    boolean isWalletDefined;

    boolean isCurrencyDefined;

    /** When it was first remembered; its age counts from here. */
    long rememberedNs;

    /** The latest of originatedAt and journal time, in milliseconds: what the watermark must cover. */
    long coverMs;

    boolean isTombstone;

    /** The round of what was done in it; else null. */
    Round round;

    /** The bet or win that it posted; else null. */
    Play play;

    /** The hold that it made or found; else null. */
    Hold hold;

    /** The external transfer that it made or found; else null. */
    ProviderTransfer transfer;

    /** True once its turn to be forgotten came while something open needed it: it goes when that ends. */
    boolean isPassedOver;

    Transaction(final TransactionKey key) {
        this.key = key;
    }

    boolean isPinned() {
        if (round != null && round.isOpen()) {
            return true;
        }
        final boolean isMaker = isDone() && (is("PlaceHold") || is("CaptureHold"));
        if (isMaker && hold.isOpen()) {
            return true;
        }
        return isDone() && is("BeginTransfer") && !transfer.isFinal();
    }

    boolean isDone() {
        return outcome != null && outcome.isSuccess();
    }

    boolean is(final String kind) {
        return key.kind().equals(kind);
    }

    /** The bet or win that a Win, a Resettle or a Rollback may name by this id; null when there is none. */
    Play named() {
        return is("PlaceHold") && hold != null ? hold.bet : play;
    }
}
