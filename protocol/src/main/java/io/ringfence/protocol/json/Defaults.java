package io.ringfence.protocol.json;

import io.ringfence.protocol.TxId;

/** What a command gets that its text leaves out, and its correlation id. Called on the thread that encodes. */
public interface Defaults {
    /** The source of commands that name none. */
    int source();

    /** When commands that do not say so were first sent: milliseconds since the epoch. */
    long nowMs();

    /** The correlation id of the frame that is being made. */
    long correlationId();

    /** A new id, for a command without one. */
    TxId txId();
}
