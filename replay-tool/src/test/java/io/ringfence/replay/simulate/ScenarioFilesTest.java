package io.ringfence.replay.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.replay.ExitCode;
import io.ringfence.testkit.Scenarios;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario file holds in the engine. */
@Timeout(60)
class ScenarioFilesTest {
    static List<String> names() {
        return Scenarios.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldHold(final String name) throws IOException {
        final String scenario;
        try (BufferedReader reader = new BufferedReader(Scenarios.open(name))) {
            scenario = reader.lines().collect(Collectors.joining("\n"));
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        final int exitCode = SimulateCommand.run(
                new ByteArrayInputStream(scenario.getBytes(StandardCharsets.UTF_8)), out, out, "--check");
        final String text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(ExitCode.OK, exitCode, text);
        assertTrue(text.endsWith(" passed, 0 failed" + System.lineSeparator()), text);
    }
}
