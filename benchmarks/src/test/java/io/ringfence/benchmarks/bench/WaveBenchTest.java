package io.ringfence.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The measurement itself, with small waves: that everything in them is answered, not how long it takes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class WaveBenchTest {
    private static final int WAVES = 10;

    @TempDir
    private Path directory;

    @Test
    void shouldMeasureEveryWave() throws IOException {
        final Path file = directory.resolve("waves.json");
        final int code =
                new CommandLine(new WaveBench()).execute("--size", "500", "--runs", "1", "--json", file.toString());
        final JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertEquals(0, code, json::toString);
        assertEquals(0, json.path("refused").asLong());
        assertEquals(WAVES, json.path("waves").size());
        for (final JsonNode wave : json.path("waves")) {
            assertTrue(wave.path("longestNs").asLong() > 0, wave::toString);
        }
    }
}
