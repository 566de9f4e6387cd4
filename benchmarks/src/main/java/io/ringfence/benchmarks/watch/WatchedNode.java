package io.ringfence.benchmarks.watch;

import io.ringfence.benchmarks.faults.ForwardingDisk;
import io.ringfence.benchmarks.rig.ForwardingJournal;
import io.ringfence.benchmarks.rig.ForwardingMachine;
import io.ringfence.engine.StateMachine;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.node.NodeConfig;
import io.ringfence.node.NodeContext;
import io.ringfence.node.RingfenceNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A node as it is, but for what notes its heap and its longest steps. Arguments: the file of the notes, then
 * {@code --config FILE}.
 */
public final class WatchedNode {
    private WatchedNode() {}

    /** Main class and arguments of a node that writes its notes into a file, which may not exist yet. */
    public static List<String> program(final Path notes) {
        return List.of(WatchedNode.class.getName(), notes.toString());
    }

    /** Runs it until a signal. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final StepClock clock = new StepClock();
        final NodeContext context = new NodeContext(NodeConfig.load(Path.of(args[2])));
        context.stateMachine(machine -> new TimedMachine(machine, clock));
        context.journal(journal -> new TimedJournal(journal, clock));
        context.journalDisk(new TimedDisk(JournalDisk.real(), clock));
        final NodeNotes notes = NodeNotes.create(Path.of(args[0]));
        final RingfenceNode node = RingfenceNode.launch(context);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            Runtime.getRuntime().halt(0);
        }));
        final Thread thread = new Thread(() -> watch(notes, clock), "node-watch");
        thread.setDaemon(true);
        thread.start();
        new CountDownLatch(1).await();
    }

    /** Allocates one small object a note, which the heap's figures then show. */
    private static void watch(final NodeNotes notes, final StepClock clock) {
        final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        final GarbageCollectorMXBean[] collectors =
                ManagementFactory.getGarbageCollectorMXBeans().toArray(new GarbageCollectorMXBean[0]);
        try {
            while (true) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(NodeNotes.PERIOD_MS));
                long collections = 0;
                for (final GarbageCollectorMXBean collector : collectors) {
                    collections += collector.getCollectionCount();
                }
                notes.add(
                        System.currentTimeMillis(),
                        memory.getHeapMemoryUsage().getUsed(),
                        collections,
                        clock.take(StepClock.Kind.ENGINE),
                        clock.take(StepClock.Kind.JOURNAL));
            }
        } catch (final IOException e) {
            // The rig misses the notes and says so.
            throw new UncheckedIOException(e);
        }
    }

    private static final class TimedMachine extends ForwardingMachine {
        private final StepClock clock;

        TimedMachine(final StateMachine machine, final StepClock clock) {
            super(machine);
            this.clock = clock;
        }

        @Override
        public int apply(
                final long sequence,
                final long timestampNs,
                final DirectBuffer command,
                final int offset,
                final int length,
                final MutableDirectBuffer output) {
            final int answered = super.apply(sequence, timestampNs, command, offset, length, output);
            clock.command(StepClock.Kind.ENGINE);
            return answered;
        }
    }

    private static final class TimedJournal extends ForwardingJournal {
        private final StepClock clock;

        TimedJournal(final Journal journal, final StepClock clock) {
            super(journal);
            this.clock = clock;
        }

        @Override
        public int doWork(final long nowNs) {
            clock.turn(nowNs);
            return super.doWork(nowNs);
        }

        @Override
        public void append(
                final long sequence,
                final long timestampNs,
                final int sessionId,
                final int principal,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            super.append(sequence, timestampNs, sessionId, principal, buffer, offset, length);
            clock.command(StepClock.Kind.JOURNAL);
        }

        @Override
        public void commit() {
            super.commit();
            clock.committed();
        }
    }

    private static final class TimedDisk extends ForwardingDisk {
        private final StepClock clock;

        TimedDisk(final JournalDisk disk, final StepClock clock) {
            super(disk);
            this.clock = clock;
        }

        @Override
        public void force(final FileChannel channel, final Path file, final boolean withMetadata) throws IOException {
            final boolean isOurs = clock.beforeForce();
            super.force(channel, file, withMetadata);
            if (isOurs) {
                clock.afterForce();
            }
        }

        @Override
        public void forceDirectory(final Path directory) throws IOException {
            final boolean isOurs = clock.beforeForce();
            super.forceDirectory(directory);
            if (isOurs) {
                clock.afterForce();
            }
        }
    }
}
