package io.ringfence.benchmarks.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A part of what {@code ringfence bench faults} plays, in the time that a build has. */
@Timeout(240)
class FaultRigTest {
    private static final long SEED = 4;
    private static final int CUT_ROUNDS = 200;
    private static final int BYTES_ROUNDS = 4 * ByteFault.values().length;
    private static final int SLOW_ROUNDS = 400;

    private static FaultRig rig;

    private final FaultVerdict verdict = new FaultVerdict();

    /** One for all, for the sake of its processes. */
    @BeforeAll
    static void launch() throws IOException {
        rig = new FaultRig(SEED, null);
    }

    @AfterAll
    static void close() throws IOException {
        rig.close();
    }

    private void add(final RoundResult result) {
        verdict.add(result);
        assertTrue(
                result.isPass(),
                () -> "seed " + SEED + ", " + result.name() + ": " + result.reasons() + "\n"
                        + String.join("\n", result.story()));
    }

    @Test
    void shouldLoseNothingToPowerCuts() throws IOException, InterruptedException {
        rig.playAll(CUT_ROUNDS, rig::beginCut, this::add);
        assertTrue(verdict.isPass());
        assertEquals(CUT_ROUNDS, verdict.rounds());
    }

    @Test
    void shouldRefuseOrSurviveWhateverHappensToTheFiles() throws IOException, InterruptedException {
        rig.playAll(BYTES_ROUNDS, rig::beginBytes, this::add);
        assertEquals(BYTES_ROUNDS, verdict.rounds());
    }

    @Test
    void shouldNoticeEverySaboteur() throws IOException {
        final List<String> missed = new ArrayList<>();
        assertEquals(Saboteur.values().length - 1, rig.sabotage(missed::add), () -> "not noticed: " + missed);
    }

    @Test
    void shouldStartARealNodeBehindACut() throws IOException, InterruptedException {
        add(rig.node(3));
    }

    @Test
    void shouldPlayTheSameRoundTheSameWay() throws IOException {
        final List<String> first = rig.cut(9).story();
        assertEquals(first, rig.cut(9).story());
    }

    @ParameterizedTest
    @EnumSource(
            value = InfraFault.class,
            names = {
                "FORCE_FAILS_ONCE",
                "RULE_THROWS",
                "JOURNAL_DAMAGED",
                "ANSWERED_PART_CUT_OFF",
                "SECOND_NODE_ON_AERON"
            })
    void shouldStopAsItShouldWhenTheMachineFails(final InfraFault fault) throws IOException, InterruptedException {
        add(rig.infra(1, fault));
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(InfraFault.class)
    void shouldStopAsItShouldWhateverFails(final InfraFault fault) throws IOException, InterruptedException {
        shouldStopAsItShouldWhenTheMachineFails(fault);
    }

    @Tag("slow")
    @Test
    void shouldPassRoundsOfEveryKind() throws IOException, InterruptedException {
        try (FaultRig other = new FaultRig(SEED + 1, null)) {
            other.playAll(SLOW_ROUNDS, other::begin, this::add);
        }
    }
}
