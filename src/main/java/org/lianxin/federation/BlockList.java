package org.lianxin.federation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.lianxin.kernel.Outcome;

/** Block lists as Mastodon writes them: a row for each server, the severity of which only {@code suspend} is a block. */
public final class BlockList {
    private static final int MOST = 10_000;

    private BlockList() {}

    record Row(String host, String reason) {}

    /** The servers of a list, with the reason that may be public. A list of bare names will do. */
    static Outcome<List<Row>> read(String csv) {
        List<Row> rows = new ArrayList<>();
        int severity = -1;
        int comment = -1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv.replaceFirst("^\ufeff", ""))) {
            for (CsvRecord record : reader) {
                if (record.getField(0).strip().matches("(?i)#?domain")) {
                    List<String> names = record.getFields().stream()
                            .map(f -> f.replace("#", ""))
                            .toList();
                    severity = names.indexOf("severity");
                    comment = names.indexOf("public_comment");
                } else if (!record.getField(0).isBlank()
                        && List.of("suspend", "").contains(field(record, severity))) {
                    rows.add(new Row(record.getField(0), plain(field(record, comment))));
                }
                if (rows.size() > MOST) {
                    return Outcome.invalid("file", "federation.block.too-many", MOST);
                }
            }
        } catch (CsvParseException broken) {
            return Outcome.invalid("file", "federation.block.no-list");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return rows.isEmpty() ? Outcome.invalid("file", "federation.block.no-list") : Outcome.done(rows);
    }

    private static String field(CsvRecord record, int at) {
        return at < 0 || at >= record.getFieldCount() ? "" : record.getField(at).strip();
    }

    public static String write(List<Blocks.Block> blocks) {
        StringWriter out = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder().build(out)) {
            writer.writeRecord("#domain", "#severity", "#public_comment");
            blocks.forEach(b -> writer.writeRecord(b.host(), "suspend", safe(b.reason())));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    /** What a spreadsheet would run is text for it, and comes back as it was. */
    private static String safe(String text) {
        return text.matches("(?s)[=+@\\t-].*") ? "'" + text : text;
    }

    private static String plain(String text) {
        return text.matches("(?s)'[=+@\\t-].*") ? text.substring(1) : text;
    }
}
