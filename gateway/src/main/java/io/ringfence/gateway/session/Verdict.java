package io.ringfence.gateway.session;

import io.ringfence.protocol.codec.SessionCode;

/** What became of an attempt to connect. Immutable. */
public final class Verdict {
    /** The principal of whoever may do everything. */
    public static final int PRINCIPAL_OPERATOR = 1;

    private final SessionCode code;
    private final int principal;
    private final String detail;
    private final byte[] challenge;

    private Verdict(final SessionCode code, final int principal, final String detail, final byte[] challenge) {
        this.code = code;
        this.principal = principal;
        this.detail = detail;
        this.challenge = challenge;
    }

    /** The client may come in as this principal, above 0. */
    public static Verdict accept(final int principal) {
        if (principal <= 0) {
            throw new IllegalArgumentException("principal=" + principal);
        }
        return new Verdict(SessionCode.OK, principal, "", null);
    }

    /** The client may not come in; {@code detail}, which it is told, should help no attacker. */
    public static Verdict reject(final String detail) {
        return refuse(SessionCode.AUTHENTICATION_REJECTED, detail);
    }

    /** The client must first answer this. */
    public static Verdict challenge(final byte[] challenge) {
        return new Verdict(SessionCode.OK, 0, "", challenge.clone());
    }

    static Verdict refuse(final SessionCode code, final String detail) {
        return new Verdict(code, 0, detail, null);
    }

    boolean isAccepted() {
        return principal > 0;
    }

    boolean isChallenge() {
        return challenge != null;
    }

    SessionCode code() {
        return code;
    }

    int principal() {
        return principal;
    }

    String detail() {
        return detail;
    }

    byte[] challenge() {
        return challenge;
    }
}
