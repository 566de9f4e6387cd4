package io.ringfence.benchmarks.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What all rounds of a run found. Filled by one thread, then read. */
public final class FaultVerdict {
    private static final int ROLLS_MIN = 20;
    private static final int ROUNDS_WITH_ROLLS = 10;
    private static final double NS_PER_MS = 1e6;

    private final List<String> reasons = new ArrayList<>();
    private int rounds;
    private long cuts;
    private long kills;
    private long rolls;
    private long acknowledgedLost;
    private long appliedTwice;
    private long refusedStarts;
    private long unexpectedRefusals;
    private long repairs;
    private long allowedLost;
    private long windowNs;
    private long noneWindowNs;
    private long lostMax;
    private final Map<Integer, Long> recoveriesByJdk = new TreeMap<>();
    private int sabotageCaught;

    /** A round is over. */
    public void add(final RoundResult result) {
        rounds++;
        cuts += result.cuts;
        kills += result.kills;
        rolls += result.rolls;
        acknowledgedLost += result.acknowledgedLost;
        appliedTwice += result.appliedTwice;
        refusedStarts += result.refusedStarts;
        unexpectedRefusals += result.unexpectedRefusals;
        repairs += result.repairs;
        allowedLost += result.allowedLost;
        windowNs = Math.max(windowNs, result.windowNs);
        noneWindowNs = Math.max(noneWindowNs, result.noneWindowNs);
        lostMax = Math.max(lostMax, result.allowedLost);
        if (result.recoveredOn > 0) {
            recoveriesByJdk.merge(result.recoveredOn, 1L, Long::sum);
        }
        result.reasons().forEach(reason -> reasons.add("round " + result.name() + ": " + reason));
    }

    /** So far. */
    public int rounds() {
        return rounds;
    }

    /** A whole run is over: what only a whole run can show. */
    public void addSabotage(final int caught, final List<String> missed) {
        sabotageCaught = caught;
        missed.forEach(name -> reasons.add("the rig does not notice the saboteur " + name));
        if (rounds >= ROUNDS_WITH_ROLLS && rolls < ROLLS_MIN) {
            reasons.add("only " + rolls + " journal files were begun");
        }
    }

    /** Whether nothing speaks against the node, nor against the rig. */
    public boolean isPass() {
        return reasons.isEmpty();
    }

    /** Puts the figures into an object. */
    public void json(final ObjectNode json) {
        json.put("verdict", isPass() ? "PASS" : "FAIL");
        json.put("rounds", rounds);
        json.put("cuts", cuts);
        json.put("kills", kills);
        json.put("rolls", rolls);
        json.put("acknowledgedLost", acknowledgedLost);
        json.put("appliedTwice", appliedTwice);
        json.put("refusedStarts", refusedStarts);
        json.put("unexpectedRefusals", unexpectedRefusals);
        json.put("repairs", repairs);
        json.put("sabotageCaught", sabotageCaught);
        final ObjectNode recoveries = json.putObject("recoveriesByJdk");
        recoveriesByJdk.forEach((jdk, count) -> recoveries.put(Integer.toString(jdk), count));
    }

    /** For people. */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d rounds: %,d power cuts, %,d kills, %,d journal files begun, %,d repairs, %,d starts refused that"
                        + " had to be",
                rounds,
                cuts,
                kills,
                rolls,
                repairs,
                refusedStarts));
        lines.add(String.format(
                Locale.ROOT,
                "acknowledged and lost %,d, applied twice %,d, refused without need %,d, saboteurs caught %d",
                acknowledgedLost,
                appliedTwice,
                unexpectedRefusals,
                sabotageCaught));
        lines.add(String.format(
                Locale.ROOT,
                "lost as the policies allow: %,d answers, %,d at most by one cut; the oldest was given %.1f ms before"
                        + " its cut under interval:20, %.1f ms under none (journal time)",
                allowedLost,
                lostMax,
                windowNs / NS_PER_MS,
                noneWindowNs / NS_PER_MS));
        recoveriesByJdk.forEach(
                (jdk, count) -> lines.add(String.format(Locale.ROOT, "recovered on JDK %d: %,d disks", jdk, count)));
        reasons.forEach(reason -> lines.add("AGAINST IT: " + reason));
        lines.add("VERDICT " + (isPass() ? "PASS" : "FAIL"));
        return lines;
    }
}
