package io.ringfence.protocol.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FieldDescriptor;
import io.ringfence.protocol.FieldType;
import io.ringfence.protocol.FrameCheck;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.MessageDescriptor;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.codec.ConfigureDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickDecoder;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Commands and queries between JSON and frames, by the table of {@link CommandKind}. What {@link #encode} makes passes
 * {@link io.ringfence.protocol.FrameCheck}. Thread safe.
 */
public final class CommandJson {
    /** The members of a line that are not fields of its command. */
    private static final Set<String> NOT_FIELDS = Set.of("command", "expect");

    private static final int TX_ID = FrameLayout.TX_ID_HIGH_OFFSET;
    private static final Map<CommandKind, Set<String>> NAMES = names();

    private CommandJson() {}

    /**
     * The kind that a line names.
     *
     * @throws UnknownCommandException if it has no {@code command}, or one that does not exist.
     */
    public static CommandKind kind(final ObjectNode line) throws UnknownCommandException {
        final JsonNode name = line.get("command");
        if (name == null) {
            throw new UnknownCommandException("no \"command\"");
        }
        final CommandKind kind = name.isTextual() ? CommandKind.ofName(name.textValue()) : null;
        if (kind == null) {
            throw new UnknownCommandException("unknown command " + name);
        }
        return kind;
    }

    /**
     * Writes the frame of a line; {@code expect} is passed over.
     *
     * @param buffer with {@link FrameLayout#COMMAND_LENGTH_MAX} bytes from the offset.
     * @return the length of the frame.
     * @throws UnknownCommandException if the line names no known command.
     * @throws MalformedCommandException if a field is missing, unknown or ill-typed, or an id is zero; the buffer may
     *     have been written to.
     */
    public static int encode(
            final ObjectNode line, final Defaults defaults, final MutableDirectBuffer buffer, final int offset)
            throws UnknownCommandException, MalformedCommandException {
        final CommandKind kind = kind(line);
        checkNames(kind, line);
        writeHeader(kind, buffer, offset);
        writeHead(kind, line, defaults, buffer, offset);
        final int block = offset + FrameLayout.HEADER_LENGTH;
        final int length = FieldWriter.write(kind.descriptor(), line, defaults, buffer, block) - offset;
        final FrameCheck check = new FrameCheck();
        if (check.check(buffer, offset, length) == FrameCheck.MALFORMED) {
            throw new MalformedCommandException("command", check.reason());
        }
        return length;
    }

    /**
     * Writes the frame of a command inside a batch.
     *
     * @param player of the batch, for a command that names none.
     * @return the length of the frame.
     */
    static int encodeInner(
            final ObjectNode command,
            final JsonNode player,
            final Defaults defaults,
            final MutableDirectBuffer buffer,
            final int offset)
            throws UnknownCommandException, MalformedCommandException {
        final CommandKind kind = kind(command);
        if (!kind.isBatchable()) {
            throw new MalformedCommandException("command", kind.commandName() + " is not for a batch");
        }
        final ObjectNode line = command.deepCopy();
        if (NAMES.get(kind).contains("player") && !line.has("player")) {
            line.set("player", player);
        }
        checkNames(kind, line);
        writeHeader(kind, buffer, offset);
        FrameLayout.correlationId(buffer, offset, 0);
        writeTxId(kind, line, defaults, buffer, offset);
        writeTimeAndSource(line, FrameLayout.NULL_INT64, 0, buffer, offset);
        final int block = offset + FrameLayout.HEADER_LENGTH;
        return FieldWriter.write(kind.descriptor(), line, defaults, buffer, block) - offset;
    }

    /**
     * The object of a command or query frame, or of a frame that the node journals itself; it begins with
     * {@code command}. Absent fields are left out, and the correlation id with them.
     *
     * @throws IllegalArgumentException if it is another message.
     */
    public static ObjectNode decode(final DirectBuffer buffer, final int offset, final int length) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        final ObjectNode out = JsonNodeFactory.instance.objectNode();
        final CommandKind kind = CommandKind.ofTemplate(header.templateId());
        if (kind == null) {
            return nodeMessage(header, buffer, offset, out);
        }
        out.put("command", kind.commandName());
        if (FrameLayout.source(buffer, offset) != 0) {
            out.put("source", FrameLayout.source(buffer, offset));
        }
        final long high = FrameLayout.txIdHigh(buffer, offset);
        final long low = FrameLayout.txIdLow(buffer, offset);
        if ((high | low) != 0) {
            out.put("txId", Ids.hex(high, low));
        }
        FieldReader.timeMs(out, "originatedAt", FrameLayout.originatedAtMs(buffer, offset));
        FieldReader.read(
                kind.descriptor(),
                buffer,
                offset + FrameLayout.HEADER_LENGTH,
                header.blockLength(),
                offset + length,
                out);
        return out;
    }

    private static void writeHeader(final CommandKind kind, final MutableDirectBuffer buffer, final int offset) {
        new MessageHeaderEncoder()
                .wrap(buffer, offset)
                .blockLength(kind.descriptor().blockLength())
                .templateId(kind.templateId())
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
    }

    private static void writeHead(
            final CommandKind kind,
            final ObjectNode line,
            final Defaults defaults,
            final MutableDirectBuffer buffer,
            final int offset)
            throws MalformedCommandException {
        FrameLayout.correlationId(buffer, offset, defaults.correlationId());
        writeTxId(kind, line, defaults, buffer, offset);
        if (!line.has("source") && kind == CommandKind.DEFINE_SOURCE) {
            throw new MalformedCommandException("source", "is missing");
        }
        final long absentMs = kind.isQuery() ? FrameLayout.NULL_INT64 : defaults.nowMs();
        writeTimeAndSource(line, absentMs, defaults.source(), buffer, offset);
    }

    private static void writeTxId(
            final CommandKind kind,
            final ObjectNode line,
            final Defaults defaults,
            final MutableDirectBuffer buffer,
            final int offset)
            throws MalformedCommandException {
        final JsonNode txId = line.get("txId");
        if (txId != null) {
            final TxId id = JsonScalars.id("txId", txId);
            FieldWriter.writeId(buffer, offset + TX_ID, id.high(), id.low());
        } else if (kind.isTxIdRequired()) {
            throw new MalformedCommandException("txId", "is missing");
        } else if (kind.isQuery()) {
            FieldWriter.writeId(buffer, offset + TX_ID, 0, 0);
        } else {
            final TxId id = defaults.txId();
            FieldWriter.writeId(buffer, offset + TX_ID, id.high(), id.low());
        }
    }

    private static void writeTimeAndSource(
            final ObjectNode line,
            final long absentMs,
            final int absentSource,
            final MutableDirectBuffer buffer,
            final int offset)
            throws MalformedCommandException {
        final JsonNode originatedAt = line.get("originatedAt");
        final long originatedAtMs = originatedAt == null ? absentMs : JsonScalars.timeMs("originatedAt", originatedAt);
        buffer.putLong(offset + FrameLayout.ORIGINATED_AT_OFFSET, originatedAtMs, FieldWriter.ORDER);
        final JsonNode source = line.get("source");
        final long number =
                source == null ? absentSource : JsonScalars.number("source", source, 1, FieldWriter.UINT16_MAX);
        buffer.putShort(offset + FrameLayout.SOURCE_OFFSET, (short) number, FieldWriter.ORDER);
    }

    private static void checkNames(final CommandKind kind, final ObjectNode line) throws MalformedCommandException {
        final Set<String> names = NAMES.get(kind);
        for (final Map.Entry<String, JsonNode> member : line.properties()) {
            final String name = member.getKey();
            if (NOT_FIELDS.contains(name) || names.contains(name)) {
                continue;
            }
            final boolean isParent = names.stream().anyMatch(known -> known.startsWith(name + '.'));
            if (!isParent || name.indexOf('.') >= 0) {
                throw new MalformedCommandException(name, "is not a field of " + kind.commandName());
            }
            if (!(member.getValue() instanceof final ObjectNode nested)) {
                throw new MalformedCommandException(name, "is not an object: " + member.getValue());
            }
            for (final Map.Entry<String, JsonNode> inner : nested.properties()) {
                final String full = name + '.' + inner.getKey();
                if (!names.contains(full)) {
                    throw new MalformedCommandException(full, "is not a field of " + kind.commandName());
                }
            }
        }
        for (final String name : names) {
            if (name.indexOf('.') >= 0 && line.has(name)) {
                throw new MalformedCommandException(name, "is not a field of " + kind.commandName());
            }
        }
    }

    /** The names that a line of each kind may have, nested ones with a dot. */
    private static Map<CommandKind, Set<String>> names() {
        final Map<CommandKind, Set<String>> byKind = new EnumMap<>(CommandKind.class);
        for (final CommandKind kind : CommandKind.values()) {
            final Set<String> names = new HashSet<>();
            names.add("source");
            if (!kind.isQuery() || kind.isTxIdRequired()) {
                names.add("txId");
                names.add("originatedAt");
            }
            addNames(kind.descriptor(), names);
            byKind.put(kind, Set.copyOf(names));
        }
        return byKind;
    }

    private static void addNames(final MessageDescriptor descriptor, final Set<String> names) {
        for (final FieldDescriptor field : descriptor.block()) {
            if (field.type() != FieldType.SALT) {
                names.add(field.name());
            }
        }
        for (final FieldDescriptor field : descriptor.varData()) {
            if (field.type() == FieldType.REPORT) {
                addNames(MessageDescriptor.GAME_REPORT, names);
            } else {
                names.add(field.name());
            }
        }
    }

    private static ObjectNode nodeMessage(
            final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final ObjectNode out) {
        return switch (header.templateId()) {
            case TickDecoder.TEMPLATE_ID -> out.put("command", "Tick");
            case ConfigureDecoder.TEMPLATE_ID -> {
                final ConfigureDecoder configure = new ConfigureDecoder();
                configure.wrap(buffer, offset + FrameLayout.HEADER_LENGTH, header.blockLength(), header.version());
                yield out.put("command", "Configure")
                        .put("rulesVersion", configure.rulesVersion())
                        .put("hashSeed", Long.toString(configure.hashSeed()))
                        .put("playersMax", configure.playersMax())
                        .put("accountsMax", configure.accountsMax())
                        .put("transactionsMax", configure.transactionsMax())
                        .put("roundsMax", configure.roundsMax())
                        .put("betsPerRoundMax", configure.betsPerRoundMax())
                        .put("currenciesMax", configure.currenciesMax())
                        .put("walletsMax", configure.walletsMax())
                        .put("sourcesMax", configure.sourcesMax())
                        .put("idHorizonSeconds", configure.idHorizonSeconds())
                        .put("skewMs", configure.skewMs())
                        .put("holdsMax", configure.holdsMax())
                        .put("holdsPerPlayerMax", configure.holdsPerPlayerMax())
                        .put("transfersMax", configure.transfersMax())
                        .put("campaignsMax", configure.campaignsMax())
                        .put("sharesMax", configure.sharesMax())
                        .put("locksMax", configure.locksMax())
                        .put("limitsMax", configure.limitsMax());
            }
            default -> throw new IllegalArgumentException("template " + header.templateId() + " is not a command");
        };
    }
}
