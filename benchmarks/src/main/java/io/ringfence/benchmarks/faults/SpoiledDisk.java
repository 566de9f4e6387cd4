package io.ringfence.benchmarks.faults;

import io.ringfence.journal.BatchDescriptor;
import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.WatermarkFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** What saboteurs do to the files of a journal that nobody writes. */
final class SpoiledDisk {
    private static final int BATCHES_CUT = 3;

    /** Where a batch lies. */
    record Batch(
            Path file, long cycle, long position, long end, long firstSequence, long lastSequence, long incarnation) {}

    private SpoiledDisk() {}

    /** The batches from the first one to the last one that can be read. */
    static List<Batch> batches(final Path data) {
        final List<Batch> batches = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(HostSettings.journal(data), 1, Long.MAX_VALUE)) {
            while (reader.nextBatch()) {
                batches.add(new Batch(
                        reader.file(),
                        reader.cycle(),
                        reader.batchPosition(),
                        reader.endPosition(),
                        reader.firstSequence(),
                        reader.lastSequence(),
                        reader.incarnation()));
            }
        } catch (final JournalDamagedException e) {
            // What comes behind cannot be read.
        }
        return batches;
    }

    /** The watermark says that all that can be read up to a sequence is durable. */
    static void moveWatermark(final Path data, final long sequenceMax) {
        Batch last = null;
        for (final Batch batch : batches(data)) {
            if (batch.lastSequence() <= sequenceMax) {
                last = batch;
            }
        }
        if (last == null) {
            return;
        }
        try (WatermarkFile watermark = WatermarkFile.open(HostSettings.watermark(data), new UnforcedDisk())) {
            watermark.write(last.incarnation(), last.lastSequence(), (int) last.cycle(), last.end());
        }
    }

    /** Goes through the frames of every file and gives each batch the CRC of what is there. */
    static void makeEveryCrcRight(final Path data) throws IOException {
        for (final long cycle : CycleName.list(HostSettings.journal(data))) {
            final Path file = CycleName.file(HostSettings.journal(data), cycle);
            final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at + BatchDescriptor.HEADER_LENGTH < bytes.capacity(); at += Integer.BYTES) {
                final int length = bytes.getInt(at + BatchDescriptor.LENGTH_OFFSET);
                if (bytes.getInt(at) == BatchDescriptor.MAGIC && length > 0 && length <= bytes.capacity() - at) {
                    final CRC32C crc = new CRC32C();
                    crc.update(bytes.slice(at, BatchDescriptor.CRC_OFFSET));
                    crc.update(bytes.slice(at + BatchDescriptor.LENGTH_OFFSET, length - BatchDescriptor.LENGTH_OFFSET));
                    bytes.putInt(at + BatchDescriptor.CRC_OFFSET, (int) crc.getValue());
                }
            }
            Files.write(file, bytes.array());
        }
    }

    /** Zeroes the last batches, durable or not, and has the watermark say that they never were. */
    static void cutDeep(final Path data) throws IOException {
        final List<Batch> batches = batches(data);
        final int kept = batches.size() - BATCHES_CUT;
        if (kept < 1) {
            return;
        }
        final Batch first = batches.get(kept);
        for (final Batch batch : batches.subList(kept, batches.size())) {
            if (batch.file().equals(first.file())) {
                zero(batch.file(), batch.position(), batch.end());
            } else {
                Files.deleteIfExists(batch.file());
            }
        }
        Files.deleteIfExists(HostSettings.watermark(data));
        moveWatermark(data, batches.get(kept - 1).lastSequence());
    }

    private static void zero(final Path file, final long from, final long to) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) (to - from)), from);
        }
    }
}
