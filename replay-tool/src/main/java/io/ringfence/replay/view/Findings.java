package io.ringfence.replay.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.recovery.Cut;
import io.ringfence.journal.recovery.Finding;
import io.ringfence.journal.recovery.JournalReport;

/** What an inspection found, as members of a JSON object. */
public final class Findings {
    private Findings() {}

    /** Adds how far the journal goes, what was found in it, and what a repair would cut off. */
    public static ObjectNode put(final ObjectNode object, final JournalReport report) {
        object.put("visibleSequence", report.tail().lastSequence());
        if (report.durable().isKnown()) {
            object.put("durableSequence", report.durable().sequence());
        }
        object.put("forcedSequence", report.forcedSequence())
                .put("judgement", report.judgement().name());
        final ArrayNode findings = object.putArray("findings");
        for (final Finding finding : report.findings()) {
            findings.addObject()
                    .put("code", finding.code().name())
                    .put("judgement", finding.judgement().name())
                    .put("file", finding.file().toString())
                    .put("cycle", finding.cycle())
                    .put("sequence", finding.sequence())
                    .put("position", finding.position())
                    .put("detail", finding.detail());
        }
        if (report.cut() != null) {
            put(object.putObject("cut"), report.cut());
        }
        return object;
    }

    private static void put(final ObjectNode object, final Cut cut) {
        object.put("firstSequence", cut.firstSequence())
                .put("lastSequence", cut.lastSequence())
                .put("bytes", cut.bytes())
                .put("cycle", cut.cycle())
                .put("position", cut.position())
                .put("wholeFiles", cut.files().size());
    }
}
