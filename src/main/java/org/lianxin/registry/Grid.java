package org.lianxin.registry;

import java.util.List;
import java.util.Locale;
import org.lianxin.kernel.Outcome;

/**
 * A file as rows of text, without those that are empty.
 *
 * @param charset by which it was read; for a workbook the name of the sheet
 */
record Grid(TableFormat format, String charset, List<Row> rows) {
    static final int BYTES = 5 * 1024 * 1024;
    static final int ROWS = 5_000;
    static final int COLUMNS = 60;
    static final int CELL = 4_000;
    /** A title or two may stand above the heading. */
    static final int ABOVE = 5;

    /** @param line in the file, counted from 1 */
    record Row(int line, List<String> cells) {
        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }

        /** Without the empty cells at its end. */
        Row trimmed() {
            int end = cells.size();
            while (end > 0 && cells.get(end - 1).isBlank()) {
                end--;
            }
            return new Row(line, List.copyOf(cells.subList(0, end)));
        }
    }

    /** CSV in UTF-8 or GB18030, or XLSX; which of them is seen from the bytes, not from the name. */
    static Outcome<Grid> read(byte[] bytes) {
        if (bytes.length == 0) {
            return Outcome.invalid("file", "imports.file.empty");
        } else if (bytes.length > BYTES) {
            return Outcome.invalid("file", "imports.file.too-large", BYTES / 1024 / 1024);
        } else if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
            return Outcome.invalid("file", "imports.file.old-excel");
        } else if (begins(bytes, 'P', 'K', 3, 4)) {
            return XlsxGrid.read(bytes);
        }
        return CsvGrid.read(bytes);
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong with the size of a row, if anything; {@code rows} are those that came before it. */
    static Outcome<Row> bounded(Row row, int rows) {
        Row trimmed = row.trimmed();
        if (rows >= ROWS + ABOVE) {
            return Outcome.invalid("file", "imports.file.too-many-rows", ROWS);
        } else if (trimmed.cells().size() > COLUMNS) {
            return Outcome.invalid("file", "imports.file.too-many-columns", Integer.toString(row.line()), COLUMNS);
        } else if (trimmed.cells().stream().anyMatch(cell -> cell.length() > CELL)) {
            return Outcome.invalid("file", "imports.file.cell-too-long", Integer.toString(row.line()), CELL);
        }
        return Outcome.done(trimmed);
    }

    /** The name of a file without the folders that some browsers send with it, and not longer than a line. */
    static String name(String sent) {
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return name.isEmpty() ? "table" : name.length() > 120 ? name.substring(0, 100) + "…" + ending(name) : name;
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.length() - dot > 8 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }
}
