package io.ringfence.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import io.ringfence.protocol.codec.TickEncoder;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.protocol.json.UnknownCommandException;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine that is spoken to in JSON, with a clock that tests move. */
public final class EngineHarness implements Defaults {
    /** 2026-01-01T00:00:00Z. */
    public static final long START_NS = 1_767_225_600_000_000_000L;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WalletEngine engine = new WalletEngine();
    private final MutableDirectBuffer frame = new ExpandableArrayBuffer(1024);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private long timestampNs = START_NS;
    private long nextTxId = 1;

    /** An engine with these bounds and source 1. */
    public EngineHarness(final EngineConfig config) {
        applyFrame(config.encode(frame, 0));
        tell("{'command':'DefineSource','source':1,'name':'one'}");
    }

    /** An engine with small bounds that tests do not meet by accident. */
    public static EngineHarness small() {
        return new EngineHarness(config(1_000, 1_000));
    }

    /** Bounds with this many remembered ids and rounds. */
    public static EngineConfig config(final int transactionsMax, final int roundsMax) {
        return new EngineConfig(
                EngineConfig.RULES_VERSION,
                7,
                1_000,
                2_000,
                transactionsMax,
                roundsMax,
                100,
                16,
                16,
                16,
                86_400,
                60_000,
                ThingBounds.small());
    }

    /** Applies a command or asks a query, single quotes for double; the answer, or null for a Tick. */
    public ObjectNode tell(final String line) {
        try {
            final ObjectNode command = (ObjectNode) JSON.readTree(line.replace('\'', '"'));
            final boolean isQuery = CommandJson.kind(command).isQuery();
            final int length = CommandJson.encode(command, this, frame, 0);
            final int answered = isQuery ? engine.query(frame, 0, length, output) : applyFrame(length);
            return ReplyJson.decode(output, 0, answered);
        } catch (final JsonProcessingException | UnknownCommandException | MalformedCommandException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    /** The outcome of a command or query. */
    public String outcome(final String line) {
        return tell(line).get("outcome").asText();
    }

    /** Moves the clock and lets the engine know. */
    public void advanceSeconds(final long seconds) {
        timestampNs += seconds * 1_000_000_000L;
        new TickEncoder().wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder());
        applyFrame(MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH);
    }

    /** Moves the clock; the next command sees it first. */
    public void advanceSilently(final long seconds) {
        timestampNs += seconds * 1_000_000_000L;
    }

    /** Applies the frame in the harness's buffer. */
    private int applyFrame(final int length) {
        return engine.apply(engine.sequence() + 1, timestampNs, frame, 0, length, output);
    }

    /** The engine. */
    public WalletEngine engine() {
        return engine;
    }

    /** Its tables. */
    public WalletState state() {
        return engine.state();
    }

    /** A wallet, a currency, another wallet, and a player with money. */
    public EngineHarness withPlayer() {
        tell("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
        tell("{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}");
        tell("{'command':'DefineWallet','wallet':'SPORTS','kind':'GAME'}");
        tell("{'command':'DefineWallet','wallet':'BONUS','kind':'BONUS'}");
        tell("{'command':'OpenPlayer','player':7}");
        tell("{'command':'Deposit','player':7,'currency':'EUR','amount':1000}");
        return this;
    }

    @Override
    public int source() {
        return 1;
    }

    @Override
    public long nowMs() {
        return timestampNs / 1_000_000;
    }

    @Override
    public long correlationId() {
        return 1;
    }

    @Override
    public TxId txId() {
        return new TxId(0x7E57L, nextTxId++);
    }

    /** The kinds of commands and queries in scope, to see that tables are complete. */
    static CommandKind[] kinds() {
        return CommandKind.values();
    }
}
