package io.ringfence.benchmarks.faults;

import com.fasterxml.jackson.annotation.JsonAutoDetect;

/** What a recovery child found on a disk. Filled by the child, then read. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
final class ChildReport {
    /** How far it came. */
    enum Outcome {
        /** It serves. */
        SERVES,
        /** It refused to start and said why. */
        REFUSED,
        /** Anything else. */
        FAILED
    }

    /** Feature number of its JDK. */
    int jdk = Runtime.version().feature();

    Outcome outcome = Outcome.FAILED;
    String message = "";
    String findings = "";
    boolean isRepaired;
    long sequence;
    boolean isHashKnown;
    long hashSequence;
    long hash;
    long proofsMet;
    long retried;
    long retriedDiffering;
    String firstDiffering = "";
    boolean isServing;
    boolean isReplayEqual;
}
