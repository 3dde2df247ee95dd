package org.lianxin.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a table comes to, held against the register as it stands.
 *
 * @param cells as they stand in the file
 * @param subject the unit or account it is about, if the register has it
 * @param version of the subject when it was looked at
 * @param before what the register has, by column
 * @param after what it would have
 * @param faults why it cannot be taken; for a row that can be, what somebody should look at
 */
public record Verdict(
        int line,
        List<String> cells,
        Kind kind,
        @Nullable Long subject,
        int version,
        Map<String, String> before,
        Map<String, String> after,
        List<Fault> faults) {

    public enum Kind {
        NEW,
        CHANGED,
        SAME,
        BAD;

        /** As it stands in addresses and keys of texts. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Something wrong, or worth a look.
     *
     * @param column it stands in, or empty for the whole row
     * @param key of the sentence that says why
     * @param better the nearest right value as the register keeps it, or empty
     */
    public record Fault(String column, String key, List<Object> arguments, String better) {
        static Fault of(String column, String key, Object... arguments) {
            return new Fault(column, key, List.of(arguments), "");
        }

        Fault better(String value) {
            return new Fault(column, key, arguments, value);
        }
    }

    /** A column that would change. */
    public record Change(String column, String before, String after) {}

    /** What would change, in the order of the table's columns. */
    public List<Change> changes(TableKind of) {
        return of.columns().stream()
                .filter(c -> !before.getOrDefault(c, "").equals(after.getOrDefault(c, "")))
                .map(c -> new Change(c, before.getOrDefault(c, ""), after.getOrDefault(c, "")))
                .toList();
    }

    public boolean isGood() {
        return kind != Kind.BAD;
    }

    Verdict bad(Fault fault) {
        return new Verdict(line, cells, Kind.BAD, subject, version, before, after, List.of(fault));
    }
}
