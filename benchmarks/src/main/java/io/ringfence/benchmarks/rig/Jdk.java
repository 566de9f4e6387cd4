package io.ringfence.benchmarks.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK of this machine. Any thread.
 *
 * @param home    its directory
 * @param feature its feature number, 17 say
 */
public record Jdk(Path home, int feature) {
    /** From here on a JDK wants to be told what code on the class path may do. */
    private static final int FEATURE_WITH_PERMISSIONS = 24;

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** The one that this process runs on. */
    public static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * The own one, and one with this feature number if it is another and there is one: where the environment says
     * ({@code JAVA25_HOME} for 25), or beside the own one.
     */
    public static List<Jdk> ownAnd(final int feature) throws IOException {
        final Jdk own = own();
        final List<Jdk> jdks = new ArrayList<>(List.of(own));
        if (own.feature() == feature) {
            return jdks;
        }
        final List<Path> homes = new ArrayList<>();
        final String told = System.getenv("JAVA" + feature + "_HOME");
        if (told != null && !told.isEmpty()) {
            homes.add(Path.of(told));
        }
        final Path beside = own.home().toRealPath().getParent();
        if (beside != null) {
            try (Stream<Path> siblings = Files.list(beside)) {
                siblings.sorted().forEach(homes::add);
            }
        }
        for (final Path home : homes) {
            if (feature(home) == feature) {
                jdks.add(new Jdk(home, feature));
                break;
            }
        }
        return jdks;
    }

    /** As the file {@code release} of a JDK says; 0 for what is none. */
    private static int feature(final Path home) throws IOException {
        final Path release = home.resolve("release");
        if (!Files.isReadable(release)
                || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return 0;
        }
        final Matcher matcher = VERSION.matcher(Files.readString(release));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** What starts a JVM of it. */
    String launcher() {
        return home.resolve("bin").resolve("java").toString();
    }

    /** What only this JDK must be told. */
    List<String> flags() {
        return feature < FEATURE_WITH_PERMISSIONS
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }
}
