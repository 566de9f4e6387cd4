package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.client.ClientConfig;
import io.ringfence.client.RingfenceClient;
import io.ringfence.gateway.session.AllowAll;
import io.ringfence.gateway.session.Authenticator;
import io.ringfence.gateway.session.Verdict;
import io.ringfence.protocol.codec.SessionCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandshakeTest {
    private final int port = TestGateway.freePort();
    private final GatewayConfig config = GatewayConfig.defaults().withEndpoint("127.0.0.1", port);
    private final Replies replies = new Replies();

    /** Asks for the word that belongs to the name. */
    private static final class Password implements Authenticator {
        @Override
        public Verdict onConnect(final int sessionId, final byte[] credentials) {
            return credentials.length == 0
                    ? Verdict.reject("who are you?")
                    : Verdict.challenge("word".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public Verdict onChallengeResponse(final int sessionId, final byte[] credentials) {
            return new String(credentials, StandardCharsets.US_ASCII).equals("open word")
                    ? Verdict.accept(2)
                    : Verdict.reject("no");
        }
    }

    @Test
    void shouldOpenASessionWhoseChallengeIsAnswered() {
        try (TestGateway gateway = new TestGateway(config, new FakeNode(1 << 16), new Password());
                RingfenceClient client = client("me", "open ")) {
            await(gateway, client, client::isConnected);
            assertTrue(client.openPlayer().txId(0, 1).player(1).offer() > 0);
            await(gateway, client, () -> replies.answered().size() == 1);
        }
    }

    @Test
    void shouldRejectAWrongAnswerAndAnEmptyOne() {
        try (TestGateway gateway = new TestGateway(config, new FakeNode(1 << 16), new Password());
                RingfenceClient wrong = client("me", "shut ");
                RingfenceClient nameless = client("", "open ")) {
            await(gateway, wrong, wrong::isRefused);
            await(gateway, nameless, nameless::isRefused);
            assertEquals(
                    List.of(SessionCode.AUTHENTICATION_REJECTED, SessionCode.AUTHENTICATION_REJECTED), replies.lost());
            assertEquals(
                    RingfenceClient.CLOSED,
                    wrong.openPlayer().txId(0, 1).player(1).offer());
        }
    }

    @Test
    void shouldSayThatItIsOpenToAll() {
        assertTrue(new AllowAll().isOpenToAll());
        assertFalse(new Password().isOpenToAll());
    }

    private RingfenceClient client(final String credentials, final String prefix) {
        return RingfenceClient.launch(
                ClientConfig.of("127.0.0.1", port).withIdentity("test", credentials), replies, challenge -> (prefix
                                + new String(challenge, StandardCharsets.US_ASCII))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void await(
            final TestGateway gateway, final RingfenceClient client, final BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            gateway.doWork();
            client.poll();
            assertTrue(System.nanoTime() - startNs < 10_000_000_000L, "it did not come to pass");
        }
    }
}
