package io.ringfence.node.recovery;

import io.ringfence.engine.StateMachine;
import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalException;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import io.ringfence.journal.JournalTail;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Brings a state machine to the end of a journal that nobody writes. The thread that starts the node; single-use.
 *
 * <p>Files, checksums and the watermark are judged first, and a torn end that was never forced is cut off. Then each
 * record goes through {@code apply}, in order and without a gap, and each state proof is met: a journal that leads
 * elsewhere than it once did stops the start, because either it, the rules or this machine is not to be trusted.
 */
public final class Recovery {
    private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(1);

    private final StateMachine machine;
    private final Path directory;
    private final PrintStream err;
    private final ProofWindow window = new ProofWindow();
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private long records;
    private long proofsMet;
    private long lastProofSequence = BatchDescriptor.NO_PROOF;
    private long lastProofHash;
    private long startedNs;
    private long nextProgressNs;

    /**
     * What was recovered.
     *
     * @param tail        where the journal goes on
     * @param sequence    last one applied; 0 for a new journal
     * @param timestampNs its journal time, nanoseconds since the epoch; 0 for a new journal
     * @param stateHash   of the recovered state
     * @param records     that were applied
     * @param proofsMet   state proofs that were met, each once
     * @param durationNs  of verification and replay
     */
    public record Result(
            JournalTail tail,
            long sequence,
            long timestampNs,
            long stateHash,
            long records,
            long proofsMet,
            long durationNs) {}

    private Recovery(final StateMachine machine, final Path directory, final PrintStream err) {
        this.machine = machine;
        this.directory = directory;
        this.err = err;
    }

    /**
     * Verifies and replays.
     *
     * @param check   judges the files
     * @param machine empty
     * @param err     takes a line of progress about every second
     * @throws JournalDamagedException if the journal may not be used
     * @throws NodeException           if it leads to another state than its proofs say, or {@code apply} fails
     */
    public static Result run(
            final JournalCheck check,
            final Path directory,
            final Path watermark,
            final StateMachine machine,
            final PrintStream err) {
        return new Recovery(machine, directory, err).run(check, watermark);
    }

    private Result run(final JournalCheck check, final Path watermark) {
        startedNs = System.nanoTime();
        nextProgressNs = startedNs + PROGRESS_NS;
        final JournalTail tail = check.run(directory, watermark);
        if (!tail.isEmpty()) {
            replay(tail);
        }
        if (machine.sequence() != tail.lastSequence()) {
            throw new IllegalStateException(
                    "replay ended at " + machine.sequence() + ", the journal at " + tail.lastSequence());
        }
        return new Result(
                tail,
                machine.sequence(),
                machine.timestampNs(),
                machine.stateHash(),
                records,
                proofsMet,
                System.nanoTime() - startedNs);
    }

    private void replay(final JournalTail tail) {
        final long replayStartedNs = System.nanoTime();
        try (JournalReader reader = JournalReader.open(directory, 1, tail.lastSequence())) {
            while (reader.nextBatch()) {
                applyBatch(reader);
                window.remember(machine.sequence(), machine.stateHash());
                final long nowNs = System.nanoTime();
                if (nowNs - nextProgressNs >= 0) {
                    nextProgressNs = nowNs + PROGRESS_NS;
                    printProgress(tail.lastSequence(), nowNs - replayStartedNs);
                }
            }
        }
    }

    private void applyBatch(final JournalReader reader) {
        checkProof(reader);
        try {
            reader.forEachRecord(this::apply, StateMachine.LOOK_AHEAD_COUNT, this::lookAhead);
        } catch (final JournalException | NodeException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            throw new NodeException(
                    ExitCode.INVARIANT,
                    "replay failed in file " + reader.file() + ", cycle " + reader.cycle() + ", sequence "
                            + (machine.sequence() + 1) + ": " + e,
                    "keep the data directory as it is and report this; the journal itself is not damaged",
                    e);
        }
    }

    private void lookAhead(final JournalRecord record) {
        machine.lookAhead(record.buffer(), record.offset());
    }

    private void apply(final JournalRecord record) {
        if (record.sequence() != machine.sequence() + 1) {
            throw new IllegalStateException("sequence " + record.sequence() + " follows " + machine.sequence());
        }
        machine.apply(
                record.sequence(), record.timestampNs(), record.buffer(), record.offset(), record.length(), output);
        records++;
    }

    private void checkProof(final JournalReader reader) {
        final long sequence = reader.proofSequence();
        final long hash = reader.proofHash();
        if (sequence == BatchDescriptor.NO_PROOF || (sequence == lastProofSequence && hash == lastProofHash)) {
            return;
        }
        switch (window.check(sequence, hash)) {
            case MET -> {
                proofsMet++;
                lastProofSequence = sequence;
                lastProofHash = hash;
            }
            case UNMET ->
                throw new NodeException(
                        ExitCode.INVARIANT,
                        "state proof not met: after sequence " + sequence + " the state once had the hash "
                                + Long.toHexString(hash) + ", replay reaches another; said in file " + reader.file()
                                + ", cycle " + reader.cycle() + ", batch " + reader.firstSequence() + " to "
                                + reader.lastSequence(),
                        "do not serve from this data: run the version that wrote the journal, check the memory of this"
                                + " machine, and report this");
            case NO_BATCH_END ->
                throw new JournalDamagedException(
                        reader.file(),
                        reader.cycle(),
                        reader.firstSequence(),
                        "a state proof names sequence " + sequence + ", where no batch ends");
            case TOO_OLD -> {
                // Nothing to compare with any more; the proofs after it are.
            }
        }
    }

    private void printProgress(final long lastSequence, final long elapsedNs) {
        final double perSecond = records * 1e9 / Math.max(1, elapsedNs);
        err.printf(
                Locale.ROOT,
                "ringfence: recovering: %,d of %,d records, %d %%, %,.0f/s%n",
                records,
                lastSequence,
                records * 100 / lastSequence,
                perSecond);
    }
}
