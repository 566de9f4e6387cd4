package io.ringfence.protocol;

import io.ringfence.protocol.codec.BooleanType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One field of a message: its name in the schema and in JSON, its type, and where it is. A dot in the name makes it a
 * member of a nested object in JSON; the schema has the last part of the name.
 *
 * <p>Immutable.
 */
public final class FieldDescriptor {
    /** There is no default: the field must be given. */
    static final int NO_DEFAULT = -1;

    /** What an enumerated field has when there is no value: the null value of uint8. */
    static final int NO_VALUE = 255;

    private final String name;
    private final FieldType type;
    private final boolean isRequired;
    private final int lengthMax;
    private final List<String> values;
    private final int defaultValue;
    private final int offset;

    private FieldDescriptor(
            final String name,
            final FieldType type,
            final boolean isRequired,
            final int lengthMax,
            final List<String> values,
            final int defaultValue,
            final int offset) {
        this.name = name;
        this.type = type;
        this.isRequired = isRequired;
        this.lengthMax = lengthMax;
        this.values = values;
        this.defaultValue = defaultValue;
        this.offset = offset;
    }

    static FieldDescriptor required(final FieldType type, final String name) {
        return new FieldDescriptor(name, type, true, 0, List.of(), NO_DEFAULT, 0);
    }

    static FieldDescriptor optional(final FieldType type, final String name) {
        return new FieldDescriptor(name, type, false, 0, List.of(), NO_DEFAULT, 0);
    }

    static FieldDescriptor flag(final String name) {
        return new FieldDescriptor(name, FieldType.BOOLEAN, true, 0, names(BooleanType.class), 0, 0);
    }

    static FieldDescriptor flagOrTrue(final String name) {
        return new FieldDescriptor(name, FieldType.BOOLEAN, true, 0, names(BooleanType.class), 1, 0);
    }

    static FieldDescriptor optionalFlag(final String name) {
        return new FieldDescriptor(name, FieldType.BOOLEAN, false, 0, names(BooleanType.class), NO_VALUE, 0);
    }

    static FieldDescriptor amountOrZero(final String name) {
        return new FieldDescriptor(name, FieldType.AMOUNT, true, 0, List.of(), 0, 0);
    }

    static FieldDescriptor choice(final String name, final Class<? extends Enum<?>> values) {
        return new FieldDescriptor(name, FieldType.ENUM, true, 0, names(values), NO_DEFAULT, 0);
    }

    /** A choice that is the first of its values when it is left out. */
    static FieldDescriptor choiceOrFirst(final String name, final Class<? extends Enum<?>> values) {
        return new FieldDescriptor(name, FieldType.ENUM, true, 0, names(values), 0, 0);
    }

    static FieldDescriptor optionalChoice(final String name, final Class<? extends Enum<?>> values) {
        return new FieldDescriptor(name, FieldType.ENUM, false, 0, names(values), NO_VALUE, 0);
    }

    static FieldDescriptor text(final String name, final int lengthMax) {
        return new FieldDescriptor(name, FieldType.TEXT, false, lengthMax, List.of(), NO_DEFAULT, 0);
    }

    static FieldDescriptor requiredText(final String name, final int lengthMax) {
        return new FieldDescriptor(name, FieldType.TEXT, true, lengthMax, List.of(), NO_DEFAULT, 0);
    }

    static FieldDescriptor bytes(final String name, final int lengthMax) {
        return new FieldDescriptor(name, FieldType.BYTES, false, lengthMax, List.of(), NO_DEFAULT, 0);
    }

    static FieldDescriptor report() {
        final int lengthMax = MessageDescriptor.GAME_REPORT.lengthMax();
        return new FieldDescriptor("report", FieldType.REPORT, false, lengthMax, List.of(), NO_DEFAULT, 0);
    }

    static FieldDescriptor frames(final String name) {
        return new FieldDescriptor(name, FieldType.FRAMES, true, BatchLayout.LENGTH_MAX, List.of(), NO_DEFAULT, 0);
    }

    FieldDescriptor at(final int blockOffset) {
        return new FieldDescriptor(name, type, isRequired, lengthMax, values, defaultValue, blockOffset);
    }

    /** The name in JSON; a dot separates the name of a nested object. */
    public String name() {
        return name;
    }

    /** How it is written. */
    public FieldType type() {
        return type;
    }

    /** True when a frame must have a value here. */
    public boolean isRequired() {
        return isRequired;
    }

    /** True when JSON may leave it out. */
    public boolean hasDefault() {
        return !isRequired || defaultValue != NO_DEFAULT;
    }

    /**
     * What is written for an enumerated field or a required amount which JSON leaves out; -1 when it must be given, and
     * 255 of an enumerated field that may be absent.
     */
    public int defaultValue() {
        return defaultValue;
    }

    /** Bytes from the start of the block; meaningless for var data. */
    public int offset() {
        return offset;
    }

    /** The most bytes of var data, without those that state its length. */
    public int lengthMax() {
        return lengthMax;
    }

    /** The names of the values of a choice, in the order of their numbers from 0; else empty. */
    public List<String> values() {
        return values;
    }

    /** The generated enums number their values from 0 in order, and end with markers for absent and unknown. */
    private static List<String> names(final Class<? extends Enum<?>> values) {
        return Collections.unmodifiableList(Arrays.stream(values.getEnumConstants())
                .map(Enum::name)
                .filter(name -> !"SBE_UNKNOWN".equals(name) && !"NULL_VAL".equals(name))
                .toList());
    }
}
