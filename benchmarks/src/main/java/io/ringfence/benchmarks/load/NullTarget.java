package io.ringfence.benchmarks.load;

import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers everything at the next poll with "done": shows what the rig itself can do. */
final class NullTarget implements Target {
    private static final int ROOM = 512;
    private static final int ANSWER_LENGTH = 128;

    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[ANSWER_LENGTH]);
    private AnswerListener listener;
    private long offered;
    private long answered;

    NullTarget() {
        Expected.writeDone(answer, 0);
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        return offered - answered == ROOM ? -1 : ++offered;
    }

    @Override
    public int poll() {
        final int workCount = (int) (offered - answered);
        while (answered < offered) {
            answered++;
            listener.onAnswer(answered, answer, 0, ANSWER_LENGTH);
        }
        return workCount;
    }

    @Override
    public Path journal() {
        return null;
    }

    @Override
    public double[] pausesMs() {
        return Pauses.ofThisProcess();
    }

    @Override
    public String stop() {
        return "";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
