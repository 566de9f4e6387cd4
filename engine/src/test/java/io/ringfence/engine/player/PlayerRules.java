package io.ringfence.engine.player;

import io.ringfence.engine.EngineHarness;
import io.ringfence.engine.command.Answer;
import io.ringfence.engine.command.Command;
import io.ringfence.engine.wallet.WalletState;
import io.ringfence.protocol.Codes;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.LimitKind;
import io.ringfence.protocol.codec.Period;
import io.ringfence.protocol.codec.PlayerStatus;
import java.time.Instant;

/** The rules of one player in the words of tests: commands without frames, at times the test states. */
final class PlayerRules {
    static final long PLAYER = 7;
    static final int EUR = 0;

    private final EngineHarness engine;
    private final Command command = new Command();
    private final Answer answer = new Answer();
    private long timestampNs = EngineHarness.START_NS;
    private long sequence = 100;

    PlayerRules(final EngineHarness engine) {
        this.engine = engine.withPlayer();
    }

    PlayerRules() {
        this(EngineHarness.small());
    }

    /** Moves the clock, never back. */
    void at(final String instant) {
        final Instant time = Instant.parse(instant);
        timestampNs = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    void advanceNs(final long ns) {
        timestampNs += ns;
    }

    long nowNs() {
        return timestampNs;
    }

    WalletState state() {
        return engine.state();
    }

    EngineHarness engine() {
        return engine;
    }

    Locks locks() {
        return state().locks();
    }

    Limits limits() {
        return state().limits();
    }

    int playerRow() {
        return state().players().find(PLAYER);
    }

    /** A command of the player and source 1, to be completed. */
    Command next() {
        command.reset();
        command.sequence = ++sequence;
        command.timestampNs = timestampNs;
        command.source = 1;
        command.sourceIndex = 0;
        command.player = PLAYER;
        return command;
    }

    Outcome lock(final PlayerStatus status) {
        return lock(status, Command.ABSENT, false);
    }

    Outcome lock(final PlayerStatus status, final long untilNs, final boolean isBinding) {
        next();
        command.option = status.value();
        command.endsAtNs = untilNs;
        command.flag = isBinding;
        return checked(state().restrictions().setPlayerStatus(command));
    }

    Outcome lock(final Command newCommand) {
        return checked(state().restrictions().setPlayerStatus(newCommand));
    }

    /** Sets a limit, or removes it with ABSENT. */
    Outcome limit(final LimitKind limit, final Period period, final long amount) {
        next();
        command.currency = Codes.pack("EUR");
        command.option = limit.value();
        command.period = period.value();
        command.amount = amount;
        return checked(state().restrictions().setLimit(command));
    }

    Outcome limit(final Command newCommand) {
        return checked(state().restrictions().setLimit(newCommand));
    }

    /** What a command with these amounts would be answered: null, or the limit, period and remaining. */
    String refusal(final long deposit, final long loss, final long wager) {
        answer.reset(next());
        final Outcome outcome = limits().refuse(answer, playerRow(), EUR, deposit, loss, wager, timestampNs);
        return outcome == null
                ? null
                : LimitKind.get((short) answer.limit)
                        + " "
                        + Period.get((short) answer.period)
                        + " "
                        + answer.remaining;
    }

    long used(final LimitKind limit, final Period period) {
        return limits().used(playerRow(), EUR, limit.value(), period.value(), timestampNs);
    }

    /** The limit now, or ABSENT. */
    long amount(final LimitKind limit, final Period period) {
        final int row = limits().first(playerRow());
        return limits().amount(row, limit.value(), period.value(), timestampNs);
    }

    boolean isPending(final LimitKind limit, final Period period) {
        return limits().isPending(limits().first(playerRow()), limit.value(), period.value(), timestampNs);
    }

    void stake(final long amount) {
        stake(amount, timestampNs);
    }

    void stake(final long amount, final long originalNs) {
        limits().countStake(playerRow(), EUR, amount, originalNs, timestampNs);
        state().checkInvariants();
    }

    void loss(final long amount) {
        limits().countLoss(playerRow(), EUR, amount, timestampNs, timestampNs);
        state().checkInvariants();
    }

    private Outcome checked(final Outcome outcome) {
        state().checkInvariants();
        return outcome;
    }
}
