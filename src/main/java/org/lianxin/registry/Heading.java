package org.lianxin.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lianxin.kernel.Outcome;

/**
 * Which cell of a row is what. The heading is the row among the first few that fits a kind of table best, so that a title above it does not
 * matter.
 *
 * @param line of the heading in the file
 * @param names as they stand in the file
 * @param columns for each of them its column, or empty where it is not read
 */
record Heading(TableKind kind, int line, List<String> names, List<String> columns) {

    static Outcome<Heading> find(Grid grid, Words words) {
        Heading best = grid.rows().stream()
                .limit(Grid.ABOVE)
                .flatMap(row -> Arrays.stream(TableKind.values()).map(kind -> of(kind, row, words)))
                .max(Comparator.comparingDouble(Heading::fit)
                        .thenComparingInt(Heading::read)
                        .thenComparing(Heading::line, Comparator.reverseOrder()))
                .orElseThrow();
        if (best.fit() * best.kind().required().size() < 2) {
            return Outcome.invalid("file", "imports.file.no-heading");
        }
        List<String> missing = best.kind().required().stream()
                .filter(c -> !best.columns().contains(c))
                .toList();
        if (!missing.isEmpty()) {
            return Outcome.invalid(
                    "file", "imports.file.column-missing." + best.kind().word(), words.names(best.kind(), missing));
        }
        for (String column : best.columns()) {
            if (!column.isEmpty() && Collections.frequency(best.columns(), column) > 1) {
                return Outcome.invalid("file", "imports.file.column-twice", words.names(best.kind(), List.of(column)));
            }
        }
        return Outcome.done(best);
    }

    private static Heading of(TableKind kind, Grid.Row row, Words words) {
        List<String> columns = new ArrayList<>();
        Set<String> own = new HashSet<>();
        row.cells().stream()
                .filter(name -> words.isOwnName(kind, name))
                .forEach(name -> own.add(words.column(kind, name).orElse("")));
        for (String name : row.cells()) {
            String column =
                    words.column(kind, name).filter(kind.columns()::contains).orElse("");
            // a column's own name goes before the other names it is known by
            columns.add(own.contains(column) && !words.isOwnName(kind, name) ? "" : column);
        }
        return new Heading(kind, row.line(), row.cells(), columns);
    }

    private double fit() {
        return (double) kind.required().stream().filter(columns::contains).count()
                / kind.required().size();
    }

    private int read() {
        return Math.toIntExact(
                columns.stream().filter(c -> !c.isEmpty()).distinct().count());
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    /** What a row says in a column, as it is kept; empty where the row ends before it. */
    String said(List<String> cells, String column) {
        int at = columns.indexOf(column);
        return at < 0 || at >= cells.size() ? "" : Cells.read(Roll.plain(cells.get(at)));
    }

    /** The names of the columns that are not read. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (columns.get(i).isEmpty() && !names.get(i).isBlank()) {
                unread.add(names.get(i).strip());
            }
        }
        return unread;
    }
}
