package io.ringfence.journal;

/** Takes the records of a batch in order. */
@FunctionalInterface
public interface RecordHandler {
    /** The record is valid during the call only: copy what must live longer. */
    void onRecord(JournalRecord record);
}
