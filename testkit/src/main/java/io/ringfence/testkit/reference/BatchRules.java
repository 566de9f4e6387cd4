package io.ringfence.testkit.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ringfence.protocol.Outcome;
import java.math.BigInteger;

/**
 * Batch: all of it or nothing. A picture of the world is taken first and put back when a command is refused; what was
 * decided on the way is known to the commands behind it.
 */
final class BatchRules extends Rules {
    /** Decides a command that is not known, and remembers it when it succeeds. */
    interface Inner {
        Decision decide(Request request);
    }

    private final Remembering remembering;
    private final Inner inner;

    BatchRules(final World world, final Remembering remembering, final Inner inner) {
        super(world);
        this.remembering = remembering;
        this.inner = inner;
    }

    @Override
    void decide(final Request request, final Decision decision) {
        final Outcome unnamed =
                firstOf(checkPositive(request.player()), checkSource(request.source), checkPlayer(request.player()));
        if (unnamed != null) {
            decision.refuse(unnamed);
            return;
        }
        final Runnable then = world.picture(request.player());
        memory.beginBatch();
        runAll(request, decision);
        if (decision.outcome == Outcome.OK && !memory.hasRoomForBatch()) {
            decision.refuse(Outcome.CAPACITY_EXCEEDED);
        }
        if (decision.outcome == Outcome.OK) {
            memory.commitBatch();
        } else {
            decision.firstOnly.removeAll();
            then.run();
            memory.abandonBatch();
        }
    }

    private void runAll(final Request request, final Decision decision) {
        final ArrayNode results = decision.firstOnly.putArray("results");
        int index = 0;
        for (final Request command : request.inner()) {
            final Decision decided = one(command);
            if (!decided.outcome.isSuccess()) {
                fail(decision, command, decided.outcome, index);
                return;
            }
            results.addObject().put("outcome", decided.outcome.name()).put("amount", decided.amount.toString());
            index++;
        }
        decision.done(Outcome.OK, BigInteger.ZERO);
    }

    private Decision one(final Request command) {
        final Transaction known = memory.find(command.key());
        final boolean isOther = command.has("player") && !command.player().equals(command.batchPlayer);
        if (isOther) {
            return new Decision().refuse(Outcome.PLAYER_MISMATCH);
        }
        if (known == null) {
            return inner.decide(command);
        }
        if (known.isTombstone) {
            return new Decision().refuse(Outcome.CANCELLED_BY_ROLLBACK);
        }
        if (!remembering.isSameContent(command, known)) {
            return new Decision().refuse(Outcome.DUPLICATE_MISMATCH);
        }
        return new Decision().done(known.outcome, known.amount);
    }

    private void fail(final Decision decision, final Request command, final Outcome outcome, final int index) {
        if (outcome == Outcome.TOO_OLD || outcome == Outcome.CAPACITY_EXCEEDED) {
            decision.refuse(outcome);
            return;
        }
        decision.refuse(Outcome.BATCH_FAILED);
        decision.isTransient = !remembering.isRemembered(command.kind, outcome);
        decision.details = JsonNodeFactory.instance.objectNode();
        decision.details.put("failedIndex", index).put("failedOutcome", outcome.name());
    }
}
