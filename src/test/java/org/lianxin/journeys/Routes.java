package org.lianxin.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of pages there are, from the table of endpoints, and which kind an address is. */
final class Routes {
    private static final Set<String> FILES = Set.of(
            "/health",
            "/robots.txt",
            "/manifest.webmanifest",
            "/media/{hash}/{size}",
            "/follow/{view}/pictures/{hash}/{size}",
            "/console/media/{hash}/{size}");

    private final Map<String, Pattern> kinds = new LinkedHashMap<>();

    Routes() {
        try (Stream<Path> tables = Files.list(Path.of("src/test/resources/endpoints"))) {
            tables.flatMap(Routes::lines)
                    .filter(line -> line.startsWith("GET,") && !line.startsWith("GET,/rest/"))
                    .map(line -> line.split(",")[1])
                    .sorted(Comparator.comparing((String path) -> path.contains("{"))
                            .thenComparing(Comparator.comparing(String::length).reversed()))
                    .forEach(path -> kinds.put(
                            path,
                            Pattern.compile(Stream.of(path.split("(?=\\{)|(?<=\\})"))
                                    .map(p -> p.startsWith("{") ? "[^/]+" : Pattern.quote(p))
                                    .collect(Collectors.joining()))));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The pages a person looks at, without files, feeds and downloads. */
    List<String> pages() {
        return kinds.keySet().stream().filter(kind -> !isFile(kind)).sorted().toList();
    }

    boolean isFile(String kind) {
        return FILES.contains(kind) || kind.matches(".*\\.(csv|xlsx|atom|rss|json|\\{format\\})");
    }

    /** The way in which a public address asks for another language or print: {@code /en}, {@code /large}, {@code /en/large}, or nothing. */
    String variant(String path) {
        return path.matches("/(en/large|en|large)(/.*)?")
                ? path.replaceFirst("^/(en/large|en|large)(/.*)?$", "/$1")
                : "";
    }

    @Nullable
    String kind(String path) {
        String plain = path.substring(variant(path).length());
        String wanted = plain.isEmpty() ? "/" : plain;
        return kinds.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(wanted).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
