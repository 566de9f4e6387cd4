package io.ringfence.engine;

import io.ringfence.engine.codec.CommandAdapter;
import io.ringfence.engine.codec.QueryAdapter;
import io.ringfence.engine.codec.ReplyPublisher;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.snapshot.InvalidSnapshotException;
import io.ringfence.engine.snapshot.SnapshotReader;
import io.ringfence.engine.snapshot.SnapshotSink;
import io.ringfence.engine.snapshot.SnapshotSource;
import io.ringfence.engine.snapshot.SnapshotWriter;
import io.ringfence.engine.state.Invariants;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.codec.BatchDecoder;
import io.ringfence.protocol.codec.ConfigureDecoder;
import io.ringfence.protocol.codec.MessageHeaderDecoder;
import io.ringfence.protocol.codec.TickDecoder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The deterministic wallet machine: decode, known id?, validate, mutate, remember, answer. One thread at a time; no
 * clock, no input or output, no allocation once it is configured.
 *
 * <p>Due things (ids past their horizon, idle rounds, expired holds, campaigns) take effect as if in order of time;
 * each command does a bounded portion of them, and brings up the rest only when its own outcome may hang on it: a
 * Batch, a DefineSource, and whatever repeats an id that is due.
 */
public final class WalletEngine implements StateMachine {
    private static final int IDS_FORGOTTEN_PER_COMMAND = 4;
    private static final int ROUNDS_CLOSED_PER_COMMAND = 4;
    private static final int DUE_PER_TICK = 64;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final WalletState state = new WalletState();
    private final CommandAdapter adapter = new CommandAdapter();
    private final ConfigureDecoder configure = new ConfigureDecoder();
    private final ReplyPublisher replies = new ReplyPublisher();
    private final QueryAdapter queries = new QueryAdapter(state, replies);
    private final Decision decision = new Decision(state, adapter);
    private final LookAhead lookAhead = new LookAhead(state);
    private final Command command = new Command();
    private final Answer answer = new Answer();

    private EngineConfig config;
    private long sequence;
    private long timestampNs;

    @Override
    public int apply(
            final long newSequence,
            final long newTimestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final MutableDirectBuffer output) {
        Invariants.check(newSequence == sequence + 1, "the sequence is dense");
        Invariants.check(newTimestampNs >= timestampNs, "journal time never goes back");
        sequence = newSequence;
        timestampNs = newTimestampNs;
        lookAhead.end();
        final int templateId = adapter.templateId(buffer, offset);
        if (templateId == ConfigureDecoder.TEMPLATE_ID) {
            configure(buffer, offset);
            return 0;
        }
        Invariants.check(config != null, "the first command configures the engine");
        if (templateId == TickDecoder.TEMPLATE_ID) {
            state.bringUpSome(timestampNs, DUE_PER_TICK, DUE_PER_TICK);
            return 0;
        }
        state.bringUpSome(timestampNs, IDS_FORGOTTEN_PER_COMMAND, ROUNDS_CLOSED_PER_COMMAND);
        command.sequence = newSequence;
        command.timestampNs = newTimestampNs;
        adapter.decode(buffer, offset, command);
        if (templateId == BatchDecoder.TEMPLATE_ID) {
            decision.prepareBatch(command, buffer, offset);
        }
        answer.reset(command);
        decision.decide(command, answer);
        state.accounts().endCommand();
        return replies.publish(answer, command.kind, command.correlationId, output);
    }

    @Override
    public void lookAhead(final DirectBuffer buffer, final int offset) {
        if (config != null) {
            lookAhead.announce(buffer, offset);
        }
    }

    /** Commands so far whose memory was touched ahead; for tests. */
    long lookedAhead() {
        return lookAhead.followed();
    }

    @Override
    public int query(final DirectBuffer query, final int offset, final int length, final MutableDirectBuffer output) {
        Invariants.check(config != null, "the first command configures the engine");
        // What is due of the thing that is asked for takes effect for the answer, and is taken back.
        state.undo().begin();
        try {
            return queries.answer(query, offset, sequence, timestampNs, output);
        } finally {
            state.undo().rollBack();
        }
    }

    private void configure(final DirectBuffer buffer, final int offset) {
        adapter.templateId(buffer, offset);
        final MessageHeaderDecoder header = adapter.header();
        final EngineConfig next = EngineConfig.decode(configure.wrap(
                buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version()));
        if (config != null) {
            config.checkSuccessor(next);
        }
        state.settings().set(next.values());
        state.definitions().currencies().resize(next.currenciesMax());
        state.definitions().wallets().resize(next.walletsMax());
        state.definitions().sources().resize(next.sourcesMax());
        state.players().resize(next.playersMax());
        state.accounts().resize(next.accountsMax(), next.currenciesMax(), next.sourcesMax());
        state.locks().configure(next.things().locksMax());
        state.limits().configure(next.things().limitsMax(), next.usagesMax());
        state.watermarks().skewMs(next.skewMs());
        state.log()
                .configure(
                        next.transactionsMax(),
                        next.idHorizonSeconds() * NS_PER_SECOND,
                        next.hashSeed(),
                        next.batchFreedMax());
        state.rounds()
                .configure(
                        next.roundsMax(),
                        next.transactionsMax(),
                        next.betsPerRoundMax(),
                        next.sourcesMax(),
                        next.hashSeed());
        state.transfers().transfers().configure(next.things().transfersMax(), next.sourcesMax(), next.hashSeed());
        state.campaigns()
                .campaigns()
                .configure(next.things().campaignsMax(), next.things().sharesMax(), next.hashSeed());
        state.reversals().configure(next.walletsMax());
        state.undo().configure(next.undoWritesMax());
        state.resettlement().configure(next.walletsMax());
        state.holds().configure(next.things().holdsMax(), next.things().holdsPerPlayerMax(), next.betsPerRoundMax());
        config = next;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampNs() {
        return timestampNs;
    }

    @Override
    public long stateHash() {
        return state.hash();
    }

    @Override
    public long nextDueNs() {
        return state.nextDueNs();
    }

    @Override
    public boolean isConfigured() {
        return config != null;
    }

    /**
     * Writes the whole state as bytes that depend on nothing but the state. Changes nothing; allocates, and takes time
     * in proportion to the state: for a shadow, not for the thread that answers.
     *
     * @param sink that takes the bytes in order.
     */
    public void writeSnapshot(final SnapshotSink sink) {
        Invariants.check(config != null, "the first command configures the engine");
        final MutableDirectBuffer frame = new ExpandableArrayBuffer();
        final int length = config.encode(frame, 0);
        final List<StateSection> sections = state.sections();
        final SnapshotWriter writer = new SnapshotWriter(sink);
        writer.writeHeader(config.rulesVersion(), sequence, timestampNs, state.hash(), sections.size(), frame, length);
        writer.writeSections(sections);
    }

    /**
     * Takes the state of a snapshot into a new engine, as if it had applied every command up to the snapshot's
     * sequence.
     *
     * @param source of the bytes in order.
     * @throws InvalidSnapshotException when it is damaged, newer than this engine, or not what its hash says; the
     *     engine
     *     must not be used then.
     */
    public void readSnapshot(final SnapshotSource source) {
        Invariants.check(config == null, "a snapshot is read into a new engine");
        final SnapshotReader reader = new SnapshotReader(source);
        final DirectBuffer frame = reader.readHeader();
        if (reader.rulesVersion() > EngineConfig.RULES_VERSION) {
            throw new InvalidSnapshotException("the snapshot follows rules " + reader.rulesVersion()
                    + ", newer than this version's " + EngineConfig.RULES_VERSION);
        }
        configure(frame, 0);
        reader.readSections(state.sections());
        state.relink();
        sequence = reader.sequence();
        timestampNs = reader.timestampNs();
        if (state.hash() != reader.stateHash()) {
            throw new InvalidSnapshotException("the state that was read has another hash than the one written");
        }
    }

    /** The configuration in force, null before the first Configure. */
    public EngineConfig config() {
        return config;
    }

    /**
     * Scans the whole state: hash and conservation must equal what is kept command by command. O(state): for tests and
     * operators' checks.
     */
    public void checkInvariants() {
        state.checkInvariants();
    }

    /** Every table, to be measured; they change under whoever looks, so only on the engine's thread. */
    public List<StateSection> tables() {
        return state.sections();
    }

    /** The state, for tests of this package. */
    WalletState state() {
        return state;
    }
}
