package io.ringfence.benchmarks.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page whose tables stand between markers. Any thread. */
final class Page {
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- begin generated ([a-z]+) -->\n)(.*?)(<!-- end generated -->)", Pattern.DOTALL);

    private Page() {}

    /**
     * The page with the tables of now.
     *
     * @throws IllegalArgumentException if it has no markers, or names a table that there is not.
     */
    static String fill(final String page, final Map<String, String> tables) {
        final Matcher matcher = BLOCK.matcher(page);
        final StringBuilder filled = new StringBuilder();
        int blocks = 0;
        while (matcher.find()) {
            final String table = tables.get(matcher.group(2));
            if (table == null) {
                throw new IllegalArgumentException("the page wants a table that there is not: " + matcher.group(2));
            }
            matcher.appendReplacement(
                    filled, Matcher.quoteReplacement(matcher.group(1) + "\n" + table + "\n" + matcher.group(4)));
            blocks++;
        }
        if (blocks == 0) {
            throw new IllegalArgumentException("the page has no markers for tables");
        }
        return matcher.appendTail(filled).toString();
    }
}
