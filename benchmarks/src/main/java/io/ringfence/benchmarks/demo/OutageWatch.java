package io.ringfence.benchmarks.demo;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Latency from when a command was due to its answer, and the outages, which it leaves out: from the last answer before
 * the node was lost to when the client has caught up with what is due. Client thread only, but for {@link #recent}.
 */
final class OutageWatch {
    private static final long LATENCY_NS_MAX = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(LATENCY_NS_MAX, DIGITS);
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(LATENCY_NS_MAX, DIGITS);
    private Histogram interval;
    private long lastAnswerNs;
    private int inFlightAtLastAnswer;
    private boolean isLost;
    private boolean isBehind;
    private long countsFromNs = Long.MIN_VALUE;
    private long outageNsMax;
    private long inFlightAtLosses;

    /** An answer came; its latency counts if no outage touched it. */
    void onAnswer(final long nowNs, final long plannedNs, final int inFlight) {
        if (isLost) {
            isLost = false;
            outageNsMax = Math.max(outageNsMax, nowNs - lastAnswerNs);
        }
        lastAnswerNs = nowNs;
        inFlightAtLastAnswer = inFlight;
        if (!isBehind && plannedNs >= countsFromNs) {
            final long latencyNs = Math.min(LATENCY_NS_MAX, Math.max(1, nowNs - plannedNs));
            histogram.recordValue(latencyNs);
            recorder.recordValue(latencyNs);
        }
    }

    /** The session is gone. */
    void onLost() {
        if (!isLost) {
            inFlightAtLosses += inFlightAtLastAnswer;
        }
        isLost = true;
        isBehind = true;
    }

    /** Nothing that is due waits to be sent any more. */
    void onCaughtUp(final long nowNs) {
        if (isBehind && !isLost) {
            isBehind = false;
            countsFromNs = nowNs;
        }
    }

    /** Whether the node is lost, or the client still catches up. */
    boolean isBehind() {
        return isBehind;
    }

    /** When the last answer came. */
    long lastAnswerNs() {
        return lastAnswerNs;
    }

    /** Starts counting anew; what came before was set-up. */
    void reset() {
        histogram.reset();
        recorder.reset();
    }

    /** The longest time between two answers around a loss. */
    long outageNsMax() {
        return outageNsMax;
    }

    /** What was unanswered at the last answer before each loss, in total. */
    long inFlightAtLosses() {
        return inFlightAtLosses;
    }

    /** All latencies that count. */
    Histogram histogram() {
        return histogram;
    }

    /** Those since this was asked last. Reporting thread only. */
    Histogram recent() {
        interval = recorder.getIntervalHistogram(interval);
        return interval;
    }
}
