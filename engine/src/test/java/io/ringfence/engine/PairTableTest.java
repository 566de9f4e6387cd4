package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.testkit.PairCoverage;
import io.ringfence.testkit.reference.LedgerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine itself gives every (command, outcome) pair that the protocol allows, and no other. */
class PairTableTest {
    private static final int COMMANDS = 6_000;
    private static final int SEEDS_MIN = 2;
    private static final int SEEDS_MAX = 12;
    private static final Path TABLE = Path.of("target", "pair-table.json");

    @Test
    void shouldAnswerEveryPairThatTheProtocolAllowsAndNoOther() throws IOException {
        final PairCoverage coverage = new PairCoverage();
        for (long seed = 1;
                seed <= SEEDS_MAX && (seed <= SEEDS_MIN || !coverage.missing().isEmpty());
                seed++) {
            run(new GeneratedRun(seed, LedgerConfig.tight()), coverage);
            run(new GeneratedRun(-seed, LedgerConfig.snug()), coverage);
            run(new GeneratedRun(seed + SEEDS_MAX, LedgerConfig.wide()), coverage);
        }
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, coverage.toJson().toPrettyString());
        assertEquals(List.of(), coverage.missing(), "allowed, but never answered");
        assertEquals(List.of(), coverage.unexpected(), "answered, but not allowed");
    }

    private static void run(final GeneratedRun run, final PairCoverage coverage) {
        for (int index = 0; index < COMMANDS; index++) {
            final ObjectNode command = run.next();
            coverage.count(command, run.apply(command));
            final ObjectNode query = run.nextQuery();
            coverage.count(query, run.query(query));
        }
    }
}
