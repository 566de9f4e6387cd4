package io.ringfence.node;

import io.ringfence.engine.StateMachine;
import io.ringfence.gateway.ReplySource;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.node.failure.Terminator;
import java.io.PrintStream;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What a node is launched with: its configuration, and the seams at which tests inject faults and a sabotaged demo its
 * saboteurs. Every seam has the real thing as its default. Filled by one thread before {@link RingfenceNode#launch}.
 */
public final class NodeContext {
    private final NodeConfig config;
    private Terminator terminator = Terminator.halting(System.err);
    private UnaryOperator<StateMachine> stateMachine = UnaryOperator.identity();
    private UnaryOperator<Journal> journal = UnaryOperator.identity();
    private UnaryOperator<ReplySource> replySource = UnaryOperator.identity();
    private JournalDisk journalDisk = JournalDisk.real();
    private EpochNanoClock clock = SystemEpochNanoClock.INSTANCE;
    private NanoClock monotonicClock = SystemNanoClock.INSTANCE;
    private PrintStream out = System.out;
    private PrintStream err = System.err;

    public NodeContext(final NodeConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    public NodeConfig config() {
        return config;
    }

    public Terminator terminator() {
        return terminator;
    }

    /** What a failure of a stage ends in. One that returns leaves the node stopped, with nothing let go. */
    public NodeContext terminator(final Terminator newTerminator) {
        terminator = Objects.requireNonNull(newTerminator, "terminator");
        return this;
    }

    public UnaryOperator<StateMachine> stateMachine() {
        return stateMachine;
    }

    /** Wraps the engine; replay goes through the wrapper too. */
    public NodeContext stateMachine(final UnaryOperator<StateMachine> wrapper) {
        stateMachine = Objects.requireNonNull(wrapper, "stateMachine");
        return this;
    }

    public UnaryOperator<Journal> journal() {
        return journal;
    }

    /** Wraps the journal that the node writes. */
    public NodeContext journal(final UnaryOperator<Journal> wrapper) {
        journal = Objects.requireNonNull(wrapper, "journal");
        return this;
    }

    public UnaryOperator<ReplySource> replySource() {
        return replySource;
    }

    /** Wraps what egress takes answers from. */
    public NodeContext replySource(final UnaryOperator<ReplySource> wrapper) {
        replySource = Objects.requireNonNull(wrapper, "replySource");
        return this;
    }

    public JournalDisk journalDisk() {
        return journalDisk;
    }

    /** Replaces the calls that make the journal durable. */
    public NodeContext journalDisk(final JournalDisk disk) {
        journalDisk = Objects.requireNonNull(disk, "journalDisk");
        return this;
    }

    public EpochNanoClock clock() {
        return clock;
    }

    /** The wall clock that inputs are stamped with, nanoseconds since the epoch. Read on the ingress thread. */
    public NodeContext clock(final EpochNanoClock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    public NanoClock monotonicClock() {
        return monotonicClock;
    }

    /** What the wall clock is compared with, to notice that somebody set it. */
    public NodeContext monotonicClock(final NanoClock newClock) {
        monotonicClock = Objects.requireNonNull(newClock, "monotonicClock");
        return this;
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    /** Where the READY line goes, and where everything else does. */
    public NodeContext output(final PrintStream newOut, final PrintStream newErr) {
        out = Objects.requireNonNull(newOut, "out");
        err = Objects.requireNonNull(newErr, "err");
        return this;
    }
}
