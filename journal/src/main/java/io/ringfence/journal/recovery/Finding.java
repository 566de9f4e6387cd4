package io.ringfence.journal.recovery;

import java.nio.file.Path;

/**
 * One thing that was found in a journal.
 *
 * @param code what it is.
 * @param file where it is, or the file that is missing.
 * @param cycle of that file; -1 if it has none.
 * @param sequence the first one that cannot be read because of it; 0 if it is not about sequences.
 * @param position in that file; -1 if it is about the whole of it.
 * @param detail what is wrong, in a sentence.
 * @param judgement what it means.
 */
public record Finding(
        FindingCode code, Path file, long cycle, long sequence, long position, String detail, Judgement judgement) {}
