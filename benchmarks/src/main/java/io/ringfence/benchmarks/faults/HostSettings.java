package io.ringfence.benchmarks.faults;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.ThingBounds;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.nio.file.Path;

/**
 * How a host writes.
 *
 * @param sync         policy
 * @param rollBytes    of a journal file
 * @param batchBytes   most of a batch
 * @param transactions ids that are remembered
 */
record HostSettings(SyncPolicy sync, long rollBytes, int batchBytes, int transactions) {
    private static final int PLAYERS_MAX = 1_000;

    static Path journal(final Path data) {
        return data.resolve("journal");
    }

    static Path watermark(final Path data) {
        return data.resolve("watermark");
    }

    JournalConfig journalConfig(final Path data) {
        return new JournalConfig(
                journal(data), watermark(data), sync, rollBytes, batchBytes, MessageHeaderEncoder.SCHEMA_VERSION);
    }

    EngineConfig engineConfig() {
        final EngineConfig base = EngineConfig.defaults();
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                PLAYERS_MAX,
                4 * PLAYERS_MAX,
                transactions,
                transactions,
                base.betsPerRoundMax(),
                8,
                8,
                8,
                base.idHorizonSeconds(),
                base.skewMs(),
                ThingBounds.small());
    }

    /** The section {@code engine} and {@code journal} of the same for a node's configuration file. */
    String yaml() {
        return """
                journal:
                  sync: %s
                  rollMiB: %d
                  batchKiB: %d
                engine:
                  playersMax: %d
                  accountsMax: %d
                  transactionsMax: %d
                  roundsMax: %d
                  holdsMax: %d
                  holdsPerPlayerMax: %d
                  transfersMax: %d
                  campaignsMax: %d
                  sharesMax: %d
                  locksMax: %d
                  limitsMax: %d
                  currenciesMax: 8
                  walletsMax: 8
                  sourcesMax: 8
                clock:
                  downMaxSeconds: 300000000
                """.formatted(
                        sync,
                        Math.max(1, rollBytes >> 20),
                        Math.max(8, batchBytes >> 10),
                        PLAYERS_MAX,
                        4 * PLAYERS_MAX,
                        transactions,
                        transactions,
                        ThingBounds.small().holdsMax(),
                        ThingBounds.small().holdsPerPlayerMax(),
                        ThingBounds.small().transfersMax(),
                        ThingBounds.small().campaignsMax(),
                        ThingBounds.small().sharesMax(),
                        ThingBounds.small().locksMax(),
                        ThingBounds.small().limitsMax());
    }
}
