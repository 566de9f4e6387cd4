package io.ringfence.benchmarks.system;

import io.ringfence.protocol.TxId;

/** One external transfer as its connector sees it. The connector's thread only. */
final class Passage {
    private static final long ID_HIGH = 0x5452414E53464552L;

    final int player;
    final int number;
    final boolean isTo;
    final boolean isTriedAgain;
    final TxId id;

    /** Minor units, or {@link ProviderRequest#ALL}. */
    final long asked;

    Stage stage = Stage.BEGINNING;

    /** What the node fixed at Begin, where it took money. */
    long amount;

    int attempt;
    long begunNs;
    long dueNs;

    /** An attempt ended without an answer, so what became of it was only found out, never told. */
    boolean isDoubted;

    /** The node said DISCREPANCY at least once: it is in the list of things for people. */
    boolean isDiscrepant;

    /** The last state that the node told. */
    String state = "";

    /** Where the connector is with it. */
    enum Stage {
        /** Begin or Dispatch is on its way to the node. */
        BEGINNING,
        /** The request is on its way to the provider. */
        AWAITING,
        /** A verdict is on its way to the node. */
        REPORTING,
        /** Nothing is on its way; something is due later. */
        WAITING,
        /** A question is on its way to the provider. */
        ASKING,
        /** Final here, refused at Begin, or left to people. */
        OVER
    }

    Passage(final int player, final int number, final boolean isTo, final long asked, final boolean isTriedAgain) {
        this.player = player;
        this.number = number;
        this.isTo = isTo;
        this.asked = asked;
        this.isTriedAgain = isTriedAgain;
        this.id = new TxId(ID_HIGH, ((long) player << 32) + number + 1);
        this.amount = asked;
    }

    /** Whether nothing can change any more here. */
    boolean isFinal() {
        return isFinal(state);
    }

    static boolean isFinal(final String state) {
        return "CONFIRMED".equals(state) || "CANCELLED".equals(state);
    }
}
