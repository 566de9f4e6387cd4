package io.ringfence.testkit;

import io.ringfence.protocol.CommandKind;
import io.ringfence.protocol.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which outcomes the protocol allows for which command or query: the pair table. A workload that claims to cover the
 * protocol must reach every pair of {@link #reachable()} and none that is not there. What the protocol allows and
 * nobody can reach is in {@link #exceptions()}, with the reason. GetTransaction repeats the outcome of another command;
 * here only its own ones count, and {@code OK} for those repeated.
 *
 * <p>Thread safe.
 */
public final class AllowedPairs {
    /** What a command, by its name in JSON, and an outcome are together. */
    public record Pair(String command, String outcome) implements Comparable<Pair> {
        @Override
        public int compareTo(final Pair other) {
            final int byCommand = command.compareTo(other.command);
            return byCommand == 0 ? outcome.compareTo(other.outcome) : byCommand;
        }
    }

    private static final String OF_EVERY_COMMAND = "DUPLICATE_MISMATCH TIME_INVALID TOO_OLD CAPACITY_EXCEEDED";
    private static final String NAMES = " CURRENCY_UNKNOWN WALLET_UNKNOWN SOURCE_UNKNOWN PLAYER_NOT_FOUND";
    private static final String STAKE =
            NAMES + " CURRENCY_MISMATCH ROUND_CLOSED ROUND_CANCELLED PLAYER_BLOCKED LIMIT_EXCEEDED INSUFFICIENT_FUNDS";

    private static final String GATEWAY = "the gateway answers it; no decision is made";
    private static final String NO_ROOM_NEEDED =
            "it needs room for its own id alone, and what pins ids always leaves four that can be forgotten";
    private static final String CANCELLED_MEANS_REVERSED =
            "every bet of a cancelled round is reversed in full, and ALREADY_ROLLED_BACK stands before it";

    private static final Map<String, Set<String>> TABLE = table();
    private static final Map<Pair, String> EXCEPTIONS = allExceptions();

    private AllowedPairs() {}

    /** Every pair that a workload of well-formed commands and queries can reach, sorted. */
    public static List<Pair> reachable() {
        final List<Pair> pairs = new ArrayList<>();
        TABLE.forEach((command, outcomes) -> outcomes.forEach(outcome -> pairs.add(new Pair(command, outcome))));
        pairs.removeAll(EXCEPTIONS.keySet());
        Collections.sort(pairs);
        return List.copyOf(pairs);
    }

    /** The pairs that the protocol allows and that cannot be reached by well-formed commands, with the reason. */
    public static Map<Pair, String> exceptions() {
        return EXCEPTIONS;
    }

    /** True when the protocol allows it, reachable or not. */
    public static boolean isAllowed(final Pair pair) {
        return EXCEPTIONS.containsKey(pair)
                || TABLE.getOrDefault(pair.command(), Set.of()).contains(pair.outcome());
    }

    /** The pair that an answer makes; what GetTransaction repeats counts as {@code OK}. */
    public static Pair of(final String command, final String outcome) {
        final boolean isOwn = outcome.equals(Outcome.TX_NOT_FOUND.name()) || outcome.equals(Outcome.TOO_OLD.name());
        return new Pair(command, "GetTransaction".equals(command) && !isOwn ? Outcome.OK.name() : outcome);
    }

    private static Map<String, Set<String>> table() {
        final Map<String, Set<String>> table = new LinkedHashMap<>();
        definitions(table);
        money(table);
        rounds(table);
        things(table);
        campaigns(table);
        table.values().forEach(outcomes -> outcomes.addAll(words(OF_EVERY_COMMAND)));
        queries(table);
        return table;
    }

    private static void definitions(final Map<String, Set<String>> table) {
        table.put("DefineCurrency", words("OK ALREADY_EXISTS"));
        table.put("DefineWallet", words("OK ALREADY_EXISTS"));
        table.put("DefineSource", words("OK"));
        table.put("OpenPlayer", words("OK AMOUNT_INVALID SOURCE_UNKNOWN ALREADY_EXISTS"));
        table.put("SetPlayerStatus", words("OK AMOUNT_INVALID SOURCE_UNKNOWN PLAYER_NOT_FOUND LOCK_BINDING"));
        table.put(
                "SetLimit",
                words("OK PENDING_INCREASE AMOUNT_INVALID CURRENCY_UNKNOWN SOURCE_UNKNOWN PLAYER_NOT_FOUND"
                        + " LIMIT_ORDER_INVALID"));
    }

    private static void money(final Map<String, Set<String>> table) {
        table.put("Deposit", words("OK AMOUNT_INVALID PLAYER_BLOCKED LIMIT_EXCEEDED AMOUNT_OVERFLOW" + NAMES));
        table.put("Withdraw", words("OK AMOUNT_INVALID PLAYER_BLOCKED INSUFFICIENT_FUNDS" + NAMES));
        table.put(
                "Transfer",
                words("OK AMOUNT_INVALID SAME_WALLET WALLET_RESTRICTED PLAYER_BLOCKED INSUFFICIENT_FUNDS"
                        + " AMOUNT_OVERFLOW" + NAMES));
        table.put("Adjust", words("OK AMOUNT_INVALID SAME_OPERATOR INSUFFICIENT_FUNDS AMOUNT_OVERFLOW" + NAMES));
        table.put("Batch", words("OK AMOUNT_INVALID SOURCE_UNKNOWN PLAYER_NOT_FOUND BATCH_FAILED"));
    }

    private static void rounds(final Map<String, Set<String>> table) {
        table.put("Bet", words("OK AMOUNT_INVALID CANCELLED_BY_ROLLBACK" + STAKE));
        table.put("BetWin", words("OK AMOUNT_INVALID CANCELLED_BY_ROLLBACK AMOUNT_OVERFLOW" + STAKE));
        table.put(
                "Win",
                words("OK AMOUNT_INVALID CANCELLED_BY_ROLLBACK ROUND_NOT_FOUND TX_NOT_FOUND PLAYER_MISMATCH"
                        + " CURRENCY_MISMATCH ROUND_CLOSED ROUND_CANCELLED AMOUNT_OVERFLOW" + NAMES));
        table.put(
                "Rollback",
                words("REVERSED TOMBSTONED NOTHING_TO_REVERSE AMOUNT_INVALID SOURCE_UNKNOWN TX_NOT_FOUND"
                        + " PLAYER_NOT_FOUND PLAYER_MISMATCH ALREADY_ROLLED_BACK ALREADY_SETTLED"
                        + " AMOUNT_EXCEEDS_TARGET INSUFFICIENT_FUNDS AMOUNT_OVERFLOW"));
        table.put(
                "EndRound",
                words("OK AMOUNT_INVALID SOURCE_UNKNOWN PLAYER_NOT_FOUND ROUND_NOT_FOUND ROUND_CLOSED"
                        + " ROUND_CANCELLED INSUFFICIENT_FUNDS AMOUNT_OVERFLOW"));
        table.put(
                "Resettle",
                words("OK OK_DEBT AMOUNT_INVALID SOURCE_UNKNOWN TX_NOT_FOUND ALREADY_ROLLED_BACK STALE_VERSION"
                        + " ROUND_CANCELLED INSUFFICIENT_FUNDS AMOUNT_OVERFLOW"));
    }

    private static void things(final Map<String, Set<String>> table) {
        table.put("PlaceHold", words("OK AMOUNT_INVALID" + STAKE));
        table.put(
                "CaptureHold", words("OK AMOUNT_INVALID SOURCE_UNKNOWN HOLD_NOT_FOUND HOLD_FINAL AMOUNT_EXCEEDS_HOLD"));
        table.put("ReleaseHold", words("OK SOURCE_UNKNOWN HOLD_NOT_FOUND HOLD_FINAL"));
        table.put(
                "BeginTransfer",
                words("OK AMOUNT_INVALID TRANSFER_IN_PROGRESS PLAYER_BLOCKED LIMIT_EXCEEDED INSUFFICIENT_FUNDS"
                        + NAMES));
        table.put("DispatchTransfer", words("OK SOURCE_UNKNOWN TRANSFER_NOT_FOUND TRANSFER_FINAL STALE_ATTEMPT"));
        table.put(
                "ReportTransfer",
                words("OK AMOUNT_INVALID SOURCE_UNKNOWN TRANSFER_NOT_FOUND DISCREPANCY NOT_DISPATCHED"
                        + " AMOUNT_OVERFLOW"));
        table.put(
                "CancelTransfer",
                words("OK SOURCE_UNKNOWN TRANSFER_NOT_FOUND TRANSFER_FINAL ALREADY_DISPATCHED AMOUNT_OVERFLOW"));
        table.put(
                "ResolveTransfer",
                words("OK AMOUNT_INVALID SOURCE_UNKNOWN SAME_OPERATOR TRANSFER_NOT_FOUND TRANSFER_FINAL DISCREPANCY"
                        + " AMOUNT_OVERFLOW"));
    }

    private static void campaigns(final Map<String, Set<String>> table) {
        table.put(
                "CreateCampaign",
                words("OK AMOUNT_INVALID CURRENCY_UNKNOWN WALLET_UNKNOWN SOURCE_UNKNOWN ALREADY_EXISTS"
                        + " SPLIT_IMPOSSIBLE"));
        table.put(
                "ClaimCampaign",
                words("CLAIMED ALREADY_CLAIMED AMOUNT_INVALID SOURCE_UNKNOWN PLAYER_NOT_FOUND CAMPAIGN_NOT_FOUND"
                        + " ENDED NOT_STARTED PAUSED SOLD_OUT PLAYER_BLOCKED AMOUNT_OVERFLOW"));
        table.put("ControlCampaign", words("OK SOURCE_UNKNOWN CAMPAIGN_NOT_FOUND ENDED"));
    }

    private static void queries(final Map<String, Set<String>> table) {
        table.put("GetPlayer", words("OK AMOUNT_INVALID PLAYER_NOT_FOUND"));
        table.put("GetBalance", words("OK AMOUNT_INVALID CURRENCY_UNKNOWN WALLET_UNKNOWN PLAYER_NOT_FOUND"));
        table.put("GetTransaction", words("OK TX_NOT_FOUND TOO_OLD"));
        table.put("GetRound", words("OK AMOUNT_INVALID SOURCE_UNKNOWN PLAYER_NOT_FOUND ROUND_NOT_FOUND"));
        table.put("GetHold", words("OK HOLD_NOT_FOUND"));
        table.put("GetTransfer", words("OK TRANSFER_NOT_FOUND"));
        table.put("ListTransfers", words("OK TRANSFER_NOT_FOUND"));
        table.put("GetCampaign", words("OK CAMPAIGN_NOT_FOUND"));
        table.put("GetTrialBalance", words("OK CURRENCY_UNKNOWN"));
        table.put("GetStateHash", words("OK"));
    }

    private static Map<Pair, String> allExceptions() {
        final Map<Pair, String> exceptions = new LinkedHashMap<>();
        for (final CommandKind kind : CommandKind.values()) {
            for (final Outcome outcome : List.of(Outcome.MALFORMED, Outcome.NOT_AUTHORISED, Outcome.BUSY)) {
                exceptions.put(new Pair(kind.commandName(), outcome.name()), GATEWAY);
            }
        }
        exceptions.put(new Pair("Resettle", "ROUND_CANCELLED"), CANCELLED_MEANS_REVERSED);
        for (final String command :
                List.of("Withdraw", "ReleaseHold", "DispatchTransfer", "CancelTransfer", "ControlCampaign")) {
            exceptions.put(new Pair(command, Outcome.CAPACITY_EXCEEDED.name()), NO_ROOM_NEEDED);
        }
        return Collections.unmodifiableMap(exceptions);
    }

    private static Set<String> words(final String outcomes) {
        return Stream.of(outcomes.split(" ")).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
