package io.ringfence.benchmarks.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/durability.md says that it is shown by is there. */
class HazardTableTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path DOCUMENT = ROOT.resolve("docs/durability.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");
    private static final Pattern ROUND = Pattern.compile("`([A-Z_*]{5,})`");
    private static final int HAZARDS_MIN = 30;
    private static final int COLUMNS = 4;

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> rounds() {
        return Stream.of(InfraFault.values(), ByteFault.values(), Saboteur.values(), RoundKind.values())
                .flatMap(Arrays::stream)
                .map(Enum::name)
                .collect(Collectors.toSet());
    }

    private static List<String> hazards() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("| hazard |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void shouldNameTestsThatExist() throws IOException {
        final Set<String> missing = new TreeSet<>();
        final Matcher matcher = TEST.matcher(Files.readString(DOCUMENT));
        final Set<String> tests = tests();
        while (matcher.find()) {
            if (!tests.contains(matcher.group(1))) {
                missing.add(matcher.group(1));
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void shouldCloseEveryHazardWithATestOrARoundThatExists() throws IOException {
        final List<String> hazards = hazards();
        assertTrue(hazards.size() >= HAZARDS_MIN, hazards.size() + " hazards");
        final Set<String> rounds = rounds();
        for (final String hazard : hazards) {
            final String[] cells = hazard.substring(1).split("\\|", -1);
            assertEquals(COLUMNS + 1, cells.length, hazard);
            final String closedBy = cells[COLUMNS - 1];
            assertTrue(closedBy.contains("rounds ") || TEST.matcher(closedBy).find(), hazard);
            final Matcher matcher = ROUND.matcher(closedBy);
            while (matcher.find()) {
                final Pattern name = Pattern.compile(matcher.group(1).replace("*", ".*"));
                assertTrue(rounds.stream().anyMatch(round -> name.matcher(round).matches()), hazard);
            }
        }
    }
}
