package io.ringfence.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.benchmarks.rig.Opening;
import io.ringfence.benchmarks.rig.TransferTraffic;
import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.CycleName;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.journal.recovery.JournalVerifier;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal that is checked and removed behind its writer is judged as one that is kept. */
@Timeout(60)
class JournalFollowerTest {
    private static final int FILE_BYTES = 256 << 10;
    private static final int BATCH_BYTES = 16 << 10;
    private static final int PLAYERS = 50;
    private static final long MANY_BYTES = 1L << 40;

    private static final EngineConfig CONFIG = new LoadPlan(
                    1,
                    PLAYERS,
                    "transfer",
                    "uniform",
                    0,
                    0,
                    64,
                    "batch",
                    "compact",
                    20_000,
                    false,
                    new LoadPlan.Timing(0, 0, 0, 0, 1))
            .engineConfig();

    @TempDir
    Path data;

    private final AtomicInteger failures = new AtomicInteger();
    private final WalletEngine live = new WalletEngine();
    private final TransferTraffic traffic = new TransferTraffic(PLAYERS, 3);
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private JournalConfig config;
    private Journal journal;

    @BeforeEach
    void open() {
        config = new JournalConfig(
                data.resolve("journal"),
                data.resolve("watermark"),
                SyncPolicy.BATCH,
                FILE_BYTES,
                BATCH_BYTES,
                MessageHeaderEncoder.SCHEMA_VERSION);
        journal = ChronicleJournal.open(
                config, JournalDisk.real(), JournalVerifier.verify(config.directory(), config.watermark()));
        journalAndApply(CONFIG.encode(frame, 0));
        final Opening opening = new Opening(PLAYERS);
        for (int i = 0; i < opening.count(); i++) {
            journalAndApply(opening.encode(i, frame, 0, 1_000));
        }
        journal.commit();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void journalAndApply(final int length) {
        final long sequence = journal.nextSequence();
        journal.append(sequence, 1_000_000_000L + sequence, 1, 1, frame, 0, length);
        apply(sequence, length);
    }

    private void apply(final long sequence, final int length) {
        live.apply(sequence, 1_000_000_000L + sequence, frame, 0, length, output);
    }

    private void transfers(final int count) {
        for (int i = 1; i <= count; i++) {
            journalAndApply(traffic.next(frame, 0, 1_000));
            if (i % 100 == 0 || i == count) {
                journal.commit();
            }
        }
    }

    private JournalFollower follow(final long bytesMax) {
        return JournalFollower.start(config.directory(), config.watermark(), bytesMax, failures::incrementAndGet);
    }

    private void awaitRemoved(final JournalFollower follower) throws InterruptedException {
        while (Files.exists(CycleName.file(config.directory(), 2))
                && follower.against().isEmpty()) {
            Thread.sleep(1);
        }
    }

    private String finish(final JournalFollower follower) {
        follower.hold();
        journal.close();
        return follower.finish(live.sequence(), live.stateHash());
    }

    @Test
    void whatIsThroughIsRemovedAndTheRestIsStillRead() throws Exception {
        try (JournalFollower follower = follow(MANY_BYTES)) {
            transfers(15_000);
            awaitRemoved(follower);
            transfers(1_000);
            assertEquals("", finish(follower));
            assertTrue(follower.filesRemoved() >= 3);
            assertFalse(Files.exists(CycleName.file(config.directory(), 0)));
            assertTrue(follower.bytesPeak() >= FILE_BYTES);
            assertEquals(0, failures.get());
        }
        final long[] left = CycleName.list(config.directory());
        assertTrue(left.length > 0 && left[left.length - 1] - left[0] == left.length - 1);
    }

    @Test
    void aRecordThatTheLiveStateHasAndTheJournalHasNotFails() throws Exception {
        try (JournalFollower follower = follow(MANY_BYTES)) {
            transfers(15_000);
            awaitRemoved(follower);
            // Another command in the place of the one that was answered: the sequences are dense all the same.
            final long sequence = journal.nextSequence();
            final int length = traffic.next(frame, 0, 1_000);
            apply(sequence, length);
            journal.append(sequence, 1_000_000_000L + sequence, 1, 1, frame, 0, traffic.next(frame, 0, 1_000));
            journal.commit();
            assertEquals("the replay does not reach the live hash", finish(follower));
            assertTrue(follower.filesRemoved() > 0);
        }
    }

    @Test
    void aHashThatIsNotReachedFails() {
        try (JournalFollower follower = follow(MANY_BYTES)) {
            transfers(100);
            follower.hold();
            journal.close();
            assertEquals(
                    "the replay does not reach the live hash", follower.finish(live.sequence() + 1, live.stateHash()));
        }
    }

    @Test
    void aChangedByteEndsTheRun() throws Exception {
        transfers(3_000);
        change(CycleName.file(config.directory(), 1), FILE_BYTES / 2);
        try (JournalFollower follower = follow(MANY_BYTES)) {
            transfers(6_000);
            while (failures.get() == 0) {
                Thread.sleep(1);
            }
            final String against = finish(follower);
            assertTrue(against.startsWith("the journal cannot be replayed"), against);
            assertFalse(Files.exists(CycleName.file(config.directory(), 0)), "what was before it was fine");
            assertTrue(Files.exists(CycleName.file(config.directory(), 1)), "damage is kept");
        }
    }

    @Test
    void aChangedByteInTheRestFails() throws Exception {
        try (JournalFollower follower = follow(MANY_BYTES)) {
            transfers(9_000);
            awaitRemoved(follower);
            follower.hold();
            transfers(3_000);
            final long[] cycles = CycleName.list(config.directory());
            journal.close();
            change(CycleName.file(config.directory(), cycles[cycles.length - 2]), FILE_BYTES / 2);
            final String against = follower.finish(live.sequence(), live.stateHash());
            assertTrue(against.startsWith("the journal cannot be replayed"), against);
        }
    }

    @Test
    void aLostTailOfAFileThatIsLeftFails() throws Exception {
        transfers(3_000);
        // Chronicle's own note of where the file ends; the journal at rest is refused for the same.
        final Path first = CycleName.file(config.directory(), 0);
        final int at = writePositionAt(first);
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {3, 1, 0, 0, 0, 0, 0, 0}), at);
        }
        try (JournalFollower follower = follow(MANY_BYTES)) {
            final String against = finish(follower);
            assertTrue(against.contains("write position"), against);
            assertTrue(Files.exists(first));
        }
    }

    /** Where a file of this journal has the number of its last document: it is the only such number in the head. */
    private static int writePositionAt(final Path file) throws IOException {
        final ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int last = 0;
        int position = 0;
        int header = head.getInt(0);
        while (header != 0 && header != 0xC000_0000) {
            last = position;
            position = (position + 4 + (header & 0x3FFF_FFFF) + 3) & -4;
            header = head.getInt(position);
        }
        for (int at = 0; at < 1024; at++) {
            if (head.getLong(at) == last) {
                return at;
            }
        }
        throw new AssertionError("no write position " + last);
    }

    @Test
    void aCheckThatFallsBehindEndsTheRun() throws Exception {
        transfers(6_000);
        try (JournalFollower follower = follow(FILE_BYTES)) {
            while (failures.get() == 0) {
                Thread.sleep(1);
            }
            final String against = finish(follower);
            assertTrue(against.startsWith("the check of the journal fell behind"), against);
        }
    }

    private static void change(final Path file, final long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1)).flip();
            channel.write(one, at);
        }
    }
}
