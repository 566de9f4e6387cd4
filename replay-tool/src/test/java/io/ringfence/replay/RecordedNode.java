package io.ringfence.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.EngineConfig;
import io.ringfence.engine.ThingBounds;
import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalConfig;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.journal.chronicle.ChronicleJournal;
import io.ringfence.journal.recovery.JournalVerifier;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.TxId;
import io.ringfence.protocol.json.CommandJson;
import io.ringfence.protocol.json.Defaults;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** What a node does with commands, without the node: journals, applies, hands state proofs on. */
final class RecordedNode implements AutoCloseable, Defaults {
    static final long START_MS = 1_767_225_600_000L;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WalletEngine engine = new WalletEngine();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FrameLayout.COMMAND_LENGTH_MAX]);
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[WalletEngine.OUTPUT_LENGTH_MAX]);
    private final Journal journal;
    private long timestampNs = START_MS * 1_000_000;

    RecordedNode(final Path data, final SyncPolicy syncPolicy) {
        final Path watermark = data.resolve("watermark");
        final Path directory = data.resolve("journal");
        final JournalConfig config = new JournalConfig(directory, watermark, syncPolicy, 1 << 20, 64 << 10, 1);
        journal = ChronicleJournal.open(config, JournalDisk.real(), JournalVerifier.verify(directory, watermark));
        final EngineConfig defaults = EngineConfig.defaults();
        record(
                new EngineConfig(
                                defaults.rulesVersion(),
                                defaults.hashSeed(),
                                1_000,
                                4_000,
                                10_000,
                                1_000,
                                100,
                                8,
                                8,
                                8,
                                defaults.idHorizonSeconds(),
                                defaults.skewMs(),
                                ThingBounds.small())
                        .encode(frame, 0),
                0,
                0);
        commit();
    }

    /** A small platform: sequences 2 to 6; then deposits of 1, 2, 3 ... to player 7, three a batch. */
    static RecordedNode withDeposits(final Path data, final SyncPolicy syncPolicy, final int deposits)
            throws Exception {
        final RecordedNode node = new RecordedNode(data, syncPolicy);
        node.command("{'command':'DefineSource','source':1,'name':'cashier'}");
        node.command("{'command':'DefineCurrency','currency':'EUR','exponent':2}");
        node.command("{'command':'DefineWallet','wallet':'CASH','kind':'CASH'}");
        node.command("{'command':'OpenPlayer','player':7}");
        node.commit();
        for (int i = 1; i <= deposits; i++) {
            node.command(
                    "{'command':'Deposit','player':7,'currency':'EUR','amount':" + i + ",'ref':'deposit " + i + "'}");
            if (i % 3 == 0 || i == deposits) {
                node.commit();
            }
        }
        return node;
    }

    void command(final String line) throws Exception {
        final ObjectNode json = (ObjectNode) MAPPER.readTree(line.replace('\'', '"'));
        record(CommandJson.encode(json, this, frame, 0), 3, 1);
    }

    /** Ends a batch; the next one carries the proof of this one's end. */
    void commit() {
        journal.commit();
        journal.stateProof(engine.sequence(), engine.stateHash());
    }

    /** The next batch states something else than the truth. */
    void lie() {
        journal.stateProof(engine.sequence(), ~engine.stateHash());
    }

    /** Journals a frame that no engine knows, and does not apply it. */
    void stray() {
        frame.setMemory(0, FrameLayout.FIELDS_OFFSET, (byte) 0x11);
        journal.append(journal.nextSequence(), timestampNs, 3, 1, frame, 0, FrameLayout.FIELDS_OFFSET);
    }

    WalletEngine engine() {
        return engine;
    }

    private void record(final int length, final int sessionId, final int principal) {
        timestampNs += 1_000_000;
        final long sequence = journal.nextSequence();
        journal.append(sequence, timestampNs, sessionId, principal, frame, 0, length);
        engine.apply(sequence, timestampNs, frame, 0, length, reply);
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
        return 0;
    }

    @Override
    public TxId txId() {
        return new TxId(1, journal.nextSequence());
    }

    @Override
    public void close() {
        journal.close();
    }
}
