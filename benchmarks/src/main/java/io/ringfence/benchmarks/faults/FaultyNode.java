package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.rig.ForwardingMachine;
import io.ringfence.engine.StateMachine;
import io.ringfence.journal.CycleName;
import io.ringfence.journal.JournalDisk;
import io.ringfence.node.NodeConfig;
import io.ringfence.node.NodeContext;
import io.ringfence.node.RingfenceNode;
import io.ringfence.node.failure.Failure;
import io.ringfence.node.failure.Terminator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/**
 * A real node on a machine of which one part fails: a force, the space of the disk, a mapped page, the clock, the
 * rules. Arguments: the fault, then {@code --config FILE}.
 */
public final class FaultyNode {
    private static final int FORCES_BEFORE = 30;
    private static final int FILES_BEFORE = 3;
    private static final int COMMANDS_BEFORE = 5_000;
    private static final long CLOCK_NS_BEFORE = TimeUnit.SECONDS.toNanos(3);
    private static final long SWING_NS = TimeUnit.MILLISECONDS.toNanos(400);

    private FaultyNode() {}

    /** Runs it until a signal, or until the fault ends it. */
    public static void main(final String[] args) throws InterruptedException {
        final Terminator terminator = Terminator.halting(System.err);
        try {
            final NodeContext context = new NodeContext(NodeConfig.load(Path.of(args[2])));
            spoil(context, InfraFault.valueOf(args[0]));
            final RingfenceNode node = RingfenceNode.launch(context.terminator(terminator));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                node.close();
                Runtime.getRuntime().halt(0);
            }));
        } catch (final RuntimeException | Error e) {
            terminator.terminate(Failure.of(e));
        }
        new CountDownLatch(1).await();
    }

    private static void spoil(final NodeContext context, final InfraFault fault) {
        switch (fault) {
            case FORCE_FAILS_ONCE ->
                context.journalDisk(new FailingForce(() -> {
                    throw new IOException("Input/output error");
                }));
            case MAPPED_PAGE_FAILS ->
                context.journalDisk(new FailingForce(() -> {
                    throw new InternalError(
                            "a fault occurred in a recent unsafe memory access operation in compiled Java code");
                }));
            case DISK_FULL -> context.journalDisk(new FullDisk(FILES_BEFORE));
            case DISK_FULL_AT_START -> context.journalDisk(new FullDisk(0));
            case DISK_NEARLY_FULL -> context.journalDisk(new NearlyFullDisk());
            case CLOCK_FAR_AHEAD -> context.clock(new BentClock(TimeUnit.HOURS.toNanos(3), false));
            case CLOCK_FAR_BACK -> context.clock(new BentClock(-TimeUnit.HOURS.toNanos(3), false));
            case CLOCK_BACK_AND_FORTH -> context.clock(new BentClock(TimeUnit.MINUTES.toNanos(20), true));
            case RULE_THROWS -> context.stateMachine(ThrowingMachine::new);
            default -> throw new IllegalArgumentException(fault + " needs no faulty node");
        }
    }

    /** What a force does when its turn has come. */
    private interface Blow {
        void fall() throws IOException;
    }

    /** One force of a journal file fails; all others work. */
    private static final class FailingForce extends ForwardingDisk {
        private final AtomicInteger forces = new AtomicInteger();
        private final Blow blow;

        private FailingForce(final Blow blow) {
            super(JournalDisk.real());
            this.blow = blow;
        }

        @Override
        public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
            if (file.toString().endsWith(CycleName.SUFFIX) && forces.incrementAndGet() == FORCES_BEFORE) {
                blow.fall();
            }
            super.force(channel, file, withMetadata);
        }
    }

    /** There is no room for one more file; nobody said so before. */
    private static final class FullDisk extends ForwardingDisk {
        private final AtomicInteger files = new AtomicInteger();
        private final int filesBefore;

        private FullDisk(final int filesBefore) {
            super(JournalDisk.real());
            this.filesBefore = filesBefore;
        }

        @Override
        public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
                throws IOException {
            final boolean isAhead = file.toString().endsWith(CycleName.AHEAD_SUFFIX);
            if (isAhead && position == 0) {
                files.incrementAndGet();
            }
            if (isAhead && files.get() > filesBefore) {
                throw new IOException("No space left on device");
            }
            super.fill(channel, file, position, zeros);
        }
    }

    /** Room runs out, and the disk says so. */
    private static final class NearlyFullDisk extends ForwardingDisk {
        private static final long BYTES_PER_FILE = 1L << 20;
        private static final long BYTES_AT_FIRST = 200L << 20;

        private final AtomicInteger files = new AtomicInteger();

        private NearlyFullDisk() {
            super(JournalDisk.real());
        }

        @Override
        public void fill(final FileChannel channel, final Path file, final long position, final ByteBuffer zeros)
                throws IOException {
            if (file.toString().endsWith(CycleName.AHEAD_SUFFIX) && position == 0) {
                files.incrementAndGet();
            }
            super.fill(channel, file, position, zeros);
        }

        @Override
        public long usableBytes(final Path directory) {
            return files.get() > FILES_BEFORE ? BYTES_PER_FILE / 2 : BYTES_AT_FIRST * BYTES_PER_FILE;
        }
    }

    /** A wall clock that somebody sets: once, or there and back again and again. */
    private static final class BentClock implements EpochNanoClock {
        private final long byNs;
        private final boolean isSwinging;
        private final long startNs = System.nanoTime();

        private BentClock(final long byNs, final boolean isSwinging) {
            this.byNs = byNs;
            this.isSwinging = isSwinging;
        }

        @Override
        public long nanoTime() {
            final long elapsedNs = System.nanoTime() - startNs;
            final boolean isBent = isSwinging ? (elapsedNs / SWING_NS) % 2 == 1 : elapsedNs > CLOCK_NS_BEFORE;
            return SystemEpochNanoClock.INSTANCE.nanoTime() + (isBent ? byNs : 0);
        }
    }

    /** A rule is broken: something in it throws. */
    private static final class ThrowingMachine extends ForwardingMachine {
        private int applied;

        private ThrowingMachine(final StateMachine machine) {
            super(machine);
        }

        @Override
        public int apply(
                final long sequence,
                final long timestampNs,
                final DirectBuffer command,
                final int offset,
                final int length,
                final MutableDirectBuffer output) {
            if (++applied == COMMANDS_BEFORE) {
                throw new IllegalStateException("money would be made of nothing");
            }
            return super.apply(sequence, timestampNs, command, offset, length, output);
        }
    }
}
