package io.ringfence.gateway.session;

/**
 * Decides who may open a session. Called on the ingress thread; must decide without waiting for anything. The arrays
 * belong to the callee.
 */
public interface Authenticator {
    /** A client connects with these credentials, which may be empty. */
    Verdict onConnect(int sessionId, byte[] credentials);

    /** A client answers the challenge of the last verdict. */
    Verdict onChallengeResponse(int sessionId, byte[] credentials);

    /** Whether everybody is let in; whoever starts the gateway should say so. */
    default boolean isOpenToAll() {
        return false;
    }
}
