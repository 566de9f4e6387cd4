package io.ringfence.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.testkit.reference.LedgerConfig;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scans the whole state after every single command: the kept hash, conservation, the debt rule, held against open
 * holds, transit against open transfers, pots against shares and claims (docs/protocol.md).
 */
class InvariantsAfterEveryCommandTest {
    private static final int COMMANDS = 6_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 6670771579276321620L})
    void shouldHoldAfterEveryCommandUnderAllBounds(final long seed) {
        for (final LedgerConfig config : List.of(LedgerConfig.tight(), LedgerConfig.snug(), LedgerConfig.wide())) {
            final GeneratedRun run = new GeneratedRun(seed, config);
            for (int index = 0; index < COMMANDS; index++) {
                final ObjectNode command = run.next();
                run.apply(command);
                check(run.engine(), "seed " + seed + " after " + run.engine().sequence() + " " + command);
            }
        }
    }

    private static void check(final WalletEngine engine, final String place) {
        try {
            engine.checkInvariants();
        } catch (final RuntimeException e) {
            throw new AssertionError(place, e);
        }
    }
}
