package io.ringfence.benchmarks.load;

import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Applies a journal that is read again, checksums and all, to a new engine: all of it when nobody writes any more, or
 * piece by piece behind its writer. One thread at a time; single-use.
 */
final class JournalCheck {
    private final WalletEngine engine = new WalletEngine();
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private long hashSequence = -1;
    private long hashThere;
    private boolean isThere;
    private long records;
    private boolean isDense = true;

    /** Reads a journal at rest. Empty, or what speaks against it. */
    String run(final Path journal, final long sequence, final long hash) {
        try (JournalReader reader = JournalReader.openAtRest(journal)) {
            return finish(reader, sequence, hash);
        } catch (final RuntimeException e) {
            return refusal(e);
        }
    }

    /** Applies the batch that a reader is at. */
    void apply(final JournalReader reader) {
        reader.forEachRecord(this::onRecord, StateMachine.LOOK_AHEAD_COUNT, this::lookAhead);
    }

    /**
     * Applies all that is left of a journal at rest.
     *
     * @param sequence at which the live state had a hash; nothing behind it was applied yet
     * @return empty, or what speaks against it.
     */
    String finish(final JournalReader reader, final long sequence, final long hash) {
        hashSequence = sequence;
        if (records == sequence) {
            takeHash();
        }
        try {
            while (reader.nextBatch()) {
                apply(reader);
            }
            engine.checkInvariants();
        } catch (final RuntimeException e) {
            return refusal(e);
        }
        if (!isDense) {
            return "sequences of the journal are not dense";
        }
        return isThere && hashThere == hash ? "" : "the replay does not reach the live hash";
    }

    /** What a reader or an engine that throws says of the journal. */
    static String refusal(final RuntimeException thrown) {
        return "the journal cannot be replayed: " + thrown;
    }

    private void lookAhead(final JournalRecord record) {
        engine.lookAhead(record.buffer(), record.offset());
    }

    private void onRecord(final JournalRecord record) {
        isDense &= record.sequence() == ++records;
        engine.apply(
                record.sequence(), record.timestampNs(), record.buffer(), record.offset(), record.length(), output);
        if (record.sequence() == hashSequence) {
            takeHash();
        }
    }

    private void takeHash() {
        hashThere = engine.stateHash();
        isThere = true;
    }
}
