package io.ringfence.benchmarks.load;

import io.ringfence.benchmarks.rig.JavaProcess;
import io.ringfence.benchmarks.rig.NodeProcess;
import io.ringfence.benchmarks.rig.Workspace;
import io.ringfence.benchmarks.watch.WatchedNode;
import io.ringfence.client.ClientConfig;
import io.ringfence.client.ReplyListener;
import io.ringfence.client.RingfenceClient;
import io.ringfence.node.RingfenceNode;
import io.ringfence.protocol.codec.SessionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** A whole node in a process of its own, over UDP; the rig's thread is its client. */
final class NodeTarget implements Target {
    private static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final String NODE = RingfenceNode.class.getName();
    private static final String GC_LOG = "gc.log";
    private static final String NOTES = "notes";

    private final Workspace workspace;
    private final boolean isWatched;
    private final Thread hook;
    private NodeProcess node;
    private RingfenceClient client;
    private AnswerListener listener;
    private List<String> nodeFlags = List.of();
    private String fault = "";
    private boolean isStopped;

    private NodeTarget(final Workspace workspace, final boolean isWatched) {
        this.workspace = workspace;
        this.isWatched = isWatched;
        hook = new Thread(this::end, "load-cleanup");
    }

    /** Starts a node for a plan and connects. */
    static NodeTarget launch(final LoadPlan plan, final boolean isWatched) throws IOException {
        final NodeTarget target = new NodeTarget(Workspace.open(null), isWatched);
        Runtime.getRuntime().addShutdownHook(target.hook);
        try {
            target.start(plan);
            return target;
        } catch (final IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private void start(final LoadPlan plan) throws IOException {
        Files.writeString(
                workspace.nodeConfig(), plan.nodeConfig(workspace.data().toString(), workspace.port()));
        final List<String> flags = new ArrayList<>(JavaProcess.servingFlags(plan.nodeHeapMiB()));
        flags.add("-Xlog:gc" + (isWatched ? ",safepoint" : "") + ":file=" + log());
        nodeFlags = List.copyOf(flags);
        startNode(isWatched ? WatchedNode.program(notes()) : List.of(NODE));
        workspace.addClient(ProcessHandle.current().pid());
        client = RingfenceClient.launch(
                ClientConfig.of("127.0.0.1", workspace.port())
                        .withWindow(plan.window())
                        .withIdentity("load", ""),
                new Events());
        final long startNs = System.nanoTime();
        while (!client.isConnected()) {
            client.poll();
            if (System.nanoTime() - startNs > CONNECT_NS) {
                throw new IOException("no connection to the node");
            }
        }
    }

    private void startNode(final List<String> program) throws IOException {
        node = NodeProcess.start(program, nodeFlags, workspace.nodeConfig(), workspace.nodeLog());
        if (!node.awaitReady()) {
            throw new IOException("the node did not start: " + Files.readString(workspace.nodeLog()));
        }
    }

    @Override
    public double recover() throws IOException {
        startNode(List.of(NODE));
        final double[] commandsAndSeconds = node.recovery();
        node.kill();
        return commandsAndSeconds[0] / Math.max(1e-3, commandsAndSeconds[1]);
    }

    private final class Events implements ReplyListener {
        @Override
        public void onReply(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            listener.onAnswer(correlationId, buffer, offset, length);
        }

        @Override
        public void onUnknown(final long correlationId, final DirectBuffer buffer, final int offset, final int length) {
            fault = "a deadline passed";
        }

        @Override
        public void onConnected(final int sessionId, final int window) {
            // Waited for elsewhere.
        }

        @Override
        public void onDisconnected(final SessionCode code, final String detail) {
            if (!isStopped) {
                fault = "the session was lost: " + code + " " + detail;
            }
        }
    }

    @Override
    public void listener(final AnswerListener newListener) {
        listener = newListener;
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length) {
        return client.offer(buffer, offset, length);
    }

    @Override
    public int poll() {
        return client.poll();
    }

    @Override
    public Path journal() {
        return workspace.journal();
    }

    @Override
    public Path watermark() {
        return workspace.watermark();
    }

    private Path log() {
        return workspace.directory().resolve(GC_LOG);
    }

    private Path notes() {
        return workspace.directory().resolve(NOTES);
    }

    @Override
    public NodeWatch watch() {
        return isWatched ? new NodeWatch(notes(), log()) : null;
    }

    @Override
    public Served served() {
        return new Served(workspace.port(), workspace.data());
    }

    @Override
    public double[] pausesMs() {
        try {
            return Pauses.ofLog(log());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String stop() {
        if (isStopped) {
            return fault;
        }
        isStopped = true;
        if (client != null) {
            client.close();
        }
        if (node != null) {
            try {
                final int code = node.stop();
                if (code != 0 && fault.isEmpty()) {
                    fault = "the node ended with exit code " + code;
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                node.kill();
            }
        }
        return fault;
    }

    private void end() {
        if (node != null) {
            node.close();
        }
        workspace.close();
    }

    @Override
    public void close() {
        stop();
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The JVM is going down already; the hook finds nothing left to do.
        }
    }
}
