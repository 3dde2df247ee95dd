package org.lianxin.registry;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Person;
import org.lianxin.web.Texts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The register as a table, in the words of whoever takes it. Read back unchanged it changes nothing. For whoever sees every unit.
 */
@Service
public class Exporting {
    private static final Map<String, Integer> WIDE = Map.of(
            "duties", 60, "name", 28, "url", 36, "audience", 30, "publishes", 40, "interaction", 30, "service", 30);

    private final JdbcClient db;

    Exporting(JdbcClient db) {
        this.db = db;
    }

    /** The bytes of the file: CSV in UTF-8 with its mark, or XLSX with one sheet. */
    @Transactional(readOnly = true)
    public Outcome<byte[]> export(TableKind kind, TableFormat format, Texts t, Person by) {
        if (!by.readsAll()) {
            return Outcome.notAllowed();
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> columns = Stream.concat(
                        kind.columns().stream().filter(c -> !c.equals("formerHandle")), kind.aside().stream())
                .toList();
        rows.add(columns.stream().map(c -> Words.heading(kind, c, t)).toList());
        Roll roll = Roll.read(db);
        switch (kind) {
            case UNITS -> {
                Map<Long, Map<String, String>> hands = hands();
                roll.units()
                        .values()
                        .forEach(unit ->
                                rows.add(row(columns, unit.values(), hands.getOrDefault(unit.id(), Map.of()), t)));
            }
            case ACCOUNTS ->
                roll.accounts()
                        .forEach(account -> rows.add(row(
                                columns,
                                account.values(),
                                Map.of("unitName", roll.unitName(account.value("unit"))),
                                t)));
        }
        return Outcome.done(
                switch (format) {
                    case CSV -> csv(rows);
                    case XLSX -> xlsx(t.of("imports.sheet." + kind.word()), columns, rows);
                });
    }

    private static List<String> row(
            List<String> columns, Map<String, String> values, Map<String, String> aside, Texts t) {
        return columns.stream()
                .map(c -> values.containsKey(c)
                        ? Words.shown(c, values.getOrDefault(c, ""), t)
                        : aside.getOrDefault(c, ""))
                .toList();
    }

    /** Who is what in each unit, by the column in which they are written. */
    private Map<Long, Map<String, String>> hands() {
        Map<Long, Map<String, String>> hands = new HashMap<>();
        Map<String, String> columns = Map.of(
                "IN_CHARGE",
                "inCharge",
                "DEPUTY",
                "deputy",
                "SPOKESPERSON",
                "spokesperson",
                "FULL_TIME",
                "fullTime",
                "PART_TIME",
                "partTime");
        db.sql("""
                        select m.unit, m.duty, string_agg(distinct p.name, ';' order by p.name) as names
                        from registry.member m join identity.face_person p on p.id = m.person
                        where m.until is null and m.duty <> 'NONE' group by m.unit, m.duty""")
                .query((row, n) -> hands.computeIfAbsent(row.getLong("unit"), u -> new HashMap<>())
                        .put(columns.getOrDefault(row.getString("duty"), ""), row.getString("names")))
                .list();
        return hands;
    }

    /** A table as CSV that spreadsheets open in the right encoding and run nothing of. */
    static byte[] csv(List<List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder().build(out)) {
            out.write('\ufeff');
            rows.forEach(row -> csv.writeRecord(row.stream().map(Cells::guarded).toList()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bytes.toByteArray();
    }

    private static byte[] xlsx(String name, List<String> columns, List<List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes;
                Workbook book = new Workbook(out, "Lianxin", null)) {
            Worksheet sheet = book.newWorksheet(name);
            sheet.freezePane(0, 1);
            sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
            for (int column = 0; column < columns.size(); column++) {
                sheet.width(column, WIDE.getOrDefault(columns.get(column), 16));
                for (int row = 0; row < rows.size(); row++) {
                    String cell = rows.get(row).get(column);
                    if (!cell.isEmpty()) {
                        sheet.value(row, column, Cells.kept(cell));
                    }
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bytes.toByteArray();
    }
}
