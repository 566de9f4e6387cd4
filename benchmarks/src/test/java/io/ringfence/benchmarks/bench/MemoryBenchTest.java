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

/** The measurement itself, with small figures. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class MemoryBenchTest {
    @TempDir
    private Path directory;

    @Test
    void shouldMeasureAnEngineThatItFilled() throws IOException {
        final Path file = directory.resolve("memory.json");
        final int code = new CommandLine(new MemoryBench())
                .execute("--players", "20000", "--wallets", "3", "--ids", "100000", "--json", file.toString());
        final JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertEquals(0, code, json::toString);
        assertTrue(json.path("valid").asBoolean());
        assertEquals(0, json.path("measured").path("refused").asLong());
        // The tenth that stays free of openings is part of each figure.
        assertEquals(40 / 0.9, json.path("bytesPer").path("player").asDouble(), 0.1);
        assertTrue(json.path("measured").path("resident").asLong()
                > json.path("computedBytes").asLong());
    }

    @Test
    void shouldRefuseMoreRoundsThanIds() {
        assertEquals(2, new CommandLine(new MemoryBench()).execute("--ids", "100", "--rounds", "51"));
    }
}
