package io.ringfence.client.command;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What every command has beside {@link FrameWriter}: a reference for people.
 *
 * @param <T> the writer itself.
 */
public abstract class CommandWriter<T extends CommandWriter<T>> extends FrameWriter<T> {
    private static final int REF_LENGTH_MAX = 64;

    private final UnsafeBuffer ref = new UnsafeBuffer(new byte[REF_LENGTH_MAX]);
    private int refLength;

    CommandWriter(final FrameOutlet outlet, final int templateId, final int blockLength) {
        super(outlet, templateId, blockLength);
    }

    CommandWriter(final FrameOutlet outlet, final int templateId, final int blockLength, final int lengthMax) {
        super(outlet, templateId, blockLength, lengthMax);
    }

    /** UTF-8 text of at most 64 bytes that travels along and is journaled. */
    public final T ref(final DirectBuffer text, final int offset, final int length) {
        ref.putBytes(0, text, offset, length);
        refLength = length;
        return self();
    }

    /** Text of at most 64 bytes of UTF-8 that travels along and is journaled; allocates. */
    public final T ref(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ref.putBytes(0, bytes);
        refLength = bytes.length;
        return self();
    }

    @Override
    void reset() {
        refLength = 0;
    }

    final DirectBuffer ref() {
        return ref;
    }

    final int refLength() {
        return refLength;
    }
}
