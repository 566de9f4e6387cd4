package io.ringfence.client.command;

import java.nio.charset.StandardCharsets;

/**
 * What commands by the word of two people have beside {@link CommandWriter}: both names, which must differ, and a
 * reason. The setters allocate.
 *
 * @param <T> the writer itself.
 */
public abstract class AttestedWriter<T extends AttestedWriter<T>> extends CommandWriter<T> {
    private static final byte[] NOTHING = {};

    private byte[] operator = NOTHING;
    private byte[] approver = NOTHING;
    private byte[] reason = NOTHING;

    AttestedWriter(final FrameOutlet outlet, final int templateId, final int blockLength) {
        super(outlet, templateId, blockLength);
    }

    /** Who does it, 1 to 32 bytes. */
    public final T operator(final String text) {
        operator = text.getBytes(StandardCharsets.UTF_8);
        return self();
    }

    /** Who has approved of it, 1 to 32 bytes. */
    public final T approver(final String text) {
        approver = text.getBytes(StandardCharsets.UTF_8);
        return self();
    }

    /** Why, 1 to 128 bytes. */
    public final T reason(final String text) {
        reason = text.getBytes(StandardCharsets.UTF_8);
        return self();
    }

    @Override
    final void reset() {
        super.reset();
        operator = NOTHING;
        approver = NOTHING;
        reason = NOTHING;
    }

    final byte[] operator() {
        return operator;
    }

    final byte[] approver() {
        return approver;
    }

    final byte[] reason() {
        return reason;
    }
}
