package io.ringfence.benchmarks.jmh;

import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.idempotency.Fingerprint;
import io.ringfence.engine.idempotency.TransactionLog;
import io.ringfence.engine.idempotency.Watermarks;
import io.ringfence.engine.ledger.Definitions;
import io.ringfence.engine.ledger.Players;
import io.ringfence.engine.state.StateHash;
import io.ringfence.protocol.codec.TransferDecoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * The memory of ids when it is full: looking up an id that is there, one that is not, and remembering a new one, for
 * which the oldest is forgotten. Beside each the same with a map of the JDK, keyed by half of the id alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
@State(Scope.Thread)
public class IdempotencyBenchmark {
    private static final long ID_HIGH = 0x1234_5678_9ABC_DEF0L;
    private static final long HORIZON_NS = TimeUnit.DAYS.toNanos(1);
    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_767_225_600L);
    private static final int SOURCE = 1;
    private static final int KIND = TransferDecoder.TEMPLATE_ID;

    /** Ids that are remembered. */
    @Param({"1000", "1000000"})
    public int ids;

    private final Command command = new Command();
    private final Answer answer = new Answer();
    private final Fingerprint fingerprint = new Fingerprint();
    private TransactionLog log;
    private Map<Long, Long> map;
    private Map<Long, Long> forgettingMap;
    private SplittableRandom random;
    private long remembered;
    private long put;
    private long wrong;

    /** Fills both. */
    @Setup(Level.Trial)
    public void fill() {
        final StateHash hash = new StateHash();
        final Players players = new Players(hash);
        final Definitions definitions = new Definitions(hash);
        definitions.sources().resize(4);
        players.resize(10);
        log = new TransactionLog(hash, new Watermarks(hash), players, definitions.sources());
        log.configure(ids, HORIZON_NS, 7, 100);
        command.reset();
        command.source = SOURCE;
        command.kind = KIND;
        definitions.sources().define(command);
        players.open(1);
        command.player = 1;
        map = new HashMap<>(2 * ids);
        forgettingMap = new LinkedHashMap<>(2 * ids) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(final Map.Entry<Long, Long> eldest) {
                return size() > ids;
            }
        };
        random = new SplittableRandom(1);
        for (int i = 0; i < ids; i++) {
            remember();
            map.put((long) i + 1, (long) i);
            forgettingMap.put(++put, put);
        }
    }

    private int remember() {
        command.txIdHigh = ID_HIGH;
        command.txIdLow = ++remembered;
        command.sequence = remembered;
        command.timestampNs = START_NS + remembered;
        answer.reset(command);
        fingerprint.take(command, 0);
        return log.remember(command, answer, fingerprint);
    }

    /** An id that is there, any of them. */
    @Benchmark
    public int hit() {
        final int row = log.find(SOURCE, KIND, ID_HIGH, remembered - random.nextInt(ids));
        wrong += row < 0 ? 1 : 0;
        return row;
    }

    /** The same from a map. */
    @Benchmark
    public long hitBaseline() {
        return map.get(1L + random.nextInt(ids));
    }

    /** An id that is not there. */
    @Benchmark
    public int miss() {
        final int row = log.find(SOURCE, KIND, ~ID_HIGH, random.nextLong());
        wrong += row >= 0 ? 1 : 0;
        return row;
    }

    /** The same with a map. */
    @Benchmark
    public boolean missBaseline() {
        return map.containsKey(-1L - random.nextInt(Integer.MAX_VALUE));
    }

    /** Remembers a new id; the oldest goes. */
    @Benchmark
    public int evict() {
        return remember();
    }

    /** The same with a map that knows its order. */
    @Benchmark
    public Long evictBaseline() {
        return forgettingMap.put(++put, put);
    }

    /** Exactly the newest are there. */
    @TearDown(Level.Trial)
    public void check() {
        if (wrong != 0
                || log.find(SOURCE, KIND, ID_HIGH, remembered) < 0
                || log.find(SOURCE, KIND, ID_HIGH, remembered - ids + 1) < 0
                || log.find(SOURCE, KIND, ID_HIGH, remembered - ids) >= 0
                || forgettingMap.size() != ids) {
            throw new IllegalStateException(
                    "what is remembered is not the newest " + ids + " ids, or " + wrong + " look-ups were wrong");
        }
    }
}
