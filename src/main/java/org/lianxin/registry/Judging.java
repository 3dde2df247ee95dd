package org.lianxin.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Verdict.Fault;

/**
 * What the rows of any table have in common when they are held against the register: reading a cell, finding the unit that is meant, and
 * collecting everything that is wrong with a row, so that nobody has to mend it twice. Works in memory on a {@link Roll}.
 */
final class Judging {
    /** Looking for the nearest word is the one thing that costs; after so many words looked at it is left out. */
    private static final int LOOKS = 600_000;

    final Heading heading;
    final Roll roll;
    final Words words;
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, Optional<String>> searched = new HashMap<>();
    private int looks;

    Judging(Heading heading, Roll roll, Words words) {
        this.heading = heading;
        this.roll = roll;
        this.words = words;
        roll.units().values().forEach(unit -> learn(unit.value("code"), unit.value("name"), unit.value("shortName")));
    }

    /** All rows of a table, in their order. */
    static List<Verdict> judge(Heading heading, List<Grid.Row> rows, Roll roll, Words words) {
        Judging judging = new Judging(heading, roll, words);
        return switch (heading.kind()) {
            case UNITS -> new UnitJudge(judging).judge(rows);
            case ACCOUNTS -> new AccountJudge(judging).judge(rows);
        };
    }

    /** A unit that the register has or the table brings. A name that two units have says nothing. */
    void learn(String code, String name, String shortName) {
        for (String word : List.of(code, name, shortName)) {
            if (!word.isEmpty()) {
                units.merge(Words.plain(word), code, (one, other) -> one.equals(other) ? one : "");
            }
        }
    }

    /** Every column, and nothing in any of them. */
    static Map<String, String> blank(TableKind kind) {
        Map<String, String> blank = new HashMap<>();
        kind.columns().forEach(column -> blank.put(column, ""));
        return blank;
    }

    /** What the columns of a row say. */
    Map<String, String> said(Grid.Row row) {
        Map<String, String> said = new LinkedHashMap<>();
        heading.kind().columns().stream().filter(heading::has).forEach(c -> said.put(c, heading.said(row.cells(), c)));
        return said;
    }

    /** What is wrong with the row as such: more cells than the heading, or characters that nobody sees. */
    List<Fault> form(Grid.Row row, Map<String, String> said) {
        List<Fault> faults = new ArrayList<>();
        if (row.cells().size() > heading.names().size()) {
            faults.add(Fault.of(
                    "",
                    "imports.row-too-long",
                    row.cells().size(),
                    heading.names().size()));
        }
        said.forEach((column, value) -> {
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7f || c == 0xfffd)
                    || !wellFormed(value)) {
                faults.add(Fault.of(column, "imports.unseen-character"));
            }
        });
        return faults;
    }

    private static boolean wellFormed(String value) {
        return value.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    /** Puts the value of a word in the place of the word, or says which was probably meant. */
    void word(String column, Map<String, String> said, List<Fault> faults) {
        String word = said.getOrDefault(column, "");
        if (!word.isEmpty()) {
            words.value(column, word)
                    .ifPresentOrElse(
                            value -> said.put(column, value),
                            () -> faults.add(Fault.of(column, "imports.unknown." + column, word)
                                    .better(nearest(column, word, words.choices(column)))));
        }
    }

    /** Puts the code of a unit in the place of its code or name. */
    void unit(String column, Map<String, String> said, List<Fault> faults) {
        String word = said.getOrDefault(column, "");
        if (word.isEmpty() || roll.unit(word).isPresent()) {
            return;
        }
        String code = units.get(Words.plain(word));
        if (code == null) {
            faults.add(Fault.of(column, "imports.unknown.unit", word).better(nearest("unit", word, units)));
        } else if (code.isEmpty()) {
            faults.add(Fault.of(column, "imports.unit-twice", word));
        } else {
            said.put(column, code);
        }
    }

    String nearest(String of, String word, Map<String, String> choices) {
        String key = of + "\n" + word;
        Optional<String> known = searched.get(key);
        if (known == null && looks + choices.size() > LOOKS) {
            return "";
        } else if (known == null) {
            looks += choices.size();
            known = Nearest.of(word, choices);
            searched.put(key, known);
        }
        return known.orElse("");
    }

    /** Every rule that a row breaks, one after the other: what is wrong is mended for the moment, to see what else is. */
    static <T> void rules(
            Map<String, String> values,
            java.util.function.Function<Map<String, String>, Outcome<T>> rules,
            List<Fault> faults) {
        Map<String, String> mended = new HashMap<>(values);
        for (int i = 0; i < values.size(); i++) {
            if (!(rules.apply(mended) instanceof Outcome.Refused<T> refused) || refused.field() == null) {
                return;
            }
            String column = refused.field();
            if (faults.stream().noneMatch(f -> f.column().equals(column))) {
                faults.add(new Fault(column, refused.key(), refused.arguments(), ""));
            }
            mended.put(
                    column,
                    switch (column) {
                        case "code", "name", "handle" -> "x";
                        case "type" -> "department";
                        default -> "";
                    });
        }
    }

    Verdict verdict(
            Grid.Row row,
            Roll.@Nullable Kept kept,
            Map<String, String> after,
            List<Fault> faults,
            List<Fault> remarks) {
        Map<String, String> before = kept == null ? Map.of() : kept.values();
        Verdict.Kind kind =
                !faults.isEmpty() ? Verdict.Kind.BAD : kept == null ? Verdict.Kind.NEW : Verdict.Kind.CHANGED;
        Verdict verdict = new Verdict(
                row.line(),
                row.cells(),
                kind,
                kept == null ? null : (Long) kept.id(),
                kept == null ? 0 : kept.version(),
                before,
                Map.copyOf(after),
                List.copyOf(faults.isEmpty() ? remarks : faults));
        return kind == Verdict.Kind.CHANGED && verdict.changes(heading.kind()).isEmpty()
                ? new Verdict(
                        verdict.line(),
                        verdict.cells(),
                        Verdict.Kind.SAME,
                        verdict.subject(),
                        verdict.version(),
                        before,
                        verdict.after(),
                        List.of())
                : verdict;
    }
}
