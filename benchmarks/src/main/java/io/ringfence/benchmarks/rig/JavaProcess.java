package io.ringfence.benchmarks.rig;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts further JVMs from this one: the same java unless another is named, the same class path, the same access flags;
 * heap and collector by role. Any thread.
 */
public final class JavaProcess {
    /** Flags of this JVM that every other one needs too. */
    private static final List<String> HANDED_ON = List.of(
            "--add-opens",
            "--add-exports",
            "-Dchronicle.",
            "-Djava.net.",
            "-Djava.io.tmpdir",
            "-Dlogback.",
            "-Dfile.encoding");

    private static final int YOUNG_MIB = 64;

    private JavaProcess() {}

    /** The command of a JVM with these flags of its own, for a class with a main method. */
    public static List<String> command(final List<String> ownFlags, final String mainClass) {
        return command(Jdk.own(), ownFlags, mainClass);
    }

    /** The same on a certain JDK. */
    public static List<String> command(final Jdk jdk, final List<String> ownFlags, final String mainClass) {
        final List<String> command = new ArrayList<>();
        command.add(jdk.launcher());
        command.addAll(jdk.flags());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (HANDED_ON.stream().anyMatch(flag::startsWith)) {
                command.add(flag);
            }
        }
        command.add("-XX:+PerfDisableSharedMem");
        command.addAll(ownFlags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        return command;
    }

    /** Heap, collector and safepoints of a process that serves commands: as the launcher sets them for a node. */
    public static List<String> servingFlags(final int heapMiB) {
        return List.of(
                "-Xms" + heapMiB + "m",
                "-Xmx" + heapMiB + "m",
                // All that is big lives for ever, and nothing else is made.
                "-Xmn" + YOUNG_MIB + "m",
                "-XX:+UseParallelGC",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseTransparentHugePages",
                "-Dsbe.enable.precedence.checks=false",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:GuaranteedSafepointInterval=0");
    }

    /** Starts it; its standard error goes to the end of a file. */
    public static Process start(final List<String> command, final Path errors) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(errors.toString())))
                .start();
    }
}
