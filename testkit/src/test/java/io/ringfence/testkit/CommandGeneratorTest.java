package io.ringfence.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.testkit.reference.LedgerConfig;
import io.ringfence.testkit.reference.ReferenceLedger;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandGeneratorTest {
    private static final int COMMANDS = 4_000;

    @Test
    void shouldMakeTheSameStreamFromTheSameSeed() {
        for (final CommandSettings settings : List.of(CommandSettings.crowded(), CommandSettings.whole())) {
            assertEquals(stream(42, settings), stream(42, settings));
            assertNotEquals(stream(42, settings), stream(43, settings));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldKeepTheBooksOfTheReferenceLedgerBalanced(final long seed) {
        final ReferenceLedger ledger = run(seed);
        for (final String currency : new String[] {"USD", "EUR"}) {
            final ObjectNode query = JsonNodeFactory.instance
                    .objectNode()
                    .put("command", "GetTrialBalance")
                    .put("currency", currency);
            final ObjectNode reply = ledger.query(query);
            assertEquals("0", reply.path("sum").asText("0"), () -> "seed " + seed + ": " + reply);
        }
    }

    @Test
    void shouldMakeFramesThatTheGatewayTakes() throws Exception {
        final CommandGenerator generator = new CommandGenerator(7, CommandSettings.crowded());
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
        final FrameCheck check = new FrameCheck();
        for (int i = 0; i < COMMANDS; i++) {
            final ObjectNode command = generator.next();
            final int length = CommandJson.encode(command, new NoDefaults(), buffer, 0);
            assertTrue(length <= FrameLayout.COMMAND_LENGTH_MAX);
            assertEquals(FrameCheck.COMMAND, check.check(buffer, 0, length), command::toString);
            final ObjectNode query = generator.nextQuery();
            final int queryLength = CommandJson.encode(query, new NoDefaults(), buffer, 0);
            assertEquals(FrameCheck.QUERY, check.check(buffer, 0, queryLength), query::toString);
        }
    }

    private static String stream(final long seed, final CommandSettings settings) {
        final CommandGenerator generator = new CommandGenerator(seed, settings);
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(generator.next()).append(generator.nowNs()).append(generator.nextQuery());
        }
        return text.toString();
    }

    private static ReferenceLedger run(final long seed) {
        final CommandGenerator generator = new CommandGenerator(seed, CommandSettings.crowded());
        final ReferenceLedger ledger = new ReferenceLedger(LedgerConfig.tight());
        for (int i = 1; i <= COMMANDS; i++) {
            final ObjectNode command = generator.next();
            ledger.apply(i, generator.nowNs(), command);
            ledger.checkInvariants();
            ledger.query(generator.nextQuery());
        }
        return ledger;
    }

    private static final class NoDefaults implements Defaults {
        @Override
        public int source() {
            return 1;
        }

        @Override
        public long nowMs() {
            return 1;
        }

        @Override
        public long correlationId() {
            return 1;
        }

        @Override
        public TxId txId() {
            return new TxId(1, 1);
        }
    }
}
