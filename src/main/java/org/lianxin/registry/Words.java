package org.lianxin.registry;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianxin.web.Pages;
import org.lianxin.web.Texts;
import org.springframework.stereotype.Component;

/**
 * The words of tables in both languages: what columns are called, and what stands for a type, a platform or a state. What is written in
 * one language is read in either, and so are the codes themselves and a few names that people use.
 */
@Component
public class Words {
    /** The columns whose cells are words, with what may stand in them. */
    private static final Map<String, List<String>> CLOSED = Map.of(
            "type", Units.TYPES,
            "platform", Arrays.stream(Platform.values()).map(Enum::name).toList(),
            "state", Arrays.stream(AccountState.values()).map(Enum::name).toList());

    private final List<Texts> languages;
    private final Map<String, Map<String, String>> known = new HashMap<>();
    private final Map<String, Map<String, String>> called = new HashMap<>();

    Words(Pages pages) {
        this.languages = List.of(pages.texts(Locale.SIMPLIFIED_CHINESE), pages.texts(Locale.ENGLISH));
        for (TableKind kind : TableKind.values()) {
            Stream.concat(kind.columns().stream(), kind.aside().stream())
                    .forEach(c -> learn(
                            kind.word(),
                            "imports.column." + kind.word() + "." + c,
                            "imports.column." + kind.word() + "." + c,
                            c));
        }
        CLOSED.forEach((column, values) -> values.forEach(
                value -> learn(column, "registry." + column + "." + value, "imports." + column + "." + value, value)));
    }

    /** The text under the key, the names under {@code <others>.also} apart by commas, and the value itself. */
    private void learn(String of, String key, String others, String value) {
        Map<String, String> words = known.computeIfAbsent(of, o -> new HashMap<>());
        for (Texts t : languages) {
            words.put(plain(t.of(key)), value);
            called.computeIfAbsent(of, o -> new HashMap<>()).put(plain(t.of(key)), value);
            String also = t.find(others + ".also");
            if (also != null) {
                Arrays.stream(also.split(",")).forEach(word -> words.put(plain(word), value));
            }
        }
        words.put(plain(value), value);
    }

    /** The column of a kind of table that has this name, or is known by it as well. */
    Optional<String> column(TableKind kind, String heading) {
        return Optional.ofNullable(known(kind.word()).get(plain(heading)));
    }

    /** Whether it is the column's own name, as a table that we write has it. */
    boolean isOwnName(TableKind kind, String heading) {
        return called.getOrDefault(kind.word(), Map.of()).containsKey(plain(heading));
    }

    /** The names of columns in both languages, either of which is read. */
    String names(TableKind kind, List<String> columns) {
        return columns.stream()
                .map(c -> String.join(
                        " / ",
                        languages.stream()
                                .map(t -> heading(kind, c, t))
                                .distinct()
                                .toList()))
                .collect(java.util.stream.Collectors.joining("; "));
    }

    /** The value of a column whose cells are words. */
    Optional<String> value(String column, String word) {
        return Optional.ofNullable(known(column).get(plain(word)));
    }

    /** Every word that may stand in a column, without blanks and case, with its value. */
    Map<String, String> choices(String column) {
        return known(column);
    }

    private Map<String, String> known(String of) {
        return known.getOrDefault(of, Map.of());
    }

    static boolean isWord(String column) {
        return CLOSED.containsKey(column);
    }

    /** What a column is called. */
    public static String heading(TableKind kind, String column, Texts t) {
        return t.of("imports.column." + kind.word() + "." + column);
    }

    /** A value as somebody reads it. */
    public static String shown(String column, String value, Texts t) {
        return isWord(column) && !value.isEmpty() ? t.of("registry." + column + "." + value) : value;
    }

    /** Without blanks, case, full-width letters, and what stands in brackets after it. */
    static String plain(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC)
                .replaceAll("\\(.*?\\)|[\\s*\\ufeff_-]", "")
                .toLowerCase(Locale.ROOT);
    }
}
