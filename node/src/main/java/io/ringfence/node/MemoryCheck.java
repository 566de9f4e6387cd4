package io.ringfence.node;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.ringfence.engine.MemoryNeed;
import io.ringfence.engine.StateMachine;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import io.ringfence.node.pipeline.Slot;
import io.ringfence.protocol.FrameLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether what is configured fits the memory that this JVM was given: said before anything is opened, because a node
 * that runs out of memory while it makes its tables would only be started again and again.
 */
final class MemoryCheck {
    /** Of the long-lived heap besides tables and buffers, classes, codecs, Aeron and Chronicle take at least this. */
    private static final long BESIDES_BYTES_MIN = 8L << 20;

    /** What is advised for them. */
    private static final long BESIDES_BYTES = 32L << 20;

    private static final long MIB = 1L << 20;
    /** What is advised is a multiple of this. */
    private static final long STEP_MIB = 64;

    private static final int KEYS_NAMED = 3;
    private static final int SLOT_LENGTH = Slot.INLINE_INPUT_LENGTH_MAX + Slot.INLINE_REPLY_LENGTH_MAX;

    private MemoryCheck() {}

    /**
     * What a JVM has.
     *
     * @param oldBytes for what lives for ever
     * @param youngBytes of the heap besides
     * @param isYoungFixed whether the part besides stays as it is when the heap grows
     * @param directBytes for direct buffers
     */
    record Memory(long oldBytes, long youngBytes, boolean isYoungFixed, long directBytes) {
        /** Of the running JVM. */
        static Memory ofThis() {
            long old = 0;
            long young = 0;
            for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                final String name = pool.getName().toLowerCase(Locale.ROOT);
                final long max = Math.max(0, max(pool.getUsage()));
                if (name.contains("old gen") || name.contains("tenured")) {
                    old = max;
                } else if (name.contains("eden") || name.contains("survivor")) {
                    young += name.contains("survivor") ? 2 * max : max;
                }
            }
            final long heap = Runtime.getRuntime().maxMemory();
            final boolean isYoungFixed = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .anyMatch(flag -> flag.startsWith("-Xmn") || flag.startsWith("-XX:MaxNewSize"));
            return new Memory(old == 0 ? heap : old, young, isYoungFixed, direct(heap));
        }

        private static long max(final MemoryUsage usage) {
            return usage == null ? 0 : usage.getMax();
        }

        private static long direct(final long heap) {
            final HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            final long given = machine == null
                    ? 0
                    : Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
            return given == 0 ? heap : given;
        }

        /** The heap in which so much can live, MiB. */
        private long heapMiB(final long needBytes) {
            final double heap =
                    isYoungFixed ? needBytes + youngBytes : (double) needBytes * (oldBytes + youngBytes) / oldBytes;
            return ((long) (heap / MIB) / STEP_MIB + 1) * STEP_MIB;
        }
    }

    /**
     * Refuses what cannot fit.
     *
     * @throws NodeException with {@link ExitCode#CONFIGURATION}, naming the keys that take most and the heap to give
     */
    static void check(final NodeConfig config, final Memory memory) {
        final MemoryNeed tables = MemoryNeed.of(config.engine());
        final NodeConfig.Ring ring = config.ring();
        final long buffers = (long) ring.largeInputs() * FrameLayout.COMMAND_LENGTH_MAX
                + (long) ring.largeReplies() * StateMachine.OUTPUT_LENGTH_MAX;
        final long needBytes = tables.totalBytes() + buffers;
        if (needBytes + BESIDES_BYTES_MIN > memory.oldBytes()) {
            final List<Map.Entry<String, Long>> keys = largest(tables);
            final String names = keys.stream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    String.format(
                            Locale.ROOT,
                            "the configuration needs %,d MiB of heap for its tables, and this JVM has %,d MiB for what"
                                    + " lives long; most of it: %s",
                            needBytes / MIB + 1,
                            memory.oldBytes() / MIB,
                            keys.stream().map(MemoryCheck::line).collect(Collectors.joining(", "))),
                    "give it more heap: RINGFENCE_JVM_OPTS=-Xmx" + memory.heapMiB(needBytes + BESIDES_BYTES)
                            + "m; or give smaller bounds: " + names);
        }
        final long directBytes = (long) ring.slots() * SLOT_LENGTH
                + 2L * ((long) config.journal().batchKiB() << 10);
        if (directBytes > memory.directBytes()) {
            throw new NodeException(
                    ExitCode.CONFIGURATION,
                    String.format(
                            Locale.ROOT,
                            "ring.slots and journal.batchKiB need %,d MiB of direct buffers, and this JVM has %,d MiB",
                            directBytes / MIB + 1,
                            memory.directBytes() / MIB),
                    "give it more (RINGFENCE_JVM_OPTS=-XX:MaxDirectMemorySize=" + (directBytes / MIB + STEP_MIB)
                            + "m), or give smaller bounds: ring.slots");
        }
    }

    /** The keys whose tables take most, all tables of one key together. */
    private static List<Map.Entry<String, Long>> largest(final MemoryNeed tables) {
        final Map<String, Long> byKey = new TreeMap<>();
        for (final MemoryNeed.Table table : tables.tables()) {
            byKey.merge("engine." + table.key(), table.bytes(), Long::sum);
        }
        return byKey.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(KEYS_NAMED)
                .toList();
    }

    private static String line(final Map.Entry<String, Long> key) {
        return String.format(Locale.ROOT, "%s %,d MiB", key.getKey(), key.getValue() / MIB);
    }
}
