package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.client.RingfenceClient;
import io.ringfence.protocol.Ids;
import io.ringfence.protocol.TxId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The night's end: what each player has here and at the provider, against what it had at the start. A difference is
 * explained only by a transfer that stands in a list for people: open at the node, or answered DISCREPANCY. One thread.
 */
final class SagaBooks {
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 10_000;

    /** What the provider promises to be done by is well below; what comes later breaks its word. */
    private static final long LATE_MS_MIN = 700;

    private final SagaPlan plan;
    private final Desk desk;
    private final RingfenceClient client;
    private final ProviderLink provider;
    private final Map<String, Passage> passages;
    private final Map<String, JsonNode> rows = new LinkedHashMap<>();
    private final List<String> against = new ArrayList<>();
    private long transfers;
    private long confirmed;
    private long open;
    private long stuck;
    private long discrepancies;
    private long unexcused;
    private long differing;
    private long unexplained;
    private long unexplainedMinor;
    private long transit;

    SagaBooks(final SagaPlan plan, final Desk desk, final ProviderLink provider, final Map<String, Passage> passages) {
        this.plan = plan;
        this.desk = desk;
        this.client = desk.client();
        this.provider = provider;
        this.passages = passages;
    }

    /** Draws it up. */
    SagaBooks draw() throws IOException {
        list();
        final long[] explained = new long[plan.players() + 1];
        long openTo = 0;
        long clearing = 0;
        for (final Map.Entry<String, JsonNode> row : rows.entrySet()) {
            final boolean isOpen = !Passage.isFinal(row.getValue().path("state").asText());
            final long here = effectHere(row.getValue());
            open += isOpen ? 1 : 0;
            stuck += row.getValue().path("stuck").asBoolean() ? 1 : 0;
            openTo += isOpen ? here : 0;
            clearing += isOpen ? 0 : here;
            confirmed += "CONFIRMED".equals(row.getValue().path("state").asText()) ? 1 : 0;
            final Passage passage = passages.get(row.getKey());
            if (passage == null) {
                against.add("the node lists a transfer that nobody began: " + row.getKey());
            } else if (isOpen || passage.isDiscrepant) {
                explained[passage.player] += effectThere(passage, row.getValue()) - here;
                discrepancies += passage.isDiscrepant ? 1 : 0;
            }
        }
        transfers = rows.size();
        final long players = players(explained);
        trialBalance(players, openTo, clearing);
        check(open == stuck, "an open transfer is not stuck, or a final one is");
        check(unexplained == 0, "money differs and nothing that is listed explains it");
        check(unexcused == 0, "DISCREPANCY where the provider kept its word");
        return this;
    }

    /** All transfers of the source, page by page. */
    private void list() {
        TxId after = null;
        for (int i = 0; i < PAGES_MAX; i++) {
            final TxId from = after;
            final JsonNode page = desk.ask(() -> (from == null
                            ? client.listTransfers().limit(PAGE)
                            : client.listTransfers().limit(PAGE).after(from.high(), from.low()))
                    .offer());
            if (!"OK".equals(page.path("outcome").asText())) {
                against.add("transfers cannot be listed: " + page);
                return;
            }
            for (final JsonNode row : page.path("transfers")) {
                final boolean isNew = rows.put(row.path("transfer").asText(), row) == null;
                check(isNew, "a transfer is listed twice");
            }
            if (!page.has("next")) {
                return;
            }
            after = Ids.parse(page.path("next").asText());
        }
        against.add("the list of transfers does not end");
    }

    /** What has left here towards the provider; below 0 what came from there. */
    private static long effectHere(final JsonNode row) {
        final boolean isTo = "TO_PROVIDER".equals(row.path("direction").asText());
        return switch (row.path("state").asText()) {
            case "CANCELLED" -> 0;
            case "CONFIRMED" -> {
                final String moved =
                        row.path("actualAmount").asText(row.path("amount").asText());
                yield isTo ? Long.parseLong(moved) : -Long.parseLong(moved);
            }
            default -> isTo ? Long.parseLong(row.path("amount").asText()) : 0;
        };
    }

    /** What has arrived at the provider by its own books; for transfers in a list, which people may ask it about. */
    private long effectThere(final Passage passage, final JsonNode row) throws IOException {
        final ProviderAnswer entry = provider.ask(
                ProviderRequest.audit(ProviderRequest.Op.ENTRY, passage.id.toString(), passage.player), answer -> {});
        final String amount = row.path("amount").asText();
        final boolean isTooMuch = !"ALL".equals(amount) && Math.abs(entry.amount()) > Long.parseLong(amount);
        final boolean isTooLate = entry.lateMs() >= LATE_MS_MIN;
        unexcused += passage.isDiscrepant && !isTooMuch && !isTooLate ? 1 : 0;
        return entry.amount();
    }

    private long players(final long[] explained) throws IOException {
        long total = 0;
        for (int i = 1; i <= plan.players(); i++) {
            final int player = i;
            final JsonNode said =
                    desk.ask(() -> client.getBalance().player(player).offer());
            long here = 0;
            for (final JsonNode row : said.path("balances")) {
                here += row.path("available").asLong();
                check(row.path("held").asLong() == 0, "something is held");
            }
            final long there = provider.ask(
                            ProviderRequest.audit(ProviderRequest.Op.BALANCE, "-", player), answer -> {})
                    .amount();
            final long difference = here + there - SagaPlan.START_HERE - SagaPlan.START_THERE;
            differing += difference == 0 ? 0 : 1;
            if (difference != explained[player]) {
                unexplained++;
                unexplainedMinor += Math.abs(difference - explained[player]);
            }
            total += here;
        }
        return total;
    }

    private void trialBalance(final long players, final long openTo, final long clearing) {
        final TrialBalance balance = TrialBalance.ask(desk);
        transit = balance.of("TRANSIT:" + SagaPlan.PROVIDER);
        check(balance.isZero(), "the trial balance does not sum to zero");
        check(balance.of("PLAYERS") == players, "the players together have something else");
        check(transit == openTo, "transit is not what open transfers have taken");
        check(balance.of("CLEARING:" + SagaPlan.PROVIDER) == clearing, "clearing is not what was confirmed");
        check(balance.of("CASHIER") == -plan.players() * SagaPlan.START_HERE, "the cashier paid something else");
    }

    private void check(final boolean holds, final String otherwise) {
        if (!holds && !against.contains(otherwise)) {
            against.add(otherwise);
        }
    }

    /** The open transfers: id and row. */
    Map<String, JsonNode> openRows() {
        final Map<String, JsonNode> found = new LinkedHashMap<>(rows);
        found.values().removeIf(row -> Passage.isFinal(row.path("state").asText()));
        return found;
    }

    /** Reasons why they are not right; empty if they are. */
    List<String> against() {
        return against;
    }

    /** Transfers that the node keeps. */
    long transfers() {
        return transfers;
    }

    long confirmed() {
        return confirmed;
    }

    long open() {
        return open;
    }

    long discrepancies() {
        return discrepancies;
    }

    /** Players who have more or less than at the start. */
    long differing() {
        return differing;
    }

    /** Players whose difference nothing explains. */
    long unexplained() {
        return unexplained;
    }

    /** The sum of what nothing explains, minor units. */
    long unexplainedMinor() {
        return unexplainedMinor;
    }

    /** On its way to the provider, minor units. */
    long transit() {
        return transit;
    }
}
