package io.ringfence.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.client.cli.ClientCommand;
import io.ringfence.testkit.Scenarios;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The scenario files over the wire: {@code ringfence client --check} says every line of every file to one real node,
 * one file after the other, and expects what {@code simulate} answers.
 */
@Timeout(120)
class LiveScenariosTest {
    /** They move the clock, which no client can: {@code simulate} alone runs them. */
    private static final List<String> LEFT_OUT = List.of(
            "18-idle-round-closes.jsonl",
            "43-an-open-round-keeps-its-ids.jsonl",
            "62-hold-expires.jsonl",
            "72-not-found-while-still-in-flight.jsonl",
            "83-stuck-transfer.jsonl",
            "85-open-things-are-never-forgotten.jsonl",
            "88-red-envelopes-by-luck.jsonl",
            "92-campaign-opens-and-ends.jsonl",
            "98-locks-side-by-side.jsonl",
            "99-binding-lock.jsonl",
            "105-what-went-back-does-not-count.jsonl",
            "106-raising-a-limit-takes-a-day.jsonl",
            "108-when-a-week-begins.jsonl",
            "123-everything-that-was-due.jsonl",
            "130-a-slow-provider.jsonl",
            "134-too-old-is-told-by-source.jsonl");

    private static final int HEAP_MIB = 512;
    private static final Pattern MISMATCH = Pattern.compile("line (\\d+): (.*)");

    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.check();
    }

    @Test
    void shouldAnswerOverTheWireAsInSimulate() throws IOException, InterruptedException {
        final Script script = new Script();
        // A fresh node knows no source; simulate has this one.
        script.line("before all", "{\"command\":\"DefineSource\",\"source\":1,\"name\":\"one\"}");
        for (final String name : Scenarios.namesWithoutClock()) {
            script.file(name);
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int code;
        try (ServedNode node = ServedNode.launch(bounds(), HEAP_MIB)) {
            code = ClientCommand.run(
                    new ByteArrayInputStream(script.text().getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    "--endpoint",
                    "127.0.0.1:" + node.port(),
                    "--check");
        }
        final List<String> printed =
                out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(List.of(), script.mismatches(printed), err::toString);
        assertEquals(0, code, err::toString);
        final String last = printed.get(printed.size() - 1);
        assertEquals(script.expectations() + " passed, 0 failed", last);
    }

    @Test
    void shouldLeaveOutThoseFilesAloneThatMoveTheClock() {
        final List<String> others = new ArrayList<>(Scenarios.names());
        others.removeAll(Scenarios.namesWithoutClock());
        assertEquals(LEFT_OUT, others);
        assertTrue(Scenarios.namesWithoutClock().size() >= 100, "most files run over the wire");
    }

    /** Those of simulate where a file may meet them, small where none does. */
    private static String bounds() {
        return """
                playersMax: 10000
                accountsMax: 40000
                transactionsMax: 100000
                roundsMax: 112000
                holdsMax: 10000
                transfersMax: 10000
                sharesMax: 300000
                locksMax: 10000
                limitsMax: 10000
                """;
    }

    /** Lines of many files, each of which knows where it came from. */
    private static final class Script {
        private final List<String> lines = new ArrayList<>();
        private final List<String> places = new ArrayList<>();

        void line(final String place, final String line) {
            lines.add(line);
            places.add(place);
        }

        void file(final String name) throws IOException {
            try (BufferedReader reader = new BufferedReader(Scenarios.open(name))) {
                int number = 0;
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    number++;
                    line(name + ":" + number, line);
                }
            }
        }

        String text() {
            return String.join("\n", lines) + "\n";
        }

        long expectations() {
            return lines.stream()
                    .filter(line -> line.startsWith("{") && line.contains("\"expect\":"))
                    .count();
        }

        List<String> mismatches(final List<String> printed) {
            final List<String> found = new ArrayList<>();
            for (final String line : printed) {
                final Matcher matcher = MISMATCH.matcher(line);
                if (matcher.matches()) {
                    found.add(places.get(Integer.parseInt(matcher.group(1)) - 1) + " " + matcher.group(2));
                }
            }
            return found;
        }
    }
}
