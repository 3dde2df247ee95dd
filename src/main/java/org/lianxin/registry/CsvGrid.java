package org.lianxin.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lianxin.kernel.Outcome;

/**
 * Reads CSV: UTF-8 where the bytes are valid UTF-8, else GB18030, in which spreadsheets on Chinese Windows write; apart by commas, tabs or
 * semicolons. A quotation mark that is never closed would swallow the rest of the file without a word, so it is looked for first.
 */
final class CsvGrid {
    private static final List<Charset> TRIED = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

    private CsvGrid() {}

    private record Decoded(String text, String charset) {}

    static Outcome<Grid> read(byte[] bytes) {
        Optional<Decoded> decoded = decode(bytes);
        if (decoded.isEmpty() || decoded.get().text().indexOf('\0') >= 0) {
            return Outcome.invalid("file", "imports.file.not-text");
        }
        String text = decoded.get().text();
        char separator = separator(text);
        OptionalInt broken = broken(text, separator);
        if (broken.isPresent()) {
            return Outcome.invalid("file", "imports.file.quotes", Integer.toString(broken.getAsInt()));
        }
        List<Grid.Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord read : records) {
                Grid.Row row = new Grid.Row(Math.toIntExact(read.getStartingLineNumber()), read.getFields());
                if (!row.isBlank()) {
                    switch (Grid.bounded(row, rows.size())) {
                        case Outcome.Done<Grid.Row>(Grid.Row bounded) -> rows.add(bounded);
                        case Outcome.Refused<Grid.Row> refused -> {
                            return refused.cast();
                        }
                    }
                }
            }
        } catch (CsvParseException unreadable) {
            return Outcome.invalid("file", "imports.file.broken");
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return rows.isEmpty()
                ? Outcome.invalid("file", "imports.file.empty")
                : Outcome.done(new Grid(TableFormat.CSV, decoded.get().charset(), rows));
    }

    /** The text without its mark, if one of the encodings fits every byte. */
    private static Optional<Decoded> decode(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe) {
            return decode(bytes, StandardCharsets.UTF_16);
        }
        return TRIED.stream()
                .flatMap(charset -> decode(bytes, charset).stream())
                .findFirst();
    }

    private static Optional<Decoded> decode(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(new Decoded(text.startsWith("\ufeff") ? text.substring(1) : text, charset.name()));
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    /** What stands most often in the first line that holds any of the three; a comma where none does. */
    private static char separator(String text) {
        for (String line : (Iterable<String>) text.lines().limit(Grid.ABOVE)::iterator) {
            int commas = count(line, ',');
            int tabs = count(line, '\t');
            int semicolons = count(line, ';');
            if (commas + tabs + semicolons > 0) {
                return tabs >= commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
            }
        }
        return ',';
    }

    private static int count(String line, char wanted) {
        return Math.toIntExact(line.chars().filter(c -> c == wanted).count());
    }

    /** The line in which a quoted cell begins that is never closed, or goes on after its closing mark. */
    static OptionalInt broken(String text, char separator) {
        int line = 1;
        int opened = 0;
        boolean quoted = false;
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                    boolean ends = i + 1 == text.length()
                            || text.charAt(i + 1) == separator
                            || text.charAt(i + 1) == '\n'
                            || text.charAt(i + 1) == '\r';
                    if (!ends) {
                        return OptionalInt.of(opened);
                    }
                }
            } else if (c == '"' && start) {
                quoted = true;
                opened = line;
            }
            boolean newline = c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
            line += newline ? 1 : 0;
            start = !quoted && (c == separator || c == '\n' || c == '\r');
        }
        return quoted ? OptionalInt.of(opened) : OptionalInt.empty();
    }
}
