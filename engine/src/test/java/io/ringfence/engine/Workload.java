package io.ringfence.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.UnknownCommandException;
import io.ringfence.testkit.CommandGenerator;
import io.ringfence.testkit.CommandSettings;
import io.ringfence.testkit.reference.LedgerConfig;
import org.agrona.concurrent.UnsafeBuffer;

/** A seeded stream of frames of all commands, and of queries about them; the first frame configures the engine. */
public final class Workload {
    private static final int FRAME_LENGTH_MAX = 16 * 1024;
    private static final int ROWS_MAX = 20_000;
    private static final int HOLDS_PER_PLAYER_MAX = 256;

    private final CommandGenerator generator;
    private final LedgerConfig bounds;
    /** The generator leaves nothing out but the correlation id. */
    private final Defaults defaults = EngineHarness.small();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private boolean isConfigured;

    /** Of this seed and these bounds. */
    public Workload(final long seed, final LedgerConfig bounds) {
        generator = new CommandGenerator(seed, CommandSettings.whole());
        this.bounds = bounds;
    }

    /** The next command. */
    public Frame next() {
        if (!isConfigured) {
            isConfigured = true;
            return configure(bounds);
        }
        return frame(encode(generator.next()));
    }

    /** A Configure now. */
    Frame configure(final LedgerConfig next) {
        return frame(config(next).encode(buffer, 0));
    }

    /** A query about something that happened lately. */
    public Frame nextQuery() {
        return frame(encode(generator.nextQuery()));
    }

    private int encode(final ObjectNode json) {
        try {
            return CommandJson.encode(json, defaults, buffer, 0);
        } catch (final MalformedCommandException | UnknownCommandException e) {
            throw new IllegalStateException(json.toString(), e);
        }
    }

    private Frame frame(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return new Frame(generator.nowNs(), bytes);
    }

    /** The bounds of a reference ledger as a configuration. */
    public static EngineConfig config(final LedgerConfig bounds) {
        final LedgerConfig.ThingBounds things = bounds.things();
        return new EngineConfig(
                EngineConfig.RULES_VERSION,
                EngineConfig.defaults().hashSeed(),
                bounds.playersMax(),
                bounds.accountsMax(),
                bounds.transactionsMax(),
                bounds.roundsMax(),
                bounds.betsPerRoundMax(),
                bounds.currenciesMax(),
                bounds.walletsMax(),
                bounds.sourcesMax(),
                bounds.idHorizonSeconds(),
                bounds.skewMs(),
                new ThingBounds(
                        Math.min(things.holdsMax(), ROWS_MAX),
                        Math.min(things.holdsPerPlayerMax(), HOLDS_PER_PLAYER_MAX),
                        Math.min(things.transfersMax(), ROWS_MAX),
                        things.campaignsMax(),
                        Math.min(things.sharesMax(), ROWS_MAX),
                        Math.min(things.locksMax(), ROWS_MAX),
                        Math.min(things.limitsMax(), ROWS_MAX)));
    }

    /** A frame and its journal time. */
    public static final class Frame {
        final long timestampNs;
        final byte[] bytes;

        Frame(final long timestampNs, final byte[] bytes) {
            this.timestampNs = timestampNs;
            this.bytes = bytes;
        }

        /** Applies it to an engine as the next command; the length of the answer. */
        public int apply(final WalletEngine engine, final UnsafeBuffer output) {
            return engine.apply(engine.sequence() + 1, timestampNs, new UnsafeBuffer(bytes), 0, bytes.length, output);
        }

        /** Asks it; the length of the answer. */
        public int ask(final WalletEngine engine, final UnsafeBuffer output) {
            return engine.query(new UnsafeBuffer(bytes), 0, bytes.length, output);
        }
    }
}
