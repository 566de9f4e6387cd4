package io.ringfence.replay.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.ThingBounds;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.protocol.json.UnknownCommandException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine with a clock of its own, in the place of a node: it gives each command the next sequence and the virtual
 * time. The clock begins at 2026-01-01T00:00:00Z and only moves when told to. Source 1 is defined with default
 * policies, and nothing else. One thread.
 */
final class Simulator implements Defaults {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SOURCE = 1;
    private static final int TICKS_MAX = 1_000_000;
    private static final long ID_HIGH = 0x53_49_4D_55_4C_41_54_45L;

    private final StateMachine engine;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final TickEncoder tick = new TickEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long timestampNs = ChronoUnit.NANOS.between(Instant.EPOCH, START);
    private long ids;

    /** Configures a fresh engine. */
    Simulator(final StateMachine engine) {
        this.engine = engine;
        apply(config().encode(frame, 0));
        final ObjectNode source = JsonNodeFactory.instance
                .objectNode()
                .put("command", CommandKind.DEFINE_SOURCE.commandName())
                .put("source", SOURCE)
                .put("name", "default");
        final String outcome =
                execute(CommandKind.DEFINE_SOURCE, source).path("outcome").asText();
        if (!Outcome.OK.name().equals(outcome)) {
            throw new IllegalStateException("the engine does not define a source: " + outcome);
        }
    }

    /** The reply to a command or query; what is malformed is answered here. */
    ObjectNode execute(final CommandKind kind, final ObjectNode command) {
        if (kind.isQuery()) {
            // What is due takes effect before it can be seen.
            applyDue();
        }
        final int length;
        try {
            length = CommandJson.encode(command, this, frame, 0);
        } catch (final MalformedCommandException ex) {
            return ReplyJson.refusal(Outcome.MALFORMED, kind, ex.getMessage());
        } catch (final UnknownCommandException ex) {
            throw new IllegalStateException("the kind was known: " + kind, ex);
        }
        final int replyLength = kind.isQuery() ? engine.query(frame, 0, length, reply) : apply(length);
        return ReplyJson.decode(reply, 0, replyLength);
    }

    /** The virtual time. */
    Instant now() {
        return Instant.EPOCH.plusNanos(timestampNs);
    }

    /**
     * Moves the clock by a journaled tick.
     *
     * @throws IllegalArgumentException if the time lies in the past, or beyond what 64 bits of nanoseconds hold.
     */
    void advanceTo(final Instant time) {
        if (time.isBefore(now())) {
            throw new IllegalArgumentException("time does not go back: " + time + " is before " + now());
        }
        try {
            timestampNs = ChronoUnit.NANOS.between(Instant.EPOCH, time);
        } catch (final ArithmeticException ex) {
            throw new IllegalArgumentException("so far ahead that the journal cannot tell the time: " + time, ex);
        }
        tick();
    }

    /** The same by a span. */
    void advance(final Duration duration) {
        final Instant time;
        try {
            time = now().plus(duration);
        } catch (final DateTimeException | ArithmeticException ex) {
            throw new IllegalArgumentException("so far ahead that the journal cannot tell the time: " + duration, ex);
        }
        advanceTo(time);
    }

    @Override
    public int source() {
        return SOURCE;
    }

    @Override
    public long nowMs() {
        return now().toEpochMilli();
    }

    @Override
    public long correlationId() {
        return engine.sequence() + 1;
    }

    @Override
    public TxId txId() {
        return new TxId(ID_HIGH, ++ids);
    }

    private void applyDue() {
        for (int i = 0; engine.nextDueNs() <= timestampNs; i++) {
            if (i == TICKS_MAX) {
                throw new IllegalStateException("something is still due after " + TICKS_MAX + " ticks");
            }
            tick();
        }
    }

    private void tick() {
        tick.wrapAndApplyHeader(frame, 0, header).reserved(0);
        apply(MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
    }

    private int apply(final int length) {
        return engine.apply(engine.sequence() + 1, timestampNs, frame, 0, length, reply);
    }

    /** The horizons of a node, with tables small enough to be there at once. */
    private static EngineConfig config() {
        final EngineConfig node = EngineConfig.defaults();
        return new EngineConfig(
                node.rulesVersion(),
                node.hashSeed(),
                10_000,
                40_000,
                100_000,
                112_000,
                node.betsPerRoundMax(),
                node.currenciesMax(),
                node.walletsMax(),
                node.sourcesMax(),
                node.idHorizonSeconds(),
                node.skewMs(),
                ThingBounds.small());
    }
}
