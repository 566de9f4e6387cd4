package io.ringfence.node;

import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.ThingBounds;
import io.ringfence.gateway.GatewayConfig;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.node.pipeline.Profile;
import io.ringfence.protocol.codec.MessageHeaderEncoder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Everything that an operator decides about a node; read once. The engine's part is journaled, because it decides
 * outcomes; the rest may change at any start.
 *
 * @param data    directory of the node
 * @param profile which roles share a thread
 * @param journal how the journal is written
 * @param ring    sizes of the pipeline
 * @param gateway endpoint and bounds of sessions
 * @param engine  bounds and horizons; rules version and hash seed are not the operator's
 * @param clock   how much the clock is believed
 */
public record NodeConfig(
        Path data,
        Profile profile,
        Journaling journal,
        Ring ring,
        GatewayConfig gateway,
        EngineConfig engine,
        Clock clock) {

    /** Longest name of a host. */
    private static final int HOST_LENGTH_MAX = 253;

    /** Holds the longest record. */
    private static final int BATCH_KIB_MIN = 8;

    /** Holds what a full ring may still bring. */
    private static final int SPARE_MIB_MIN = 16;

    private static final int PORT_MAX = 65_534;

    /**
     * How the journal is written.
     *
     * @param sync     when it is forced
     * @param rollMiB  size of a file in MiB
     * @param batchKiB bytes after which a batch is closed, in KiB
     * @param spareMiB room on the disk besides the next file, in MiB; with less, commands are answered BUSY
     */
    public record Journaling(SyncPolicy sync, int rollMiB, int batchKiB, int spareMiB) {
        private static final int SPARE_MIB = 64;

        /** With the default of spare room. */
        public Journaling(final SyncPolicy sync, final int rollMiB, final int batchKiB) {
            this(sync, rollMiB, batchKiB, SPARE_MIB);
        }
    }

    /**
     * Sizes of the pipeline.
     *
     * @param slots        places of the ring, a power of two
     * @param commitSlots  most slots of one commit
     * @param largeInputs  batches of up to 6,336 bytes that may be on their way
     * @param largeReplies answers of up to 64 KiB that may be on their way
     */
    public record Ring(int slots, int commitSlots, int largeInputs, int largeReplies) {}

    /**
     * How much the clock is believed.
     *
     * @param jumpSecondsMax how far the wall clock may run ahead of the monotonic one while the node runs
     * @param downSecondsMax how long after the last journaled input the node may be started
     */
    public record Clock(long jumpSecondsMax, long downSecondsMax) {}

    /** Every default. */
    public static NodeConfig defaults() {
        return from(Settings.none());
    }

    /** Reads a file. Throws {@link NodeException} naming line, key, value and bounds. */
    public static NodeConfig load(final Path file) {
        return from(Settings.read(file));
    }

    static NodeConfig from(final Settings settings) {
        final NodeConfig config = new NodeConfig(
                data(settings),
                profile(settings),
                journaling(settings),
                ring(settings),
                gateway(settings),
                engine(settings),
                new Clock(
                        settings.number("clock.jumpMaxSeconds", 3600, 1, TimeUnit.DAYS.toSeconds(3650)),
                        settings.number("clock.downMaxSeconds", 2_592_000, 60, TimeUnit.DAYS.toSeconds(3650))));
        settings.checkNothingIsLeft();
        return config;
    }

    private static Path data(final Settings settings) {
        try {
            return Path.of(settings.text("data", "data")).toAbsolutePath().normalize();
        } catch (final InvalidPathException e) {
            throw settings.bad("data", "a path");
        }
    }

    private static Profile profile(final Settings settings) {
        final String name = settings.text("profile", Profile.COMPACT.name());
        for (final Profile profile : Profile.ALL) {
            if (profile.name().equals(name)) {
                return profile;
            }
        }
        throw settings.bad("profile", "compact or single");
    }

    private static Journaling journaling(final Settings settings) {
        final SyncPolicy sync;
        try {
            sync = SyncPolicy.parse(settings.text("journal.sync", "batch"));
        } catch (final IllegalArgumentException e) {
            throw settings.bad("journal.sync", "batch, interval:<ms> (1 to 60000) or none");
        }
        final int rollMiB = settings.integer("journal.rollMiB", 256, 1, 1024);
        final int batchKiBMax = Math.min(16 * 1024, rollMiB * 1024 / JournalConfig.BATCHES_PER_FILE_MIN);
        final int batchKiB =
                settings.integer("journal.batchKiB", Math.min(256, batchKiBMax), BATCH_KIB_MIN, batchKiBMax);
        return new Journaling(
                sync,
                rollMiB,
                batchKiB,
                settings.integer("journal.spareMiB", Journaling.SPARE_MIB, SPARE_MIB_MIN, 1 << 20));
    }

    private static Ring ring(final Settings settings) {
        final int slots = settings.integer("ring.slots", 16_384, 64, 1 << 20);
        if (Integer.bitCount(slots) != 1) {
            throw settings.bad("ring.slots", "a power of two");
        }
        return new Ring(
                slots,
                settings.integer("ring.commitSlots", Math.min(8192, slots), 1, slots),
                settings.integer("ring.largeInputs", 256, 1, 65_536),
                settings.integer("ring.largeReplies", 64, 1, 4096));
    }

    private static GatewayConfig gateway(final Settings settings) {
        final GatewayConfig base = GatewayConfig.defaults();
        final String endpoint = settings.text("endpoint", base.host() + ":" + base.port());
        final int colon = endpoint.lastIndexOf(':');
        final String host = colon > 0 ? endpoint.substring(0, colon) : "";
        final int port;
        try {
            port = Integer.parseInt(endpoint.substring(colon + 1));
        } catch (final NumberFormatException e) {
            throw settings.bad("endpoint", "HOST:PORT");
        }
        if (host.isEmpty() || host.length() > HOST_LENGTH_MAX || port < 1 || port > PORT_MAX) {
            throw settings.bad(
                    "endpoint", "HOST:PORT with a port from 1 to " + PORT_MAX + " (the next one is used too)");
        }
        final GatewayConfig.Limits limits = base.limits();
        final GatewayConfig.Timeouts timeouts = base.timeouts();
        return new GatewayConfig(
                host,
                port,
                settings.flag("allowRemote", false),
                base.transport(),
                new GatewayConfig.Limits(
                        settings.integer("gateway.sessionsMax", limits.sessionsMax(), 1, 4096),
                        settings.integer("gateway.windowMax", limits.windowMax(), 1, 1 << 20),
                        settings.integer("gateway.egressQueueKiB", limits.egressQueueLength() >> 10, 256, 128 << 10)
                                << 10,
                        limits.commandLengthMax(),
                        limits.ingressFragmentLimit(),
                        limits.egressReplyLimit()),
                new GatewayConfig.Timeouts(
                        timeout(settings, "gateway.handshakeTimeoutMs", timeouts.handshakeNs()),
                        timeout(settings, "gateway.sessionTimeoutMs", timeouts.sessionNs()),
                        timeout(settings, "gateway.stuckTimeoutMs", timeouts.stuckNs())));
    }

    private static long timeout(final Settings settings, final String key, final long defaultNs) {
        return TimeUnit.MILLISECONDS.toNanos(
                settings.number(key, TimeUnit.NANOSECONDS.toMillis(defaultNs), 10, TimeUnit.HOURS.toMillis(1)));
    }

    private static EngineConfig engine(final Settings settings) {
        final EngineConfig base = EngineConfig.defaults();
        final int max = 33_000_000;
        return new EngineConfig(
                base.rulesVersion(),
                base.hashSeed(),
                settings.integer("engine.playersMax", base.playersMax(), 1, max),
                settings.integer("engine.accountsMax", base.accountsMax(), 1, max),
                settings.integer("engine.transactionsMax", base.transactionsMax(), 8, max),
                settings.integer("engine.roundsMax", base.roundsMax(), 1, max),
                settings.integer("engine.betsPerRoundMax", base.betsPerRoundMax(), 1, max),
                settings.integer("engine.currenciesMax", base.currenciesMax(), 1, 200),
                settings.integer("engine.walletsMax", base.walletsMax(), 1, 200),
                settings.integer("engine.sourcesMax", base.sourcesMax(), 1, 600),
                settings.number("engine.idHorizonSeconds", base.idHorizonSeconds(), 1, TimeUnit.DAYS.toSeconds(3650)),
                settings.number("engine.skewMs", base.skewMs(), 0, 1_000_000),
                things(settings, base.things()));
    }

    private static ThingBounds things(final Settings settings, final ThingBounds base) {
        final int max = 64_000_000;
        return new ThingBounds(
                settings.integer("engine.holdsMax", base.holdsMax(), 1, max),
                settings.integer("engine.holdsPerPlayerMax", base.holdsPerPlayerMax(), 1, 256),
                settings.integer("engine.transfersMax", base.transfersMax(), 1, max),
                settings.integer("engine.campaignsMax", base.campaignsMax(), 1, 1000),
                settings.integer("engine.sharesMax", base.sharesMax(), 1, max),
                settings.integer("engine.locksMax", base.locksMax(), 1, max),
                settings.integer("engine.limitsMax", base.limitsMax(), 1, max));
    }

    /** The same on another data directory. */
    public NodeConfig withData(final Path newData) {
        return new NodeConfig(newData.toAbsolutePath().normalize(), profile, journal, ring, gateway, engine, clock);
    }

    /** The same at another endpoint. */
    public NodeConfig withEndpoint(final String host, final int port) {
        return new NodeConfig(data, profile, journal, ring, gateway.withEndpoint(host, port), engine, clock);
    }

    /** The same with another table of threads. */
    public NodeConfig withProfile(final Profile newProfile) {
        return new NodeConfig(data, newProfile, journal, ring, gateway, engine, clock);
    }

    /** The same with another journal. */
    public NodeConfig withJournal(final Journaling newJournal) {
        return new NodeConfig(data, profile, newJournal, ring, gateway, engine, clock);
    }

    /** The same with another ring. */
    public NodeConfig withRing(final Ring newRing) {
        return new NodeConfig(data, profile, journal, newRing, gateway, engine, clock);
    }

    /** The same with other bounds. */
    public NodeConfig withEngine(final EngineConfig newEngine) {
        return new NodeConfig(data, profile, journal, ring, gateway, newEngine, clock);
    }

    /** The same with other trust in the clock. */
    public NodeConfig withClock(final Clock newClock) {
        return new NodeConfig(data, profile, journal, ring, gateway, engine, newClock);
    }

    /** Directory of the cycle files. */
    public Path journalDirectory() {
        return data.resolve("journal");
    }

    /** The watermark file. */
    public Path watermark() {
        return data.resolve("watermark");
    }

    JournalConfig journalConfig() {
        return new JournalConfig(
                journalDirectory(),
                watermark(),
                journal.sync(),
                (long) journal.rollMiB() << 20,
                journal.batchKiB() << 10,
                MessageHeaderEncoder.SCHEMA_VERSION,
                (long) journal.spareMiB() << 20);
    }
}
