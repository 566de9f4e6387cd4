package io.ringfence.journal.recovery;

/** What can be found in the files of a journal. */
public enum FindingCode {
    /** A next file that was being made, or was made, and holds nothing. */
    FILE_AHEAD,
    /** The last file has its name, but not its first header, and never held a batch. */
    HALF_MADE_FILE,
    /** The copy of a repair that was interrupted. */
    REPAIR_LEFTOVER,

    /** An excerpt that is not a whole batch: wrong checksum, length or magic. */
    TORN_BATCH,
    /** The words around excerpts are wrong, so nothing behind them can be reached. */
    TORN_FRAME,
    /** The file goes on behind its last batch: batches behind a hole, or Chronicle's notes ahead of the data. */
    TORN_TAIL,
    /** A file without its first header, which held batches or has files behind it. */
    LOST_FIRST_HEADER,
    /** A file without its end mark, with a file behind it. */
    LOST_END_MARK,
    /** Batches in a file that was never given its name. */
    BATCHES_IN_FILE_AHEAD,
    /** A whole file behind the place of the cut. */
    BEYOND_THE_CUT,

    /** A file is missing that others prove to have been there. */
    LOST_FILE,
    /** A batch that is whole, but not the next one: its sequence, time, incarnation or records are wrong. */
    WRONG_ORDER,
    /** A batch that a later version of this software wrote. */
    NEWER_VERSION,
    /** What Chronicle notes about its excerpts is wrong in a way that no power cut leaves. */
    CHRONICLE_NOTES,
    /** A cycle file that does not begin like one; with a part of its first page lost, it may be cut. */
    NOT_A_JOURNAL_FILE,
    /** A file that Chronicle set aside because its first header did not come in time. */
    DISCARDED_FILE,
    /** Something in the directory that is not part of a journal. */
    FOREIGN_FILE,
    /** The disk does not give the file back. */
    UNREADABLE,
    /** There is a journal, and no watermark. */
    WATERMARK_ABSENT,
    /** There is a journal, and no valid slot in the watermark. */
    WATERMARK_UNREADABLE,
    /** The watermark promises more than there is. */
    WATERMARK_AHEAD,
    /** No batch ends where the watermark points. */
    WATERMARK_MISPLACED
}
