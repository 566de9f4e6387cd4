package io.ringfence.node;

import io.ringfence.journal.JournalException;
import io.ringfence.node.failure.Failure;
import io.ringfence.node.failure.Terminator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;

/** A process that fails while the reader of its standard error has stopped reading. */
final class BlockedReport {
    private BlockedReport() {}

    public static void main(final String[] args) {
        final OutputStream full = new OutputStream() {
            @Override
            public void write(final int b) {
                while (true) {
                    LockSupport.parkNanos(Long.MAX_VALUE);
                }
            }
        };
        Terminator.halting(new PrintStream(full, true)).terminate(Failure.of(new JournalException("force failed")));
    }
}
