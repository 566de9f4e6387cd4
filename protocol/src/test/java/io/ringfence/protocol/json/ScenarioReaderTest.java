package io.ringfence.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.protocol.CommandKind;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    @Test
    void shouldReadStepsWithTheirLines() throws Exception {
        final String text = "# a comment\n\n  {'command':'GetStateHash'}  \r\n{'advance':'PT15M'}\n   # another\n"
                + "{'at':'2026-11-22T10:00:00Z'}\n{'command':'GetPlayer','player':1,'expect':{'outcome':'OK'}}";
        try (ScenarioReader reader = reader(text)) {
            assertEquals(
                    new ScenarioStep.Command(
                            3, CommandKind.GET_STATE_HASH, CommandLines.json("{'command':'GetStateHash'}"), null),
                    reader.next());
            assertEquals(new ScenarioStep.Advance(4, Duration.ofMinutes(15)), reader.next());
            assertEquals(new ScenarioStep.At(6, Instant.parse("2026-11-22T10:00:00Z")), reader.next());
            assertEquals(
                    new ScenarioStep.Command(
                            7,
                            CommandKind.GET_PLAYER,
                            CommandLines.json("{'command':'GetPlayer','player':1}"),
                            CommandLines.json("{'outcome':'OK'}")),
                    reader.next());
            assertNull(reader.next());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'advance':'15m'}                     | \"advance\" is not an ISO-8601 duration above zero: \"15m\"",
                "{'advance':'PT-1S'}                   | \"advance\" is not an ISO-8601 duration above zero: \"PT-1S\"",
                "{'at':'noon'}                         | \"at\" is not an ISO-8601 time: \"noon\"",
                "{'advance':'PT1S','x':1}              | no \"command\"",
                "{'player':1}                          | no \"command\"",
                "{'command':'Nope'}                    | unknown command \"Nope\"",
                "{'command':'GetStateHash','expect':5} | \"expect\" is not an object: 5",
                "[1]                                   | no JSON object: [1]",
            })
    void shouldSayWhatIsWrongWithALine(final String line, final String reason) throws Exception {
        try (ScenarioReader reader = reader("\n" + line)) {
            final ScenarioException ex = assertThrows(ScenarioException.class, reader::next);
            assertEquals("line 2: " + reason, ex.getMessage());
            assertEquals(2, ex.line());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"nonsense", "{'command':", "{} {}", "{'a':1,'a':2}", "{'command':'GetStateHash'} trailing"})
    void shouldRefuseWhatIsNoJson(final String line) throws Exception {
        try (ScenarioReader reader = reader(line)) {
            final ScenarioException ex = assertThrows(ScenarioException.class, reader::next);
            assertEquals("line 1: no JSON", ex.getMessage().substring(0, "line 1: no JSON".length()));
        }
    }

    private static ScenarioReader reader(final String text) {
        return new ScenarioReader(new StringReader(text.replace('\'', '"')));
    }
}
