package io.ringfence.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import io.ringfence.protocol.json.MalformedCommandException;
import io.ringfence.protocol.json.ReplyJson;
import io.ringfence.protocol.json.UnknownCommandException;
import io.ringfence.testkit.CommandGenerator;
import io.ringfence.testkit.CommandSettings;
import io.ringfence.testkit.reference.LedgerConfig;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An engine under the bounds of a reference ledger that is sent the commands of a seed, one at a time. Saboteurs are
 * subclasses that break a rule on the way.
 */
class GeneratedRun {
    private static final int FRAME_LENGTH_MAX = 16 * 1024;

    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private final WalletEngine engine = new WalletEngine();
    private final CommandGenerator generator;

    GeneratedRun(final long seed, final LedgerConfig config) {
        generator = new CommandGenerator(seed, CommandSettings.whole());
        engine.apply(1, generator.nowNs(), frame, 0, config(config).encode(frame, 0), output);
    }

    /** The bounds of a ledger, those that nothing reaches lower than stated. */
    static EngineConfig config(final LedgerConfig config) {
        final LedgerConfig.ThingBounds things = config.things();
        return new EngineConfig(
                EngineConfig.RULES_VERSION,
                EngineConfig.defaults().hashSeed(),
                config.playersMax(),
                config.accountsMax(),
                config.transactionsMax(),
                config.roundsMax(),
                config.betsPerRoundMax(),
                config.currenciesMax(),
                config.walletsMax(),
                config.sourcesMax(),
                config.idHorizonSeconds(),
                config.skewMs(),
                new ThingBounds(
                        Math.min(things.holdsMax(), 20_000),
                        Math.min(things.holdsPerPlayerMax(), 256),
                        Math.min(things.transfersMax(), 20_000),
                        things.campaignsMax(),
                        things.sharesMax(),
                        Math.min(things.locksMax(), 20_000),
                        Math.min(things.limitsMax(), 20_000)));
    }

    /** The next command; the generator's time is the journal's. */
    final ObjectNode next() {
        return generator.next();
    }

    /** The next query. */
    final ObjectNode nextQuery() {
        return generator.nextQuery();
    }

    /** Applies a command. */
    ObjectNode apply(final ObjectNode command) {
        final int length = encode(command, frame);
        return ReplyJson.decode(
                output, 0, engine.apply(engine.sequence() + 1, generator.nowNs(), frame, 0, length, output));
    }

    /** Answers a query. */
    final ObjectNode query(final ObjectNode query) {
        return ReplyJson.decode(output, 0, engine.query(frame, 0, encode(query, frame), output));
    }

    /** Journal time of the last command that was made. */
    final long nowNs() {
        return generator.nowNs();
    }

    final WalletEngine engine() {
        return engine;
    }

    /** Encodes a command or query of the generator; its length. */
    static int encode(final ObjectNode json, final UnsafeBuffer to) {
        try {
            return CommandJson.encode(json, NoDefaults.INSTANCE, to, 0);
        } catch (final MalformedCommandException | UnknownCommandException e) {
            throw new IllegalArgumentException(json.toString(), e);
        }
    }

    /** The generator leaves nothing out. */
    private enum NoDefaults implements Defaults {
        INSTANCE;

        @Override
        public int source() {
            return 1;
        }

        @Override
        public long nowMs() {
            return 0;
        }

        @Override
        public long correlationId() {
            return 1;
        }

        @Override
        public TxId txId() {
            return new TxId(1, 1);
        }
    }
}
