package io.ringfence.journal.recovery;

import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalTail;
import java.nio.file.Path;

/** Whether a journal that nobody writes may be written on as it is. Changes not one byte. Any thread. */
public final class JournalVerifier {
    private JournalVerifier() {}

    /**
     * Verifies a journal against its watermark.
     *
     * @return where writing goes on.
     * @throws JournalDamagedException if anything is to be repaired, or may not be: file, cycle, sequence, reason, next
     *     command.
     * @throws JournalException if the files cannot be read.
     */
    public static JournalTail verify(final Path directory, final Path watermark) {
        final JournalReport report = JournalInspection.inspect(directory, watermark);
        report.checkWhole();
        return report.tail();
    }
}
