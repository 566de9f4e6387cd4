package io.ringfence.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.protocol.json.CommandLines;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The check and the layout of batches, on frames that are put together by hand. */
class BatchFrameTest {
    private static final String HEAD = "'originatedAt':1,'source':1";
    private static final int INNER = 56;
    private final FrameCheck check = new FrameCheck();

    static List<String> batchable() {
        return CommandLines.ALL.stream()
                .filter(line -> CommandKind.ofTemplate(FrameLayout.templateId(CommandLines.frame(line), 0))
                        .isBatchable())
                .filter(line -> !line.contains("toPlayer"))
                .toList();
    }

    static List<String> others() {
        return CommandLines.ALL.stream()
                .filter(line -> !CommandKind.ofTemplate(FrameLayout.templateId(CommandLines.frame(line), 0))
                        .isBatchable())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("batchable")
    void shouldAcceptEachKindThatMayStandInABatch(final String line) {
        final UnsafeBuffer inner = CommandLines.frame(line);
        final UnsafeBuffer frame = batch(inner);
        assertEquals(FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()), check.reason());
        assertEquals(INNER, BatchLayout.first(0));
        assertEquals(inner.capacity(), BatchLayout.length(frame, INNER));
        assertEquals(inner, new UnsafeBuffer(frame, INNER, inner.capacity()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldRefuseEveryOtherKindInABatch(final String line) {
        assertMalformed("not a command for a batch", batch(CommandLines.frame(line)));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "16, true", "17, false", "65535, false"})
    void shouldHaveOneToSixteenCommands(final int count, final boolean isRight) {
        final List<UnsafeBuffer> inner = new ArrayList<>();
        for (int i = 0; i < Math.min(count, 20); i++) {
            inner.add(deposit("d" + i));
        }
        final UnsafeBuffer frame = batch(inner.toArray(new UnsafeBuffer[0]));
        frame.putShort(52, (short) count, ByteOrder.LITTLE_ENDIAN);
        if (isRight) {
            assertEquals(FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()), check.reason());
            assertEquals(count, BatchLayout.count(frame, 0));
            int offset = BatchLayout.first(0);
            for (int i = 0; i < count; i++) {
                assertEquals(offset, BatchLayout.offset(frame, 0, i));
                assertEquals(inner.get(i), new UnsafeBuffer(frame, offset, BatchLayout.length(frame, offset)));
                offset = BatchLayout.next(frame, offset);
            }
        } else {
            assertMalformed("a batch has 1 to 16 commands", frame);
        }
    }

    @Test
    void shouldRefuseTheSameTransactionTwice() {
        assertMalformed("the same kind and txId twice in a batch", batch(deposit("a"), deposit("b"), deposit("a")));
        final UnsafeBuffer withdraw = CommandLines.frame(
                "{'command':'Withdraw','player':1,'currency':'EUR'," + "'amount':1,'txId':'a'," + HEAD + "}");
        final UnsafeBuffer frame = batch(deposit("a"), withdraw);
        assertEquals(FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()));
    }

    @Test
    void shouldRefuseATransferToAnotherPlayer() {
        final UnsafeBuffer transfer = CommandLines.frame("{'command':'Transfer','player':1,'fromWallet':'CASH',"
                + "'toWallet':'CASH','currency':'EUR','amount':1,'toPlayer':1," + HEAD + "}");
        assertMalformed("toPlayer is not for a batch", batch(transfer));
    }

    @Test
    void shouldNotMissWhatTheBatchHas() {
        final UnsafeBuffer deposit = deposit("a");
        deposit.putShort(FrameLayout.SOURCE_OFFSET, (short) 0);
        deposit.putLong(FrameLayout.FIELDS_OFFSET, 0);
        deposit.putLong(FrameLayout.ORIGINATED_AT_OFFSET, FrameLayout.NULL_INT64, ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer frame = batch(deposit);
        assertEquals(FrameCheck.COMMAND, check.check(frame, 0, frame.capacity()), check.reason());
        deposit.setMemory(FrameLayout.TX_ID_HIGH_OFFSET, 16, (byte) 0);
        assertMalformed("txId is zero", batch(deposit));
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, block length is not that of the template",
        "4, 1, another schema",
        "6, 1, schema version is not supported",
        "50, 1, code is not valid",
        "74, 2, enumerated value is not known",
        "75, 65, var data is longer than the frame",
        "-2, 1, bytes behind the last field",
        "-2, -1, var data is cut off",
        "-6, 1, a batch has 1 to 16 commands",
    })
    void shouldCheckTheCommandsAsAnyOther(final int index, final int delta, final String reason) {
        final UnsafeBuffer frame = batch(deposit("a"));
        final int offset = INNER + index;
        frame.putByte(offset, (byte) (frame.getByte(offset) + delta));
        assertMalformed(reason, frame);
    }

    private void assertMalformed(final String reason, final UnsafeBuffer frame) {
        assertEquals(FrameCheck.MALFORMED, check.check(frame, 0, frame.capacity()));
        assertTrue(reason == null || reason.equals(check.reason()), check.reason());
    }

    private static UnsafeBuffer deposit(final String txId) {
        return CommandLines.frame(
                "{'command':'Deposit','player':1,'currency':'EUR','amount':1,'txId':'" + txId + "'," + HEAD + "}");
    }

    /** Takes head and player of a real batch and puts these frames behind them. */
    private static UnsafeBuffer batch(final UnsafeBuffer... inner) {
        final UnsafeBuffer head = CommandLines.frame(
                "{'command':'Batch','player':1,'commands':[" + "{'command':'ReleaseHold','hold':'h'}]," + HEAD + "}");
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[20 * FrameLayout.SINGLE_LENGTH_MAX]);
        buffer.putBytes(0, head, 0, 52);
        buffer.putShort(52, (short) inner.length, ByteOrder.LITTLE_ENDIAN);
        int offset = 54;
        for (final UnsafeBuffer frame : inner) {
            buffer.putShort(offset, (short) frame.capacity(), ByteOrder.LITTLE_ENDIAN);
            buffer.putBytes(offset + 2, frame, 0, frame.capacity());
            offset += 2 + frame.capacity();
        }
        buffer.putByte(offset, (byte) 0);
        final byte[] bytes = new byte[offset + 1];
        buffer.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
