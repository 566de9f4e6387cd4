package io.ringfence.benchmarks.jmh;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What stands beside {@link EngineBenchmark}: two balances in a {@code HashMap<Long, long[]>} and a set of ids in
 * another, and nothing else: no rules, no frames, no hash, nothing forgotten.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
@State(Scope.Thread)
public class BalanceBaselineBenchmark {
    private static final long DEPOSIT = 1_000_000_000L;
    private static final int IDS = 1 << 20;

    /** Players; the more there are, the colder each one's entry. */
    @Param({"1000000"})
    public int players;

    private final Map<Long, long[]> balances = new HashMap<>();
    private final Map<Long, Long> ids = new HashMap<>();
    private SplittableRandom random;
    private long id;

    /** Opens the players. */
    @Setup(Level.Trial)
    public void open() {
        for (long player = 1; player <= players; player++) {
            balances.put(player, new long[] {DEPOSIT, DEPOSIT});
        }
        random = new SplittableRandom(1);
    }

    /** A transfer between the two wallets of a player. */
    @Benchmark
    public long transfer() {
        final long amount = 1L + random.nextInt(100);
        final long player = 1L + random.nextInt(players);
        if (ids.put(++id, amount) != null) {
            throw new IllegalStateException("an id twice");
        }
        ids.remove(id - IDS);
        final long[] wallets = balances.get(player);
        final int from = (int) (amount & 1);
        if (wallets[from] < amount) {
            return -1;
        }
        wallets[from] -= amount;
        wallets[1 - from] += amount;
        return wallets[from];
    }

    /** Nothing came and nothing went. */
    @TearDown(Level.Trial)
    public void check() {
        long sum = 0;
        for (final long[] wallets : balances.values()) {
            sum += wallets[0] + wallets[1];
        }
        if (sum != 2 * DEPOSIT * players) {
            throw new IllegalStateException("the balances add up to " + sum);
        }
    }
}
