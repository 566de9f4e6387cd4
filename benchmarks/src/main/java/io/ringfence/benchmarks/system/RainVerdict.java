package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a rain came to.
 *
 * @param plan that was played
 * @param claims ids that got a share, by the answers
 * @param oversold claims beyond the shares
 * @param claimedTwice answers that say something was paid more than once
 * @param paid by the answers, minor units
 * @param rest of the pot, as the node says
 * @param answers to claims
 * @param soldOut among them
 * @param alreadyClaimed among them
 * @param repeats among them
 * @param checkedPlayers whose balance is what the answers add up to
 * @param rainSeconds from the first claim to the last answer, the outage included
 * @param outageSeconds from the kill to the next answer
 * @param inFlightAtKill claims without an answer when the node died
 * @param against reasons why this is not a pass; empty if it is one
 */
public record RainVerdict(
        RainPlan plan,
        long claims,
        long oversold,
        long claimedTwice,
        long paid,
        long rest,
        long answers,
        long soldOut,
        long alreadyClaimed,
        long repeats,
        long checkedPlayers,
        double rainSeconds,
        double outageSeconds,
        int inFlightAtKill,
        List<String> against) {
    /** Whether every check held. */
    public boolean isPass() {
        return against.isEmpty();
    }

    /** Claims a second while the node was there. */
    public double claimsPerSecond() {
        return answers / (rainSeconds - outageSeconds);
    }

    /** Lines for people. */
    public List<String> lines() {
        return List.of(
                text(
                        "claims      %,d answered in %.1f s (%,.0f/s while the node was there),"
                                + " %d kill, %,d in flight then",
                        answers, rainSeconds, claimsPerSecond(), plan.kills(), inFlightAtKill),
                text(
                        "shares      %,d of %,d claimed, oversold %d, claimed twice %d",
                        claims, plan.shares(), oversold, claimedTwice),
                text("pot         %,d of %,d paid, rest %,d", paid, plan.pot(), rest),
                text("the rest    %,d sold out, %,d already claimed, %,d repeats", soldOut, alreadyClaimed, repeats),
                text("balances    %,d of %,d players have what they were told", checkedPlayers, plan.players()),
                isPass() ? "PASS" : "FAIL: " + String.join("; ", against));
    }

    /** Adds the figures. */
    public void put(final ObjectNode json) {
        json.put("verdict", isPass() ? "PASS" : "FAIL");
        json.put("players", plan.players()).put("shares", plan.shares()).put("kills", plan.kills());
        json.put("claims", claims).put("oversold", oversold).put("claimedTwice", claimedTwice);
        json.put("pot", Long.toString(plan.pot()))
                .put("paid", Long.toString(paid))
                .put("rest", Long.toString(rest));
        json.put("answers", answers).put("soldOut", soldOut).put("alreadyClaimed", alreadyClaimed);
        json.put("repeats", repeats).put("checkedPlayers", checkedPlayers);
        json.put("claimsPerSec", Math.round(claimsPerSecond())).put("rainSeconds", rainSeconds);
        json.put("outageSeconds", outageSeconds).put("inFlightAtKill", inFlightAtKill);
        against.forEach(json.putArray("against")::add);
    }

    private static String text(final String format, final Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
