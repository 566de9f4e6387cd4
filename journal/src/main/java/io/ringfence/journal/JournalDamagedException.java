package io.ringfence.journal;

import java.nio.file.Path;

/**
 * The files of a journal do not hold what was written to them. The message names file, cycle, sequence, what is wrong
 * and what an operator does next. Nothing has been changed on the disk.
 */
public final class JournalDamagedException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long cycle;
    private final long sequence;
    private final String reason;

    /**
     * @param file the damaged file, or the one that is missing.
     * @param cycle its cycle, or -1 if it has none.
     * @param sequence the first sequence that cannot be read.
     * @param reason what is wrong, in a sentence.
     */
    public JournalDamagedException(final Path file, final long cycle, final long sequence, final String reason) {
        this(file, cycle, sequence, reason, null);
    }

    /** The same with the failure that showed the damage. */
    public JournalDamagedException(
            final Path file, final long cycle, final long sequence, final String reason, final Throwable cause) {
        super(
                "journal damaged: file " + file + ", cycle " + cycle + ", sequence " + sequence + ": " + reason
                        + "; next: " + nextCommand(file),
                cause);
        this.file = file;
        this.cycle = cycle;
        this.sequence = sequence;
        this.reason = reason;
    }

    /** The damaged file, or the one that is missing. */
    public Path file() {
        return file;
    }

    /** The cycle of the file, or -1 if it has none. */
    public long cycle() {
        return cycle;
    }

    /** The first sequence that cannot be read. */
    public long sequence() {
        return sequence;
    }

    /** What is wrong, in a sentence. */
    public String reason() {
        return reason;
    }

    private static String nextCommand(final Path file) {
        final Path journal = file.toAbsolutePath().getParent();
        final boolean inJournal = journal != null
                && journal.getParent() != null
                && file.toString().endsWith(".cq4");
        return "ringfence replay verify --data " + (inJournal ? journal.getParent() : journal);
    }
}
