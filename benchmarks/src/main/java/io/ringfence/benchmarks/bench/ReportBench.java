package io.ringfence.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.benchmarks.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the page of a result, or says whether page and result differ. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes the page of a result of \"bench all\", with its plots; --check fails when they differ.")
public final class ReportBench implements Callable<Integer> {
    @Option(names = "--check", description = "changes nothing; exit code 1 when the page is not that of the result")
    private boolean isCheck;

    @Option(names = "--from", paramLabel = "FILE", description = "a result that becomes the kept one")
    private Path from;

    @Option(
            names = "--result",
            defaultValue = "docs/benchmarks/result.json",
            description = "the kept result (default: ${DEFAULT-VALUE})")
    private Path result;

    @Option(
            names = "--page",
            defaultValue = "docs/benchmarks.md",
            description = "with markers for its tables (default: ${DEFAULT-VALUE})")
    private Path page;

    @Mixin
    private Report report;

    @Override
    public Integer call() throws IOException {
        if (from != null) {
            Files.copy(from, result, StandardCopyOption.REPLACE_EXISTING);
        }
        final JsonNode kept = ResultFile.read(result);
        final String filled = ResultFile.page(page, kept);
        if (isCheck) {
            final boolean isSame = filled.equals(Files.readString(page));
            report.line(isSame ? "%s is that of %s" : "%s is NOT that of %s", page, result);
            return isSame ? 0 : 1;
        }
        Files.writeString(page, filled);
        final Path directory = result.toAbsolutePath().getParent();
        for (final Path plot : ResultFile.plots(kept, directory, filled::contains)) {
            report.line("wrote %s", plot);
        }
        return 0;
    }
}
