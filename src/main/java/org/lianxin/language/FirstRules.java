package org.lianxin.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lianxin.language.Check.Finding;
import org.lianxin.language.Check.Weight;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules that stand from the first day. Later ones are beans of their own, here or in the module that knows. */
@Configuration
class FirstRules {
    private static final int OVERLONG = 80;
    /** This many set phrases in one text are a habit, not an accident. */
    private static final int HABIT = 3;

    private static final String STOPS = "。！？；…!?;\n";

    /** A post needs a title, it and a reply need a text; a repost may be without own words. */
    @Bean
    Check missing() {
        return draft -> {
            List<Finding> found = new ArrayList<>();
            if (draft.kind().equals("post") && draft.title().isBlank()) {
                found.add(new Finding(
                        "missing-title", Weight.STOP, "title", 0, 0, "language.missing-title", List.of(), ""));
            }
            if (draft.text().isBlank() && !draft.kind().equals("repost")) {
                found.add(
                        new Finding("missing-text", Weight.STOP, "text", 0, 0, "language.missing-text", List.of(), ""));
            }
            return found;
        };
    }

    /** Personal data stops a text. An office's own landline is what a notice should give, so landlines may stay. */
    @Bean
    Check pii(Masking masking) {
        return draft -> {
            List<Finding> found = new ArrayList<>();
            each(
                    draft,
                    (field, text) -> masking.find(text).stream()
                            .filter(piece -> !piece.kind().equals("landline"))
                            .forEach(piece -> found.add(new Finding(
                                    "pii",
                                    Weight.STOP,
                                    field,
                                    piece.start(),
                                    piece.end(),
                                    "language.pii." + piece.kind(),
                                    List.of(),
                                    masking.mask(text.substring(piece.start(), piece.end()))))));
            return found;
        };
    }

    /** More than 80 Chinese characters without a stop: readers lose the thread. */
    @Bean
    Check overlong() {
        return draft -> {
            List<Finding> found = new ArrayList<>();
            each(draft, (field, text) -> {
                int start = 0;
                int han = 0;
                for (int i = 0; i <= text.length(); i++) {
                    if (i == text.length() || STOPS.indexOf(text.charAt(i)) >= 0) {
                        if (han > OVERLONG) {
                            int end = i == text.length() || text.charAt(i) == '\n' ? i : i + 1;
                            found.add(new Finding(
                                    "overlong-sentence",
                                    han > 2 * OVERLONG ? Weight.CARE : Weight.NOTE,
                                    field,
                                    start,
                                    end,
                                    "language.overlong",
                                    List.of(han, OVERLONG),
                                    ""));
                        }
                        start = i + 1;
                        han = 0;
                    } else if (Character.UnicodeScript.of(text.charAt(i)) == Character.UnicodeScript.HAN) {
                        han++;
                    }
                }
            });
            return found;
        };
    }

    /** Set phrases that say nothing, from {@code language/officialese.tsv}: a phrase and what to write instead. */
    @Bean
    Check officialese() {
        Phrases phrases = new Phrases(Resource.lines("language/officialese.tsv"));
        return draft -> {
            List<Finding> found = new ArrayList<>();
            each(draft, (field, text) -> {
                List<Phrases.Hit> hits = phrases.in(text);
                Weight weight = hits.size() >= HABIT ? Weight.CARE : Weight.NOTE;
                hits.forEach(hit -> found.add(new Finding(
                        "officialese",
                        weight,
                        field,
                        hit.start(),
                        hit.end(),
                        hit.better().isEmpty() ? "language.officialese" : "language.officialese-better",
                        List.of(hit.phrase()),
                        hit.better())));
            });
            return found;
        };
    }

    private interface Look {
        void at(String field, String text);
    }

    private static void each(Check.Draft draft, Look look) {
        look.at("title", draft.title());
        look.at("text", draft.text());
    }

    /** A list of phrases, searched by their first character. */
    static final class Phrases {
        private final java.util.Map<Character, List<String[]>> byFirst = new java.util.HashMap<>();

        record Hit(int start, int end, String phrase, String better) {}

        Phrases(List<String> lines) {
            Set<String> seen = new java.util.HashSet<>();
            for (String line : lines) {
                int tab = line.indexOf('\t');
                String phrase = tab < 0 ? line : line.substring(0, tab);
                if (seen.add(phrase)) {
                    byFirst.computeIfAbsent(phrase.charAt(0), c -> new ArrayList<>())
                            .add(new String[] {phrase, tab < 0 ? "" : line.substring(tab + 1)});
                }
            }
            byFirst.values().forEach(list -> list.sort((a, b) -> b[0].length() - a[0].length()));
        }

        /** The longest phrase at each place, not overlapping. */
        List<Hit> in(String text) {
            List<Hit> hits = new ArrayList<>();
            int i = 0;
            while (i < text.length()) {
                int at = i;
                String[] best = byFirst.getOrDefault(text.charAt(i), List.of()).stream()
                        .filter(p -> text.startsWith(p[0], at))
                        .findFirst()
                        .orElse(null);
                if (best == null) {
                    i++;
                } else {
                    hits.add(new Hit(i, i + best[0].length(), best[0], best[1]));
                    i += best[0].length();
                }
            }
            return hits;
        }
    }
}
