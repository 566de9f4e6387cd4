package io.ringfence.node;

import io.ringfence.node.failure.Failure;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;

/** A process with a real node whose wall clock is set ahead by a day after a while, which it does not go on after. */
final class FailingNode {
    private static final long SERVES_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long JUMP_NS = TimeUnit.DAYS.toNanos(1);

    private FailingNode() {}

    /** Data directory. */
    public static void main(final String[] args) {
        final AtomicReference<RingfenceNode> serving = new AtomicReference<>();
        final long startedNs = System.nanoTime();
        final NodeContext context = new NodeContext(TestNodes.config(Path.of(args[0])))
                .clock(() -> SystemEpochNanoClock.INSTANCE.nanoTime()
                        + (serving.get() != null && System.nanoTime() - startedNs > SERVES_NS ? JUMP_NS : 0))
                .terminator(NodeCommand.terminator(serving));
        try {
            serving.set(RingfenceNode.launch(context));
        } catch (final RuntimeException thrown) {
            context.terminator().terminate(Failure.of(thrown));
        }
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
    }
}
