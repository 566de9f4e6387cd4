package io.ringfence.benchmarks.system;

import io.ringfence.benchmarks.rig.NodeProcess;
import io.ringfence.benchmarks.rig.Workspace;
import java.io.IOException;
import java.nio.file.Files;

/**
 * A real node in a process of its own with files and ports of its own: profile compact, every batch forced to disk
 * before it is answered. Closing, or the end of this JVM, ends it and removes all it left. One thread at a time.
 */
final class ServedNode implements AutoCloseable {
    private final Workspace workspace;
    private final int heapMiB;
    private final Thread hook;
    private NodeProcess process;
    private boolean isClosed;

    private ServedNode(final Workspace workspace, final int heapMiB) {
        this.workspace = workspace;
        this.heapMiB = heapMiB;
        this.hook = new Thread(this::end, "system-cleanup");
    }

    /** Starts one and waits until it serves. {@code engineLines} are the lines of the section {@code engine}. */
    static ServedNode launch(final String engineLines, final int heapMiB) throws IOException, InterruptedException {
        final ServedNode node = new ServedNode(Workspace.open(null), heapMiB);
        Runtime.getRuntime().addShutdownHook(node.hook);
        try {
            Files.writeString(node.workspace.nodeConfig(), """
                    endpoint: 127.0.0.1:%d
                    data: "%s"
                    profile: compact
                    journal:
                      sync: batch
                      rollMiB: 16
                    engine:
                    %s""".formatted(
                            node.workspace.port(), node.workspace.data(), engineLines.indent(2)));
            node.workspace.addClient(ProcessHandle.current().pid());
            node.start();
            return node;
        } catch (final IOException | InterruptedException | IllegalStateException e) {
            node.close();
            throw e;
        }
    }

    int port() {
        return workspace.port();
    }

    /** As {@code kill -9}, then starts it again on the same files; returns when it serves. */
    void killAndRestart() throws IOException, InterruptedException {
        process.kill();
        start();
    }

    private void start() throws IOException, InterruptedException {
        synchronized (this) {
            if (isClosed) {
                throw new IllegalStateException("the node is closed");
            }
            process = NodeProcess.start(heapMiB, workspace.nodeConfig(), workspace.nodeLog());
        }
        if (!process.awaitReady()) {
            throw new IllegalStateException("the node did not start: " + process.ending());
        }
    }

    private synchronized void end() {
        if (!isClosed) {
            isClosed = true;
            if (process != null) {
                process.close();
            }
            workspace.close();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The JVM is going down already, and the hook finds nothing left to do.
        }
    }
}
