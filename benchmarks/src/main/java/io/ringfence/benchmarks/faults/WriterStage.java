package io.ringfence.benchmarks.faults;

import io.ringfence.engine.WalletEngine;
import io.ringfence.journal.Journal;
import io.ringfence.journal.JournalDisk;
import io.ringfence.journal.SyncPolicy;
import io.ringfence.protocol.FrameLayout;
import io.ringfence.testkit.match.MatchNight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One life of a writer, from its start to the moment when its power is cut. Keeps what it answered in the book and what
 * state each sequence led to in the history. One thread; single-use.
 */
final class WriterStage implements WalletHost.Hooks {
    private static final int PLAYERS = 24;
    private static final int SPORTS_BETS = 500;
    private static final int RETRIES = 40;
    private static final long CYCLE_NS_MAX = 4_000_000;

    private final HostSettings settings;
    private final RoundPlan.Stage stage;
    private final Path data;
    private final AnswerBook book;
    private final StateHistory history;
    private final RecordingDisk disk;
    private final SplittableRandom random;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[2 * FrameLayout.COMMAND_LENGTH_MAX]);
    private final long startNs;
    private JournalDisk wrapped;
    private Journal journal;
    private Restart restart;
    private WalletHost host;
    private long rolls;
    private long promised;
    private long retriesDiffering;
    private long cutNs;

    WriterStage(
            final HostSettings settings,
            final RoundPlan.Stage stage,
            final Path data,
            final AnswerBook book,
            final StateHistory history,
            final long startNs) {
        this.settings = settings;
        this.stage = stage;
        this.data = data;
        this.book = book;
        this.history = history;
        this.startNs = startNs;
        this.random = new SplittableRandom(stage.seed());
        this.disk = new RecordingDisk(data, stage.moment());
    }

    /**
     * Writes until the cut.
     *
     * @param promisedBefore sequences that must be found, whatever comes
     * @param around         the disk as the journal sees it
     * @throws RuntimeException if it ended by anything but the cut
     */
    void run(final long promisedBefore, final UnaryOperator<JournalDisk> around) {
        promised = promisedBefore;
        try {
            wrapped = around.apply(disk);
            host = WalletHost.start(data, settings, wrapped, history.noting(new WalletEngine()), this);
            noteProgress();
            play();
            disk.cut("the end");
        } catch (final RuntimeException | Error e) {
            if (!disk.isCut()) {
                throw e;
            }
        } finally {
            noteEnd();
        }
    }

    private void noteEnd() {
        if (journal != null) {
            promise(journal);
            rolls = journal.rolls();
        }
        if (host != null) {
            cutNs = host.nowNs();
            host.abandon();
        }
    }

    private void promise(final Journal of) {
        promised = Math.max(promised, of.durableSequence());
        if (settings.sync().mode() == SyncPolicy.Mode.BATCH) {
            promised = Math.max(promised, book.lastSequence());
        }
    }

    private void play() {
        retry();
        final MatchNight night = new MatchNight(stage.seed(), PLAYERS, SPORTS_BETS);
        for (int commit = 0; commit < stage.commits(); commit++) {
            final int commands = 1 + random.nextInt(stage.commitMax());
            for (int i = 0; i < commands; i++) {
                night.originatedAtMs(TimeUnit.NANOSECONDS.toMillis(host.nowNs()));
                offer(night.next(frame));
            }
            host.turn();
            noteProgress();
            host.advance(random.nextLong(CYCLE_NS_MAX));
        }
    }

    /** What was answered last, and what was not answered, is asked again, as callers do. */
    private void retry() {
        final int count = book.entries().size();
        for (int i = Math.max(0, count - RETRIES); i < count; i++) {
            final AnswerBook.Entry entry = book.entries().get(i);
            frame.putBytes(0, entry.frame);
            FrameLayout.correlationId(frame, 0, i + 1L);
            host.offer(frame, 0, entry.frame.length);
        }
        host.turn();
        noteProgress();
    }

    private void offer(final int length) {
        FrameLayout.correlationId(frame, 0, book.entries().size() + 1L);
        book.add(frame, 0, length);
        host.offer(frame, 0, length);
    }

    private void noteProgress() {
        promise(journal);
        instant("turn");
        if (wrapped instanceof final ForwardingDisk spoiled) {
            try {
                spoiled.onTurnOver();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void instant(final String name) {
        try {
            disk.instant(name);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long startNs() {
        return startNs;
    }

    @Override
    public void onRecovered(final Restart newRestart) {
        restart = newRestart;
        if (restart.result().sequence() < promised) {
            throw new IllegalStateException("a restart in the writer found "
                    + restart.result().sequence() + " where " + promised + " was promised");
        }
        book.forgetBeyond(restart.result().sequence());
        history.forgetBeyond(restart.result().sequence());
        instant("recovered");
    }

    @Override
    public void onOpened(final Journal opened) {
        journal = opened;
        disk.opened();
        promise(journal);
        instant("opened");
    }

    @Override
    public void onStep() {
        instant("step");
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (disk.isCut()) {
            throw new IllegalStateException("answered after the power was cut");
        }
        final int index = (int) FrameLayout.correlationId(buffer, offset) - 1;
        final AnswerBook.Entry known = book.entries().get(index);
        final AnswerBook.Entry now = new AnswerBook.Entry(known.frame);
        now.read(buffer, offset);
        if (known.isAnswered() && known.isFinal() && !known.isSame(now)) {
            retriesDiffering++;
        }
        book.answered(buffer, offset);
    }

    RecordingDisk disk() {
        return disk;
    }

    /** The start of this stage; null if the cut came before it was through. */
    Restart restart() {
        return restart;
    }

    /** Sequences up to this one must be found. */
    long promised() {
        return promised;
    }

    long rolls() {
        return rolls;
    }

    /** Commands that were answered differently when they were asked again. */
    long retriesDiffering() {
        return retriesDiffering;
    }

    /** Journal time of the cut; 0 if it came before anything could be asked. */
    long cutNs() {
        return cutNs;
    }
}
