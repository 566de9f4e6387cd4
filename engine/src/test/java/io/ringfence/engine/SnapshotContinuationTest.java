package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.testkit.reference.LedgerConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * At many places of seeded mixed workloads a snapshot is written and loaded into a new engine, which then goes on
 * beside the one that never stopped: every answer, query and hash is the same to the byte. A failure names the seed.
 */
class SnapshotContinuationTest {
    private static final int COMMANDS = 6_000;
    private static final int SNAPSHOT_INTERVAL = 401;
    private static final int LOADED_MAX = 6;
    private static final int QUERY_INTERVAL = 5;

    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final UnsafeBuffer otherOutput = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);

    static List<Long> seeds() {
        return LongStream.concat(
                        LongStream.of(1, 2, 3, 42, -77, Long.MAX_VALUE),
                        LongStream.of(ThreadLocalRandom.current().nextLong()))
                .boxed()
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnLikeTheEngineThatNeverStoppedUnderTightBounds(final long seed) {
        run(seed, LedgerConfig.tight());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnLikeTheEngineThatNeverStoppedWithIdsToSpare(final long seed) {
        run(seed, LedgerConfig.snug());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnLikeTheEngineThatNeverStoppedUnderWideBounds(final long seed) {
        run(seed, LedgerConfig.wide());
    }

    private void run(final long seed, final LedgerConfig bounds) {
        final Workload workload = new Workload(seed, bounds);
        final WalletEngine engine = new WalletEngine();
        final Deque<WalletEngine> loaded = new ArrayDeque<>();
        for (int command = 1; command <= COMMANDS; command++) {
            final Workload.Frame frame = workload.next();
            final int length = frame.apply(engine, output);
            for (final WalletEngine other : loaded) {
                checkAnswer(seed, engine, length, frame.apply(other, otherOutput));
                assertEquals(engine.stateHash(), other.stateHash(), "seed " + seed + " at " + engine.sequence());
            }
            if (command % QUERY_INTERVAL == 0) {
                final Workload.Frame query = workload.nextQuery();
                final int answered = query.ask(engine, output);
                for (final WalletEngine other : loaded) {
                    checkAnswer(seed, engine, answered, query.ask(other, otherOutput));
                }
            }
            if (command % SNAPSHOT_INTERVAL == 0) {
                loaded.addLast(load(seed, engine));
                if (loaded.size() > LOADED_MAX) {
                    loaded.removeFirst().checkInvariants();
                }
            }
        }
        final byte[] snapshot = Snapshots.write(engine);
        for (final WalletEngine other : loaded) {
            assertArrayEquals(snapshot, Snapshots.write(other), "seed " + seed);
        }
    }

    private static WalletEngine load(final long seed, final WalletEngine engine) {
        final String place = "seed " + seed + " at " + engine.sequence();
        final byte[] snapshot = Snapshots.write(engine);
        final WalletEngine loaded = Snapshots.read(snapshot);
        assertEquals(engine.stateHash(), loaded.stateHash(), place);
        assertEquals(engine.sequence(), loaded.sequence());
        assertEquals(engine.timestampNs(), loaded.timestampNs());
        assertEquals(engine.config(), loaded.config());
        assertArrayEquals(snapshot, Snapshots.write(loaded), place);
        loaded.checkInvariants();
        assertEquals(engine.state().log().pinnedCount(), loaded.state().log().pinnedCount(), place);
        assertEquals(
                engine.state().log().passedOverCount(), loaded.state().log().passedOverCount(), place);
        assertEquals(engine.state().log().claimedCount(), loaded.state().log().claimedCount(), place);
        return loaded;
    }

    private void checkAnswer(final long seed, final WalletEngine engine, final int expected, final int actual) {
        final String place = "seed " + seed + " at " + engine.sequence();
        assertEquals(expected, actual, place);
        for (int index = 0; index < expected; index++) {
            if (output.getByte(index) != otherOutput.getByte(index)) {
                assertTrue(false, place + ": answers differ at byte " + index);
            }
        }
    }
}
