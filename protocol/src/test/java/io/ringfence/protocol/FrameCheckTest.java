package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringfence.protocol.codec.ChallengeResponseEncoder;
import io.ringfence.protocol.codec.CloseSessionEncoder;
import io.ringfence.protocol.codec.ConfigureEncoder;
import io.ringfence.protocol.codec.ConnectEncoder;
import io.ringfence.protocol.codec.KeepAliveEncoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.ReplyEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import io.ringfence.protocol.json.CommandLines;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCheckTest {
    private static final String BET =
            "{\"command\":\"Bet\",\"txId\":\"b1\",\"originatedAt\":1,\"source\":1,\"player\":1,"
                    + "\"currency\":\"EUR\",\"amount\":1,\"wallet\":\"CASH\",\"round\":\"r1\",\"ref\":\"for people\","
                    + "\"game\":\"g\",\"validBet\":1}";
    private static final int BET_CURRENCY = FrameLayout.FIELDS_OFFSET + 8;
    private static final int BET_WALLET = FrameLayout.FIELDS_OFFSET + 24;
    private static final int BET_END_ROUND = FrameLayout.FIELDS_OFFSET + 48;
    private static final int BET_REF = BET_END_ROUND + 1;
    private final FrameCheck check = new FrameCheck();

    static List<String> lines() {
        return CommandLines.ALL;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldAcceptWhatTheJsonMappingWrites(final String line) {
        final UnsafeBuffer frame = CommandLines.frame(line);
        final boolean isQuery =
                CommandKind.ofTemplate(FrameLayout.templateId(frame, 0)).isQuery();
        assertEquals(isQuery ? FrameCheck.QUERY : FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()));
        assertEquals("", check.reason());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldRefuseAFrameCutAtAnyLength(final String line) {
        final UnsafeBuffer frame = CommandLines.frame(line);
        for (int length = 0; length < frame.capacity(); length++) {
            final UnsafeBuffer cut = new UnsafeBuffer(frame, 0, length);
            final int expected = length < 16 ? FrameCheck.UNKNOWN : FrameCheck.MALFORMED;
            assertEquals(expected, check.check(cut, 0, length), "length " + length);
            assertFalse(check.reason().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldRefuseBytesBehindTheEnd(final String line) {
        final UnsafeBuffer frame = CommandLines.frame(line);
        final UnsafeBuffer longer = new UnsafeBuffer(new byte[frame.capacity() + 1]);
        longer.putBytes(0, frame, 0, frame.capacity());
        assertEquals(FrameCheck.MALFORMED, check.check(longer, 0, longer.capacity()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldRefuseABlockLengthThatIsOffByOne(final String line) {
        final UnsafeBuffer frame = CommandLines.frame(line);
        final short blockLength = frame.getShort(0, ByteOrder.LITTLE_ENDIAN);
        for (final int delta : new int[] {-1, 1}) {
            frame.putShort(0, (short) (blockLength + delta), ByteOrder.LITTLE_ENDIAN);
            assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, frame.capacity()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4,  0,   2, UNKNOWN,   another schema",
        "6,  0,   2, MALFORMED, schema version is not supported",
        "6,  2,   2, MALFORMED, schema version is not supported",
        "2,  0,   2, MALFORMED, template is not known or not for clients",
        "2,  49,  2, MALFORMED, template is not known or not for clients",
        "2,  120, 2, MALFORMED, template is not known or not for clients",
        "2,  256, 2, MALFORMED, template is not known or not for clients",
        "2,  -1,  2, MALFORMED, template is not known or not for clients",
        "16, 0,  16, MALFORMED, txId is zero",
        "40, 0,   2, MALFORMED, source is zero",
        BET_CURRENCY + ",     0, 8, MALFORMED, code is not valid",
        BET_CURRENCY + ",     1, 8, MALFORMED, code is not valid",
        BET_WALLET + ",       1, 8, MALFORMED, code is not valid",
        BET_WALLET + ",       0, 8, COMMAND,",
        BET_END_ROUND + ",    1, 1, COMMAND,",
        BET_END_ROUND + ",    2, 1, MALFORMED, enumerated value is not known",
        BET_END_ROUND + ",   -1, 1, MALFORMED, enumerated value is not known",
        BET_REF + ",         40, 1, MALFORMED, var data is longer than the frame",
        BET_REF + ",         -1, 1, MALFORMED, var data is longer than the frame",
        BET_REF + ",          9, 1, MALFORMED, var data is longer than the frame",
        BET_REF + ",         11, 1, MALFORMED,",
    })
    void shouldSayWhatIsWrongWithABet(
            final int offset, final int value, final int length, final String verdict, final String reason) {
        final UnsafeBuffer frame = CommandLines.frame(BET);
        for (int i = 0; i < length; i++) {
            frame.putByte(offset + i, (byte) (i < 4 ? value >> (i * Byte.SIZE) : 0));
        }
        assertEquals(number(verdict), check.check(frame, 0, frame.capacity()), check.reason());
        if (reason != null) {
            assertEquals(reason, check.reason());
        }
    }

    @Test
    void shouldWantATimeInCommandsOnly() {
        final UnsafeBuffer bet = CommandLines.frame(BET);
        bet.putLong(FrameLayout.ORIGINATED_AT_OFFSET, FrameLayout.NULL_INT64, ByteOrder.LITTLE_ENDIAN);
        assertEquals(FrameCheck.MALFORMED, check.check(bet, 0, bet.capacity()));
        final UnsafeBuffer query = CommandLines.frame("{\"command\":\"GetStateHash\"}");
        assertEquals(FrameCheck.QUERY, check.check(query, 0, query.capacity()));
        assertEquals(FrameLayout.NULL_INT64, FrameLayout.originatedAtMs(query, 0));
    }

    @Test
    void shouldWantTheIdThatGetTransactionAsksFor() {
        final UnsafeBuffer frame =
                CommandLines.frame("{\"command\":\"GetTransaction\",\"kind\":\"Bet\",\"txId\":\"b1\"}");
        frame.setMemory(FrameLayout.TX_ID_HIGH_OFFSET, 16, (byte) 0);
        assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, frame.capacity()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 49, 90, 255})
    void shouldRefuseAKindThatIsNoCommand(final int kind) {
        final UnsafeBuffer frame =
                CommandLines.frame("{\"command\":\"GetTransaction\",\"kind\":\"Bet\",\"txId\":\"b1\"}");
        frame.putByte(FrameLayout.FIELDS_OFFSET, (byte) kind);
        assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, frame.capacity()));
    }

    @Test
    void shouldRefuseTextsOverTheirBounds() {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[512]);
        final UnsafeBuffer openPlayer =
                CommandLines.frame("{\"command\":\"OpenPlayer\",\"player\":1,\"txId\":\"a\",\"originatedAt\":1}");
        final int ref = openPlayer.capacity() - 1;
        frame.putBytes(0, openPlayer, 0, ref);
        frame.putByte(ref, (byte) 64);
        assertEquals(FrameCheck.COMMAND, check.check(frame, 0, ref + 1 + 64));
        frame.putByte(ref, (byte) 65);
        assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, ref + 1 + 65));
        assertEquals("var data is longer than allowed", check.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "SetPlayerStatus, status,     4, enumerated value is not known",
        "SetPlayerStatus, status,   255, enumerated value is not known",
        "SetPlayerStatus, binding,    2, enumerated value is not known",
        "SetLimit,        limit,      3, enumerated value is not known",
        "SetLimit,        period,     3, enumerated value is not known",
        "PlaceHold,       purpose,    3, enumerated value is not known",
        "CaptureHold,     final,    255, enumerated value is not known",
        "BetWin,          endRound,   2, enumerated value is not known",
        "BeginTransfer,   direction,  2, enumerated value is not known",
        "BeginTransfer,   provider,   0, number is not between 1 and 65534",
        "ReportTransfer,  verdict,    7, enumerated value is not known",
        "ResolveTransfer, verdict,    2, enumerated value is not known",
        "CreateCampaign,  split,      2, enumerated value is not known",
        "CreateCampaign,  campaign,   0, id is zero",
        "CreateCampaign,  currency,   1, code is not valid",
        "ControlCampaign, action,     3, enumerated value is not known",
        "ListTransfers,   state,      6, enumerated value is not known",
        "ListTransfers,   stuck,      2, enumerated value is not known",
        "ListTransfers,   limit,      0, number is not between 1 and 65534",
        "GetHold,         hold,       0, id is zero",
        "Resettle,        betTxId,    0, id is zero",
    })
    void shouldRefuseAValueThatAFieldCannotHave(
            final String command, final String name, final int value, final String reason) {
        final UnsafeBuffer frame = CommandLines.frame(CommandLines.ALL.stream()
                .filter(line -> line.contains("'" + command + "'"))
                .findFirst()
                .orElseThrow());
        final FieldDescriptor field = CommandKind.ofName(command).descriptor().block().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        final int index = FrameLayout.HEADER_LENGTH + field.offset();
        frame.setMemory(index, field.type().length(), (byte) 0);
        frame.putByte(index, (byte) value);
        assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, frame.capacity()));
        assertEquals(reason, check.reason());
    }

    @ParameterizedTest
    @CsvSource({"opensAt", "closesAt"})
    void shouldWantBothTimesOfACampaign(final String name) {
        final UnsafeBuffer frame = CommandLines.frame(CommandLines.ALL.stream()
                .filter(line -> line.contains("'CreateCampaign'"))
                .findFirst()
                .orElseThrow());
        final int offset = CommandKind.CREATE_CAMPAIGN.descriptor().block().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .offset();
        frame.putLong(FrameLayout.HEADER_LENGTH + offset, FrameLayout.NULL_INT64, ByteOrder.LITTLE_ENDIAN);
        assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, frame.capacity()));
        assertEquals("time is missing", check.reason());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldBoundEveryText(final String line) {
        final UnsafeBuffer frame = CommandLines.frame(line);
        final MessageDescriptor descriptor =
                CommandKind.ofTemplate(FrameLayout.templateId(frame, 0)).descriptor();
        int index = FrameLayout.HEADER_LENGTH + descriptor.blockLength();
        for (final FieldDescriptor field : descriptor.varData()) {
            if (field.type() == FieldType.FRAMES) {
                return;
            }
            final int length = frame.getByte(index) & 0xFF;
            if (field.type() == FieldType.TEXT) {
                final UnsafeBuffer longest = withText(frame, index, field.lengthMax());
                final int verdict = check.check(longest, 0, longest.capacity());
                assertTrue(verdict == FrameCheck.COMMAND, field.name());
                final UnsafeBuffer longer = withText(frame, index, field.lengthMax() + 1);
                assertEquals(FrameCheck.MALFORMED, check.check(longer, 0, longer.capacity()), field.name());
                assertEquals("var data is longer than allowed", check.reason());
                final UnsafeBuffer empty = withText(frame, index, 0);
                final int expected = field.isRequired() ? FrameCheck.MALFORMED : FrameCheck.COMMAND;
                assertEquals(expected, check.check(empty, 0, empty.capacity()), field.name());
            }
            index += 1 + length;
        }
    }

    /** The frame with another text in place of the one at an index. */
    private static UnsafeBuffer withText(final UnsafeBuffer frame, final int index, final int length) {
        final int rest = index + 1 + (frame.getByte(index) & 0xFF);
        final UnsafeBuffer changed = new UnsafeBuffer(new byte[index + 1 + length + frame.capacity() - rest]);
        changed.putBytes(0, frame, 0, index);
        changed.putByte(index, (byte) length);
        changed.setMemory(index + 1, length, (byte) 'x');
        changed.putBytes(index + 1 + length, frame, rest, frame.capacity() - rest);
        return changed;
    }

    @Test
    void shouldAcceptSessionMessagesOfClients() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ConnectEncoder connect = new ConnectEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .clientIdLow(1)
                .clientName("a client")
                .putCredentials(new byte[3], 0, 3);
        assertEquals(FrameCheck.SESSION, check.check(buffer, 0, 8 + connect.encodedLength()));
        buffer.putLong(24, 0, ByteOrder.LITTLE_ENDIAN);
        assertEquals(FrameCheck.MALFORMED, check.check(buffer, 0, 8 + connect.encodedLength()), "client id zero");
        final ChallengeResponseEncoder response = new ChallengeResponseEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .putCredentials(new byte[254], 0, 254);
        assertEquals(FrameCheck.SESSION, check.check(buffer, 0, 8 + response.encodedLength()));
        new KeepAliveEncoder().wrapAndApplyHeader(buffer, 0, header);
        assertEquals(FrameCheck.SESSION, check.check(buffer, 0, 8 + KeepAliveEncoder.BLOCK_LENGTH));
        new CloseSessionEncoder().wrapAndApplyHeader(buffer, 0, header);
        assertEquals(FrameCheck.SESSION, check.check(buffer, 0, 8 + CloseSessionEncoder.BLOCK_LENGTH));
    }

    @Test
    void shouldRefuseWhatOnlyTheNodeMaySay() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        new ConfigureEncoder().wrapAndApplyHeader(buffer, 0, header);
        assertEquals(FrameCheck.MALFORMED, check.check(buffer, 0, 8 + ConfigureEncoder.BLOCK_LENGTH));
        new TickEncoder().wrapAndApplyHeader(buffer, 0, header);
        assertEquals(FrameCheck.MALFORMED, check.check(buffer, 0, 8 + TickEncoder.BLOCK_LENGTH));
        new ReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        assertEquals(FrameCheck.MALFORMED, check.check(buffer, 0, 8 + ReplyEncoder.BLOCK_LENGTH));
    }

    @ParameterizedTest
    @CsvSource({"-1, 16", "0, -1", "1, 64", "64, 16", "2147483647, 16"})
    void shouldNotLeaveTheBufferWhateverItIsTold(final int offset, final int length) {
        assertEquals(FrameCheck.UNKNOWN, check.check(new UnsafeBuffer(new byte[64]), offset, length));
    }

    /** The buffers end with the frame, so a read behind it would throw. */
    @Test
    void shouldNeverThrowOnAnyBytes() {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        final List<UnsafeBuffer> frames =
                CommandLines.ALL.stream().map(CommandLines::frame).toList();
        for (int i = 0; i < 300_000; i++) {
            final UnsafeBuffer original = frames.get(random.nextInt(frames.size()));
            final byte[] bytes = new byte[random.nextInt(original.capacity() + 8)];
            random.nextBytes(bytes);
            final UnsafeBuffer frame = new UnsafeBuffer(bytes);
            final int kept = Math.min(bytes.length, random.nextInt(original.capacity() + 1));
            frame.putBytes(0, original, 0, kept);
            final int verdict = check.check(frame, 0, bytes.length);
            assertTrue(verdict >= FrameCheck.SESSION && verdict <= FrameCheck.UNKNOWN, "seed " + seed);
        }
    }

    @Test
    void shouldNotAllocate() {
        final List<UnsafeBuffer> list =
                CommandLines.ALL.stream().map(CommandLines::frame).toList();
        final UnsafeBuffer[] frames = list.toArray(new UnsafeBuffer[0]);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocatedMin = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                final UnsafeBuffer frame = frames[i % frames.length];
                check.check(frame, 0, frame.capacity() - (i & 1));
            }
            allocatedMin = Math.min(allocatedMin, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, allocatedMin);
    }

    private static int number(final String verdict) {
        return switch (verdict) {
            case "UNKNOWN" -> FrameCheck.UNKNOWN;
            case "MALFORMED" -> FrameCheck.MALFORMED;
            default -> FrameCheck.COMMAND;
        };
    }
}
