package io.ringfence.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients with a connection each, every one waiting for its answer before its next transfer. */
final class Crowd {
    private static final int WARM_UP_PART = 4;

    private final AtomicLong next = new AtomicLong();
    private final List<long[]> timings = new ArrayList<>();
    private long counted;
    private double perSecond;

    /** One client's connection. */
    interface Connection extends AutoCloseable {
        /** Does one transfer and returns when it is safe. */
        void transfer(long id) throws Exception;
    }

    /** Runs so many clients for so long after a warm-up of a quarter of that. */
    void run(final int clients, final int millis, final Callable<Connection> connect) throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            final long measureNs = System.nanoTime() + millis * 1_000_000L / WARM_UP_PART;
            final long endNs = measureNs + millis * 1_000_000L;
            final List<Future<long[]>> parts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                parts.add(threads.submit(() -> play(connect, measureNs, endNs)));
            }
            for (final Future<long[]> part : parts) {
                timings.add(part.get());
                counted += timings.get(timings.size() - 1).length;
            }
            perSecond = counted * 1e9 / (endNs - measureNs);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] play(final Callable<Connection> connect, final long measureNs, final long endNs) throws Exception {
        long[] timed = new long[1 << 12];
        int count = 0;
        try (Connection connection = connect.call()) {
            long startNs = System.nanoTime();
            while (startNs < endNs) {
                connection.transfer(next.getAndIncrement());
                final long nowNs = System.nanoTime();
                if (startNs >= measureNs && nowNs <= endNs) {
                    if (count == timed.length) {
                        timed = Arrays.copyOf(timed, 2 * count);
                    }
                    timed[count++] = nowNs - startNs;
                }
                startNs = nowNs;
            }
        }
        return Arrays.copyOf(timed, count);
    }

    /** All that were begun, the warm-up's included; the keys from 0 to this were used once each. */
    long transfers() {
        return next.get();
    }

    Figures figures(final boolean isRight, final String note) {
        final long[] sorted = Figures.sorted(timings);
        return new Figures(
                perSecond, perSecond, Figures.us(sorted, 50), Figures.us(sorted, 99), counted, isRight, note);
    }
}
