package io.ringfence.gateway.session;

/**
 * Lets everybody in as operator, whatever the credentials. For loopback, where the operating system decides who may
 * connect; it says of itself that it is open to all.
 */
public final class AllowAll implements Authenticator {
    private static final Verdict OPERATOR = Verdict.accept(Verdict.PRINCIPAL_OPERATOR);

    @Override
    public Verdict onConnect(final int sessionId, final byte[] credentials) {
        return OPERATOR;
    }

    @Override
    public Verdict onChallengeResponse(final int sessionId, final byte[] credentials) {
        return OPERATOR;
    }

    @Override
    public boolean isOpenToAll() {
        return true;
    }
}
