package io.ringfence.node.pipeline;

import com.lmax.disruptor.EventFactory;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place of the ring: an input on its way in and its answer on the way out.
 *
 * <pre>
 *  0                              384                 576
 *  +------------------------------+-------------------+
 *  | command, query, ready reply  | answer            |
 *  +------------------------------+-------------------+
 * </pre>
 *
 * <p>Every field has one writer: the ingress thread writes the input and clears the answer, the journal thread
 * {@link #endsCommit}, the engine thread the answer and {@link #stateHash}. The sequences of the stages order them.
 * An answer longer than the inline area lies in a buffer of the {@link LargeReplies} until egress has taken it.
 */
public final class Slot {
    /** What a slot holds. */
    enum Kind {
        /** Nothing: every stage passes over it. */
        NOOP,
        /** A client's command: journaled, applied, answered. */
        COMMAND,
        /** A client's query: answered at the sequence it meets, not journaled. */
        QUERY,
        /** An answer that the gateway made itself: passes through, so that egress alone sends. */
        REPLY,
        /** The node's own input, a tick: journaled and applied, not answered. */
        NODE
    }

    /** Longest input that a slot takes, in bytes. */
    public static final int INPUT_LENGTH_MAX = 384;

    /** Longest answer that a slot keeps itself, in bytes. */
    public static final int INLINE_REPLY_LENGTH_MAX = 192;

    static final int REPLY_OFFSET = INPUT_LENGTH_MAX;
    static final int LENGTH = INPUT_LENGTH_MAX + INLINE_REPLY_LENGTH_MAX;

    private final UnsafeBuffer buffer;

    // Ingress thread.
    private Kind kind = Kind.NOOP;
    private long sequence;
    private long timestampNs;
    private int sessionId;
    private int principal;
    private int inputLength;

    // Ingress thread clears, engine thread sets.
    private int replyOffset;
    private int replyLength;
    private UnsafeBuffer largeReply;

    // Journal thread.
    private boolean endsCommit;

    // Engine thread.
    private long stateHash;

    Slot(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /** Makes the slots of a ring as neighbours in one direct buffer. */
    static EventFactory<Slot> factory(final int slotCount) {
        final ByteBuffer region = BufferUtil.allocateDirectAligned(Math.multiplyExact(slotCount, LENGTH), 64);
        final int[] made = {0};
        return () -> new Slot(new UnsafeBuffer(region, made[0]++ * LENGTH, LENGTH));
    }

    /** Ingress thread: takes an input over; the caller has checked its length. */
    void input(
            final Kind newKind, final int newSessionId, final DirectBuffer source, final int offset, final int length) {
        buffer.putBytes(0, source, offset, length);
        kind = newKind;
        sessionId = newSessionId;
        inputLength = length;
        sequence = 0;
        timestampNs = 0;
        principal = 0;
        largeReply = null;
        replyOffset = 0;
        replyLength = newKind == Kind.REPLY ? length : 0;
    }

    /** Ingress thread: what a journaled input has besides. */
    void journaled(final long newSequence, final long newTimestampNs, final int newPrincipal) {
        sequence = newSequence;
        timestampNs = newTimestampNs;
        principal = newPrincipal;
    }

    /** Engine thread: copies an answer that fits into the slot. */
    void reply(final DirectBuffer source, final int offset, final int length) {
        buffer.putBytes(REPLY_OFFSET, source, offset, length);
        replyOffset = REPLY_OFFSET;
        replyLength = length;
    }

    /** Engine thread: an answer that lies in a buffer of its own from offset 0. */
    void largeReply(final UnsafeBuffer reply, final int length) {
        largeReply = reply;
        replyOffset = 0;
        replyLength = length;
    }

    /** Egress thread: the buffer of a large answer, which is then no longer the slot's; null if there is none. */
    UnsafeBuffer takeLargeReply() {
        final UnsafeBuffer taken = largeReply;
        largeReply = null;
        return taken;
    }

    boolean isJournaled() {
        return kind == Kind.COMMAND || kind == Kind.NODE;
    }

    Kind kind() {
        return kind;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    DirectBuffer replyBuffer() {
        return largeReply != null ? largeReply : buffer;
    }

    int replyOffset() {
        return replyOffset;
    }

    int replyLength() {
        return replyLength;
    }

    int inputLength() {
        return inputLength;
    }

    long sequence() {
        return sequence;
    }

    long timestampNs() {
        return timestampNs;
    }

    int sessionId() {
        return sessionId;
    }

    int principal() {
        return principal;
    }

    /** Journal thread writes, engine thread reads: the input is the last of a commit, so of a batch. */
    boolean endsCommit() {
        return endsCommit;
    }

    void endsCommit(final boolean ends) {
        endsCommit = ends;
    }

    /** Engine thread writes, journal thread reads: hash of the state after an input that ends a commit. */
    long stateHash() {
        return stateHash;
    }

    void stateHash(final long hash) {
        stateHash = hash;
    }
}
