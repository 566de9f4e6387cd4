package io.ringfence.journal.chronicle;

import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalFixture;
import io.ringfence.journal.SyncPolicy;
import java.nio.file.Path;

/** A process that appends and commits until it is killed, and says after each commit what is committed. */
public final class KilledWriter {
    private KilledWriter() {}

    public static void main(final String[] args) {
        final JournalFixture fixture = new JournalFixture(Path.of(args[0]), SyncPolicy.parse(args[1]));
        int perCommit = 1;
        try (Journal journal = fixture.open()) {
            System.out.println("open " + journal.committedSequence());
            while (true) {
                fixture.append(journal, perCommit, perCommit);
                System.out.println("committed " + journal.committedSequence() + " " + journal.rolls());
                perCommit = perCommit % 400 + 13;
            }
        }
    }
}
