package io.ringfence.benchmarks.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.rig.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run found, and whether all that was promised holds. Filled by the conductor, then read.
 *
 * <p>Every reason that speaks against it is kept in words; without one, the verdict is PASS.
 */
final class Verdict {
    /** Journal files that a run must begin beside its first. */
    static final int ROLLS_MIN = 3;

    private final DemoPlan plan;
    private final LoadResult load;
    private final JournalAudit audit;
    private final Conduct conduct;
    private final List<String> reasons = new ArrayList<>();

    /**
     * What the conductor saw.
     *
     * @param kills that it did
     * @param exitCode of the node at the end
     * @param recoveryCommands of the last start after a kill
     * @param recoverySeconds of the last start after a kill
     * @param faults that the conductor met
     */
    record Conduct(int kills, int exitCode, long recoveryCommands, double recoverySeconds, List<String> faults) {}

    Verdict(final DemoPlan plan, final LoadResult load, final JournalAudit audit, final Conduct conduct) {
        this.plan = plan;
        this.load = load;
        this.audit = audit;
        this.conduct = conduct;
        judge();
    }

    private void judge() {
        reasons.addAll(conduct.faults());
        refuse(!load.note.isEmpty(), "the load ended early: " + load.note);
        refuse(load.sent == 0, "nothing was sent");
        refuse(audit.acknowledgedMissing() != 0, audit.acknowledgedMissing() + " acknowledged commands are missing");
        refuse(load.decidedTwice != 0, load.decidedTwice + " commands were decided twice");
        refuse(load.unanswered != 0, load.unanswered + " commands have no answer");
        refuse(load.unexpected != 0, load.unexpected + " wrong answers, the first: " + load.firstUnexpected);
        refuse(
                load.checkedPlayers != plan.players(),
                plan.players() - load.checkedPlayers + " players were not found with the balance of their answers");
        refuse(!load.isConserved, "the money does not sum to zero");
        refuse(!isHashEqual(), "a second replay does not reach the live hash");
        refuse(audit.proofsUnmet() != 0, audit.proofsUnmet() + " state proofs are not met");
        refuse(audit.proofsMet() == 0, "no state proof was met");
        refuse(!audit.fault().isEmpty(), "the journal cannot be replayed: " + audit.fault());
        refuse(audit.rolls() < ROLLS_MIN, "the journal rolled only " + audit.rolls() + " times");
        refuse(conduct.kills() != plan.kills(), "only " + conduct.kills() + " of " + plan.kills() + " kills were done");
        refuse(conduct.exitCode() != 0, "the node ended with exit code " + conduct.exitCode());
    }

    private void refuse(final boolean isAgainst, final String reason) {
        if (isAgainst) {
            reasons.add(reason);
        }
    }

    private boolean isHashEqual() {
        return load.stateSequence > 0 && audit.isHashEqual(load.stateHash);
    }

    boolean isPass() {
        return reasons.isEmpty();
    }

    /** Acknowledged commands that are not where their answers said. */
    long acknowledgedMissing() {
        return audit.acknowledgedMissing();
    }

    long decidedTwice() {
        return load.decidedTwice;
    }

    long rolls() {
        return audit.rolls();
    }

    int kills() {
        return conduct.kills();
    }

    List<String> reasons() {
        return reasons;
    }

    LoadRun.Measured measured() {
        return new LoadRun.Measured(
                isPass(),
                load.achievedPerSecond,
                load.p50Us,
                load.p99Us,
                load.p999Us,
                load.maxUs,
                String.join("; ", reasons));
    }

    ObjectNode json(final ObjectMapper mapper) {
        final ObjectNode json = mapper.createObjectNode();
        json.put("verdict", isPass() ? "PASS" : "FAIL");
        json.put("seed", plan.seed());
        final ObjectNode origin = Machine.describe(mapper, plan.seed());
        for (final String name : List.of("commit", "jdk", "machine")) {
            json.set(name, origin.get(name));
        }
        json.put("profile", plan.profile());
        json.put("sync", plan.sync());
        json.put("sent", load.sent);
        json.put("answered", load.answered);
        json.put("acknowledgedMissing", audit.acknowledgedMissing());
        json.put("appliedTwice", load.decidedTwice);
        json.put("unanswered", load.unanswered);
        json.put("checkedPlayers", load.checkedPlayers);
        json.put("conserved", load.isConserved);
        json.put("stateHashEqual", isHashEqual());
        json.put("proofsMet", audit.proofsMet());
        json.put("kills", conduct.kills());
        json.put("inFlightAtKill", load.inFlightAtKill);
        json.put("rolls", audit.rolls());
        json.put("achievedPerSec", Math.round(load.achievedPerSecond));
        json.putObject("latencyUs")
                .put("p50", round(load.p50Us))
                .put("p99", round(load.p99Us))
                .put("p999", round(load.p999Us))
                .put("max", round(load.maxUs));
        json.put("outageMs", Math.round(load.outageMs));
        json.putObject("recovery")
                .put("commands", conduct.recoveryCommands())
                .put("seconds", conduct.recoverySeconds());
        return json;
    }

    private static double round(final double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** For people. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add(format(
                "sent %,d, answered %,d (%,d ids, %,d repeats), %,d without an answer",
                load.sent, load.answered, load.distinct, load.repeats, load.unanswered));
        lines.add(format(
                "killed %d times with %,d in flight, longest outage %,.0f ms, %,d sent again, recovered"
                        + " %,d commands in %.2f s",
                conduct.kills(),
                load.inFlightAtKill,
                load.outageMs,
                load.resent,
                conduct.recoveryCommands(),
                conduct.recoverySeconds()));
        lines.add(format(
                "acknowledged but missing %,d, decided twice %,d, wrong answers %,d",
                audit.acknowledgedMissing(), load.decidedTwice, load.unexpected));
        lines.add(format(
                "balances equal to the answers' for %,d of %,d players, money %s",
                load.checkedPlayers, plan.players(), load.isConserved ? "sums to zero" : "DOES NOT SUM TO ZERO"));
        lines.add(format(
                "second replay of %,d commands: hash %s, %,d state proofs met, %,d not; %,d journal rolls",
                audit.commands(),
                isHashEqual() ? "equal" : "NOT EQUAL",
                audit.proofsMet(),
                audit.proofsUnmet(),
                audit.rolls()));
        lines.add(format(
                "%,.0f answered/s; latency without the outage: p50 %,.0f us, p99 %,.0f us, p99.9 %,.0f us,"
                        + " max %,.0f us",
                load.achievedPerSecond, load.p50Us, load.p99Us, load.p999Us, load.maxUs));
        for (final String reason : reasons) {
            lines.add("AGAINST IT: " + reason);
        }
        lines.add("VERDICT " + (isPass() ? "PASS" : "FAIL"));
        return lines;
    }

    private static String format(final String format, final Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
