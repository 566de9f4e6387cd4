package io.ringfence.benchmarks.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A part of what {@code ringfence bench faults} plays, in the time that a build has. */
@Timeout(240)
class FaultRigTest {
    private static final long SEED = 4;
    private static final int CUT_ROUNDS = 70;
    private static final int BYTES_ROUNDS = 2 * ByteFault.values().length;
    private static final int SLOW_ROUNDS = 400;

    private final FaultVerdict verdict = new FaultVerdict();

    private void add(final RoundResult result) {
        verdict.add(result);
        assertTrue(
                result.isPass(),
                () -> "seed " + SEED + ", " + result.name() + ": " + result.reasons() + "\n"
                        + String.join("\n", result.story()));
    }

    @Test
    void shouldLoseNothingToPowerCuts() throws IOException {
        try (FaultRig rig = new FaultRig(SEED, null)) {
            for (int round = 0; round < CUT_ROUNDS; round++) {
                add(rig.cut(round));
            }
        }
        assertTrue(verdict.isPass());
    }

    @Test
    void shouldRefuseOrSurviveWhateverHappensToTheFiles() throws IOException {
        try (FaultRig rig = new FaultRig(SEED, null)) {
            for (int round = 0; round < BYTES_ROUNDS; round++) {
                add(rig.bytes(round));
            }
        }
    }

    @Test
    void shouldNoticeEverySaboteur() throws IOException {
        final List<String> missed = new ArrayList<>();
        try (FaultRig rig = new FaultRig(SEED, null)) {
            assertEquals(Saboteur.values().length - 1, rig.sabotage(missed::add), () -> "not noticed: " + missed);
        }
    }

    @Test
    void shouldStartARealNodeBehindACut() throws IOException, InterruptedException {
        try (FaultRig rig = new FaultRig(SEED, null)) {
            add(rig.node(3));
        }
    }

    @Test
    void shouldPlayTheSameRoundTheSameWay() throws IOException {
        final List<String> first = story(9);
        assertEquals(first, story(9));
    }

    private static List<String> story(final int round) throws IOException {
        try (FaultRig rig = new FaultRig(SEED, null)) {
            return rig.cut(round).story();
        }
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
        try (FaultRig rig = new FaultRig(SEED, null)) {
            add(rig.infra(1, fault));
        }
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
        try (FaultRig rig = new FaultRig(SEED + 1, null)) {
            for (int round = 0; round < SLOW_ROUNDS; round++) {
                add(rig.play(round));
            }
        }
    }
}
