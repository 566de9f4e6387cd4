package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.ringfence.protocol.CommandKind;
import io.ringfence.testkit.CommandGenerator;
import io.ringfence.testkit.CommandSettings;
import io.ringfence.testkit.reference.LedgerConfig;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every kind of command, a million of them mixed, with bounds that are met all the time: not a byte is allocated. */
class AllocationTest {
    private static final int WARM_UP_BLOCKS = 3;
    private static final int BLOCKS = 10;
    private static final int BLOCK = 100_000;
    private static final int FRAME_LENGTH_MAX = 4 * 1024;
    private static final int ARENA_LENGTH = 96 * 1024 * 1024;
    private static final int ENGINES = 3;

    private final UnsafeBuffer arena = new UnsafeBuffer(new byte[ARENA_LENGTH]);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final int[] offsets = new int[BLOCK + 1];
    private final long[] timesNs = new long[BLOCK];
    private final long[] least = new long[BLOCK];
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Set<String> kinds = new TreeSet<>();

    @Test
    void shouldAllocateNothingOverAMillionCommandsOfEveryKind() {
        final CommandGenerator generator = new CommandGenerator(19, CommandSettings.whole());
        final WalletEngine[] engines = new WalletEngine[ENGINES];
        for (int index = 0; index < ENGINES; index++) {
            engines[index] = new WalletEngine();
            final int length = GeneratedRun.config(LedgerConfig.snug()).encode(frame, 0);
            engines[index].apply(1, generator.nowNs(), frame, 0, length, output);
        }
        for (int block = 0; block < WARM_UP_BLOCKS; block++) {
            allocatedByAll(generator, engines);
        }
        kinds.clear();
        final long[] allocated = new long[BLOCKS];
        for (int block = 0; block < BLOCKS; block++) {
            allocated[block] = allocatedByAll(generator, engines);
        }
        assertArrayEquals(new long[BLOCKS], allocated, () -> "bytes by block " + Arrays.toString(allocated));
        assertEquals(everyKind(), kinds);
        engines[0].checkInvariants();
    }

    /**
     * Sends the same commands to every engine and adds up what each command allocated in all of them. The virtual
     * machine materialises an object now and then, on any command; what a command allocates, it allocates every time.
     */
    private long allocatedByAll(final CommandGenerator generator, final WalletEngine[] engines) {
        encode(generator);
        Arrays.fill(least, Long.MAX_VALUE);
        for (final WalletEngine engine : engines) {
            apply(engine);
        }
        return Arrays.stream(least).sum();
    }

    private static Set<String> everyKind() {
        return EnumSet.allOf(CommandKind.class).stream()
                .filter(kind -> !kind.isQuery())
                .map(CommandKind::commandName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void encode(final CommandGenerator generator) {
        for (int index = 0; index < BLOCK; index++) {
            final ObjectNode command = generator.next();
            kinds.add(command.get("command").asText());
            timesNs[index] = generator.nowNs();
            final int length = GeneratedRun.encode(command, frame);
            arena.putBytes(offsets[index], frame, 0, length);
            offsets[index + 1] = offsets[index] + length;
        }
    }

    private void apply(final WalletEngine engine) {
        final long thread = Thread.currentThread().getId();
        for (int index = 0; index < BLOCK; index++) {
            final int length = offsets[index + 1] - offsets[index];
            final long before = threads.getThreadAllocatedBytes(thread);
            engine.apply(engine.sequence() + 1, timesNs[index], arena, offsets[index], length, output);
            least[index] = Math.min(least[index], threads.getThreadAllocatedBytes(thread) - before);
        }
    }
}
