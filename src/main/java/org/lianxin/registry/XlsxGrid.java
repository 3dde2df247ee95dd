package org.lianxin.registry;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;

/**
 * Reads the first visible sheet of a workbook as text: formulas by the value they had, dates as 2026-12-01, numbers without exponents.
 * Written here because the readers to be had keep shared strings, formulas and addresses of cells without bounds.
 */
final class XlsxGrid {
    private final XlsxParts parts;
    private final List<String> shared = new ArrayList<>();
    private final Set<Integer> dates = new HashSet<>();
    private boolean from1904;

    private XlsxGrid(XlsxParts parts) {
        this.parts = parts;
    }

    static Outcome<Grid> read(byte[] bytes) {
        try (XlsxParts parts = new XlsxParts(bytes)) {
            return new XlsxGrid(parts).sheet();
        } catch (XlsxParts.Swells bomb) {
            return Outcome.invalid("file", "imports.file.swells");
        } catch (XlsxParts.HasEntities entities) {
            return Outcome.invalid("file", "imports.file.entities");
        } catch (IOException | XMLStreamException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return Outcome.invalid("file", "imports.file.broken");
        }
    }

    private record Sheet(String name, String relation) {}

    private Outcome<Grid> sheet() throws IOException, XMLStreamException {
        String book = parts.relations("").getOrDefault("officeDocument", "xl/workbook.xml");
        Map<String, String> relations = parts.relations(book);
        List<Sheet> sheets = new ArrayList<>();
        parts.read(book, at -> {
            String id = XlsxParts.relation(at);
            String state = XlsxParts.attribute(at, "state");
            if (at.getLocalName().equals("sheet") && id != null && (state == null || state.equals("visible"))) {
                String name = XlsxParts.attribute(at, "name");
                sheets.add(new Sheet(name == null ? "" : name, "#" + id));
            } else if (at.getLocalName().equals("workbookPr")) {
                String date1904 = XlsxParts.attribute(at, "date1904");
                from1904 = "1".equals(date1904) || "true".equals(date1904);
            }
        });
        String part =
                sheets.isEmpty() ? "" : relations.getOrDefault(sheets.getFirst().relation(), "");
        if (!parts.has(part)) {
            return Outcome.invalid("file", "imports.file.broken");
        }
        styles(relations.getOrDefault("styles", ""));
        strings(relations.getOrDefault("sharedStrings", ""));
        return rows(part, sheets.getFirst().name());
    }

    /** Which styles show a number as a date: the built-in ones, those of Chinese and Japanese systems too, and formats with a y or a d. */
    private void styles(String part) throws IOException, XMLStreamException {
        Map<String, String> formats = new HashMap<>();
        int[] style = {-1};
        parts.read(part, at -> {
            String id = XlsxParts.attribute(at, "numFmtId");
            switch (at.getLocalName()) {
                case "numFmt" ->
                    formats.put(id == null ? "" : id, String.valueOf(XlsxParts.attribute(at, "formatCode")));
                case "cellXfs" -> style[0] = 0;
                case "cellStyles" -> style[0] = -1;
                case "xf" -> {
                    if (style[0] >= 0 && isDate(id == null ? "0" : id, formats)) {
                        dates.add(style[0]);
                    }
                    style[0] += style[0] >= 0 ? 1 : 0;
                }
                default -> {}
            }
        });
    }

    private static boolean isDate(String id, Map<String, String> formats) {
        String own = formats.get(id);
        if (own != null) {
            return own.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "").matches("(?is).*[yd\u5e74\u65e5].*");
        }
        int number = Integer.parseInt(id);
        return (number >= 14 && number <= 17)
                || number == 22
                || (number >= 27 && number <= 31)
                || number == 36
                || (number >= 50 && number <= 58);
    }

    private void strings(String part) throws IOException, XMLStreamException {
        parts.read(part, at -> {
            if (at.getLocalName().equals("si")) {
                shared.add(text(at, "si"));
            }
        });
    }

    /** All text within an element, without the pronunciation that stands beside it. Longer than a cell may be, it is cut. */
    private static String text(XMLStreamReader at, String end) throws XMLStreamException, IOException {
        StringBuilder text = new StringBuilder();
        boolean beside = false;
        for (int event = at.next();
                !(event == XMLStreamConstants.END_ELEMENT && at.getLocalName().equals(end));
                event = at.next()) {
            if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XlsxParts.HasEntities();
            } else if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                beside = at.getLocalName().equals("rPh") ? event == XMLStreamConstants.START_ELEMENT : beside;
            } else if (event == XMLStreamConstants.CHARACTERS && !beside && text.length() <= Grid.CELL) {
                text.append(at.getText());
            }
        }
        // as spreadsheets write what XML cannot hold
        return text.toString().replace("_x000D_", "\r").replace("_x000A_", "\n").replace("_x0009_", "\t");
    }

    private Outcome<Grid> rows(String part, String name) throws IOException, XMLStreamException {
        List<Grid.Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        List<Outcome<Grid.Row>> refused = new ArrayList<>();
        int[] line = {0};
        parts.read(part, at -> {
            if (at.getLocalName().equals("row")) {
                finish(rows, refused, line[0], cells);
                String number = XlsxParts.attribute(at, "r");
                line[0] = number == null ? line[0] + 1 : Integer.parseInt(number);
            } else if (at.getLocalName().equals("c") && refused.isEmpty()) {
                int column = column(XlsxParts.attribute(at, "r"), cells.size());
                String value = value(at);
                // a cell far to the right is only worth a refusal if something stands in it
                if (!value.isBlank() || column < Grid.COLUMNS) {
                    while (cells.size() <= Math.min(column, Grid.COLUMNS)) {
                        cells.add("");
                    }
                    cells.set(Math.min(column, Grid.COLUMNS), value);
                }
            }
        });
        finish(rows, refused, line[0], cells);
        if (!refused.isEmpty()) {
            return ((Outcome.Refused<Grid.Row>) refused.getFirst()).cast();
        }
        return rows.isEmpty()
                ? Outcome.invalid("file", "imports.file.empty")
                : Outcome.done(new Grid(TableFormat.XLSX, name, rows));
    }

    private static void finish(List<Grid.Row> rows, List<Outcome<Grid.Row>> refused, int line, List<String> cells) {
        Grid.Row row = new Grid.Row(line, List.copyOf(cells));
        cells.clear();
        if (!row.isBlank() && refused.isEmpty()) {
            switch (Grid.bounded(row, rows.size())) {
                case Outcome.Done<Grid.Row>(Grid.Row bounded) -> rows.add(bounded);
                case Outcome.Refused<Grid.Row> tooMuch -> refused.add(tooMuch);
            }
        }
    }

    /** The column of an address such as C7, counted from 0; without an address the next one. */
    private static int column(@Nullable String address, int next) {
        if (address == null) {
            return next;
        }
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)) && column <= Grid.COLUMNS; i++) {
            column = column * 26 + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
        }
        return Math.max(0, column - 1);
    }

    private String value(XMLStreamReader at) throws XMLStreamException, IOException {
        String type = XlsxParts.attribute(at, "t");
        String style = XlsxParts.attribute(at, "s");
        String value = "";
        for (int event = at.next();
                !(event == XMLStreamConstants.END_ELEMENT && at.getLocalName().equals("c"));
                event = at.next()) {
            if (event == XMLStreamConstants.START_ELEMENT
                    && (at.getLocalName().equals("v") || at.getLocalName().equals("is"))) {
                value = text(at, at.getLocalName());
            }
        }
        return switch (type == null ? "n" : type) {
            case "s" -> value.isBlank() ? "" : shared.get(Integer.parseInt(value.strip()));
            case "b" -> value.strip().equals("1") ? "TRUE" : "FALSE";
            case "d" -> value.strip().split("T", 2)[0];
            case "n" -> number(value.strip(), style != null && dates.contains(Integer.parseInt(style)));
            default -> value;
        };
    }

    private String number(String value, boolean date) {
        if (value.isEmpty() || value.length() > 40) {
            return value;
        }
        double number = Double.parseDouble(value);
        if (date && number >= 1 && number < 2_958_466) {
            return LocalDate.of(from1904 ? 1904 : 1899, from1904 ? 1 : 12, from1904 ? 1 : 30)
                    .plusDays((long) number)
                    .toString();
        }
        return (Math.abs(number) < 1e15 && Math.abs(number) > 1e-6) || number == 0
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : value;
    }
}
