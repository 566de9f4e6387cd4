package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.rig.NodeProcess;
import io.ringfence.testkit.match.MatchNight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real node starts on the disk that a power cut left, and is asked again and served something new. */
final class NodeRound {
    private static final int NEW_COMMANDS = 100;
    private static final int PLAYERS = 10;

    private NodeRound() {}

    /** The same report as a recovery child's, over the wire. */
    static ChildReport examine(final Path left, final HostSettings settings, final boolean isAsserting)
            throws IOException, InterruptedException {
        final ChildReport report = new ChildReport();
        final AnswerBook book = AnswerBook.read(left.resolve(RecoveryChild.BOOK));
        try (NodeUnderTest nodes = new NodeUnderTest(settings, isAsserting)) {
            Files.move(left.resolve("data"), nodes.workspace().data());
            final NodeProcess node = nodes.start();
            if (!node.awaitReady()) {
                report.outcome = ChildReport.Outcome.REFUSED;
                report.message = node.ending();
                return report;
            }
            report.sequence = NodeUnderTest.readySequence(node);
            report.isRepaired = nodes.said().contains("journal repaired");
            report.findings = report.isRepaired ? "as the node said" : "";
            try (NodeCaller caller = new NodeCaller(nodes.workspace().port(), book)) {
                final boolean isAnswering = caller.askAgain(report.sequence);
                report.retriedDiffering = caller.differing();
                report.firstDiffering = caller.firstDiffering();
                final long before = caller.answers();
                caller.play(
                        new MatchNight(~settings.rollBytes(), PLAYERS, PLAYERS), NEW_COMMANDS, () -> !node.isAlive());
                report.isServing = isAnswering && caller.answers() - before == NEW_COMMANDS && caller.isConserved();
            }
            report.isReplayEqual = node.stop() == 0;
            report.outcome = ChildReport.Outcome.SERVES;
            return report;
        }
    }
}
