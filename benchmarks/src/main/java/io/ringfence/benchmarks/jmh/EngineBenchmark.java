package io.ringfence.benchmarks.jmh;

import io.ringfence.benchmarks.rig.EngineRun;
import io.ringfence.benchmarks.rig.Traffic;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code apply} of Transfers, and of Bets with their Wins, on players picked at random. An invocation applies a chunk
 * that was encoded before it, so encoding is not measured; every command must be answered with OK.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+UseParallelGC"})
@State(Scope.Thread)
public class EngineBenchmark {
    /** Players; the more there are, the colder each one's rows. */
    @Param({"1000000"})
    public int players;

    /** What they do. */
    @Param({"transfer", "bet-win", "match-night"})
    public String workload;

    private EngineRun run;

    /** Opens the players. */
    @Setup(Level.Trial)
    public void open() {
        run = new EngineRun(players, Traffic.named(workload, players, 1));
    }

    /** Encodes what the next invocation applies. */
    @Setup(Level.Invocation)
    public void encode() {
        run.encode();
    }

    /** Applies the chunk; the sequence of its last command. */
    @Benchmark
    @OperationsPerInvocation(EngineRun.CHUNK)
    public long apply() {
        for (int i = 0; i < EngineRun.CHUNK; i++) {
            run.apply(i);
        }
        return run.sequence();
    }

    /** All of it was right. */
    @TearDown(Level.Trial)
    public void check() {
        if (run.refusals() != 0) {
            throw new IllegalStateException(run.refusals() + " commands were refused");
        }
        run.engine().checkInvariants();
    }
}
