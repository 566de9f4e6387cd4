package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.state.StateSection;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is said to be needed against the arrays that an engine really holds. */
final class MemoryNeedTest {
    private static final long ALLOWED_BYTES = 4L << 20;
    /** Spare rows of some tables. */
    private static final int ROWS_BESIDE = 100;

    @Test
    void shouldSayWhatTheArraysOfAnEngineTake() {
        final EngineConfig config = wide(20_000, 4);
        final WalletEngine engine = configured(config);
        final long said = MemoryNeed.of(config).totalBytes();
        final long held = arrayBytes(engine);
        assertTrue(
                Math.abs(said - held) <= ALLOWED_BYTES + held / 100,
                () -> "said " + said + " bytes, the engine holds " + held);
    }

    @Test
    void shouldCountTheRowsOfEachTable() {
        final EngineConfig config = wide(20_000, 4);
        final MemoryNeed need = MemoryNeed.of(config);
        int compared = 0;
        for (final StateSection section : configured(config).tables()) {
            if (need.tables().stream().noneMatch(table -> table.name().equals(section.name()))) {
                continue;
            }
            final MemoryNeed.Table table = need.table(section.name());
            assertEquals(section.rowBytes(), table.rowBytes(), section.name());
            assertTrue(Math.abs(section.capacity() - table.rows()) <= ROWS_BESIDE, section.name());
            compared++;
        }
        assertEquals(need.tables().size(), compared, "every table was compared");
    }

    @Test
    void shouldNotKeepMoreSumsOfLimitsThanPlayersAndCurrenciesMake() {
        assertEquals(18_000, MemoryNeed.of(wide(20_000, 2)).table("usages").rows());
        assertEquals(60_000, MemoryNeed.of(wide(20_000, 8)).table("usages").rows());
    }

    private static EngineConfig wide(final int players, final int currencies) {
        final EngineConfig base = EngineConfig.defaults();
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                players,
                3 * players,
                100_000,
                50_000,
                50,
                currencies,
                8,
                16,
                base.idHorizonSeconds(),
                base.skewMs(),
                ThingBounds.defaults());
    }

    private static WalletEngine configured(final EngineConfig config) {
        final WalletEngine engine = new WalletEngine();
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[512]);
        engine.apply(1, 1, frame, 0, config.encode(frame, 0), new UnsafeBuffer(new byte[64]));
        return engine;
    }

    /** Every array that can be reached from an object of the engine. */
    private static long arrayBytes(final Object root) {
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Object> open = new ArrayDeque<>();
        open.push(root);
        seen.add(root);
        long bytes = 0;
        while (!open.isEmpty()) {
            final Object one = open.pop();
            if (one.getClass().isArray()) {
                bytes += arrayBytes(one, seen, open);
            } else if (one.getClass().getName().startsWith("io.ringfence.engine")) {
                for (Class<?> type = one.getClass(); type != null; type = type.getSuperclass()) {
                    visitFields(type, one, seen, open);
                }
            }
        }
        return bytes;
    }

    private static long arrayBytes(final Object array, final Set<Object> seen, final Deque<Object> open) {
        final int length = Array.getLength(array);
        if (array instanceof long[]) {
            return (long) length * Long.BYTES;
        }
        if (array instanceof final Object[] elements) {
            for (final Object element : elements) {
                if (element != null && seen.add(element)) {
                    open.push(element);
                }
            }
            return (long) length * Integer.BYTES;
        }
        return (long) length * (array instanceof int[] ? Integer.BYTES : 1);
    }

    private static void visitFields(
            final Class<?> type, final Object owner, final Set<Object> seen, final Deque<Object> open) {
        for (final Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                continue;
            }
            if (!type.getName().startsWith("io.ringfence")) {
                continue;
            }
            field.setAccessible(true);
            try {
                final Object value = field.get(owner);
                if (value != null && seen.add(value)) {
                    open.push(value);
                }
            } catch (final IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
