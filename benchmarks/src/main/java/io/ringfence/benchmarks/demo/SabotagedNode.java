package io.ringfence.benchmarks.demo;

import io.ringfence.node.NodeConfig;
import io.ringfence.node.NodeContext;
import io.ringfence.node.RingfenceNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A node that breaks one promise on purpose, so that a demo can show that its verdict notices. Never for anything else.
 * Arguments: the saboteur, then {@code --config FILE}.
 */
public final class SabotagedNode {
    /** The saboteurs. */
    static final List<String> NAMES = List.of("no-dedupe", "drop-reply", "skip-record", "change-rule");

    private SabotagedNode() {}

    /** Main class and arguments of a node with this saboteur; of an honest one, if there is none. */
    static List<String> program(final String sabotage) {
        return sabotage.isEmpty()
                ? List.of(RingfenceNode.class.getName())
                : List.of(SabotagedNode.class.getName(), sabotage);
    }

    /** Runs it until a signal. */
    public static void main(final String[] args) throws InterruptedException {
        final NodeContext context = new NodeContext(NodeConfig.load(Path.of(args[2])));
        switch (args[0]) {
            case "no-dedupe" -> context.stateMachine(NoDedupe::new);
            case "drop-reply" -> context.replySource(DropReply::new);
            case "skip-record" -> context.journal(SkipRecord::new);
            case "change-rule" -> context.stateMachine(ChangeRule::new);
            default -> throw new IllegalArgumentException("unknown saboteur: " + args[0]);
        }
        System.err.println("ringfence: SABOTAGED on purpose: " + args[0]);
        final RingfenceNode node = RingfenceNode.launch(context);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            Runtime.getRuntime().halt(0);
        }));
        new CountDownLatch(1).await();
    }
}
