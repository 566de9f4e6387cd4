package io.ringfence.testkit.reference;

import java.math.BigInteger;

/** Money on its way to or from a provider. */
final class ProviderTransfer {
    /** The last two are final. */
    enum State {
        RESERVED,
        INTENT,
        DISPATCHED,
        UNKNOWN,
        CONFIRMED,
        CANCELLED
    }

    /** Of the BeginTransfer that made it. */
    final TransactionKey key;

    final long player;
    final String wallet;
    final String currency;
    final int provider;
    final boolean isToProvider;

    /** Begun with ALL: what really moved must be stated. */
    final boolean isAll;

    /** What was taken, or what is to come; null for ALL from a provider. */
    final BigInteger amount;

    final long begunNs;

    State state;
    long lastAttempt;
    long dispatchedNs;
    int notFoundCount;

    /** What really moved, once confirmed. */
    BigInteger actual;

    /** True once an id that named it is forgotten. */
    boolean isIncomplete;

    ProviderTransfer(final Request request, final BigInteger amount, final long begunNs) {
        key = request.key();
        player = request.player();
        wallet = request.wallet;
        currency = request.currency();
        provider = request.number("provider").intValue();
        isToProvider = "TO_PROVIDER".equals(request.text("direction"));
        isAll = request.isAll();
        this.amount = amount;
        this.begunNs = begunNs;
        state = isToProvider ? State.RESERVED : State.INTENT;
    }

    boolean isFinal() {
        return state == State.CONFIRMED || state == State.CANCELLED;
    }
}
