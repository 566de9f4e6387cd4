package io.ringfence.benchmarks.system;

import io.ringfence.testkit.SeededRandom;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A provider with a wallet of its own and bad days, as a process: moves money once for each transfer id, and drops,
 * delays, repeats and forgets to say so as {@link ProviderFault} has it. Ends when its standard input does. One thread.
 */
public final class FakeProvider {
    private static final int DATAGRAM_MAX = 512;
    private static final int SOCKET_BUFFER = 1 << 20;
    private static final long IDLE_MS_MAX = 100;
    private static final long LATE_MS_MIN = 200;
    private static final int LATE_MS_SPREAD = 350;
    private static final long VERY_LATE_MS_MIN = 2_300;
    private static final int ASK_DROPPED_PERMILLE = 120;
    private static final int ASK_TWICE_PERMILLE = 60;
    private static final int PERMILLE = 1_000;

    private final long seed;
    private final DatagramChannel channel;
    private final ProviderLedger ledger;
    private final SeededRandom random;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atMs));

    private record Due(long atMs, Runnable work) {}

    private FakeProvider(final long seed, final long startBalance, final DatagramChannel channel) {
        this.seed = seed;
        this.channel = channel;
        this.ledger = new ProviderLedger(startBalance);
        this.random = new SeededRandom(seed);
    }

    /** Seed, then what every player has at the start. Says READY and its port. */
    public static void main(final String[] args) throws IOException {
        final Thread watch = new Thread(FakeProvider::endWithInput, "provider-end");
        watch.setDaemon(true);
        watch.start();
        try (DatagramChannel channel = DatagramChannel.open();
                Selector selector = Selector.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            System.out.println("READY " + ((InetSocketAddress) channel.getLocalAddress()).getPort());
            System.out.flush();
            new FakeProvider(Long.parseLong(args[0]), Long.parseLong(args[1]), channel).serve(selector);
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to this process; only the end counts.
            }
        } catch (final IOException e) {
            System.err.println("provider: standard input: " + e);
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(final Selector selector) throws IOException {
        final ByteBuffer datagram = ByteBuffer.allocate(DATAGRAM_MAX);
        while (channel.isOpen()) {
            final Due first = due.peek();
            final long waitMs = first == null ? IDLE_MS_MAX : first.atMs() - System.currentTimeMillis();
            if (waitMs > 0) {
                selector.select(Math.min(waitMs, IDLE_MS_MAX));
                selector.selectedKeys().clear();
            }
            datagram.clear();
            SocketAddress from = channel.receive(datagram);
            while (from != null) {
                datagram.flip();
                onRequest(ProviderRequest.decode(datagram), from);
                datagram.clear();
                from = channel.receive(datagram);
            }
            while (!due.isEmpty() && due.peek().atMs() <= System.currentTimeMillis()) {
                due.remove().work().run();
            }
        }
    }

    private void onRequest(final ProviderRequest request, final SocketAddress from) {
        switch (request.op()) {
            case MOVE -> onMove(request, from);
            case ASK -> onAsk(request, from);
            case BALANCE -> send(request, 0, ProviderAnswer.Result.DONE, ledger.balance(request.player()), 0, from);
            case ENTRY -> {
                final ProviderLedger.Entry entry = ledger.entry(request.transfer());
                final long effect = entry == null ? 0 : entry.effect;
                send(request, 0, ProviderAnswer.Result.DONE, effect, entry == null ? 0 : entry.lateMs, from);
            }
            case PENDING -> send(request, 0, ProviderAnswer.Result.DONE, due.size(), 0, from);
        }
    }

    private void onMove(final ProviderRequest request, final SocketAddress from) {
        final ProviderFault fault = ProviderFault.of(seed, request.transfer(), request.attempt());
        if (fault == ProviderFault.DROP_REQUEST) {
            return;
        }
        if (ledger.entry(request.transfer()) != null) {
            if (fault != ProviderFault.DROP_ANSWER) {
                tell(request, from);
            }
            return;
        }
        switch (fault) {
            case LATE_SUCCESS -> later(request, from, ProviderAnswer.Result.IN_PROGRESS, LATE_MS_MIN);
            case LATE_AND_UNKNOWN -> later(request, from, ProviderAnswer.Result.NOT_FOUND, LATE_MS_MIN);
            case VERY_LATE -> later(request, from, ProviderAnswer.Result.NOT_FOUND, VERY_LATE_MS_MIN);
            case REFUSE -> {
                ledger.open(request, ProviderAnswer.Result.REFUSED);
                tell(request, from);
            }
            case HANG -> ledger.open(request, ProviderAnswer.Result.IN_PROGRESS);
            case HANG_DONE -> {
                execute(request, amount(request, fault));
                ledger.entry(request.transfer()).told = ProviderAnswer.Result.IN_PROGRESS;
            }
            default -> {
                execute(request, amount(request, fault));
                answer(request, from, fault);
            }
        }
    }

    private static long amount(final ProviderRequest request, final ProviderFault fault) {
        final long amount = request.amount();
        if (amount == ProviderRequest.ALL) {
            return amount;
        }
        return switch (fault) {
            case PARTIAL -> amount / 2;
            case MORE -> amount + 1;
            default -> amount;
        };
    }

    private void answer(final ProviderRequest request, final SocketAddress from, final ProviderFault fault) {
        switch (fault) {
            case DROP_ANSWER -> {
                // Nobody is told.
            }
            case LATE_ANSWER -> schedule(LATE_MS_MIN, () -> tell(request, from));
            case DUPLICATE -> {
                tell(request, from);
                tell(request, from);
            }
            default -> tell(request, from);
        }
    }

    /** Done and told later; whoever asks before hears {@code told}. */
    private void later(
            final ProviderRequest request,
            final SocketAddress from,
            final ProviderAnswer.Result told,
            final long afterMs) {
        final ProviderLedger.Entry entry = ledger.open(request, told);
        schedule(afterMs, () -> {
            ledger.execute(entry, request, request.amount(), System.currentTimeMillis());
            tell(request, from);
        });
    }

    private void schedule(final long afterMs, final Runnable work) {
        due.add(new Due(System.currentTimeMillis() + afterMs + random.nextInt(LATE_MS_SPREAD), work));
    }

    private void execute(final ProviderRequest request, final long amount) {
        final ProviderLedger.Entry entry = ledger.open(request, ProviderAnswer.Result.IN_PROGRESS);
        ledger.execute(entry, request, amount, System.currentTimeMillis());
    }

    /** The answer to MOVE; what is not decided yet has none. */
    private void tell(final ProviderRequest request, final SocketAddress from) {
        final ProviderLedger.Entry entry = ledger.entry(request.transfer());
        if (entry.told == ProviderAnswer.Result.DONE || entry.told == ProviderAnswer.Result.REFUSED) {
            send(request, entry.attempt, entry.told, Math.abs(entry.effect), 0, from);
        }
    }

    private void onAsk(final ProviderRequest request, final SocketAddress from) {
        final int draw = random.nextInt(PERMILLE);
        if (draw < ASK_DROPPED_PERMILLE) {
            return;
        }
        final ProviderLedger.Entry entry = ledger.entry(request.transfer());
        final ProviderAnswer.Result told = entry == null ? ProviderAnswer.Result.NOT_FOUND : entry.told;
        final long amount = told == ProviderAnswer.Result.DONE ? Math.abs(entry.effect) : 0;
        send(request, request.attempt(), told, amount, 0, from);
        if (draw < ASK_DROPPED_PERMILLE + ASK_TWICE_PERMILLE) {
            send(request, request.attempt(), told, amount, 0, from);
        }
    }

    private void send(
            final ProviderRequest request,
            final int attempt,
            final ProviderAnswer.Result result,
            final long amount,
            final long lateMs,
            final SocketAddress from) {
        final ProviderAnswer answer =
                new ProviderAnswer(request.op(), request.transfer(), attempt, request.player(), result, amount, lateMs);
        try {
            channel.send(ByteBuffer.wrap(answer.encode()), from);
        } catch (final IOException e) {
            System.err.println("provider: an answer is lost: " + e);
        }
    }
}
