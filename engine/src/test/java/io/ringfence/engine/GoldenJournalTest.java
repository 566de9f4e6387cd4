package io.ringfence.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Replays the golden journal of rules version 1 and reads its golden snapshot, for ever. A failure here is never mended
 * by other numbers or other files: either the change is a mistake, or it needs a new rules version. See
 * {@link GoldenJournal} for how the files were made.
 */
class GoldenJournalTest {
    private static final String HASH_AT_SNAPSHOT = "ff2eb375af1d847b";
    private static final String HASH_AT_END = "96f2952ea678ba";
    private static final String OUTPUT_TO_SNAPSHOT = "725e6815";
    private static final String OUTPUT_FROM_SNAPSHOT = "52418411";

    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);

    @Test
    void shouldReplayTheGoldenJournalOfRulesVersion1() throws IOException {
        final List<Workload.Frame> frames = GoldenJournal.frames();
        final WalletEngine engine = new WalletEngine();
        final String first = apply(engine, frames.subList(0, GoldenJournal.SNAPSHOT_AT));
        assertEquals(HASH_AT_SNAPSHOT + " " + OUTPUT_TO_SNAPSHOT, first);
        final String second = apply(engine, frames.subList(GoldenJournal.SNAPSHOT_AT, frames.size()));
        assertEquals(HASH_AT_END + " " + OUTPUT_FROM_SNAPSHOT, second);
        engine.checkInvariants();
    }

    @Test
    void shouldReadTheGoldenSnapshotOfRulesVersion1AndGoOn() throws IOException {
        final List<Workload.Frame> frames = GoldenJournal.frames();
        final WalletEngine engine = Snapshots.read(GoldenJournal.snapshot());
        assertEquals(HASH_AT_SNAPSHOT, Long.toHexString(engine.stateHash()));
        final String second = apply(engine, frames.subList(GoldenJournal.SNAPSHOT_AT, frames.size()));
        assertEquals(HASH_AT_END + " " + OUTPUT_FROM_SNAPSHOT, second);
        engine.checkInvariants();
    }

    @Test
    void shouldHoldEveryCommand() throws IOException {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final Set<Integer> templates = new TreeSet<>();
        for (final Workload.Frame frame : GoldenJournal.frames()) {
            templates.add(header.wrap(new UnsafeBuffer(frame.bytes), 0).templateId());
        }
        for (final CommandKind kind : CommandKind.values()) {
            if (!kind.isQuery()) {
                assertTrue(templates.remove(kind.templateId()), kind + " is missing");
            }
        }
    }

    /** The hash behind the frames, and the CRC32C of all answers. */
    private String apply(final WalletEngine engine, final List<Workload.Frame> frames) {
        final CRC32C crc = new CRC32C();
        for (final Workload.Frame frame : frames) {
            final int length = frame.apply(engine, output);
            crc.update(output.byteArray(), 0, length);
        }
        return Long.toHexString(engine.stateHash()) + " " + Long.toHexString(crc.getValue());
    }
}
