package io.ringfence.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.protocol.BatchLayout;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.ConfigureEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.ReplyEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandJsonTest {
    private static final String NO_AMOUNT = "{'command':'Deposit','player':1,'currency':'EUR'";
    private static final String DEPOSIT = NO_AMOUNT + ",'amount':1";
    private static final String STATUS = "{'command':'SetPlayerStatus','player':1,'status':'CLOSED'";
    private static final String HOLD = "{'command':'PlaceHold','player':1,'currency':'EUR','amount':1";
    private static final String BATCH = "{'command':'Batch','player':1";
    private static final String CAMPAIGN = "{'command':'CreateCampaign','campaign':'c','currency':'EUR','pot':5,"
            + "'shares':1,'minShare':1,'opensAt':'2026-01-01T00:00:00Z','closesAt':'2026-01-02T00:00:00Z',"
            + "'split':'EQUAL'";

    static List<String> lines() {
        return CommandLines.ALL;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldPrintWhatItRead(final String line) {
        final UnsafeBuffer frame = CommandLines.frame(line);
        assertPrints(line, frame, 0, frame.capacity());
        assertEquals(42, FrameLayout.correlationId(frame, 0));
    }

    @Test
    void shouldBeTriedWithEveryKind() throws Exception {
        final Set<CommandKind> kinds = EnumSet.noneOf(CommandKind.class);
        for (final String line : CommandLines.ALL) {
            kinds.add(CommandJson.kind(CommandLines.json(line)));
        }
        assertEquals(EnumSet.allOf(CommandKind.class), kinds);
    }

    @Test
    void shouldFillInWhatIsLeftOut() {
        final UnsafeBuffer frame = CommandLines.frame(DEPOSIT + ",'expect':{'outcome':'OK'}}");
        assertPrints(
                "{'command':'Deposit','source':1,'txId':'00000000000000080000000000000009',"
                        + "'originatedAt':'2026-01-01T00:00:00Z','player':1,'currency':'EUR','amount':'1',"
                        + "'settled':false}",
                frame,
                0,
                frame.capacity());
    }

    @Test
    void shouldReadTheFormsThatTextMayHave() {
        final UnsafeBuffer frame = CommandLines.frame("{'command':'Deposit','player':'12','currency':'EUR',"
                + "'amount':'0007','txId':'01234567-89AB-CDEF-0123-456789ABCDEF',"
                + "'originatedAt':'2026-01-01T01:00:00+01:00'}");
        final String printed = CommandJson.decode(frame, 0, frame.capacity()).toString();
        assertTrue(printed.contains("\"amount\":\"7\""), printed);
        assertTrue(printed.contains("\"player\":12"), printed);
        assertTrue(printed.contains("\"txId\":\"0123456789abcdef0123456789abcdef\""), printed);
        assertTrue(printed.contains("\"originatedAt\":\"2026-01-01T00:00:00Z\""), printed);
    }

    @Test
    void shouldWriteAtAnOffset() throws Exception {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * FrameLayout.COMMAND_LENGTH_MAX]);
        final String line = CommandLines.ALL.get(11);
        final int length = CommandJson.encode(CommandLines.json(line), CommandLines.DEFAULTS, buffer, 100);
        assertPrints(line, buffer, 100, length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'command':'Deposit','player':1,'currency':'EUR'} | amount | is missing",
                NO_AMOUNT + ",'amount':1.0} | amount | is not an integer: 1.0",
                NO_AMOUNT + ",'amount':'1.0'} | amount | is not an integer: \"1.0\"",
                NO_AMOUNT + ",'amount':'1e3'} | amount | is not an integer: \"1e3\"",
                NO_AMOUNT + ",'amount':''} | amount | is not an integer: \"\"",
                NO_AMOUNT + ",'amount':true} | amount | is not an integer: true",
                NO_AMOUNT + ",'amount':null} | amount | is not an integer: null",
                NO_AMOUNT + ",'amount':'ALL'} | amount | is not an integer: \"ALL\"",
                NO_AMOUNT + ",'amount':9223372036854775808} | amount " + "| is beyond 64 bits: 9223372036854775808",
                NO_AMOUNT + ",'amount':'-9223372036854775808'} | amount "
                        + "| is beyond 64 bits: \"-9223372036854775808\"",
                "{'command':'Deposit','player':'x','currency':'EUR','amount':1} | player | is not an integer: \"x\"",
                "{'command':'Deposit','player':1,'currency':'eur','amount':1} | currency "
                        + "| code may have A-Z, 0-9 and _ only: \"eur\"",
                "{'command':'Deposit','player':1,'currency':5,'amount':1} | currency | is not a string: 5",
                DEPOSIT + ",'settled':1} | settled | is not true or false: 1",
                DEPOSIT + ",'settled':'true'} | settled | is not true or false: \"true\"",
                DEPOSIT + ",'txId':'00000000000000000000000000000000'} | txId | id is zero",
                DEPOSIT + ",'txId':''} | txId | id must have 1 to 64 characters",
                DEPOSIT + ",'txId':5} | txId | is not a string: 5",
                DEPOSIT + ",'source':0} | source | is not between 1 and 65534: 0",
                DEPOSIT + ",'source':'1'} | source | is not an integer: \"1\"",
                DEPOSIT + ",'source':65535} | source | is not between 1 and 65534: 65535",
                DEPOSIT + ",'originatedAt':'yesterday'} | originatedAt "
                        + "| is neither milliseconds nor an ISO-8601 time: \"yesterday\"",
                DEPOSIT + ",'originatedAt':1.5} | originatedAt | is not a string: 1.5",
                DEPOSIT + ",'color':'red'} | color | is not a field of Deposit",
                DEPOSIT + ",'correlationId':5} | correlationId | is not a field of Deposit",
                DEPOSIT + ",'round':'r'} | round | is not a field of Deposit",
                DEPOSIT + ",'policies':{}} | policies | is not a field of Deposit",
                "{'command':'DefineSource','name':'x'} | source | is missing",
                "{'command':'DefineSource','source':2} | name | is missing",
                "{'command':'DefineSource','source':2,'name':''} | name | is empty",
                "{'command':'DefineSource','source':2,'name':'x','policies':5} | policies | is not an object: 5",
                "{'command':'DefineSource','source':2,'name':'x','policies':{'x':5}} | policies.x "
                        + "| is not a field of DefineSource",
                "{'command':'DefineSource','source':2,'name':'x','policies.negative':'DEBT'} | policies.negative "
                        + "| is not a field of DefineSource",
                "{'command':'DefineSource','source':2,'name':'x','policies':{'negative':'debt'}} | policies.negative "
                        + "| is not one of [REJECT, DEBT]: \"debt\"",
                "{'command':'DefineSource','source':2,'name':'x','policies':{'roundIdleSeconds':-1}} "
                        + "| policies.roundIdleSeconds | is not between 0 and 4294967294: -1",
                "{'command':'DefineCurrency','currency':'EUR','exponent':255} | exponent "
                        + "| is not between 0 and 254: 255",
                "{'command':'EndRound','player':1,'round':'r'} | action | is missing",
                "{'command':'GetTransaction','kind':'Bet'} | txId | is missing",
                "{'command':'GetTransaction','kind':'GetRound','txId':'x'} | kind "
                        + "| is not the name of a command: \"GetRound\"",
                STATUS + "} | reason | is missing",
                STATUS + ",'reason':''} | reason | is empty",
                STATUS + ",'reason':'x','until':1} | until | is not a string: 1",
                STATUS + ",'reason':'x','until':'soon'} | until | is not an ISO-8601 time: \"soon\"",
                STATUS + ",'reason':'x','until':'2300-01-01T00:00:00Z'} | until "
                        + "| is beyond 64 bits of nanoseconds: \"2300-01-01T00:00:00Z\"",
                CAMPAIGN + "} | seed | is missing",
                CAMPAIGN + ",'seed':-1} | seed | is neither an integer from 0 nor 0x and hex digits: -1",
                CAMPAIGN + ",'seed':'0x'} | seed | is neither an integer from 0 nor 0x and hex digits: \"0x\"",
                CAMPAIGN + ",'seed':1.5} | seed | is neither an integer from 0 nor 0x and hex digits: 1.5",
                CAMPAIGN + ",'seed':18446744073709551616} | seed | is beyond 64 bits: 18446744073709551616",
                CAMPAIGN + ",'seed':1,'salt':'x'} | salt | is not a field of CreateCampaign",
                HOLD + ",'purpose':'RESERVE','round':'r'} | command | round is for a SPORT_BET only",
                HOLD + ",'purpose':'WITHDRAWAL','expiresAt':'2026-01-01T00:00:00Z'} | command "
                        + "| expiresAt is not for a WITHDRAWAL",
                "{'command':'ListTransfers'} | limit | is missing",
                "{'command':'ListTransfers','limit':0} | limit | is not between 1 and 65534: 0",
                "{'command':'ListTransfers','limit':1,'state':'OPEN'} | state | is not one of "
                        + "[RESERVED, INTENT, DISPATCHED, UNKNOWN, CONFIRMED, CANCELLED]: \"OPEN\"",
                BATCH + "} | commands | is missing",
                BATCH + ",'commands':5} | commands | is not an array: 5",
                BATCH + ",'commands':[]} | commands | has 0 commands, not 1 to 16",
                BATCH + ",'commands':[5]} | commands[0] | is not an object: 5",
                BATCH + ",'commands':[{}]} | commands[0] | no \"command\"",
                BATCH + ",'commands':[{'command':'Batch','commands':[]}]} | commands[0].command "
                        + "| Batch is not for a batch",
                BATCH + ",'commands':[{'command':'OpenPlayer'}]} | commands[0].command "
                        + "| OpenPlayer is not for a batch",
                BATCH + ",'commands':[{'command':'EndRound','round':'r'}]} | commands[0].action | is missing",
                BATCH + ",'commands':[{'command':'Transfer','fromWallet':'A','toWallet':'B','currency':'EUR',"
                        + "'amount':1,'toPlayer':2}]} | command | toPlayer is not for a batch",
                BATCH + ",'commands':[{'command':'ReleaseHold','hold':'h','txId':'x'},{'command':'ReleaseHold',"
                        + "'hold':'g','txId':'x'}]} | command | the same kind and txId twice in a batch",
                "{'command':'GetBalance','player':1,'txId':'x'} | txId | is not a field of GetBalance",
                "{'command':'GetBalance','player':1,'wallet':'SEVENTEEN'} | wallet "
                        + "| code must have 1 to 8 characters: \"SEVENTEEN\"",
            })
    void shouldRefuseWhatIsNotRight(final String line, final String field, final String reason) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
        final MalformedCommandException ex = assertThrows(
                MalformedCommandException.class,
                () -> CommandJson.encode(CommandLines.json(line), CommandLines.DEFAULTS, buffer, 0));
        assertEquals(field + ": " + reason, ex.field() + ": " + ex.reason());
    }

    @Test
    void shouldBoundIdsInCharacters() {
        for (final String line : List.of(
                DEPOSIT + ",'txId':'%s'}",
                "{'command':'CaptureHold','amount':1,'hold':'%s'}",
                "{'command':'CancelTransfer','transfer':'%s'}",
                "{'command':'ClaimCampaign','player':1,'campaign':'%s'}",
                "{'command':'Resettle','payout':1,'version':1,'betTxId':'%s'}",
                "{'command':'GetHold','hold':'%s'}",
                "{'command':'ListTransfers','limit':1,'after':'%s'}",
                BATCH + ",'commands':[{'command':'ReleaseHold','hold':'%s'}]}")) {
            CommandLines.frame(String.format(line, "\u00fc".repeat(64)));
            final String tooLong = String.format(line, "i".repeat(65));
            assertThrows(IllegalArgumentException.class, () -> CommandLines.frame(tooLong), tooLong);
            final String zero = String.format(line, "0".repeat(32));
            assertThrows(IllegalArgumentException.class, () -> CommandLines.frame(zero), zero);
        }
    }

    @Test
    void shouldBoundTextsInBytes() {
        CommandLines.frame(DEPOSIT + ",'ref':'" + "\u00fc".repeat(32) + "'}");
        CommandLines.frame("{'command':'Bet','player':1,'currency':'EUR','amount':1,'ref':'" + "r".repeat(64)
                + "','game':'" + "g".repeat(32) + "','freeSpinRef':'" + "f".repeat(64) + "'}");
        final String tooLong = DEPOSIT + ",'ref':'" + "\u00fc".repeat(33) + "'}";
        assertThrows(IllegalArgumentException.class, () -> CommandLines.frame(tooLong));
        final String game = "{'command':'Bet','player':1,'currency':'EUR','amount':1,'game':'" + "g".repeat(33) + "'}";
        assertThrows(IllegalArgumentException.class, () -> CommandLines.frame(game));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "0, 0",
                "'18446744073709551615', 18446744073709551615",
                "18446744073709551615, 18446744073709551615",
                "'0xffffffffffffffff', 18446744073709551615",
                "'0x0A', 10",
            })
    void shouldReadASeedInEachOfItsForms(final String seed, final String expected) {
        final UnsafeBuffer frame = CommandLines.frame(CAMPAIGN + ",'seed':" + seed + '}');
        assertEquals(
                expected,
                CommandJson.decode(frame, 0, frame.capacity()).get("seed").textValue());
    }

    @Test
    void shouldGiveTheCommandsOfABatchWhatTheyLeaveOut() {
        final UnsafeBuffer frame = CommandLines.frame("{'command':'Batch','player':5,'commands':["
                + "{'command':'Deposit','currency':'EUR','amount':1},{'command':'Rollback','targetTxId':'t'},"
                + "{'command':'Resettle','betTxId':'t','payout':1,'version':1}]}");
        final JsonNode commands = CommandJson.decode(frame, 0, frame.capacity()).get("commands");
        for (final JsonNode command : commands) {
            assertEquals("00000000000000080000000000000009", command.get("txId").textValue());
            assertEquals(null, command.get("source"));
            assertEquals(null, command.get("originatedAt"));
        }
        assertEquals(5, commands.get(0).get("player").intValue());
        assertEquals(5, commands.get(1).get("player").intValue());
        assertEquals(null, commands.get(2).get("player"));
    }

    @Test
    void shouldWriteTheLongestBatch() {
        final StringBuilder line =
                new StringBuilder("{'command':'Batch','player':5,'ref':'" + "r".repeat(64) + "'," + "'commands':[");
        for (int i = 0; i < 16; i++) {
            line.append(i == 0 ? "" : ",")
                    .append("{'command':'Win','txId':'")
                    .append(i)
                    .append("','currency':'EUR','amount':1,'game':'" + "g".repeat(32) + "','freeSpinRef':'"
                            + "f".repeat(64) + "','ref':'" + "r".repeat(64) + "'}");
        }
        final UnsafeBuffer frame = CommandLines.frame(line + "]}");
        assertEquals(16, BatchLayout.count(frame, 0));
        assertEquals(CommandKind.WIN.templateId(), FrameLayout.templateId(frame, BatchLayout.offset(frame, 0, 15)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'command':5}", "{'command':'deposit'}", "{'command':'Nothing'}", "{'command':'Tick'}"})
    void shouldNotKnowOtherCommands(final String line) {
        assertThrows(UnknownCommandException.class, () -> CommandJson.kind(CommandLines.json(line)));
    }

    @Test
    void shouldPrintWhatTheNodeJournalsItself() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new TickEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        assertEquals("{\"command\":\"Tick\"}", CommandJson.decode(buffer, 0, 16).toString());
        new ConfigureEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .rulesVersion(1)
                .hashSeed(-1)
                .playersMax(5)
                .skewMs(60_000);
        final String printed = CommandJson.decode(buffer, 0, 120).toString();
        assertTrue(printed.startsWith("{\"command\":\"Configure\",\"rulesVersion\":1,\"hashSeed\":\"-1\""), printed);
        assertTrue(printed.contains("\"skewMs\":60000,\"holdsMax\":0,"), printed);
    }

    @Test
    void shouldNotTakeAReplyForACommand() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new ReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        assertThrows(IllegalArgumentException.class, () -> CommandJson.decode(buffer, 0, 100));
    }

    private static void assertPrints(final String line, final UnsafeBuffer buffer, final int offset, final int length) {
        assertEquals(
                CommandLines.json(line).toString(),
                CommandJson.decode(buffer, offset, length).toString());
    }
}
