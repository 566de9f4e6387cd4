package io.ringfence.benchmarks.system;

import io.ringfence.benchmarks.system.Passage.Stage;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.Outcome;
import io.ringfence.protocol.codec.TransferDirection;
import io.ringfence.protocol.codec.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The way between a node and a provider that cannot be relied on: begins transfers at the node, has every attempt
 * journaled there before the first byte leaves, and reports what the provider says, or that it says nothing. It decides
 * nothing itself; whether a transfer is over it asks the node. Players go side by side, the transfers of one player one
 * after the other. One thread; single-use.
 *
 * <pre>
 *   BEGINNING ─► AWAITING ─answer or timeout─► REPORTING ─► final? OVER
 *       ▲ attempt 2                                │ not final
 *       └───────────────────────────────────── WAITING ◄─► ASKING ─answer─► REPORTING
 * </pre>
 */
final class Connector {
    private static final long TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final long ASK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(80);
    private static final long FOLLOW_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long COMMAND_ID_HIGH = 0x434F4E4E4543545FL;

    private final SagaPlan plan;
    private final Desk desk;
    private final RingfenceClient client;
    private final ProviderLink provider;
    private final Map<String, Passage> passages = new HashMap<>();
    private final List<Passage> current = new ArrayList<>();
    private long lastCommandId;
    private long timeouts;
    private long refused;
    private long reports;
    private String fault = "";

    Connector(final SagaPlan plan, final Desk desk, final ProviderLink provider) {
        this.plan = plan;
        this.desk = desk;
        this.client = desk.client();
        this.provider = provider;
    }

    /** Plays every transfer to where it can come by itself, and waits for the provider to be done with all of it. */
    void run() throws IOException {
        for (int player = 1; player <= plan.players(); player++) {
            current.add(begin(player, 0));
        }
        while (!current.isEmpty() || !desk.isSettled()) {
            turn();
        }
        while (pending() > 0 || !desk.isSettled()) {
            turn();
        }
        lookAgain();
        desk.settle();
    }

    /** What a day's statement is for: whatever went without an answer and was cancelled is asked for once more. */
    private void lookAgain() throws IOException {
        for (final Passage passage : List.copyOf(passages.values())) {
            if (passage.isDoubted && "CANCELLED".equals(passage.state)) {
                onAnswer(provider.ask(
                        ProviderRequest.ask(passage.id.toString(), passage.attempt, passage.player), this::onAnswer));
            }
        }
    }

    private long pending() throws IOException {
        return provider.ask(ProviderRequest.audit(ProviderRequest.Op.PENDING, "-", 0), this::onAnswer)
                .amount();
    }

    private void turn() throws IOException {
        final int workCount = desk.poll() + provider.poll(this::onAnswer);
        final long nowNs = System.nanoTime();
        // By index: what ends makes room for the player's next one at the same place.
        for (int i = current.size() - 1; i >= 0; i--) {
            final Passage passage = current.get(i);
            if (passage.stage == Stage.OVER) {
                advance(i, passage);
            } else if (nowNs - passage.dueNs >= 0) {
                onDue(passage, nowNs);
            }
        }
        Desk.idle(workCount);
    }

    /** The player's next transfer, unless this one is still open: there can only be one. */
    private void advance(final int index, final Passage passage) {
        final boolean isNext =
                passage.number + 1 < plan.transfersEach() && (passage.isFinal() || passage.state.isEmpty());
        if (isNext) {
            current.set(index, begin(passage.player, passage.number + 1));
        } else {
            current.remove(index);
        }
    }

    private Passage begin(final int player, final int number) {
        final Passage passage = plan.passage(player, number);
        passages.put(passage.id.toString(), passage);
        passage.begunNs = System.nanoTime();
        passage.dueNs = Long.MAX_VALUE / 2 + passage.begunNs;
        desk.submit(
                () -> {
                    final var frame = client.beginTransfer()
                            .txId(passage.id.high(), passage.id.low())
                            .player(player)
                            .direction(passage.isTo ? TransferDirection.TO_PROVIDER : TransferDirection.FROM_PROVIDER)
                            .provider(SagaPlan.PROVIDER)
                            .currency(Setup.CURRENCY_CODE);
                    return (passage.asked == ProviderRequest.ALL ? frame : frame.amount(passage.asked)).offer();
                },
                answer -> onBegun(passage, answer));
        return passage;
    }

    private void onBegun(final Passage passage, final CommandAnswer answer) {
        if (answer.outcome() == Outcome.OK) {
            passage.amount = passage.isTo ? answer.amount() : passage.asked;
            dispatch(passage);
        } else {
            refused++;
            passage.stage = Stage.OVER;
            expect(answer.outcome() == Outcome.INSUFFICIENT_FUNDS, passage, "begin: " + answer);
        }
    }

    private void dispatch(final Passage passage) {
        final int attempt = passage.attempt + 1;
        final long id = ++lastCommandId;
        passage.stage = Stage.BEGINNING;
        passage.dueNs = System.nanoTime() + FOLLOW_NS;
        desk.submit(
                () -> client.dispatchTransfer()
                        .txId(COMMAND_ID_HIGH, id)
                        .transfer(passage.id.high(), passage.id.low())
                        .attempt(attempt)
                        .offer(),
                answer -> onDispatched(passage, attempt, answer));
    }

    /** Only now may the first byte leave. */
    private void onDispatched(final Passage passage, final int attempt, final CommandAnswer answer) {
        if (answer.outcome() != Outcome.OK) {
            // A late answer to an earlier attempt came first and ended it.
            expect(answer.outcome() == Outcome.TRANSFER_FINAL, passage, "dispatch: " + answer);
            look(passage);
            return;
        }
        passage.attempt = attempt;
        passage.stage = Stage.AWAITING;
        passage.dueNs = System.nanoTime() + TIMEOUT_NS;
        send(new ProviderRequest(
                ProviderRequest.Op.MOVE,
                passage.id.toString(),
                attempt,
                passage.player,
                passage.isTo,
                passage.amount,
                System.currentTimeMillis()));
    }

    private void onDue(final Passage passage, final long nowNs) {
        switch (passage.stage) {
            case AWAITING -> {
                timeouts++;
                passage.isDoubted |= !plan.isTrusting();
                report(passage, passage.attempt, plan.isTrusting() ? Verdict.REJECTED : Verdict.UNKNOWN, 0);
            }
            case ASKING -> waitThenAsk(passage, nowNs);
            case WAITING -> {
                if (nowNs - passage.begunNs > FOLLOW_NS) {
                    passage.stage = Stage.OVER;
                } else if (passage.attempt == 1 && passage.isTriedAgain) {
                    dispatch(passage);
                } else {
                    passage.stage = Stage.ASKING;
                    passage.dueNs = nowNs + TIMEOUT_NS;
                    send(ProviderRequest.ask(passage.id.toString(), passage.attempt, passage.player));
                }
            }
            default -> {
                // The node owes the next step.
            }
        }
    }

    private static void waitThenAsk(final Passage passage, final long nowNs) {
        passage.stage = Stage.WAITING;
        passage.dueNs = nowNs + ASK_AGAIN_NS;
    }

    /** Whenever it comes and whatever was believed before: the node hears of it. */
    private void onAnswer(final ProviderAnswer answer) {
        final Passage passage = passages.get(answer.transfer());
        if (passage == null) {
            // A second answer to a question of the auditor.
            return;
        }
        final boolean isMove = answer.op() == ProviderRequest.Op.MOVE;
        final Verdict verdict =
                switch (answer.result()) {
                    case DONE -> isMove ? Verdict.OK : Verdict.FOUND_OK;
                    case REFUSED -> isMove ? Verdict.REJECTED : Verdict.FOUND_FAILED;
                    case IN_PROGRESS -> Verdict.IN_PROGRESS;
                    case NOT_FOUND -> Verdict.NOT_FOUND;
                };
        report(passage, answer.attempt(), verdict, answer.amount());
    }

    private void report(final Passage passage, final int attempt, final Verdict verdict, final long actual) {
        final long id = ++lastCommandId;
        reports++;
        if (passage.stage == Stage.AWAITING || passage.stage == Stage.ASKING) {
            passage.stage = Stage.REPORTING;
        }
        desk.submit(
                () -> {
                    final var frame = client.reportTransfer()
                            .txId(COMMAND_ID_HIGH, id)
                            .transfer(passage.id.high(), passage.id.low())
                            .attempt(attempt)
                            .verdict(verdict);
                    final boolean isDone = verdict == Verdict.OK || verdict == Verdict.FOUND_OK;
                    return (isDone ? frame.actualAmount(actual) : frame).offer();
                },
                answer -> {
                    passage.isDiscrepant |= answer.outcome() == Outcome.DISCREPANCY;
                    expect(
                            answer.outcome() == Outcome.OK || answer.outcome() == Outcome.DISCREPANCY,
                            passage,
                            verdict + ": " + answer);
                    look(passage);
                });
    }

    /** What the verdict has made of it, only the node knows. */
    private void look(final Passage passage) {
        desk.query(
                () -> client.getTransfer()
                        .transfer(passage.id.high(), passage.id.low())
                        .offer(),
                said -> {
                    passage.state = said.path("state").asText();
                    if (passage.isFinal()) {
                        passage.stage = Stage.OVER;
                    } else if (passage.stage == Stage.REPORTING) {
                        waitThenAsk(passage, System.nanoTime());
                    }
                });
    }

    private void expect(final boolean holds, final Passage passage, final String otherwise) {
        if (!holds && fault.isEmpty()) {
            fault = "transfer " + passage.id + " of player " + passage.player + ", " + otherwise;
        }
    }

    private void send(final ProviderRequest request) {
        try {
            provider.send(request);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every transfer by its id, refused ones too. */
    Map<String, Passage> passages() {
        return passages;
    }

    /** Attempts that went without an answer in time. */
    long timeouts() {
        return timeouts;
    }

    /** Transfers that the node did not begin. */
    long refused() {
        return refused;
    }

    long reports() {
        return reports;
    }

    /** The first answer of the node that no rule allows; empty if there was none. */
    String fault() {
        return fault;
    }
}
