package io.ringfence.benchmarks.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.benchmarks.BenchCommand;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A figure without its commit, JDK, machine and seed means nothing: every measurement writes them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class JsonResultsTest {
    private static final long SEED = 77;

    @TempDir
    private Path directory;

    static Stream<Class<?>> measurements() {
        return Arrays.stream(BenchCommand.class.getAnnotation(Command.class).subcommands());
    }

    @ParameterizedTest
    @MethodSource("measurements")
    void shouldWriteItsResultThroughTheOneReport(final Class<?> measurement) {
        final long reports = Arrays.stream(measurement.getDeclaredFields())
                .map(Field::getType)
                .filter(Report.class::equals)
                .count();
        assertEquals(1, reports);
    }

    @Test
    void shouldNameCommitJdkMachineAndSeed() throws IOException {
        final Path file = directory.resolve("memory.json");
        assertEquals(
                0,
                new CommandLine(new MemoryBench())
                        .execute(
                                "--players",
                                "1000",
                                "--ids",
                                "5000",
                                "--seed",
                                Long.toString(SEED),
                                "--json",
                                file.toString()));
        final JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertFalse(json.path("commit").asText().isEmpty(), json::toString);
        assertEquals(Runtime.version().toString(), json.path("jdk").asText());
        assertTrue(json.path("machine").path("cores").asInt() > 0, json::toString);
        assertFalse(json.path("machine").path("cpu").asText().isEmpty(), json::toString);
        assertTrue(json.path("flags").isArray(), json::toString);
        assertEquals(SEED, json.path("seed").asLong());
        assertEquals("memory", json.path("bench").asText());
        assertTrue(json.path("valid").asBoolean(), json::toString);
    }
}
