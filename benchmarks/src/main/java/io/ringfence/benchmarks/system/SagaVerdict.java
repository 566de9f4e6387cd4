package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a saga came to.
 *
 * @param plan that was played
 * @param transfers that the node began
 * @param refused that it did not begin, for want of money
 * @param timeouts attempts without an answer in time
 * @param reports verdicts that the connector reported
 * @param confirmed transfers
 * @param discrepancies transfers that the node answered DISCREPANCY for
 * @param open transfers when everything was at rest
 * @param transit what they have taken, minor units
 * @param differing players whose money is not what it was, at rest
 * @param unexplained players among them, for whose difference nothing is listed
 * @param unexplainedMinor their differences together, minor units
 * @param openAfterResolve transfers after an operator has decided all that was open
 * @param seconds of play, without the start of the processes
 * @param against reasons why this is not a pass; empty if it is one
 */
public record SagaVerdict(
        SagaPlan plan,
        long transfers,
        long refused,
        long timeouts,
        long reports,
        long confirmed,
        long discrepancies,
        long open,
        long transit,
        long differing,
        long unexplained,
        long unexplainedMinor,
        long openAfterResolve,
        double seconds,
        List<String> against) {
    /** Whether every check held. */
    public boolean isPass() {
        return against.isEmpty();
    }

    /** Lines for people. */
    public List<String> lines() {
        return List.of(
                text(
                        "transfers   %,d of %,d players in %.1f s; %,d more refused for want of money%s",
                        transfers,
                        plan.players(),
                        seconds,
                        refused,
                        plan.isTrusting() ? "; SABOTAGED: a timeout is reported as a rejection" : ""),
                text("provider    %,d attempts without an answer in time, %,d verdicts reported", timeouts, reports),
                text(
                        "at rest     %,d confirmed, %,d open and stuck with %,d in transit, %,d discrepancies",
                        confirmed, open, transit, discrepancies),
                text(
                        "money       %,d players have more or less than at the start,"
                                + " %,d of them (%,d) without a reason",
                        differing, unexplained, unexplainedMinor),
                text("operator    %,d open after every open one was decided", openAfterResolve),
                isPass() ? "PASS" : "FAIL: " + String.join("; ", against));
    }

    /** Adds the figures. */
    public void put(final ObjectNode json) {
        json.put("verdict", isPass() ? "PASS" : "FAIL");
        json.put("players", plan.players()).put("trusting", plan.isTrusting());
        json.put("transfers", transfers).put("refused", refused).put("timeouts", timeouts);
        json.put("reports", reports).put("confirmed", confirmed).put("discrepancies", discrepancies);
        json.put("open", open).put("transit", Long.toString(transit)).put("differing", differing);
        json.put("unexplained", unexplained).put("unexplainedAmount", Long.toString(unexplainedMinor));
        json.put("openAfterResolve", openAfterResolve).put("seconds", seconds);
        against.forEach(json.putArray("against")::add);
    }

    private static String text(final String format, final Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
