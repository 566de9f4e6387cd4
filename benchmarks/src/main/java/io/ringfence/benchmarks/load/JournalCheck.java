package io.ringfence.benchmarks.load;

import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a journal at rest again, checksums and all, and applies it to a new engine. One thread; single-use. */
final class JournalCheck {
    private final WalletEngine engine = new WalletEngine();
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final long hashSequence;
    private long hashThere;
    private boolean isThere;
    private long records;
    private boolean isDense = true;

    JournalCheck(final long hashSequence) {
        this.hashSequence = hashSequence;
    }

    /** Empty, or what speaks against it. */
    String run(final Path journal, final long hash) {
        try (JournalReader reader = JournalReader.openAtRest(journal)) {
            while (reader.nextBatch()) {
                reader.forEachRecord(this::onRecord, StateMachine.LOOK_AHEAD_COUNT, this::lookAhead);
            }
            engine.checkInvariants();
        } catch (final RuntimeException e) {
            return "the journal cannot be replayed: " + e;
        }
        if (!isDense) {
            return "sequences of the journal are not dense";
        }
        return isThere && hashThere == hash ? "" : "the replay does not reach the live hash";
    }

    private void lookAhead(final JournalRecord record) {
        engine.lookAhead(record.buffer(), record.offset());
    }

    private void onRecord(final JournalRecord record) {
        isDense &= record.sequence() == ++records;
        engine.apply(
                record.sequence(), record.timestampNs(), record.buffer(), record.offset(), record.length(), output);
        if (record.sequence() == hashSequence) {
            hashThere = engine.stateHash();
            isThere = true;
        }
    }
}
