package io.ringfence.gateway;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.CloseSessionEncoder;
import io.ringfence.protocol.codec.ConnectEncoder;
import io.ringfence.protocol.codec.GetStateHashEncoder;
import io.ringfence.protocol.codec.KeepAliveEncoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.OpenPlayerEncoder;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.codec.SessionCode;
import io.ringfence.protocol.codec.SessionEventDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/** A client that may send anything, and need not read. */
final class RawClient implements AutoCloseable {
    private final MediaDriver driver;
    private final Aeron aeron;
    private final Subscription subscription;
    private final ExclusivePublication publication;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[32 * 1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<byte[]> received = new ArrayList<>();
    private int messages;
    private int messageLengthMax;
    private final FragmentAssembler assembler = new FragmentAssembler((buffer, offset, length, fragment) -> {
        for (int at = 0; at < length; ) {
            final byte[] bytes = new byte[FrameLayout.frameLength(buffer, offset + at, length - at)];
            buffer.getBytes(offset + at, bytes);
            received.add(bytes);
            at += bytes.length;
        }
        messages++;
        messageLengthMax = Math.max(messageLengthMax, length);
    });

    RawClient(final int port) {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(TestGateway.newDirectory())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.INVOKER));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.sharedAgentInvoker()));
        subscription = aeron.addSubscription(
                "aeron:udp?control-mode=response|control=127.0.0.1:" + (port + 1), GatewayConfig.RESPONSE_STREAM_ID);
        publication = aeron.addExclusivePublication(
                "aeron:udp?term-length=1m|endpoint=127.0.0.1:" + port + "|response-correlation-id="
                        + subscription.registrationId(),
                GatewayConfig.REQUEST_STREAM_ID);
    }

    /** Lets Aeron work, without reading. */
    int invoke() {
        return driver.sharedAgentInvoker().invoke()
                + aeron.conductorAgentInvoker().invoke();
    }

    /** Lets Aeron work, and reads. */
    int poll() {
        return invoke() + subscription.poll(assembler, 256);
    }

    boolean isReady() {
        return publication.isConnected() && publication.availableWindow() > 0;
    }

    boolean send(final int length) {
        return publication.offer(frame, 0, length) > 0;
    }

    UnsafeBuffer frame() {
        return frame;
    }

    int connect(final long clientId, final int window) {
        return connect(clientId, window, ConnectEncoder.SCHEMA_VERSION);
    }

    int connect(final long clientId, final int window, final int version) {
        return connect(clientId, window, version, 77);
    }

    int connect(final long clientId, final int window, final int version, final long attempt) {
        final ConnectEncoder encoder = new ConnectEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(attempt)
                .clientIdHigh(0)
                .clientIdLow(clientId)
                .windowRequested(window)
                .protocolVersion(version)
                .clientName("raw")
                .putCredentials(new byte[0], 0, 0);
        return FrameLayout.HEADER_LENGTH + encoder.encodedLength();
    }

    int keepAlive(final int sessionId) {
        final KeepAliveEncoder encoder = new KeepAliveEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header).correlationId(5).sessionId(sessionId);
        return FrameLayout.HEADER_LENGTH + encoder.encodedLength();
    }

    int openPlayer(final long correlationId, final long txIdLow) {
        final OpenPlayerEncoder encoder = new OpenPlayerEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(correlationId)
                .txIdHigh(0)
                .txIdLow(txIdLow)
                .originatedAt(1)
                .source(1)
                .player(1)
                .ref("");
        return FrameLayout.HEADER_LENGTH + encoder.encodedLength();
    }

    /** How many messages of Aeron were read; several answers may share one. */
    int messages() {
        return messages;
    }

    /** Length of the longest of them. */
    int messageLengthMax() {
        return messageLengthMax;
    }

    /** Correlation ids of the answers read so far. */
    List<Long> answered() {
        return received.stream()
                .map(UnsafeBuffer::new)
                .filter(buffer -> FrameLayout.templateId(buffer, 0) >= ReplyDecoder.TEMPLATE_ID)
                .map(buffer -> FrameLayout.correlationId(buffer, 0))
                .toList();
    }

    int closeSession(final int sessionId) {
        final CloseSessionEncoder encoder = new CloseSessionEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header).correlationId(6).sessionId(sessionId);
        return FrameLayout.HEADER_LENGTH + encoder.encodedLength();
    }

    int getStateHash(final long correlationId) {
        final GetStateHashEncoder encoder = new GetStateHashEncoder();
        encoder.wrapAndApplyHeader(frame, 0, header)
                .correlationId(correlationId)
                .txIdHigh(0)
                .txIdLow(0)
                .originatedAt(FrameLayout.NULL_INT64)
                .source(1);
        return FrameLayout.HEADER_LENGTH + encoder.encodedLength();
    }

    /** Every frame read so far. */
    List<byte[]> received() {
        return received;
    }

    /** How many answers with this outcome were read. */
    long countOutcome(final OutcomeCode outcome) {
        return received.stream()
                .map(UnsafeBuffer::new)
                .filter(buffer -> FrameLayout.templateId(buffer, 0) == ReplyDecoder.TEMPLATE_ID)
                .filter(buffer -> new ReplyDecoder()
                                .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder())
                                .outcome()
                        == outcome)
                .count();
    }

    /** The first session event of this code; null when there was none. */
    SessionEventDecoder event(final SessionCode code) {
        for (final byte[] bytes : received) {
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            if (FrameLayout.templateId(buffer, 0) == SessionEventDecoder.TEMPLATE_ID) {
                final SessionEventDecoder decoder =
                        new SessionEventDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
                if (decoder.code() == code) {
                    return decoder;
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        CloseHelper.closeAll(publication, subscription, aeron, driver);
    }
}
