package io.ringfence.node.pipeline;

import com.lmax.disruptor.RingBuffer;
import io.ringfence.engine.StateMachine;
import io.ringfence.journal.Journal;
import io.ringfence.protocol.FrameLayout;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * The ring with its two ends and the stages between, wired but not running. Made by the thread that starts the node;
 * each part is then used by the thread that its role is given to.
 */
public final class Pipeline {
    private final RingBuffer<Slot> ring;
    private final JournalStage journalStage;
    private final EngineStage engineStage;
    private final RingCommandSink sink;
    private final RingReplySource replySource;
    private final NanoClock clock;

    /**
     * Wires a pipeline behind what was recovered.
     *
     * @param sizes   of ring, commits and large replies
     * @param journal opened behind the last record that {@code machine} has applied
     * @param clock   monotonic
     */
    public Pipeline(
            final Sizes sizes,
            final Journal journal,
            final StateMachine machine,
            final NanoClock clock,
            final PipelineCounters counters) {
        this.clock = clock;
        ring = RingBuffer.createSingleProducer(
                Slot.factory(sizes.slots()), sizes.slots(), RingIdleStrategy.waitStrategy());
        final LargeBuffers largeInputs = new LargeBuffers(sizes.largeInputs(), FrameLayout.COMMAND_LENGTH_MAX);
        final LargeBuffers largeReplies = new LargeBuffers(sizes.largeReplies(), StateMachine.OUTPUT_LENGTH_MAX);
        journalStage = new JournalStage(ring, journal, clock, counters, sizes.commitSlots());
        engineStage = new EngineStage(ring, journalStage, machine, largeInputs, largeReplies, counters);
        replySource = new RingReplySource(ring, engineStage.sequence(), largeReplies, counters);
        sink = new RingCommandSink(
                ring, engineStage, largeInputs, journal, new SecureRandom()::nextLong, counters, machine);
    }

    /**
     * Bounds of a pipeline.
     *
     * @param slots        places of the ring, a power of two
     * @param commitSlots  most slots of one commit
     * @param largeInputs  batches too long for a slot that may be on their way
     * @param largeReplies answers too long for a slot that may be on their way
     */
    public record Sizes(int slots, int commitSlots, int largeInputs, int largeReplies) {}

    public RingCommandSink sink() {
        return sink;
    }

    public RingReplySource replySource() {
        return replySource;
    }

    public JournalStage journalStage() {
        return journalStage;
    }

    public EngineStage engineStage() {
        return engineStage;
    }

    /** Whether every input that got in has been handed to egress. Any thread. */
    public boolean isDrained() {
        return replySource.sequence().get() >= ring.getCursor();
    }

    /** Whether the engine is through with every input that got in. Any thread; its state may be read then. */
    public boolean isApplied() {
        return engineStage.sequence().get() >= ring.getCursor();
    }

    /** Threads of a profile, not started, each with the idle strategy that its roles allow. */
    public List<StageThread> threads(
            final Profile profile, final Map<Profile.Role, Agent> agents, final Consumer<Throwable> onFailure) {
        final List<StageThread> threads = new ArrayList<>();
        for (final List<Profile.Role> roles : profile.threads()) {
            final List<Agent> turns = new ArrayList<>();
            final StringBuilder name = new StringBuilder("ringfence");
            for (final Profile.Role role : roles) {
                turns.add(agents.get(role));
                name.append('-').append(agents.get(role).roleName());
            }
            threads.add(new StageThread(
                    name.toString(),
                    gathered(turns, roles.indexOf(Profile.Role.JOURNAL)),
                    idleStrategy(roles),
                    onFailure));
        }
        return threads;
    }

    /** What stands in front of the journal on its thread takes its turns until nothing more has come. */
    private static List<Agent> gathered(final List<Agent> turns, final int journal) {
        if (journal <= 0) {
            return turns;
        }
        final List<Agent> gathered = new ArrayList<>(turns.subList(journal, turns.size()));
        gathered.add(0, new Gathering(turns.subList(0, journal)));
        return gathered;
    }

    /** A thread that begins with the journal can sleep on the ring; whatever polls anything else cannot. */
    private IdleStrategy idleStrategy(final List<Profile.Role> roles) {
        final boolean isBehindTheRing =
                roles.stream().allMatch(role -> role == Profile.Role.JOURNAL || role == Profile.Role.ENGINE);
        return isBehindTheRing && roles.get(0) == Profile.Role.JOURNAL
                ? new RingIdleStrategy(journalStage)
                : new WireIdleStrategy(ring, clock);
    }
}
