package io.ringfence.benchmarks.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.JournalDamagedException;
import io.ringfence.journal.JournalDisk;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.testkit.match.MatchNight;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process that starts on one disk after the other as a node does, asks everything again that was answered, serves
 * something new, stops, and replays all of it once more. A line in: the directory. A line out: what it found.
 */
public final class RecoveryChild {
    /** Begins each line out. */
    static final String PREFIX = "FOUND ";

    /** The name of the book beside the data directory. */
    static final String BOOK = "book.bin";

    private static final int NEW_COMMANDS = 60;
    private static final int PLAYERS = 10;
    private static final int CHUNK = 500;

    private RecoveryChild() {}

    /** Runs until its standard input ends. */
    public static void main(final String[] args) throws IOException {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final ObjectMapper mapper = new ObjectMapper();
        final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            final RecoveryProcess.Order order = mapper.readValue(line, RecoveryProcess.Order.class);
            out.println(PREFIX + mapper.writeValueAsString(examine(order)));
        }
    }

    /** The same in this process. */
    static ChildReport examine(final RecoveryProcess.Order order) {
        final ChildReport report = new ChildReport();
        try {
            Saboteur.of(order.sabotage()).beforeStart(Path.of(order.directory()));
            new Examination(order, report).run();
        } catch (final JournalDamagedException e) {
            report.outcome = ChildReport.Outcome.REFUSED;
            report.message = String.valueOf(e.getMessage());
        } catch (final IOException | RuntimeException | Error e) {
            report.outcome = ChildReport.Outcome.FAILED;
            report.message = text(e);
        }
        return report;
    }

    private static String text(final Throwable thrown) {
        final StringBuilder text = new StringBuilder();
        Throwable cause = thrown;
        while (cause != null) {
            text.append(cause).append(" at ");
            final StackTraceElement[] trace = cause.getStackTrace();
            for (int i = 0; i < Math.min(6, trace.length); i++) {
                text.append(trace[i]).append(' ');
            }
            cause = cause.getCause();
        }
        return text.toString();
    }

    /** One disk. */
    private static final class Examination implements WalletHost.Hooks {
        private final RecoveryProcess.Order order;
        private final ChildReport report;
        private final Path data;
        private final AnswerBook book;
        private final WalletEngine engine = new WalletEngine();
        private final StateHistory history = new StateHistory();
        private final UnsafeBuffer frame = new UnsafeBuffer(new byte[2 * FrameLayout.COMMAND_LENGTH_MAX]);

        private Examination(final RecoveryProcess.Order order, final ChildReport report) throws IOException {
            this.order = order;
            this.report = report;
            final Path directory = Path.of(order.directory());
            this.data = directory.resolve("data");
            this.book = AnswerBook.read(directory.resolve(BOOK));
        }

        private void run() {
            final JournalDisk disk = order.isForced() ? JournalDisk.real() : new UnforcedDisk();
            final long hash;
            try (WalletHost host = WalletHost.start(data, order.settings(), disk, history.noting(engine), this)) {
                engine.checkInvariants();
                askAgain(host);
                serve(host);
                engine.checkInvariants();
                report.isServing = host.unanswered() == 0;
                hash = engine.stateHash();
            }
            final WalletEngine second = new WalletEngine();
            final Restart again = Restart.run(data, disk, second);
            report.isReplayEqual = again.result().stateHash() == hash && !again.isRepaired();
            report.outcome = ChildReport.Outcome.SERVES;
        }

        private void askAgain(final WalletHost host) {
            for (int i = 0; i < book.entries().size(); i++) {
                final AnswerBook.Entry entry = book.entries().get(i);
                if (entry.isAnswered() && entry.sequence <= report.sequence) {
                    offer(host, entry.frame, i + 1L);
                    report.retried++;
                    if (report.retried % CHUNK == 0) {
                        host.turn();
                    }
                }
            }
            host.turn();
        }

        private void serve(final WalletHost host) {
            final MatchNight night = new MatchNight(~order.settings().rollBytes(), PLAYERS, 10);
            for (int i = 0; i < NEW_COMMANDS; i++) {
                night.originatedAtMs(TimeUnit.NANOSECONDS.toMillis(host.nowNs()));
                final int length = night.next(frame);
                FrameLayout.correlationId(frame, 0, book.entries().size() + i + 1L);
                host.offer(frame, 0, length);
            }
            host.turn();
        }

        private void offer(final WalletHost host, final byte[] bytes, final long correlationId) {
            frame.putBytes(0, bytes);
            FrameLayout.correlationId(frame, 0, correlationId);
            host.offer(frame, 0, bytes.length);
        }

        @Override
        public long startNs() {
            return order.startNs();
        }

        @Override
        public void onRecovered(final Restart restart) {
            report.isRepaired = restart.isRepaired();
            report.findings = restart.findings();
            report.sequence = restart.result().sequence();
            report.isHashKnown = true;
            report.hashSequence = Math.min(report.sequence, order.knownSequence());
            report.hash = history.hash(report.hashSequence);
            report.proofsMet = restart.result().proofsMet();
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            final int index = (int) FrameLayout.correlationId(buffer, offset) - 1;
            if (index >= book.entries().size()) {
                return;
            }
            final AnswerBook.Entry known = book.entries().get(index);
            final AnswerBook.Entry now = new AnswerBook.Entry(known.frame);
            now.read(buffer, offset);
            if (known.isFinal() && !known.isSame(now)) {
                report.retriedDiffering++;
                if (report.firstDiffering.isEmpty()) {
                    report.firstDiffering = "command " + index + " was answered with " + known + ", now with " + now;
                }
            }
        }
    }
}
