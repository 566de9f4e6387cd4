package io.ringfence.benchmarks.faults;

import java.util.ArrayList;
import java.util.List;

/** What a round found. Filled by the round, then added up. */
public final class RoundResult {
    final String name;
    int cuts;
    int kills;
    long rolls;
    long acknowledgedLost;
    long appliedTwice;
    int refusedStarts;
    int unexpectedRefusals;
    int repairs;
    /** Feature number of the JDK that recovered; 0 if no recovering process was needed. */
    int recoveredOn;
    /** Answered and not found, as the policy allows. */
    long allowedLost;
    /** Journal time between the first of those and the cut, policy interval. */
    long windowNs;
    /** The same, policy none. */
    long noneWindowNs;

    private final List<String> against = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    /** Its kind and number. */
    public String name() {
        return name;
    }

    RoundResult(final String name) {
        this.name = name;
    }

    /** What speaks against the node; a round without it passed. */
    void against(final String reason) {
        against.add(reason);
    }

    void against(final boolean isAgainst, final String reason) {
        if (isAgainst) {
            against.add(reason);
        }
    }

    /** What was done. */
    void tell(final String line) {
        story.add(line);
    }

    /** Whether nothing speaks against the node. */
    public boolean isPass() {
        return against.isEmpty();
    }

    /** What speaks against the node. */
    public List<String> reasons() {
        return against;
    }

    /** What was done and found. */
    public List<String> story() {
        return story;
    }
}
