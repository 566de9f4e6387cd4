package io.ringfence.replay.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.replay.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimulateCommandTest {
    private static final String PLATFORM = "# one player with 100\n"
            + "{'command':'DefineCurrency','currency':'EUR','exponent':2,'expect':{'outcome':'OK','seq':3}}\n"
            + "{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}\n"
            + "{'command':'OpenPlayer','player':7,'expect':{'outcome':'OK'}}\n"
            + "{'command':'Deposit','player':7,'currency':'EUR','amount':100,'txId':'d1',"
            + "'expect':{'outcome':'OK','available':'100'}}\n";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void shouldPrintOneReplyALine() {
        assertEquals(ExitCode.OK, simulate(PLATFORM));
        final List<String> lines = lines();
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).contains("\"available\":\"100\""), lines.get(3));
        assertTrue(lines.get(3).contains("\"time\":\"2026-01-01T00:00:00Z\""), lines.get(3));
        assertEquals("", errors());
    }

    @Test
    void shouldCountWhatIsAsExpected() {
        assertEquals(ExitCode.OK, simulate(PLATFORM, "--check"));
        assertEquals("3 passed, 0 failed", last());
    }

    @Test
    void shouldTellWhatIsNotAsExpected() {
        final String scenario = PLATFORM
                + "{'command':'GetBalance','player':7,'expect':{'balances':[{'wallet':'CASH','available':'99'}]}}\n";
        assertEquals(ExitCode.EXPECTATION, simulate(scenario, "--check"));
        assertEquals("3 passed, 1 failed", last());
        assertTrue(text().contains("line 6: balances[0].available: expected \"99\", got \"100\""), text());
        assertEquals(ExitCode.OK, simulate(scenario), "without --check nobody looks");
    }

    @Test
    void shouldKnowARepeat() {
        final String again = "{'command':'Deposit','player':7,'currency':'EUR','amount':100,'txId':'d1',"
                + "'expect':{'outcome':'OK','replay':true,'available':'100','originalAvailable':'100'}}\n"
                + "{'command':'Deposit','player':7,'currency':'EUR','amount':101,'txId':'d1',"
                + "'expect':{'outcome':'DUPLICATE_MISMATCH','replay':false,'field':'amount'}}\n";
        assertEquals(ExitCode.OK, simulate(PLATFORM + again, "--check"), this::text);
    }

    @Test
    void shouldMoveTheClockByATick() {
        final String scenario = PLATFORM
                + "{'advance':'PT15M'}\n"
                + "{'command':'GetStateHash','expect':{'seq':7,'time':'2026-01-01T00:15:00Z'}}\n"
                + "{'at':'2026-02-01T10:00:00Z'}\n"
                + "{'command':'GetStateHash','expect':{'seq':8,'time':'2026-02-01T10:00:00Z'}}\n";
        assertEquals(ExitCode.OK, simulate(scenario, "--check"), this::text);
        assertEquals("5 passed, 0 failed", last());
    }

    @Test
    void shouldCloseAnIdleRoundByTheClock() {
        final String scenario = PLATFORM
                + "{'command':'Bet','player':7,'currency':'EUR','amount':10,'round':'r','expect':{'outcome':'OK'}}\n"
                + "{'command':'GetRound','player':7,'round':'r','expect':{'state':'OPEN','staked':'10'}}\n"
                + "{'advance':'P2D'}\n"
                + "{'command':'GetRound','player':7,'round':'r','expect':{'state':'CLOSED'}}\n"
                + "{'command':'Win','player':7,'currency':'EUR','amount':1,'round':'r','txId':'w',"
                + "'expect':{'outcome':'ROUND_CLOSED','amount':'0'}}\n";
        assertEquals(ExitCode.OK, simulate(scenario, "--check"), this::text);
    }

    @Test
    void shouldAnswerWhatIsMalformedItself() {
        final String scenario = PLATFORM
                + "{'command':'Deposit','player':7,'currency':'EUR',"
                + "'expect':{'outcome':'MALFORMED','command':'Deposit'}}\n"
                + "{'command':'GetStateHash','expect':{'seq':6}}\n";
        assertEquals(ExitCode.OK, simulate(scenario, "--check"), this::text);
        assertTrue(text().contains("\"reason\":\"amount: is missing\""), text());
    }

    @Test
    void shouldStopAtALineThatCannotBeUnderstood() {
        for (final String line : List.of("nonsense", "{'player':7}", "{'command':'Nope'}", "{'advance':'soon'}")) {
            assertEquals(ExitCode.USAGE, simulate(PLATFORM + line + "\n" + PLATFORM, "--check"), line);
            assertEquals(4, lines().size(), "the lines before it were done");
            assertTrue(errors().startsWith("ringfence simulate: line 6: "), errors());
        }
    }

    @Test
    void shouldNotGoBackInTime() {
        assertEquals(ExitCode.USAGE, simulate("{'at':'2025-12-31T23:59:59Z'}"));
        assertTrue(errors().contains("line 1: time does not go back"), errors());
        assertEquals(ExitCode.USAGE, simulate("{'advance':'PT2562047788015215H'}"));
        assertTrue(errors().contains("line 1: so far ahead"), errors());
        assertEquals(ExitCode.USAGE, simulate("{'at':'2500-01-01T00:00:00Z'}"));
        assertTrue(errors().contains("line 1: so far ahead"), errors());
    }

    @Test
    void shouldReadAFile() throws Exception {
        final Path file = directory.resolve("scenario.jsonl");
        Files.writeString(file, PLATFORM.replace('\'', '"'));
        assertEquals(ExitCode.OK, simulate("", "--check", file.toString()));
        assertEquals("3 passed, 0 failed", last());
        assertEquals(ExitCode.USAGE, simulate("", directory.resolve("missing").toString()));
        assertTrue(errors().contains("cannot read the scenario"), errors());
    }

    @Test
    void shouldExplainItself() {
        assertEquals(ExitCode.OK, simulate("", "--help"));
        assertTrue(text().contains("--check"), text());
        assertEquals(ExitCode.USAGE, simulate("", "--colour"));
    }

    private int simulate(final String scenario, final String... args) {
        out.reset();
        err.reset();
        return SimulateCommand.run(
                new ByteArrayInputStream(scenario.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private String last() {
        return lines().get(lines().size() - 1);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
