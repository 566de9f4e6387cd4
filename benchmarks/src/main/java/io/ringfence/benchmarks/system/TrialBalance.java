package io.ringfence.benchmarks.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A trial balance by the names of its accounts. Immutable.
 *
 * @param accounts minor units
 * @param sum      as the node says
 */
record TrialBalance(Map<String, Long> accounts, String sum) {
    /** Asks the node. */
    static TrialBalance ask(final Desk desk) {
        final JsonNode said = desk.ask(() ->
                desk.client().getTrialBalance().currency(Setup.CURRENCY_CODE).offer());
        final Map<String, Long> accounts = new HashMap<>();
        for (final JsonNode row : said.path("accounts")) {
            accounts.put(
                    row.path("account").asText(),
                    Long.parseLong(row.path("balance").asText()));
        }
        return new TrialBalance(accounts, said.path("sum").asText());
    }

    /** Of an account; 0 if it is not listed. */
    long of(final String account) {
        return accounts.getOrDefault(account, 0L);
    }

    /** Whether it sums to zero, by its own word and by its lines. */
    boolean isZero() {
        return "0".equals(sum)
                && accounts.values().stream().mapToLong(Long::longValue).sum() == 0;
    }
}
