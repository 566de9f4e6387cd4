package io.ringfence.protocol;

/** What a session must be allowed to do to send a command; each role may also do what those before it may. */
public enum Role {
    /** May ask. */
    READER,
    /** May move money for players. */
    SERVICE,
    /** May define, configure and repair. */
    OPERATOR
}
