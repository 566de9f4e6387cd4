package io.ringfence.protocol;

/** The types of docs/protocol.md, and what each takes in the fixed block of a frame. */
public enum FieldType {
    /** Any 64 bits; where it counts something, the range is the engine's business. */
    INT64(8),
    /** Any 32 bits. */
    INT32(4),
    /** Any 16 bits. */
    UINT16(2),
    /** 1 to 65,534. */
    UINT16_ABOVE_0(2),
    /** Any 64 bits, printed unsigned. */
    UINT64(8),
    /** Two halves that the node fills in itself: never read from text, zero when it did not. */
    SALT(16),
    /** Two halves, both zero when absent. */
    ID(16),
    /** A packed code, zero when absent. */
    CODE(8),
    /** A player number. */
    PLAYER(8),
    /** Minor units. */
    AMOUNT(8),
    /** Minor units; the null value is "ALL". */
    AMOUNT_OR_ALL(8),
    /** Milliseconds since the epoch. */
    TIME_MS(8),
    /** Nanoseconds since the epoch. */
    TIME_NS(8),
    /** A span in seconds, uint32. */
    SECONDS(4),
    /** A small number. */
    UINT8(1),
    /** The template id of a command; in text its name. */
    KIND(1),
    /** False or true. */
    BOOLEAN(1),
    /** One of the named values, numbered from 0. */
    ENUM(1),
    /** Var data: UTF-8 behind one byte of length. */
    TEXT(0),
    /** Var data: opaque bytes behind one byte of length. */
    BYTES(0),
    /** Var data: nothing, or a GameReport block with its own var data. */
    REPORT(0),
    /** A group of complete frames, each behind two bytes of length; see {@link BatchLayout}. */
    FRAMES(0);

    private final int length;

    FieldType(final int length) {
        this.length = length;
    }

    /** Bytes in the fixed block; 0 for var data. */
    public int length() {
        return length;
    }

    /** True when it stands behind the fixed block. */
    public boolean isVarData() {
        return length == 0;
    }
}
