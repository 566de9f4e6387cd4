package io.ringfence.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.client.cli.ClientCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientCommandTest {
    private final int port = TestGateway.freePort();
    private final TestGateway gateway =
            new TestGateway(GatewayConfig.defaults().withEndpoint("127.0.0.1", port), new FakeNode(1 << 20));
    private final Thread thread = new Thread(this::serve);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(5_000);
        gateway.close();
    }

    @Test
    void shouldPrintOneReplyALineInOrder() {
        final StringBuilder lines = new StringBuilder("# a comment\n\n");
        for (int i = 1; i <= 600; i++) {
            lines.append("{\"command\":\"OpenPlayer\",\"player\":").append(i).append("}\n");
        }
        assertEquals(0, run(lines.toString(), "--window", "64"), err::toString);
        final List<String> printed =
                out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(600, printed.size());
        for (int i = 0; i < printed.size(); i++) {
            assertTrue(printed.get(i).contains("\"seq\":" + (i + 1))
                    || printed.get(i).contains("\"seq\":\"" + (i + 1)));
        }
    }

    @Test
    void shouldCheckExpectationsAndAnswerMalformedLinesItself() {
        final String lines = """
                {"command":"OpenPlayer","player":1,"expect":{"outcome":"OK"}}
                {"command":"OpenPlayer","expect":{"outcome":"MALFORMED"}}
                {"command":"OpenPlayer","player":2,"expect":{"outcome":"ALREADY_EXISTS"}}
                """;
        assertEquals(3, run(lines, "--check"));
        final String printed = out.toString(StandardCharsets.UTF_8);
        assertTrue(printed.endsWith("2 passed, 1 failed" + System.lineSeparator()), printed);
        assertTrue(printed.contains("line 3: outcome: expected"), printed);
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstandAfterDoingWhatCameBefore() {
        assertEquals(2, run("{\"command\":\"OpenPlayer\",\"player\":1}\n{\"command\":\"Nonsense\"}\n"));
        assertEquals(1, out.toString(StandardCharsets.UTF_8).lines().count());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("line 2: "), err::toString);
    }

    @Test
    void shouldGiveUpWhenTheNodeDoesNotComeBack() throws InterruptedException {
        final int count = 100_000;
        final String lines = "{\"command\":\"OpenPlayer\",\"player\":1}\n".repeat(count);
        final Thread killer = new Thread(() -> {
            while (out.size() == 0) {
                Thread.onSpinWait();
            }
            thread.interrupt();
        });
        killer.start();
        assertEquals(1, run(lines));
        killer.join();
        assertTrue(out.toString(StandardCharsets.UTF_8).lines().count() < count, "the rest was never sent");
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("the node is gone"), err::toString);
    }

    @Test
    void shouldRefuseToMoveTheClock() {
        assertEquals(2, run("{\"advance\":\"PT1S\"}\n"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("line 1: "), err::toString);
    }

    @Test
    void shouldRefuseBadOptions() {
        assertEquals(2, run("", "--endpoint", "nowhere"));
        assertEquals(2, run("", "--window", "0"));
        assertEquals(2, run("", "--key", "/nonexistent/key"));
        assertEquals(2, run("", "--what"));
    }

    private int run(final String lines, final String... options) {
        final String[] args = new String[options.length + 2];
        args[0] = "--endpoint";
        args[1] = "127.0.0.1:" + port;
        System.arraycopy(options, 0, args, 2, options.length);
        return ClientCommand.run(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private void serve() {
        while (!Thread.currentThread().isInterrupted()) {
            if (gateway.doWork() == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
