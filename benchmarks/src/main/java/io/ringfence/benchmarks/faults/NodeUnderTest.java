package io.ringfence.benchmarks.faults;

import io.ringfence.benchmarks.rig.JavaProcess;
import io.ringfence.benchmarks.rig.NodeProcess;
import io.ringfence.benchmarks.rig.Workspace;
import io.ringfence.node.RingfenceNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Real nodes, one after the other or two at once, on files and ports of their own. One thread. */
final class NodeUnderTest implements AutoCloseable {
    private static final int HEAP_MIB = 384;
    private static final Pattern SEQUENCE = Pattern.compile("sequence=(\\d+)");

    private final Workspace workspace;
    private final HostSettings settings;
    private final List<NodeProcess> started = new ArrayList<>();
    private final boolean isAsserting;

    NodeUnderTest(final HostSettings settings, final boolean isAsserting) throws IOException {
        this.workspace = Workspace.open(null);
        this.settings = settings;
        this.isAsserting = isAsserting;
        workspace.addClient(ProcessHandle.current().pid());
    }

    /** An honest one on the data directory of the workspace. */
    NodeProcess start() throws IOException {
        return start(List.of(RingfenceNode.class.getName()), workspace.data(), workspace.port());
    }

    /** Another program, perhaps elsewhere. */
    NodeProcess start(final List<String> program, final Path data, final int port) throws IOException {
        final Path config = workspace.directory().resolve("node-" + started.size() + ".yaml");
        Files.writeString(config, """
                endpoint: 127.0.0.1:%d
                data: "%s"
                profile: compact
                ring: {slots: 4096, largeReplies: 8, largeInputs: 8}
                %s""".formatted(port, data, settings.yaml()));
        final List<String> flags = new ArrayList<>(JavaProcess.servingFlags(HEAP_MIB));
        flags.remove("-XX:+AlwaysPreTouch");
        // It lives for seconds: what the second compiler does in them only delays its start.
        flags.add("-XX:TieredStopAtLevel=1");
        if (isAsserting) {
            flags.add("-ea");
        }
        final Path log = workspace.directory().resolve("node-" + started.size() + ".log");
        final NodeProcess node = NodeProcess.start(program, flags, config, log);
        started.add(node);
        return node;
    }

    Workspace workspace() {
        return workspace;
    }

    /** What the last node said that was started. */
    String said() throws IOException {
        return Files.readString(workspace.directory().resolve("node-" + (started.size() - 1) + ".log"));
    }

    /** The sequence that a node says it is ready with. */
    static long readySequence(final NodeProcess node) {
        final Matcher matcher = SEQUENCE.matcher(node.readyLine());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void close() {
        try (workspace) {
            started.forEach(NodeProcess::close);
        }
    }
}
