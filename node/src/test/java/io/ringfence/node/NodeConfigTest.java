package io.ringfence.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.SyncPolicy;
import io.ringfence.node.failure.ExitCode;
import io.ringfence.node.failure.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    @TempDir
    private Path temp;

    private Path file(final String text) throws IOException {
        return Files.writeString(temp.resolve("node.yaml"), text);
    }

    @Test
    void shouldHaveADefaultForEveryKey() throws IOException {
        assertEquals(NodeConfig.defaults(), NodeConfig.load(file("")));
        assertEquals(SyncPolicy.BATCH, NodeConfig.defaults().journal().sync());
    }

    @Test
    void shouldStateTheDefaultsInTheCommentedFile() {
        final Path commented = Path.of("..", "config", "ringfence.yaml");
        assertTrue(Files.exists(commented), "run in the module's directory");
        assertEquals(NodeConfig.defaults(), NodeConfig.load(commented));
    }

    @Test
    void shouldReadNestedKeys() throws IOException {
        final NodeConfig config = NodeConfig.load(file("""
                endpoint: 127.0.0.1:7500   # a comment
                journal:
                  sync: interval:50
                  rollMiB: 1
                  batchKiB: 64
                ring: {slots: 1024}
                engine:
                  playersMax: 1_000
                gateway:
                  sessionTimeoutMs: 2000
                """));
        assertEquals(7500, config.gateway().port());
        assertEquals(SyncPolicy.interval(50), config.journal().sync());
        assertEquals(1024, config.ring().slots());
        assertEquals(1000, config.engine().playersMax());
        assertEquals(2_000_000_000L, config.gateway().timeouts().sessionNs());
        assertEquals(1 << 20, config.journalConfig().rollBytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    journal:\\n  sink: batch           | line 2 | unknown key 'journal.sink'
                    endpoint: 127.0.0.1:1\\nringg: 3   | line 2 | unknown key 'ringg'
                    journal:\\n\\n  sync: later        | line 3 | journal.sync 'later' must be batch
                    journal: {rollMiB: 4096}           | line 1 | journal.rollMiB '4096' must be a whole number
                    journal: {rollMiB: many}           | line 1 | must be a whole number
                    journal:\\n  rollMiB: 1\\n  batchKiB: 1024 | line 3 | journal.batchKiB '1024' must be
                    ring: {slots: 1000}                | line 1 | ring.slots '1000' must be a power of two
                    allowRemote: yes please            | line 1 | allowRemote 'yes please' must be true or false
                    endpoint: localhost                | line 1 | endpoint 'localhost' must be HOST:PORT
                    endpoint: localhost:70000          | line 1 | endpoint
                    profile: fast                      | line 1 | profile 'fast' must be compact or single
                    data: [a, b]                       | line 1 | 'data' takes one value
                    data:                              | line 1 | 'data' has no value
                    journal: {sync: batch, sync: none} | line 1 | Duplicate
                    engine: {skewMs: -1}               | line 1 | engine.skewMs '-1' must be
                    engine: "broken                    | line 1 | quoted
                    just text                          | line 1 | expected 'key: value'
                    """)
    void shouldNameLineKeyAndBounds(final String text, final String line, final String reason) throws IOException {
        final Path file = file(text.replace("\\n", "\n") + "\n");
        final NodeException refused = assertThrows(NodeException.class, () -> NodeConfig.load(file));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains(line), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void shouldLetTheCommandLineGoBeforeTheFile() throws IOException {
        final Settings settings = Settings.read(file("endpoint: 127.0.0.1:7500\n"));
        settings.override("endpoint", "127.0.0.1:nowhere", "--endpoint");
        final NodeException refused = assertThrows(NodeException.class, () -> NodeConfig.from(settings));
        assertTrue(refused.getMessage().startsWith("--endpoint: endpoint '127.0.0.1:nowhere'"), refused.getMessage());
    }

    @Test
    void shouldSayWhenThereIsNoFile() {
        final NodeException refused =
                assertThrows(NodeException.class, () -> NodeConfig.load(temp.resolve("missing.yaml")));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains("missing.yaml"));
    }
}
