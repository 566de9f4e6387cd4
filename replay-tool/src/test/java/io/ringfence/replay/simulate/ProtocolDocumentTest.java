package io.ringfence.replay.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FieldDescriptor;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.json.Expectation;
import io.ringfence.protocol.json.Mismatch;
import io.ringfence.protocol.json.ScenarioReader;
import io.ringfence.protocol.json.ScenarioStep;
import io.ringfence.testkit.AllowedPairs;
import io.ringfence.testkit.Scenarios;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say of the protocol is what the engine does, and they leave nothing out. */
@Timeout(120)
class ProtocolDocumentTest {
    private static final String COMMANDS = "protocol/commands.md";
    private static final String OUTCOMES = "protocol.md";
    private static final Pattern OUTCOME_ROW =
            Pattern.compile("\\| (\\d+) \\| `([A-Z_]+)` \\| (never|new id|same id later) \\| .*");
    private static final Pattern REFUSALS_ROW = Pattern.compile("\\| (`\\w+`(?:, `\\w+`)*) \\| (.*) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Z_]{2,}|\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
    private static final String REFUSALS_BEGIN = "## Refusals of each command";
    /** Every command may have these, so the rows leave them out. */
    private static final Set<String> COMMON = Set.of(
            "MALFORMED",
            "NOT_AUTHORISED",
            "BUSY",
            "DUPLICATE_MISMATCH",
            "TIME_INVALID",
            "TOO_OLD",
            "CAPACITY_EXCEEDED");

    private static final Map<String, List<Exchange>> SIMULATED = new HashMap<>();

    private record Exchange(ObjectNode request, ObjectNode reply) {}

    static List<Document> documents() {
        return Document.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldShowWhatTheEngineAnswers(final Document document) throws Exception {
        final List<String> faults = new ArrayList<>();
        for (final Document.Example example : document.examples()) {
            final List<Exchange> candidates = simulated(example.scenario()).stream()
                    .filter(exchange -> exchange.request().equals(example.request()))
                    .toList();
            final List<Mismatch> mismatches = closest(candidates, example.reply());
            if (candidates.isEmpty()) {
                faults.add("line " + example.line() + ": not in " + example.scenario() + ": " + example.request());
            } else if (!mismatches.isEmpty()) {
                faults.add("line " + example.line() + ": " + mismatches);
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void shouldShowAnExampleOfEveryCommand() {
        final Set<String> shown = Document.of(COMMANDS).examples().stream()
                .map(example -> example.request().path("command").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        final Set<String> commands =
                Stream.of(CommandKind.values()).map(CommandKind::commandName).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(commands), shown);
    }

    @Test
    void shouldNameEveryFieldOfEveryCommand() {
        final List<String> faults = new ArrayList<>();
        for (final CommandKind kind : CommandKind.values()) {
            final String section = section(Document.of(COMMANDS).lines(), "### " + kind.commandName());
            Stream.concat(kind.descriptor().block().stream(), kind.descriptor().varData().stream())
                    .map(FieldDescriptor::name)
                    .filter(name -> !Set.of("ref", "report", "salt").contains(name))
                    .map(name -> name.substring(name.indexOf('.') + 1))
                    .filter(name -> !section.contains("`" + name + "`"))
                    .forEach(name -> faults.add(kind.commandName() + ": " + name));
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void shouldListEveryOutcomeWithItsNumberAndRetryClass() {
        final Map<Integer, String> said = new TreeMap<>();
        for (final String line : Document.of(OUTCOMES).lines()) {
            final Matcher row = OUTCOME_ROW.matcher(line);
            if (row.matches()) {
                final String former = said.put(Integer.valueOf(row.group(1)), row.group(2) + ", " + row.group(3));
                assertTrue(former == null, "twice: " + line);
            }
        }
        final Map<Integer, String> defined = new TreeMap<>();
        for (final Outcome outcome : Outcome.values()) {
            final String retry = outcome.retryClass().name().replace('_', ' ').toLowerCase(Locale.ROOT);
            defined.put(outcome.number(), outcome.name() + ", " + retry);
        }
        assertEquals(defined, said);
    }

    @Test
    void shouldListEveryRefusalOfEveryCommand() {
        final Map<String, Set<String>> said = new TreeMap<>();
        for (final String line :
                section(Document.of(COMMANDS).lines(), REFUSALS_BEGIN).split("\n", -1)) {
            final Matcher row = REFUSALS_ROW.matcher(line);
            if (row.matches()) {
                for (final String command : names(row.group(1))) {
                    said.put(command, refusals(names(row.group(2))));
                }
            }
        }
        final Map<String, Set<String>> allowed = new TreeMap<>();
        for (final CommandKind kind : CommandKind.values()) {
            allowed.put(
                    kind.commandName(),
                    refusals(Arrays.stream(Outcome.values())
                            .map(Outcome::name)
                            .filter(name -> AllowedPairs.isAllowed(new AllowedPairs.Pair(kind.commandName(), name)))
                            .toList()));
        }
        assertEquals(allowed, said);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLinkToWhatIsThere(final Document document) {
        final List<String> faults = new ArrayList<>();
        for (final String line : document.lines()) {
            final Matcher link = LINK.matcher(line);
            while (link.find()) {
                if (!link.group(1).startsWith("http") && !isThere(document, link.group(1), link.group(2))) {
                    faults.add(link.group());
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static boolean isThere(final Document document, final String file, final String anchor) {
        final Path path = file.isEmpty()
                ? document.path()
                : document.path().resolveSibling(file).normalize();
        if (!Files.exists(path)) {
            return false;
        }
        return anchor == null
                || Document.all().stream()
                        .filter(other -> other.path().normalize().equals(path.normalize()))
                        .anyMatch(other -> other.anchors().contains(anchor));
    }

    private static List<Mismatch> closest(final List<Exchange> candidates, final ObjectNode reply) {
        List<Mismatch> closest = List.of();
        for (final Exchange candidate : candidates) {
            final List<Mismatch> mismatches = Expectation.compare(reply, candidate.reply());
            if (mismatches.isEmpty()) {
                return mismatches;
            }
            closest = closest.isEmpty() || mismatches.size() < closest.size() ? mismatches : closest;
        }
        return closest;
    }

    /** From this heading up to the next one of the same depth or less. */
    private static String section(final List<String> lines, final String heading) {
        final int begin = lines.indexOf(heading);
        assertTrue(begin >= 0, "no heading: " + heading);
        final int depth = heading.indexOf(' ');
        return lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("#") || line.indexOf(' ') > depth)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> names(final String cell) {
        final Matcher name = NAME.matcher(cell);
        final List<String> names = new ArrayList<>();
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static Set<String> refusals(final List<String> names) {
        final Set<String> outcomes = Stream.of(Outcome.values())
                .filter(outcome -> !outcome.isSuccess())
                .map(Outcome::name)
                .collect(Collectors.toSet());
        return names.stream()
                .filter(outcomes::contains)
                .filter(name -> !COMMON.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Exchange> simulated(final String scenario) throws Exception {
        final List<Exchange> known = SIMULATED.get(scenario);
        if (known != null) {
            return known;
        }
        final String text;
        try (BufferedReader reader = new BufferedReader(Scenarios.open(scenario))) {
            text = reader.lines().collect(Collectors.joining("\n"));
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        SimulateCommand.run(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, out);
        final List<String> replies =
                bytes.toString(StandardCharsets.UTF_8).lines().toList();
        final List<Exchange> exchanges = new ArrayList<>();
        final JsonMapper mapper = new JsonMapper();
        try (ScenarioReader reader = new ScenarioReader(new StringReader(text))) {
            for (ScenarioStep step = reader.next(); step != null; step = reader.next()) {
                if (step instanceof final ScenarioStep.Command command) {
                    final String reply = replies.get(exchanges.size());
                    exchanges.add(new Exchange(command.command(), (ObjectNode) mapper.readTree(reply)));
                }
            }
        }
        SIMULATED.put(scenario, exchanges);
        return exchanges;
    }
}
