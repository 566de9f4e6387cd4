package io.ringfence.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.testkit.reference.LedgerConfig;
import io.ringfence.testkit.reference.ReferenceLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The generator reaches every (command, outcome) pair of the protocol in the reference ledger, and no other. */
class AllowedPairsTest {
    private static final int COMMANDS = 5_000;
    private static final int SEEDS_MIN = 2;
    private static final int SEEDS_MAX = 12;
    private static final int CHECK_INTERVAL_WIDE = 50;
    private static final Path TABLE = Path.of("target", "pair-table.json");

    @Test
    void shouldReachEveryPairThatTheProtocolAllowsAndNoOther() throws IOException {
        final PairCoverage coverage = new PairCoverage();
        for (long seed = 1;
                seed <= SEEDS_MAX && (seed <= SEEDS_MIN || !coverage.missing().isEmpty());
                seed++) {
            run(seed, LedgerConfig.tight(), 1, coverage);
            run(-seed, LedgerConfig.snug(), 1, coverage);
            run(seed + SEEDS_MAX, LedgerConfig.wide(), CHECK_INTERVAL_WIDE, coverage);
        }
        Files.writeString(TABLE, coverage.toJson().toPrettyString());
        assertEquals(List.of(), coverage.missing(), "allowed, but never reached");
        assertEquals(List.of(), coverage.unexpected(), "reached, but not allowed");
    }

    @Test
    void shouldGiveAReasonForWhateverIsOutOfReach() {
        AllowedPairs.exceptions().forEach((pair, reason) -> {
            assertFalse(reason.isBlank());
            assertFalse(AllowedPairs.reachable().contains(pair));
            assertTrue(AllowedPairs.isAllowed(pair));
        });
    }

    private static void run(
            final long seed, final LedgerConfig config, final int checkInterval, final PairCoverage coverage) {
        final CommandGenerator generator = new CommandGenerator(seed, CommandSettings.whole());
        final ReferenceLedger ledger = new ReferenceLedger(config);
        for (int i = 1; i <= COMMANDS; i++) {
            final ObjectNode command = generator.next();
            coverage.count(command, ledger.apply(i, generator.nowNs(), command));
            final ObjectNode query = generator.nextQuery();
            coverage.count(query, ledger.query(query));
            if (i % checkInterval == 0) {
                check(ledger, seed, command);
            }
        }
    }

    private static void check(final ReferenceLedger ledger, final long seed, final ObjectNode command) {
        try {
            ledger.checkInvariants();
        } catch (final IllegalStateException ex) {
            throw new AssertionError("seed " + seed + " after " + command, ex);
        }
    }
}
