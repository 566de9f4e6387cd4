package io.ringfence.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * What the rig offers frames to: a layer of the node, or nothing at all. One thread, but for what an implementation
 * starts by itself. A frame is answered once, from {@link #poll}, never from {@link #offer}.
 */
public interface Target extends AutoCloseable {
    /** Takes answers; the bytes are valid during the call only. */
    interface AnswerListener {
        /** One answer. */
        void onAnswer(long correlationId, DirectBuffer buffer, int offset, int length);
    }

    /** Who takes the answers; before the first offer. */
    void listener(AnswerListener listener);

    /** Offers a command or query. Above 0 the id its answer comes with, ids are dense; else there is no room now. */
    long offer(DirectBuffer buffer, int offset, int length);

    /** Lets answers come. A measure of what was done; 0 when there was nothing. */
    int poll();

    /** Where its journal is, or null if it has none; readable after {@link #stop}. */
    Path journal();

    /** The watermark of that journal, or null. */
    default Path watermark() {
        return null;
    }

    /** Milliseconds that collections have stopped the layer's process for; it may be the rig's own. */
    double[] pausesMs();

    /** Where others reach it while it runs; null where nobody can. */
    default Served served() {
        return null;
    }

    /** What watches it; null where nothing does. */
    default NodeWatch watch() {
        return null;
    }

    /**
     * A node that others may ask, too.
     *
     * @param port of its endpoint on loopback
     * @param data its data directory
     */
    record Served(int port, Path data) {}

    /** Ends it in order. Empty, or what was wrong. Idempotent. */
    String stop();

    /**
     * Starts it again from its journal, after {@link #stop}, and stops it.
     *
     * @return commands a second that it recovered; 0 if it has nothing to recover from by itself.
     */
    default double recover() throws IOException {
        return 0;
    }

    /** Removes what it left. */
    @Override
    void close();
}
