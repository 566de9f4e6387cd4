package io.ringfence.benchmarks.demo;

import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import io.ringfence.protocol.FrameLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the journal of a stopped node once more: is every acknowledged command in it, at the sequence that its answer
 * named, and does a second engine reach the state proofs and the live hash? One thread; single-use.
 */
final class JournalAudit {
    private static final int FIRST_COMMAND_TEMPLATE_ID = 50;
    private static final int PROOFS_KEPT = 1 << 16;

    private final WalletEngine engine = new WalletEngine();
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final long[] proofSequences = new long[PROOFS_KEPT];
    private final long[] proofHashes = new long[PROOFS_KEPT];
    private final long txIdHigh;
    private final long[] sequences;
    private final long hashSequence;
    private final LongHashSet cycles = new LongHashSet();
    private final Map<Long, Long> met = new HashMap<>();
    private long batches;
    private long acknowledged;
    private long found;
    private long hashThere;
    private boolean isHashTaken;
    private long unmet;
    private String fault = "";

    /**
     * For a run.
     *
     * @param load what its client found
     * @param sequencesFile the sequence that each id was answered with
     */
    JournalAudit(final LoadResult load, final Path sequencesFile) throws IOException {
        txIdHigh = load.txIdHigh;
        hashSequence = load.stateSequence;
        sequences = read(sequencesFile);
        for (final long sequence : sequences) {
            acknowledged += sequence > 0 ? 1 : 0;
        }
    }

    private static long[] read(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long[] read = new long[(int) (channel.size() / Long.BYTES)];
            final ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            mapped.asLongBuffer().get(read);
            return read;
        }
    }

    /** Reads all of it. What stops it is in {@link #fault}. */
    void run(final Path journal) {
        try (JournalReader reader = JournalReader.openAtRest(journal)) {
            while (reader.nextBatch()) {
                cycles.add(reader.cycle());
                checkProof(reader.proofSequence(), reader.proofHash());
                reader.forEachRecord(this::onRecord);
                final int slot = (int) (batches++ & (PROOFS_KEPT - 1));
                proofSequences[slot] = engine.sequence();
                proofHashes[slot] = engine.stateHash();
            }
            engine.checkInvariants();
        } catch (final RuntimeException e) {
            fault = e.toString();
        }
    }

    private void onRecord(final JournalRecord record) {
        final long sequence = record.sequence();
        final int templateId = FrameLayout.templateId(record.buffer(), record.offset());
        if (templateId >= FIRST_COMMAND_TEMPLATE_ID
                && FrameLayout.txIdHigh(record.buffer(), record.offset()) == txIdHigh) {
            final long id = FrameLayout.txIdLow(record.buffer(), record.offset());
            if (id > 0 && id < sequences.length && sequences[(int) id] == sequence) {
                found++;
            }
        }
        engine.apply(sequence, record.timestampNs(), record.buffer(), record.offset(), record.length(), output);
        if (sequence == hashSequence) {
            hashThere = engine.stateHash();
            isHashTaken = true;
        }
    }

    /** A proof names the end of an earlier batch. */
    private void checkProof(final long sequence, final long hash) {
        if (sequence == BatchDescriptor.NO_PROOF || met.containsKey(sequence)) {
            return;
        }
        for (long i = batches - 1; i >= Math.max(0, batches - PROOFS_KEPT); i--) {
            final int slot = (int) (i & (PROOFS_KEPT - 1));
            if (proofSequences[slot] == sequence) {
                if (proofHashes[slot] == hash) {
                    met.put(sequence, hash);
                } else {
                    unmet++;
                }
                return;
            }
            if (proofSequences[slot] < sequence) {
                break;
            }
        }
        unmet++;
    }

    /** Acknowledged commands that the journal does not have where their answer said. */
    long acknowledgedMissing() {
        return acknowledged - found;
    }

    /** Whether the second engine had this hash after the sequence that the node named. */
    boolean isHashEqual(final long hash) {
        return isHashTaken && hashThere == hash;
    }

    long proofsMet() {
        return met.size();
    }

    long proofsUnmet() {
        return unmet;
    }

    /** Times that a new file was begun. */
    long rolls() {
        return Math.max(0, cycles.size() - 1);
    }

    /** Records replayed. */
    long commands() {
        return engine.sequence();
    }

    /** What stopped it, empty if nothing did. */
    String fault() {
        return fault;
    }
}
