package io.ringfence.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Properties;

/**
 * Which build this is: the stamp that the build lays beside the directory of its jars.
 *
 * @param version of the project
 * @param commit  it was built from
 */
record BuildStamp(String version, String commit) {
    private static final BuildStamp UNKNOWN = new BuildStamp("(unstamped build)", "unknown");

    static BuildStamp read() {
        try {
            final CodeSource source = BuildStamp.class.getProtectionDomain().getCodeSource();
            if (source == null) {
                return UNKNOWN;
            }
            final Path jars = Path.of(source.getLocation().toURI()).getParent();
            return jars == null ? UNKNOWN : read(jars.resolveSibling(jars.getFileName() + ".stamp"));
        } catch (final URISyntaxException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    private static BuildStamp read(final Path file) {
        final Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (final IOException e) {
            return UNKNOWN;
        }
        return new BuildStamp(
                properties.getProperty("version", UNKNOWN.version()),
                properties.getProperty("commit", UNKNOWN.commit()));
    }

    @Override
    public String toString() {
        return version + " commit " + commit;
    }
}
