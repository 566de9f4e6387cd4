package io.ringfence.replay;

import io.ringfence.engine.StateMachine;
import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import io.ringfence.protocol.json.ReplyJson;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Applies a journal from its first record to a fresh state machine, and checks on the way that every state proof of the
 * journal is met. A proof is about the end of an earlier batch, so the hashes of the latest batch ends are kept. One
 * thread, single-use; nothing is allocated per record.
 */
final class JournalReplay {
    /** A proof may be this many batches old: more than a node can have between its journal and its engine. */
    private static final int BATCH_ENDS_MAX = 1 << 17;

    private static final int MASK = BATCH_ENDS_MAX - 1;

    /** Sees each record after it was applied. */
    interface Observer {
        /** Both are valid during the call only; the reply has no bytes for what the node journals itself. */
        void onApplied(JournalRecord record, DirectBuffer reply, int replyLength);
    }

    private final StateMachine engine;
    private final Observer observer;
    private final Progress progress;
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final long[] endSequences = new long[BATCH_ENDS_MAX];
    private final long[] endHashes = new long[BATCH_ENDS_MAX];
    private long batches;
    private long records;
    private long proofs;
    private long lastProofSequence = BatchDescriptor.NO_PROOF;
    private long lastProofHash;

    /**
     * @param engine fresh.
     * @param observer called for each record.
     * @param progress told of each batch.
     */
    JournalReplay(final StateMachine engine, final Observer observer, final Progress progress) {
        this.engine = engine;
        this.observer = observer;
        this.progress = progress;
        endHashes[0] = engine.stateHash();
    }

    /**
     * Applies what the reader gives from the first record on.
     *
     * @throws JournalDamagedException if the journal is damaged, or a proof is not met.
     * @throws ReplayException if the engine stops on a command.
     */
    void run(final JournalReader reader) {
        while (reader.nextBatch()) {
            checkProof(reader);
            records += reader.forEachRecord(this::onRecord, StateMachine.LOOK_AHEAD_COUNT, this::lookAhead);
            batches++;
            final int index = (int) batches & MASK;
            endSequences[index] = engine.sequence();
            endHashes[index] = engine.stateHash();
            progress.onRecords(records);
        }
    }

    /** Batches that were applied, the last one perhaps in part. */
    long batches() {
        return batches;
    }

    /** Records that were applied. */
    long records() {
        return records;
    }

    /** Different proofs that were met. */
    long proofs() {
        return proofs;
    }

    private void lookAhead(final JournalRecord record) {
        engine.lookAhead(record.buffer(), record.offset());
    }

    private void onRecord(final JournalRecord record) {
        final int length;
        try {
            length = engine.apply(
                    record.sequence(), record.timestampNs(), record.buffer(), record.offset(), record.length(), reply);
        } catch (final RuntimeException | AssertionError ex) {
            throw new ReplayException(
                    ExitCode.INVARIANT, "the engine stopped on sequence " + record.sequence() + ": " + ex, ex);
        }
        observer.onApplied(record, reply, length);
    }

    private void checkProof(final JournalReader reader) {
        final long sequence = reader.proofSequence();
        final long hash = reader.proofHash();
        if (sequence == BatchDescriptor.NO_PROOF || (sequence == lastProofSequence && hash == lastProofHash)) {
            return;
        }
        final long batch = batchThatEndsWith(sequence);
        if (batch < 0) {
            throw unmet(reader, "it is not about the end of an earlier batch");
        }
        final long replayed = endHashes[(int) batch & MASK];
        if (replayed != hash) {
            throw unmet(reader, "the state has hash " + ReplyJson.hash(replayed));
        }
        lastProofSequence = sequence;
        lastProofHash = hash;
        proofs++;
    }

    private long batchThatEndsWith(final long sequence) {
        for (long batch = batches; batch >= 0 && batch > batches - BATCH_ENDS_MAX; batch--) {
            final long end = endSequences[(int) batch & MASK];
            if (end <= sequence) {
                return end == sequence ? batch : -1;
            }
        }
        return -1;
    }

    private static JournalDamagedException unmet(final JournalReader reader, final String reason) {
        return new JournalDamagedException(
                reader.file(),
                reader.cycle(),
                reader.firstSequence(),
                "its batch states hash " + ReplyJson.hash(reader.proofHash()) + " after sequence "
                        + reader.proofSequence() + ", but " + reason);
    }
}
