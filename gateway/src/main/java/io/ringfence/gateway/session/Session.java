package io.ringfence.gateway.session;

import io.aeron.Image;
import io.ringfence.protocol.codec.SessionCode;

/** One image of the request stream and what is known of its client. Ingress thread only. */
public final class Session {
    /** Where a session is in its life. Silenced ones drop every frame. */
    enum State {
        NEW,
        LINKING,
        CHALLENGED,
        OPEN,
        ENDING,
        ENDED
    }

    private final int id;
    private final Image image;
    private final long bornServedNs;
    private State state = State.NEW;
    private SessionLink link;
    private boolean isLinkReady;
    private boolean isLinkGone;
    private boolean isImageGone;
    private Verdict verdict;
    private int challenges;
    private long connectCorrelationId;
    private long clientIdHigh;
    private long clientIdLow;
    private int windowRequested;
    private int window;
    private SessionCode endCode;
    private String endDetail = "";
    private long accepted;
    private long activeServedNs;
    private FramePieces pieces;

    Session(final int id, final Image image, final long servedNs) {
        this.id = id;
        this.image = image;
        this.bornServedNs = servedNs;
        this.activeServedNs = servedNs;
    }

    /** Id of the session in this incarnation of the node, above 0. */
    public int id() {
        return id;
    }

    /** Whether its commands are taken. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whom its commands come from. */
    public int principal() {
        return verdict.principal();
    }

    /** Frames that may be unanswered. */
    public int window() {
        return window;
    }

    /** Frames taken and not answered yet. */
    public long unanswered() {
        return accepted - link.answered();
    }

    /** A frame was taken that will be answered. */
    public void onAccepted() {
        accepted++;
    }

    /** A frame came at this time. */
    public void onActive(final long servedNs) {
        activeServedNs = servedNs;
    }

    /** What came of a frame that is longer than a datagram; made when the first one comes. */
    public FramePieces pieces(final int lengthMax) {
        if (pieces == null) {
            pieces = new FramePieces(lengthMax);
        }
        return pieces;
    }

    void connect(final long correlationId, final long idHigh, final long idLow, final int requested) {
        connectCorrelationId = correlationId;
        clientIdHigh = idHigh;
        clientIdLow = idLow;
        windowRequested = requested;
    }

    boolean isOfClient(final Session other) {
        return link != null && clientIdHigh == other.clientIdHigh && clientIdLow == other.clientIdLow;
    }

    SessionLink makeLink() {
        link = new SessionLink(id, image.correlationId());
        return link;
    }

    /** From here on the session drops every frame; the client is told why as soon as it can be. */
    void end(final SessionCode code, final String detail) {
        if (!isOver()) {
            state = link == null || isLinkGone ? State.ENDED : State.ENDING;
            endCode = code;
            endDetail = detail;
        }
    }

    boolean isOver() {
        return state == State.ENDING || state == State.ENDED;
    }

    Image image() {
        return image;
    }

    long bornServedNs() {
        return bornServedNs;
    }

    long activeServedNs() {
        return activeServedNs;
    }

    State state() {
        return state;
    }

    void state(final State newState) {
        state = newState;
    }

    void window(final int granted) {
        window = granted;
    }

    int windowRequested() {
        return windowRequested;
    }

    long connectCorrelationId() {
        return connectCorrelationId;
    }

    Verdict verdict() {
        return verdict;
    }

    void verdict(final Verdict newVerdict) {
        verdict = newVerdict;
    }

    int countChallenge() {
        return ++challenges;
    }

    SessionCode endCode() {
        return endCode;
    }

    String endDetail() {
        return endDetail;
    }

    boolean isLinkReady() {
        return isLinkReady && !isLinkGone;
    }

    void onLinkReady() {
        isLinkReady = true;
    }

    void onLinkGone() {
        isLinkGone = true;
        state = State.ENDED;
    }

    boolean isImageGone() {
        return isImageGone;
    }

    void onImageGone() {
        isImageGone = true;
    }
}
