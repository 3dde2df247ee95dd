package org.lianxin.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** Runs every {@link Check} over a text. */
@Service
public class Language {
    private static final int MOST = 200;

    private final List<Check> checks;

    Language(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** All findings, title before text, then by place; at most 200, none that stops is left out for one that does not. */
    public List<Check.Finding> check(Check.Draft draft) {
        List<Check.Finding> found = new ArrayList<>();
        checks.forEach(check -> found.addAll(check.check(draft)));
        return found.stream()
                .sorted(Comparator.comparing(Check.Finding::weight).reversed())
                .limit(MOST)
                .sorted(Comparator.comparing((Check.Finding f) -> !f.field().equals("title"))
                        .thenComparing(Check.Finding::field)
                        .thenComparingInt(Check.Finding::start)
                        .thenComparingInt(Check.Finding::end))
                .toList();
    }
}
