package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.MemoryNeed;
import io.ringfence.node.MemoryCheck.Memory;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of heaps of several sizes; none of them is taken. */
final class MemoryCheckTest {
    private static final long MIB = 1L << 20;
    private static final NodeConfig CONFIG = NodeConfig.defaults();

    @Test
    void shouldLetTheDefaultsIntoTheHeapOfTheLauncher() {
        assertDoesNotThrow(() -> MemoryCheck.check(CONFIG, new Memory(3_072 * MIB, 256 * MIB, true, 3_328 * MIB)));
    }

    @Test
    void shouldNameTheKeysThatTakeMostAndAHeapThatIsEnough() {
        final NodeException refused = refused(CONFIG, new Memory(1_000 * MIB, 256 * MIB, true, 1_256 * MIB));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().matches(".*engine\\.\\w+Max \\d+ MiB, engine\\.\\w+ .*"), refused::getMessage);
        assertTrue(refused.advice().contains("engine.roundsMax"), refused::advice);
        final long advised = advisedMiB(refused);
        assertTrue(advised * MIB > MemoryNeed.of(CONFIG.engine()).totalBytes());
        assertDoesNotThrow(
                () -> MemoryCheck.check(CONFIG, new Memory((advised - 256) * MIB, 256 * MIB, true, advised * MIB)));
    }

    @Test
    void shouldAdviseForAYoungGenerationThatGrowsWithTheHeap() {
        final long advised = advisedMiB(refused(CONFIG, new Memory(400 * MIB, 200 * MIB, false, 600 * MIB)));
        assertDoesNotThrow(() ->
                MemoryCheck.check(CONFIG, new Memory(advised * MIB * 2 / 3, advised * MIB / 3, false, advised * MIB)));
    }

    @Test
    void shouldCountTheRingAmongDirectBuffers() {
        final NodeConfig wide = CONFIG.withRing(new NodeConfig.Ring(1 << 20, 8192, 256, 64));
        final NodeException refused = refused(wide, new Memory(3_072 * MIB, 256 * MIB, true, 512 * MIB));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains("ring.slots"), refused::getMessage);
        assertDoesNotThrow(() -> MemoryCheck.check(wide, new Memory(3_072 * MIB, 256 * MIB, true, 704 * MIB)));
    }

    @Test
    void shouldKnowTheMemoryOfThisMachine() {
        final Memory memory = Memory.ofThis();
        assertTrue(memory.oldBytes() > 0
                && memory.oldBytes() <= Runtime.getRuntime().maxMemory());
        assertTrue(memory.directBytes() > 0);
    }

    private static NodeException refused(final NodeConfig config, final Memory memory) {
        return assertThrows(NodeException.class, () -> MemoryCheck.check(config, memory));
    }

    private static long advisedMiB(final NodeException refused) {
        final Matcher matcher = Pattern.compile("-Xmx(\\d+)m").matcher(refused.advice());
        assertTrue(matcher.find(), refused::advice);
        return Long.parseLong(matcher.group(1));
    }
}
