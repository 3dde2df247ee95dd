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
class Words {
    /** The columns whose cells are words, with what may stand in them. */
    private static final Map<String, List<String>> CLOSED = Map.of(
            "type", Units.TYPES,
            "platform", Arrays.stream(Platform.values()).map(Enum::name).toList(),
            "state", Arrays.stream(AccountState.values()).map(Enum::name).toList());

    private final List<Texts> languages;
    private final Map<String, Map<String, String>> known = new HashMap<>();

    Words(Pages pages) {
        this.languages = List.of(pages.texts(Locale.SIMPLIFIED_CHINESE), pages.texts(Locale.ENGLISH));
        for (TableKind kind : TableKind.values()) {
            Stream.concat(kind.columns().stream(), kind.aside().stream()).forEach(c -> learn(kind.word(), "imports.column." + kind.word() + "." + c, c));
        }
        CLOSED.forEach((column, values) -> values.forEach(value -> learn(column, "imports." + column + "." + value, value)));
    }

    /** The text itself, the names under {@code <key>.also} apart by commas, and the value. */
    private void learn(String of, String key, String value) {
        Map<String, String> words = known.computeIfAbsent(of, o -> new HashMap<>());
        for (Texts t : languages) {
            words.put(plain(t.of(key)), value);
            String also = t.find(key + ".also");
            if (also != null) {
                Arrays.stream(also.split(",")).forEach(word -> words.put(plain(word), value));
            }
        }
        words.put(plain(value), value);
    }

    /** The column of a kind of table that is called so. */
    Optional<String> column(TableKind kind, String heading) {
        return Optional.ofNullable(known(kind.word()).get(plain(heading)));
    }

    /** The value of a column whose cells are words. */
    Optional<String> value(String column, String word) {
        return Optional.ofNullable(known(column).get(plain(word)));
    }

    private Map<String, String> known(String of) {
        return known.getOrDefault(of, Map.of());
    }

    static boolean isWord(String column) {
        return CLOSED.containsKey(column);
    }

    static String heading(TableKind kind, String column, Texts t) {
        return t.of("imports.column." + kind.word() + "." + column);
    }

    /** A value as somebody reads it. */
    static String shown(String column, String value, Texts t) {
        return isWord(column) && !value.isEmpty() ? t.of("imports." + column + "." + value) : value;
    }

    /** Every word that may stand in a column, in one language, with its value. */
    static Map<String, String> choices(String column, Texts t) {
        Map<String, String> choices = new java.util.LinkedHashMap<>();
        CLOSED.getOrDefault(column, List.of()).forEach(value -> choices.put(shown(column, value, t), value));
        return choices;
    }

    /** Without blanks, case, full-width letters, and what stands in brackets after it. */
    static String plain(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).replaceAll("\\(.*?\\)|[\\s*\\ufeff_-]", "").toLowerCase(Locale.ROOT);
    }
}
