package org.lianxin.launch.city;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's files in the program's resources. */
final class Table {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Table() {}

    private static final Map<String, String> WORDS = csv("words.csv").stream()
            .collect(Collectors.toUnmodifiableMap(row -> row.getField("key"), row -> row.getField("text")));

    /** A sentence that somebody in the city says. */
    static String word(String key) {
        return Objects.requireNonNull(WORDS.get(key), key);
    }

    static List<NamedCsvRecord> csv(String name) {
        try (InputStream in = open(name);
                var reader = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<JsonNode> lines(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(JSON::readTree)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Table.class.getResourceAsStream("/demo/" + name);
        if (in == null) {
            throw new IOException("no demo/" + name);
        }
        return in;
    }
}
