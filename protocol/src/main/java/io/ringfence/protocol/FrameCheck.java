package io.ringfence.protocol;

import static io.ringfence.protocol.FieldDescriptor.bytes;
import static io.ringfence.protocol.FieldDescriptor.required;
import static io.ringfence.protocol.FieldDescriptor.text;

import io.ringfence.protocol.codec.ChallengeResponseDecoder;
import io.ringfence.protocol.codec.CloseSessionDecoder;
import io.ringfence.protocol.codec.ConnectDecoder;
import io.ringfence.protocol.codec.HoldPurpose;
import io.ringfence.protocol.codec.KeepAliveDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.PlaceHoldDecoder;
import io.ringfence.protocol.codec.TransferDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Decides whether bytes from a client are a frame that every decoder can read without leaving it: schema, version,
 * template, block length, var data that ends exactly at the end, required codes and ids present, enumerated values
 * known; of a Batch the same for each command inside. It never reads outside the frame, never throws and never
 * allocates. Ranges of amounts and player numbers are the engine's business, which refuses them with an outcome that is
 * remembered.
 *
 * <p>One instance per thread, because it keeps the reason of the last refusal.
 */
public final class FrameCheck {
    /** A message about the session itself. */
    public static final int SESSION = 1;

    /** A command: takes a sequence, goes into the journal. */
    public static final int COMMAND = 2;

    /** A query: only asks. */
    public static final int QUERY = 3;

    /** Ours, with a correlation id that a refusal can carry, but not right. */
    public static final int MALFORMED = 4;

    /** Not a frame of this schema, or too short for a correlation id: it cannot be answered. */
    public static final int UNKNOWN = 5;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int ANSWERABLE_LENGTH = FrameLayout.CORRELATION_ID_OFFSET + Long.BYTES;
    private static final int VAR_DATA_LENGTH_MAX = 254;
    private static final int TEMPLATE_ID_LIMIT = 255;
    private static final int UINT16_NULL = 65_535;
    private static final MessageDescriptor[] BY_TEMPLATE = messagesFromClients();

    private String reason = "";

    /** Why the last {@link #check} said {@link #MALFORMED} or {@link #UNKNOWN}: a literal, for people. */
    public String reason() {
        return reason;
    }

    /** What the {@code length} bytes at {@code offset} are: one of the constants of this class. */
    public int check(final DirectBuffer buffer, final int offset, final int length) {
        reason = "";
        if (offset < 0 || length < ANSWERABLE_LENGTH || offset > buffer.capacity() - length) {
            return unknown("shorter than a header and a correlation id");
        }
        if (uint16(buffer, offset + FrameLayout.SCHEMA_ID_OFFSET) != MessageHeaderDecoder.SCHEMA_ID) {
            return unknown("another schema");
        }
        final int end = offset + length;
        final MessageDescriptor descriptor = checkHeader(buffer, offset, end);
        if (descriptor == null) {
            return MALFORMED;
        }
        final CommandKind kind = CommandKind.ofTemplate(FrameLayout.templateId(buffer, offset));
        if ((kind != null && !checkHead(kind, buffer, offset)) || !checkFields(descriptor, kind, buffer, offset, end)) {
            return MALFORMED;
        }
        return kind == null ? SESSION : kind.isQuery() ? QUERY : COMMAND;
    }

    /** What the frame must be like, by its header, and whether the block is there at all; null when it is not right. */
    private MessageDescriptor checkHeader(final DirectBuffer buffer, final int offset, final int end) {
        if (FrameLayout.version(buffer, offset) != MessageHeaderDecoder.SCHEMA_VERSION) {
            return malformed("schema version is not supported");
        }
        final int templateId = FrameLayout.templateId(buffer, offset);
        final MessageDescriptor descriptor = templateId < TEMPLATE_ID_LIMIT ? BY_TEMPLATE[templateId] : null;
        if (descriptor == null) {
            return malformed("template is not known or not for clients");
        }
        if (uint16(buffer, offset + FrameLayout.BLOCK_LENGTH_OFFSET) != descriptor.blockLength()) {
            return malformed("block length is not that of the template");
        }
        if (end - offset - FrameLayout.HEADER_LENGTH < descriptor.blockLength()) {
            return malformed("block is cut off");
        }
        return descriptor;
    }

    private boolean checkFields(
            final MessageDescriptor descriptor,
            final CommandKind kind,
            final DirectBuffer buffer,
            final int offset,
            final int end) {
        final int block = offset + FrameLayout.HEADER_LENGTH;
        return checkBlock(descriptor, buffer, block)
                && (kind != CommandKind.PLACE_HOLD || checkHold(buffer, block))
                && checkVarData(descriptor, buffer, block, end);
    }

    private boolean checkHead(final CommandKind kind, final DirectBuffer buffer, final int offset) {
        final boolean isTxIdNeeded = !kind.isQuery() || kind.isTxIdRequired();
        if (isTxIdNeeded && (FrameLayout.txIdHigh(buffer, offset) | FrameLayout.txIdLow(buffer, offset)) == 0) {
            return fail("txId is zero");
        }
        if (kind.isQuery()) {
            return true;
        }
        if (FrameLayout.originatedAtMs(buffer, offset) == FrameLayout.NULL_INT64) {
            return fail("originatedAt is missing");
        }
        return FrameLayout.source(buffer, offset) != 0 || fail("source is zero");
    }

    private boolean checkBlock(final MessageDescriptor descriptor, final DirectBuffer buffer, final int block) {
        final FieldDescriptor[] fields = descriptor.blockFields();
        for (int i = 0; i < fields.length; i++) {
            if (!checkField(fields[i], buffer, block + fields[i].offset())) {
                return false;
            }
        }
        return true;
    }

    private boolean checkField(final FieldDescriptor field, final DirectBuffer buffer, final int index) {
        return switch (field.type()) {
            case CODE -> {
                final long code = buffer.getLong(index, ORDER);
                yield Codes.isValid(code) || (code == Codes.NONE && !field.isRequired()) || fail("code is not valid");
            }
            case ID ->
                !field.isRequired()
                        || (buffer.getLong(index, ORDER) | buffer.getLong(index + Long.BYTES, ORDER)) != 0
                        || fail("id is zero");
            case BOOLEAN, ENUM -> {
                final int value = uint8(buffer, index);
                yield value < field.values().size()
                        || (value == FieldDescriptor.NO_VALUE && !field.isRequired())
                        || fail("enumerated value is not known");
            }
            case UINT16_ABOVE_0 -> {
                final int value = uint16(buffer, index);
                yield (value != 0 && value != UINT16_NULL) || fail("number is not between 1 and 65534");
            }
            case TIME_NS ->
                !field.isRequired()
                        || buffer.getLong(index, ORDER) != FrameLayout.NULL_INT64
                        || fail("time is missing");
            case KIND -> {
                final CommandKind kind = CommandKind.ofTemplate(uint8(buffer, index));
                yield (kind != null && !kind.isQuery()) || fail("kind is not a command");
            }
            default -> true;
        };
    }

    /** Only a SPORT_BET is a bet of a round, and a WITHDRAWAL is not given back by time. */
    private boolean checkHold(final DirectBuffer buffer, final int block) {
        final int purpose = uint8(buffer, block + PlaceHoldDecoder.purposeEncodingOffset());
        if (purpose == HoldPurpose.WITHDRAWAL.value()
                && buffer.getLong(block + PlaceHoldDecoder.expiresAtEncodingOffset(), ORDER)
                        != FrameLayout.NULL_INT64) {
            return fail("expiresAt is not for a WITHDRAWAL");
        }
        final int round = block + PlaceHoldDecoder.roundHighEncodingOffset();
        return purpose == HoldPurpose.SPORT_BET.value()
                || (buffer.getLong(round, ORDER) | buffer.getLong(round + Long.BYTES, ORDER)) == 0
                || fail("round is for a SPORT_BET only");
    }

    private boolean checkVarData(
            final MessageDescriptor descriptor, final DirectBuffer buffer, final int block, final int end) {
        final FieldDescriptor[] fields = descriptor.varDataFields();
        int index = block + descriptor.blockLength();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].type() == FieldType.FRAMES) {
                index = checkCommands(buffer, index, end);
                if (index < 0) {
                    return false;
                }
                continue;
            }
            if (index >= end) {
                return fail("var data is cut off");
            }
            final int length = uint8(buffer, index);
            index += Byte.BYTES;
            if (length > end - index) {
                return fail("var data is longer than the frame");
            }
            if (length > fields[i].lengthMax()) {
                return fail("var data is longer than allowed");
            }
            if (length == 0 && fields[i].isRequired()) {
                return fail("required text is empty");
            }
            if (length > 0 && fields[i].type() == FieldType.REPORT && !checkReport(buffer, index, index + length)) {
                return false;
            }
            index += length;
        }
        return index == end || fail("bytes behind the last field");
    }

    private boolean checkReport(final DirectBuffer buffer, final int index, final int end) {
        if (end - index < MessageDescriptor.GAME_REPORT.blockLength()) {
            return fail("report is cut off");
        }
        return checkVarData(MessageDescriptor.GAME_REPORT, buffer, index, end);
    }

    /** Checks the group at an index, which is that of a batch; where it ends, or below 0. */
    private int checkCommands(final DirectBuffer buffer, final int group, final int end) {
        final int batch = group - BatchLayout.GROUP_OFFSET;
        if (end - group < BatchLayout.GROUP_HEADER_LENGTH) {
            return failed("commands are cut off");
        }
        final int count = BatchLayout.count(buffer, batch);
        if (uint16(buffer, group) != 0 || count < 1 || count > BatchLayout.COUNT_MAX) {
            return failed("a batch has 1 to 16 commands");
        }
        int inner = BatchLayout.first(batch);
        for (int i = 0; i < count; i++) {
            if (inner > end || BatchLayout.length(buffer, inner) > end - inner) {
                return failed("commands are cut off");
            }
            final int length = BatchLayout.length(buffer, inner);
            if (!checkInner(buffer, inner, inner + length)) {
                return -1;
            }
            for (int j = 0, other = BatchLayout.first(batch); j < i; j++, other = BatchLayout.next(buffer, other)) {
                if (isSameTransaction(buffer, inner, other)) {
                    return failed("the same kind and txId twice in a batch");
                }
            }
            inner += length + Short.BYTES;
        }
        return inner - Short.BYTES;
    }

    /** A command inside a batch: its source and player may be left out, its originatedAt is not looked at. */
    private boolean checkInner(final DirectBuffer buffer, final int offset, final int end) {
        if (end - offset < FrameLayout.FIELDS_OFFSET) {
            return fail("command inside a batch is cut off");
        }
        if (uint16(buffer, offset + FrameLayout.SCHEMA_ID_OFFSET) != MessageHeaderDecoder.SCHEMA_ID) {
            return fail("another schema");
        }
        final MessageDescriptor descriptor = checkHeader(buffer, offset, end);
        if (descriptor == null) {
            return false;
        }
        final CommandKind kind = CommandKind.ofTemplate(FrameLayout.templateId(buffer, offset));
        if (kind == null || !kind.isBatchable()) {
            return fail("not a command for a batch");
        }
        if ((FrameLayout.txIdHigh(buffer, offset) | FrameLayout.txIdLow(buffer, offset)) == 0) {
            return fail("txId is zero");
        }
        if (kind == CommandKind.TRANSFER
                && buffer.getLong(offset + FrameLayout.HEADER_LENGTH + TransferDecoder.toPlayerEncodingOffset(), ORDER)
                        != FrameLayout.NULL_INT64) {
            return fail("toPlayer is not for a batch");
        }
        return checkFields(descriptor, kind, buffer, offset, end);
    }

    private static boolean isSameTransaction(final DirectBuffer buffer, final int one, final int other) {
        return FrameLayout.txIdLow(buffer, one) == FrameLayout.txIdLow(buffer, other)
                && FrameLayout.txIdHigh(buffer, one) == FrameLayout.txIdHigh(buffer, other)
                && FrameLayout.templateId(buffer, one) == FrameLayout.templateId(buffer, other);
    }

    private int unknown(final String literal) {
        reason = literal;
        return UNKNOWN;
    }

    private MessageDescriptor malformed(final String literal) {
        reason = literal;
        return null;
    }

    private int failed(final String literal) {
        reason = literal;
        return -1;
    }

    private boolean fail(final String literal) {
        reason = literal;
        return false;
    }

    private static int uint8(final DirectBuffer buffer, final int index) {
        return buffer.getByte(index) & 0xFF;
    }

    private static int uint16(final DirectBuffer buffer, final int index) {
        return buffer.getShort(index, ORDER) & 0xFFFF;
    }

    private static MessageDescriptor[] messagesFromClients() {
        final MessageDescriptor[] byTemplate = new MessageDescriptor[TEMPLATE_ID_LIMIT];
        byTemplate[ConnectDecoder.TEMPLATE_ID] = MessageDescriptor.of(
                0,
                ConnectDecoder.BLOCK_LENGTH,
                required(FieldType.INT64, "correlationId"),
                required(FieldType.ID, "clientId"),
                required(FieldType.INT32, "windowRequested"),
                required(FieldType.UINT16, "protocolVersion"),
                text("clientName", VAR_DATA_LENGTH_MAX),
                bytes("credentials", VAR_DATA_LENGTH_MAX));
        byTemplate[ChallengeResponseDecoder.TEMPLATE_ID] = MessageDescriptor.of(
                0,
                ChallengeResponseDecoder.BLOCK_LENGTH,
                required(FieldType.INT64, "correlationId"),
                bytes("credentials", VAR_DATA_LENGTH_MAX));
        byTemplate[KeepAliveDecoder.TEMPLATE_ID] = MessageDescriptor.of(
                0,
                KeepAliveDecoder.BLOCK_LENGTH,
                required(FieldType.INT64, "correlationId"),
                required(FieldType.INT32, "sessionId"));
        byTemplate[CloseSessionDecoder.TEMPLATE_ID] = MessageDescriptor.of(
                0,
                CloseSessionDecoder.BLOCK_LENGTH,
                required(FieldType.INT64, "correlationId"),
                required(FieldType.INT32, "sessionId"));
        for (final CommandKind kind : CommandKind.values()) {
            byTemplate[kind.templateId()] = kind.descriptor();
        }
        return byTemplate;
    }
}
