package io.ringfence.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The files and the two ports of a run. Closing removes everything that killed processes could not: their media
 * drivers' directories in shared memory always, the rest unless it is to be kept. Any thread; idempotent.
 */
public final class Workspace implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final int PORT_TRIES_MAX = 100;
    private static final int NAME_BYTES = 8;

    private final Path directory;
    private final boolean isKept;
    private final int port;
    private final List<Long> clientPids = new CopyOnWriteArrayList<>();

    private Workspace(final Path directory, final boolean isKept, final int port) {
        this.directory = directory;
        this.isKept = isKept;
        this.port = port;
    }

    /** In a directory that is kept, which must be new or empty; or, without one, in a temporary one. */
    public static Workspace open(final Path keep) throws IOException {
        if (keep == null) {
            return new Workspace(Files.createTempDirectory("ringfence-demo-").toRealPath(), false, freePort());
        }
        Files.createDirectories(keep);
        try (Stream<Path> files = Files.list(keep)) {
            if (files.findAny().isPresent()) {
                throw new IllegalArgumentException(keep + " is not empty");
            }
        }
        return new Workspace(keep.toRealPath(), true, freePort());
    }

    /** A port that is free together with the one after it. */
    private static int freePort() throws IOException {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; i < PORT_TRIES_MAX; i++) {
            try (DatagramSocket first = new DatagramSocket(0, loopback);
                    DatagramSocket second = new DatagramSocket(first.getLocalPort() + 1, loopback)) {
                return second.getLocalPort() - 1;
            } catch (final SocketException | IllegalArgumentException e) {
                // The next one was taken; another pair may do.
            }
        }
        throw new IOException("no two free UDP ports in a row on 127.0.0.1");
    }

    /** Everything is in it. */
    public Path directory() {
        return directory;
    }

    /** The node's data directory. */
    public Path data() {
        return directory.resolve("data");
    }

    /** In the data directory. */
    public Path journal() {
        return data().resolve("journal");
    }

    /** In the data directory. */
    public Path watermark() {
        return data().resolve("watermark");
    }

    /** The node's configuration file. */
    public Path nodeConfig() {
        return directory.resolve("node.yaml");
    }

    /** What the node says. */
    public Path nodeLog() {
        return directory.resolve("node.log");
    }

    /** What the client process says. */
    public Path loadLog() {
        return directory.resolve("load.log");
    }

    /** The node's endpoint; answers come from the port after it. */
    public int port() {
        return port;
    }

    /** A client process whose driver's directory may be left behind. */
    public void addClient(final long pid) {
        clientPids.add(pid);
    }

    @Override
    public void close() {
        try {
            if (Files.isDirectory(SHARED_MEMORY)) {
                final String driver = nodeDriverName(data());
                remove(SHARED_MEMORY.resolve(driver));
                remove(SHARED_MEMORY.resolve(driver + ".lock"));
                for (final long pid : clientPids) {
                    removeClient(pid);
                }
            }
            if (!isKept) {
                remove(directory);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeClient(final long pid) throws IOException {
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            final String prefix = "ringfence-client-" + pid + "-";
            for (final Path file : files.filter(
                            path -> path.getFileName().toString().startsWith(prefix))
                    .toList()) {
                remove(file);
            }
        }
    }

    /** What a node calls its driver's directory: docs/operations.md. */
    public static String nodeDriverName(final Path data) {
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(data.toString().getBytes(StandardCharsets.UTF_8));
            return "ringfence-" + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(final Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
