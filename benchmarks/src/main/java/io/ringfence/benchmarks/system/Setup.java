package io.ringfence.benchmarks.system;

import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.WalletKind;
import java.util.function.LongSupplier;

/** What has to be there before anything can happen. Refusals are an {@link IllegalStateException}. Client thread. */
final class Setup {
    /** The only currency. */
    static final String CURRENCY = "USD";

    /** The same, packed. */
    static final long CURRENCY_CODE = Codes.pack(CURRENCY);

    /** The only wallet, of kind CASH. */
    static final long WALLET_CODE = Codes.pack("CASH");

    private static final long ID_HIGH = 0x53455455505F4944L;

    private final Desk desk;
    private final RingfenceClient client;
    private long lastId;

    Setup(final Desk desk) {
        this.desk = desk;
        this.client = desk.client();
    }

    /** Currency, wallet and source 1. */
    void define() {
        final long first = ids(3);
        submit(() -> client.defineCurrency()
                .txId(ID_HIGH, first)
                .currency(CURRENCY_CODE)
                .exponent(2)
                .offer());
        submit(() -> client.defineWallet()
                .txId(ID_HIGH, first + 1)
                .wallet(WALLET_CODE)
                .kind(WalletKind.CASH)
                .offer());
        submit(() ->
                client.defineSource().txId(ID_HIGH, first + 2).name("platform").offer());
    }

    /** A provider with short times. */
    void defineProvider(final int provider, final int quietPeriodSeconds, final int stuckAfterSeconds) {
        final long id = ids(1);
        submit(() -> client.defineSource()
                .txId(ID_HIGH, id)
                .source(provider)
                .name("provider")
                .quietPeriodSeconds(quietPeriodSeconds)
                .stuckAfterSeconds(stuckAfterSeconds)
                .offer());
    }

    /** Players from 1 to this, each paid in an amount unless it is 0. */
    void openPlayers(final int players, final long amount) {
        for (int i = 1; i <= players; i++) {
            final long player = i;
            final long id = ids(2);
            submit(() -> client.openPlayer().txId(ID_HIGH, id).player(player).offer());
            if (amount > 0) {
                submit(() -> client.deposit()
                        .txId(ID_HIGH, id + 1)
                        .player(player)
                        .currency(CURRENCY_CODE)
                        .amount(amount)
                        .offer());
            }
        }
    }

    /** Waits for all of it. */
    void settle() {
        desk.settle();
    }

    private long ids(final int count) {
        final long first = lastId + 1;
        lastId += count;
        return first;
    }

    private void submit(final LongSupplier frame) {
        desk.submit(frame, answer -> {
            if (answer.outcome() != Outcome.OK) {
                throw new IllegalStateException("set-up was refused: " + answer);
            }
        });
    }
}
