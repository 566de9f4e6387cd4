package io.ringfence.protocol.json;

/** A command whose fields are not right: it is answered with {@code MALFORMED} and never leaves the client. */
public final class MalformedCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    /** Of the field with this name, because of this. */
    public MalformedCommandException(final String field, final String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    /** The name of the field, a dot before a nested one. */
    public String field() {
        return field;
    }

    /** What is wrong with it, for people. */
    public String reason() {
        return reason;
    }
}
