package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ErrorCode;
import io.aeron.exceptions.DriverTimeoutException;
import io.aeron.exceptions.RegistrationException;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalException;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.Failure;
import io.ringfence.node.failure.NodeException;
import io.ringfence.node.failure.Terminator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    @TempDir
    private Path temp;

    static Stream<Arguments> throwables() {
        return Stream.of(
                Arguments.of(new IllegalStateException("broken"), ExitCode.INVARIANT),
                Arguments.of(new AssertionError("broken"), ExitCode.INVARIANT),
                Arguments.of(new JournalException("force failed"), ExitCode.DISK),
                Arguments.of(new UncheckedIOException(new IOException("no space left")), ExitCode.DISK),
                Arguments.of(
                        new JournalDamagedException(Path.of("data", "journal", "a.cq4"), 3, 17, "a checksum is wrong"),
                        ExitCode.JOURNAL_DAMAGED),
                Arguments.of(new BindException("taken"), ExitCode.ADDRESS_IN_USE),
                Arguments.of(new DriverTimeoutException("silence"), ExitCode.RESTART),
                Arguments.of(new OutOfMemoryError("heap"), ExitCode.RESTART),
                Arguments.of(new NodeException(ExitCode.DATA_IN_USE, "held", "stop it"), ExitCode.DATA_IN_USE),
                Arguments.of(new RuntimeException(new JournalException("below")), ExitCode.DISK));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void shouldJudgeByTheFirstCauseThatHasAMeaning(final Throwable thrown, final ExitCode exitCode) {
        final Failure failure = Failure.of(thrown);
        assertEquals(exitCode, failure.exitCode());
        assertFalse(failure.reason().isBlank());
        assertFalse(failure.advice().isBlank());
    }

    @Test
    void shouldEndTheNodeEvenWhenTheFailureCannotBeJudged() {
        final Failure failure = Failure.ofAny(new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Throwable getCause() {
                throw new OutOfMemoryError("again");
            }
        });
        assertEquals(ExitCode.RESTART, failure.exitCode());
        assertEquals(
                ExitCode.INVARIANT,
                Failure.of(new RegistrationException(1, 0, ErrorCode.GENERIC_ERROR, null))
                        .exitCode());
    }

    @Test
    @Timeout(60)
    void shouldHaltWhenNobodyReadsTheReport() throws Exception {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BlockedReport.class.getName())
                .start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it waits for the reader for ever");
            assertEquals(ExitCode.DISK.number(), process.exitValue());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldReportWhatAndWhatNext() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Failure failure = Failure.of(
                new JournalDamagedException(Path.of("data", "journal", "a.cq4"), 3, 17, "a checksum is wrong"));
        Terminator.report(failure, new PrintStream(out, true, StandardCharsets.UTF_8));
        final String text = out.toString(StandardCharsets.UTF_8);
        for (final String word : new String[] {"a.cq4", "cycle 3", "sequence 17", "next: ", "exit code 13"}) {
            assertTrue(text.contains(word), word + " in: " + text);
        }
    }

    @Test
    void shouldKnowATakenPortFromTheDriverToo() throws IOException {
        final NodeConfig config = TestNodes.config(temp);
        try (DatagramSocket taken = TestNodes.bound(config.gateway().port());
                DataDirectory directory = DataDirectory.lock(temp);
                Transport transport = Transport.launch(directory, 1, failure -> {}, counter())) {
            final RuntimeException refused = assertThrows(
                    RuntimeException.class,
                    () -> transport.aeron().addSubscription("aeron:udp?endpoint=127.0.0.1:" + taken.getLocalPort(), 1));
            assertEquals(ExitCode.ADDRESS_IN_USE, Failure.of(refused).exitCode());
        }
    }

    private static AtomicCounter counter() {
        return new CountersManager(new UnsafeBuffer(new byte[64 * 1024]), new UnsafeBuffer(new byte[16 * 1024]))
                .newCounter("errors");
    }
}
