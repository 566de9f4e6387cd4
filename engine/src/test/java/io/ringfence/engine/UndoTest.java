package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.codec.CommandAdapter;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.state.InvariantViolation;
import io.ringfence.engine.state.StateHash;
import io.ringfence.engine.state.Undo;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.testkit.CommandGenerator;
import io.ringfence.testkit.CommandSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One engine applies every group of commands within a checkpoint, takes it back and applies it again; another one
 * applies it once. The first must never show a trace of what it took back.
 */
class UndoTest {
    private static final int GROUPS = 250;
    private static final int GROUP_MAX = 16;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final UnsafeBuffer otherOutput = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final CommandAdapter adapter = new CommandAdapter();
    private final Command command = new Command();
    private final Answer answer = new Answer();
    private final Defaults defaults = EngineHarness.small();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 42, -77})
    void shouldLeaveNoTraceOfWhatIsTakenBack(final long seed) throws Exception {
        final WalletEngine engine = new WalletEngine();
        final WalletEngine plain = new WalletEngine();
        final CommandGenerator generator = new CommandGenerator(seed, CommandSettings.crowded());
        final Random random = new Random(seed);
        configure(engine, generator.nowNs());
        configure(plain, generator.nowNs());
        final Decision decision = new Decision(engine.state(), adapter);
        for (int group = 0; group < GROUPS; group++) {
            final List<ObjectNode> commands = new ArrayList<>();
            final List<Long> timesNs = new ArrayList<>();
            final int size = 1 + random.nextInt(GROUP_MAX);
            for (int index = 0; index < size; index++) {
                commands.add(generator.next());
                timesNs.add(generator.nowNs());
            }
            final Map<String, Object> before = StateImage.of(engine.state());
            engine.state().undo().begin();
            for (int index = 0; index < size; index++) {
                decide(engine, decision, engine.sequence() + index + 1, timesNs.get(index), commands.get(index));
            }
            engine.state().undo().rollBack();
            assertNull(
                    StateImage.firstDifference(before, StateImage.of(engine.state())),
                    "seed " + seed + " group " + group + " " + commands);
            for (int index = 0; index < size; index++) {
                final int length = CommandJson.encode(commands.get(index), defaults, frame, 0);
                final long sequence = engine.sequence() + 1;
                final int replied = engine.apply(sequence, timesNs.get(index), frame, 0, length, output);
                assertEquals(replied, plain.apply(sequence, timesNs.get(index), frame, 0, length, otherOutput));
                assertTrue(output.equals(otherOutput), "seed " + seed + " " + commands.get(index));
            }
            assertEquals(plain.stateHash(), engine.stateHash());
        }
        assertNull(StateImage.firstDifference(StateImage.of(plain.state()), StateImage.of(engine.state())));
        engine.checkInvariants();
    }

    @Test
    void shouldKeepWhatIsCommitted() {
        final EngineHarness engine = EngineHarness.small().withPlayer();
        final Undo undo = engine.state().undo();
        undo.begin();
        engine.tell("{'command':'Deposit','player':7,'currency':'EUR','amount':5}");
        undo.commit();
        final long hash = engine.engine().stateHash();
        undo.begin();
        undo.rollBack();
        assertEquals(hash, engine.engine().stateHash());
        assertFalse(undo.isOpen());
        engine.engine().checkInvariants();
    }

    @Test
    void shouldRefuseToNestAndToPassItsBound() {
        final Undo undo = new StateHash().undo();
        final long[] table = new long[3];
        undo.configure(2);
        undo.begin();
        assertThrows(InvariantViolation.class, undo::begin);
        undo.put(table, 0, 1);
        undo.put(table, 1, 1);
        assertEquals(0, undo.writesLeft());
        assertThrows(InvariantViolation.class, () -> undo.put(table, 2, 1));
        undo.rollBack();
        assertEquals(0, table[0] + table[1]);
        assertThrows(InvariantViolation.class, undo::rollBack);
    }

    private void decide(
            final WalletEngine engine,
            final Decision decision,
            final long sequence,
            final long timestampNs,
            final ObjectNode json)
            throws Exception {
        CommandJson.encode(json, defaults, frame, 0);
        final WalletState state = engine.state();
        state.bringUpSome(timestampNs, 4, 4);
        adapter.templateId(frame, 0);
        command.sequence = sequence;
        command.timestampNs = timestampNs;
        adapter.decode(frame, 0, command);
        answer.reset(command);
        decision.decide(command, answer);
        state.accounts().endCommand();
    }

    /** Bounds that are met all the time. */
    private void configure(final WalletEngine engine, final long timeNs) {
        final EngineConfig config = new EngineConfig(1, 7, 5, 14, 120, 40, 8, 4, 6, 4, 600, 1_000, ThingBounds.small());
        engine.apply(1, timeNs, frame, 0, config.encode(frame, 0), output);
    }
}
