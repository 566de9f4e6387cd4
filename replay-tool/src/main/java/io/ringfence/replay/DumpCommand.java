package io.ringfence.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.JournalReader;
import io.ringfence.journal.JournalRecord;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.replay.view.Lines;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.agrona.DirectBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay dump}: one JSON object a record. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = "Prints records, one JSON object a line: sequence, time, session, principal, command.")
final class DumpCommand implements Callable<Integer> {
    private static final int OUTPUT_BYTES = 1 << 16;

    private final PrintStream out;
    private final PrintStream err;

    @Mixin
    private JournalSource source;

    @Option(names = "--from", paramLabel = "SEQ", defaultValue = "1", description = "First sequence (1).")
    private long fromSequence;

    @Option(names = "--to", paramLabel = "SEQ", description = "Last sequence (the end).")
    private Long toSequence;

    @Option(
            names = "--with-replies",
            description = "Apply the journal from its start and print with each command what was answered.")
    private boolean isWithReplies;

    DumpCommand(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (fromSequence < 1) {
            throw new ReplayException(ExitCode.USAGE, "--from begins at 1: " + fromSequence);
        }
        final long durable = source.endSequence();
        final long end = toSequence == null ? durable : Math.min(durable, toSequence);
        if (end < fromSequence) {
            return ExitCode.OK;
        }
        final PrintStream lines =
                new PrintStream(new BufferedOutputStream(out, OUTPUT_BYTES), false, StandardCharsets.UTF_8);
        try (JournalReader reader = source.open(isWithReplies ? 1 : fromSequence, end)) {
            if (isWithReplies) {
                new JournalReplay(
                                new WalletEngine(),
                                (record, reply, length) -> print(lines, record, reply, length),
                                new Progress(err))
                        .run(reader);
            } else {
                // Stops as soon as nobody reads any more.
                while (!lines.checkError() && reader.nextBatch()) {
                    reader.forEachRecord(record -> print(lines, record, null, 0));
                }
            }
            if (!lines.checkError()) {
                source.checkReached(reader, end);
            }
        } finally {
            lines.flush();
        }
        return ExitCode.OK;
    }

    private void print(
            final PrintStream lines, final JournalRecord record, final DirectBuffer reply, final int replyLength) {
        if (record.sequence() < fromSequence) {
            return;
        }
        final ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", record.sequence())
                .put("time", Lines.time(record.timestampNs()))
                .put("session", record.sessionId())
                .put("principal", record.principal());
        line.setAll(command(record));
        if (replyLength > 0) {
            line.set("reply", ReplyJson.decode(reply, 0, replyLength));
        }
        lines.print(line);
        lines.print('\n');
    }

    /** A record that this version cannot read is still shown, as bytes. */
    private static ObjectNode command(final JournalRecord record) {
        try {
            return CommandJson.decode(record.buffer(), record.offset(), record.length());
        } catch (final IllegalArgumentException ex) {
            final byte[] bytes = new byte[record.length()];
            record.buffer().getBytes(record.offset(), bytes);
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("unknown", ex.getMessage())
                    .put("bytes", HexFormat.of().formatHex(bytes));
        }
    }
}
