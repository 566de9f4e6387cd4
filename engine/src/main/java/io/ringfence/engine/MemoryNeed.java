package io.ringfence.engine;

import io.ringfence.engine.state.DueHeap;
import io.ringfence.engine.state.RowIndex;
import io.ringfence.engine.state.StateSection;
import io.ringfence.engine.state.Undo;
import io.ringfence.engine.wallet.WalletState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tables of a configuration take of the heap, table by table: they are allocated whole when the configuration
 * is applied. Row sizes are asked of the tables themselves. Immutable; any thread.
 */
public final class MemoryNeed {
    /** System accounts of a currency that have no source, and those of each source: no more than this. */
    private static final int SYSTEM_ACCOUNTS = 8;

    private static final int SYSTEM_ACCOUNTS_PER_SOURCE = 3;

    /** A share of a campaign, in the blocks that claims are paid from. */
    private static final int SHARE_BYTES = Long.BYTES;

    /** The half empty block that each campaign may leave. */
    private static final int SHARES_PER_BLOCK = 64;

    /** Numbers of sources, watermarks and the split of a pot: the same in every configuration. */
    private static final long FIXED_BYTES = 4L << 20;

    /**
     * One table.
     *
     * @param name of the section.
     * @param key of the configuration that its size follows from, as docs/operations.md has it without "engine.".
     * @param rows there is room for.
     * @param rowBytes of the row itself.
     * @param besideBytes of what is kept beside each row: index, heap of due times, shares.
     */
    public record Table(String name, String key, long rows, int rowBytes, int besideBytes) {
        /** All of it. */
        public long bytes() {
            return rows * (rowBytes + besideBytes);
        }
    }

    private final List<Table> tables;
    private final long undoBytes;

    private MemoryNeed(final List<Table> tables, final long undoBytes) {
        this.tables = List.copyOf(tables);
        this.undoBytes = undoBytes;
    }

    /** What an engine of this configuration needs. */
    public static MemoryNeed of(final EngineConfig config) {
        final Map<String, Integer> rowBytes = new TreeMap<>();
        for (final StateSection section : new WalletState().sections()) {
            rowBytes.put(section.name(), section.rowBytes());
        }
        final ThingBounds things = config.things();
        final long systemAccounts =
                (long) config.currenciesMax() * (SYSTEM_ACCOUNTS + SYSTEM_ACCOUNTS_PER_SOURCE * config.sourcesMax());
        final List<Table> tables = new ArrayList<>();
        add(tables, rowBytes, "players", "playersMax", config.playersMax(), RowIndex.ROW_BYTES);
        add(tables, rowBytes, "accounts", "accountsMax", config.accountsMax() + systemAccounts, 0);
        add(tables, rowBytes, "locks", "locksMax", things.locksMax(), DueHeap.ROW_BYTES);
        add(tables, rowBytes, "limits", "limitsMax", things.limitsMax(), 0);
        add(tables, rowBytes, "usages", "accountsMax", config.usagesMax(), 0);
        add(tables, rowBytes, "rounds", "roundsMax", config.roundsMax(), RowIndex.ROW_BYTES);
        add(tables, rowBytes, "plays", "transactionsMax", config.transactionsMax(), 0);
        add(tables, rowBytes, "holds", "holdsMax", things.holdsMax(), DueHeap.ROW_BYTES);
        add(tables, rowBytes, "transfers", "transfersMax", things.transfersMax(), RowIndex.ROW_BYTES);
        final int besideCampaign = RowIndex.ROW_BYTES + 2 * DueHeap.ROW_BYTES + SHARES_PER_BLOCK * SHARE_BYTES;
        add(tables, rowBytes, "campaigns", "campaignsMax", things.campaignsMax(), besideCampaign);
        add(tables, rowBytes, "claims", "sharesMax", things.sharesMax(), RowIndex.ROW_BYTES + SHARE_BYTES);
        add(tables, rowBytes, "transactions", "transactionsMax", config.transactionsMax(), RowIndex.ROW_BYTES);
        return new MemoryNeed(tables, (long) config.undoWritesMax() * Undo.WRITE_BYTES);
    }

    private static void add(
            final List<Table> tables,
            final Map<String, Integer> rowBytes,
            final String name,
            final String key,
            final long rows,
            final int besideBytes) {
        tables.add(new Table(name, key, rows, rowBytes.get(name), besideBytes));
    }

    /** Every table whose size the configuration states. */
    public List<Table> tables() {
        return tables;
    }

    /** One of them. */
    public Table table(final String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of all tables, of what takes a Batch back, and of what is the same in every configuration. */
    public long totalBytes() {
        long bytes = FIXED_BYTES + undoBytes;
        for (final Table table : tables) {
            bytes += table.bytes();
        }
        return bytes;
    }
}
