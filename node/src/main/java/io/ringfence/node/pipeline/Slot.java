package io.ringfence.node.pipeline;

import com.lmax.disruptor.EventFactory;
import io.ringfence.engine.StateMachine;
import io.ringfence.protocol.FrameLayout;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place of the ring: an input on its way in and its answer on the way out.
 *
 * <pre>
 *  0                              384                 640
 *  +------------------------------+-------------------+
 *  | command, query, ready reply  | answer            |
 *  +------------------------------+-------------------+
 * </pre>
 *
 * <p>Every field has one writer: the ingress thread writes the input and clears the answer, the journal thread
 * {@link #endsCommit}, the engine thread the answer and {@link #stateHash}. The sequences of the stages order them.
 * An input or answer longer than its area lies in a buffer of {@link LargeBuffers}: an input until the engine is
 * through with it, an answer until egress has taken it.
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

    /** Longest input that a slot keeps itself, in bytes: any but a Batch. */
    public static final int INLINE_INPUT_LENGTH_MAX = FrameLayout.SINGLE_LENGTH_MAX;

    /** Longest answer that a slot keeps itself, in bytes: any to a command. */
    public static final int INLINE_REPLY_LENGTH_MAX = StateMachine.REPLY_LENGTH_HOT_MAX;

    static final int REPLY_OFFSET = INLINE_INPUT_LENGTH_MAX;
    static final int LENGTH = INLINE_INPUT_LENGTH_MAX + INLINE_REPLY_LENGTH_MAX;

    private final UnsafeBuffer buffer;

    // Ingress thread.
    private Kind kind = Kind.NOOP;
    private long sequence;
    private long timestampNs;
    private int sessionId;
    private int principal;
    private int inputLength;

    // Ingress thread sets, engine thread clears.
    private UnsafeBuffer largeInput;

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

    /**
     * Ingress thread: takes an input over.
     *
     * @param large where it goes if it is longer than {@link #INLINE_INPUT_LENGTH_MAX}; else null
     */
    void input(
            final Kind newKind,
            final int newSessionId,
            final DirectBuffer source,
            final int offset,
            final int length,
            final UnsafeBuffer large) {
        largeInput = large;
        input().putBytes(0, source, offset, length);
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

    /** The input, from offset 0. */
    UnsafeBuffer input() {
        return largeInput != null ? largeInput : buffer;
    }

    /** Engine thread: the buffer of a large input, which is then no longer the slot's; null if there is none. */
    UnsafeBuffer takeLargeInput() {
        final UnsafeBuffer taken = largeInput;
        largeInput = null;
        return taken;
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
