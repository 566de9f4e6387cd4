package io.ringfence.client;

/** Answers the challenges of a node, on the thread that polls the client. */
public interface ChallengeResponder {
    /** The answer to this challenge, at most 254 bytes. */
    byte[] onChallenge(byte[] challenge);
}
