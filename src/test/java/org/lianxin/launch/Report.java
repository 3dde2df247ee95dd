package org.lianxin.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was done and measured, for {@code bench/kill} to print. */
final class Report {
    private static final Path FILE = Path.of("target", "kill-report.txt");
    private final List<Reaper.Struck> struck = new ArrayList<>();

    Report() throws IOException {
        Files.deleteIfExists(FILE);
    }

    void line(String text, Object... values) {
        try {
            Files.writeString(
                    FILE,
                    String.format(Locale.ROOT, text, values) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    void add(Reaper.Struck blow) {
        struck.add(blow);
        String database = blow.database().isZero()
                ? ""
                : ", the database itself after " + blow.database().toMillis() + " ms";
        line(
                "  %s %s: back after %d ms%s",
                blow.kill().victim(), blow.kill().moment(), blow.back().toMillis(), database);
    }

    void sums() {
        for (Kill.Victim victim : Kill.Victim.values()) {
            List<Reaper.Struck> of =
                    struck.stream().filter(s -> s.kill().victim() == victim).toList();
            if (!of.isEmpty()) {
                long[] times = of.stream()
                        .map(Reaper.Struck::back)
                        .mapToLong(Duration::toMillis)
                        .sorted()
                        .toArray();
                String moments = String.join(
                        ", ",
                        Arrays.stream(Kill.Moment.values())
                                .map(m -> m + " "
                                        + of.stream()
                                                .filter(s -> s.kill().moment() == m)
                                                .count())
                                .toList());
                line(
                        "%s killed %d times (%s); back after %d ms (median), %d ms (longest)",
                        victim, times.length, moments, times[times.length / 2], times[times.length - 1]);
            }
        }
    }
}
