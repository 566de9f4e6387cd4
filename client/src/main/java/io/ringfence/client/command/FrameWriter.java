package io.ringfence.client.command;

import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What every command and query has. Ids are two halves of 128 bits (see {@link io.ringfence.protocol.Ids}), codes are
 * packed (see {@link io.ringfence.protocol.Codes}), amounts are minor units; what is not set is absent, and absent
 * where it is required is refused as {@code MALFORMED}.
 *
 * @param <T> the writer itself.
 */
public abstract class FrameWriter<T extends FrameWriter<T>> {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer buffer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FrameOutlet outlet;
    private final int templateId;
    private final int blockLength;

    FrameWriter(final FrameOutlet outlet, final int templateId, final int blockLength) {
        this(outlet, templateId, blockLength, FrameLayout.SINGLE_LENGTH_MAX);
    }

    /** Texts that are too long are refused by the node, so there is room for twice of what may be. */
    FrameWriter(final FrameOutlet outlet, final int templateId, final int blockLength, final int lengthMax) {
        buffer = new UnsafeBuffer(new byte[2 * lengthMax]);
        this.outlet = outlet;
        this.templateId = templateId;
        this.blockLength = blockLength;
    }

    /** Begins a new frame with this source. */
    final T begin(final int source) {
        header.wrap(buffer, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
        buffer.setMemory(FrameLayout.HEADER_LENGTH, blockLength, (byte) 0);
        originatedAt(FrameLayout.NULL_INT64);
        source(source);
        reset();
        wrap(buffer, FrameLayout.HEADER_LENGTH);
        return self();
    }

    /** The id that makes a retry of the command harmless; for GetTransaction the id asked for. Never zero. */
    public final T txId(final long high, final long low) {
        buffer.putLong(FrameLayout.TX_ID_HIGH_OFFSET, high, ORDER);
        buffer.putLong(FrameLayout.TX_ID_LOW_OFFSET, low, ORDER);
        return self();
    }

    /** The provider or service, 1 to 65534. */
    public final T source(final int source) {
        buffer.putShort(FrameLayout.SOURCE_OFFSET, (short) source, ORDER);
        return self();
    }

    /** When the caller first sent it, in milliseconds since the epoch; without it the client says now. */
    public final T originatedAt(final long timeMs) {
        buffer.putLong(FrameLayout.ORIGINATED_AT_OFFSET, timeMs, ORDER);
        return self();
    }

    /** Offers the frame: above 0 its correlation id, else one of the codes of {@code RingfenceClient}. */
    public final long offer() {
        return outlet.offer(buffer, 0, FrameLayout.HEADER_LENGTH + finish());
    }

    /** Forgets what an unfinished frame left. */
    void reset() {}

    /** Wraps the codec around the block and makes optional fields absent. */
    abstract void wrap(MutableDirectBuffer frame, int blockOffset);

    /** Writes what comes behind the block; the length of block and var data. */
    abstract int finish();

    abstract T self();
}
