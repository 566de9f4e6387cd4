package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.benchmarks.rig.CommandFrames;
import io.ringfence.engine.StateMachine;
import io.ringfence.engine.WalletEngine;
import io.ringfence.engine.state.StateSection;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.protocol.codec.OutcomeCode;
import io.ringfence.protocol.codec.ReplyDecoder;
import io.ringfence.protocol.codec.WalletKind;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The process that {@link MemoryBench} measures: it configures one engine, fills it by commands, and says as JSON, in
 * the last line of its output, what that took of heap, of direct buffers and of the machine's memory. One thread.
 */
final class MemoryProcess {
    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_767_225_600L);
    private static final long NS_PER_COMMAND = 1_000;
    private static final int FRAME_LENGTH_MAX = 1_024;
    private static final int OUTCOME_OFFSET = FrameLayout.HEADER_LENGTH + ReplyDecoder.outcomeEncodingOffset();
    private static final long ID_HIGH = 0x4D454D4F52592121L;
    private static final long DEPOSIT_MINOR = 1_000_000;
    private static final int STAKE_MAX = 1_000;
    private static final int REPORT_EVERY = 5_000_000;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final MemoryPlan plan;
    private final SplittableRandom random;
    private final WalletEngine engine = new WalletEngine();
    private final CommandFrames frames = new CommandFrames();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    private final UnsafeBuffer output = new UnsafeBuffer(new byte[StateMachine.OUTPUT_LENGTH_MAX]);
    private long sequence;
    private long refusals;

    private MemoryProcess(final MemoryPlan plan, final long seed) {
        this.plan = plan;
        random = new SplittableRandom(seed);
    }

    /** Players, wallets, ids, rounds, seed. */
    public static void main(final String[] args) throws IOException {
        final MemoryPlan plan = new MemoryPlan(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]));
        System.out.println(new MemoryProcess(plan, Long.parseLong(args[4])).run());
        System.out.flush();
    }

    private String run() throws IOException {
        final ObjectNode json = new ObjectMapper().createObjectNode();
        final long heapBefore = heapUsed();
        final long residentBefore = status("VmRSS:");
        engine.apply(++sequence, START_NS, frame, 0, plan.config().encode(frame, 0), output);
        json.put("heapOfEngine", heapUsed() - heapBefore);
        final long startNs = System.nanoTime();
        fill();
        json.put("fillSeconds", (System.nanoTime() - startNs) / 1e9);
        checkHash();
        json.put("heapOfFilledEngine", heapUsed() - heapBefore);
        json.put("directBytes", directUsed());
        json.put("residentBefore", residentBefore);
        json.put("resident", status("VmRSS:"));
        json.put("residentMax", status("VmHWM:"));
        json.put("commands", sequence).put("refused", refusals);
        final ArrayNode tables = json.putArray("tables");
        for (final StateSection section : engine.tables()) {
            tables.addObject()
                    .put("name", section.name())
                    .put("rows", section.capacity())
                    .put("liveRows", section.count())
                    .put("rowBytes", section.rowBytes());
        }
        return json.toString();
    }

    private void fill() {
        define();
        final long[] wallets = walletCodes();
        for (int player = 1; player <= plan.players(); player++) {
            apply(begin().openPlayer(frame, 0, player));
            for (final long wallet : wallets) {
                apply(begin().deposit(frame, 0, player, wallet, DEPOSIT_MINOR));
            }
        }
        for (long i = 0; i < plan.filling(); i++) {
            apply(begin().deposit(frame, 0, 1 + random.nextInt(plan.players()), wallets[0], 1));
        }
        for (int i = 0; i < plan.rounds(); i++) {
            final int player = 1 + random.nextInt(plan.players());
            final long amount = 1L + random.nextInt(STAKE_MAX);
            apply(begin().bet(frame, 0, player, amount));
            final long bet = frames.id();
            apply(begin().win(frame, 0, player, amount, ID_HIGH, bet));
        }
    }

    /** Every row, without the memory that a scan of all invariants takes besides. */
    private void checkHash() {
        long sum = 0;
        for (final StateSection section : engine.tables()) {
            sum += section.scanHash();
        }
        if (sum != engine.stateHash()) {
            throw new IllegalStateException("the hash that is kept is not that of a scan");
        }
    }

    private void define() {
        apply(begin().defineCurrency(frame, 0));
        apply(begin().defineSource(frame, 0));
        final long[] wallets = walletCodes();
        for (int i = 0; i < wallets.length; i++) {
            apply(begin().defineWallet(frame, 0, wallets[i], i == 0 ? WalletKind.CASH : WalletKind.GAME));
        }
    }

    private long[] walletCodes() {
        final long[] codes = new long[plan.wallets()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i == 0 ? CommandFrames.CASH : Codes.pack("GAME" + i);
        }
        return codes;
    }

    private CommandFrames begin() {
        final long timestampNs = START_NS + (sequence + 1) * NS_PER_COMMAND;
        return frames.begin(ID_HIGH, sequence + 1, TimeUnit.NANOSECONDS.toMillis(timestampNs));
    }

    private void apply(final int length) {
        sequence++;
        engine.apply(sequence, START_NS + sequence * NS_PER_COMMAND, frame, 0, length, output);
        if (output.getByte(OUTCOME_OFFSET) != (byte) OutcomeCode.OK.value()) {
            refusals++;
        }
        if (sequence % REPORT_EVERY == 0) {
            System.out.println(String.format(Locale.ROOT, "  %,d of %,d commands", sequence, plan.commands()));
            System.out.flush();
        }
    }

    /** Bytes of what is alive on the heap. */
    private static long heapUsed() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long directUsed() {
        long bytes = 0;
        for (final BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getMemoryUsed();
        }
        return bytes;
    }

    /** A value of the kernel's account of this process, bytes; 0 where there is none. */
    private static long status(final String key) throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        for (final String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(key)) {
                return Long.parseLong(
                                line.substring(key.length()).replace("kB", "").strip())
                        << 10;
            }
        }
        return 0;
    }
}
