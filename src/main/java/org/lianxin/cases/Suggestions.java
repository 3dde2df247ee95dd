package org.lianxin.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Units to which a case may belong, each with the reasons. It advises the office on the screen and routes nothing. */
@Service
public class Suggestions {
    private static final int MOST = 4;

    private final CaseDesk desk;
    private final Routes routes;
    private final Units units;
    private final ObjectProvider<Advice> advice;

    Suggestions(CaseDesk desk, Routes routes, Units units, ObjectProvider<Advice> advice) {
        this.desk = desk;
        this.routes = routes;
        this.units = units;
        this.advice = advice;
    }

    public record Suggestion(Unit unit, List<Reason> reasons) {}

    /** @param key of the words; about: what they name, ready to show */
    public record Reason(String key, List<String> about) {}

    /**
     * At most four, the best first: by the words of the rules, as the citizen chose, as was learned. A unit that has it, or gave it back
     * before, is not among them.
     */
    public List<Suggestion> of(Case letter) {
        Map<Long, List<Reason>> found = new LinkedHashMap<>();
        for (Routes.Route hit : routes.hits(letter.masked() + " " + letter.place()).stream()
                .limit(3)
                .toList()) {
            add(
                    found,
                    hit.unit(),
                    new Reason("cases.why.words", hit.words().stream().limit(4).toList()));
        }
        if (letter.asked() != null) {
            add(found, letter.asked(), new Reason("cases.why.asked", List.of()));
        }
        advice.orderedStream()
                .flatMap(a -> a.unitsFor(letter).stream())
                .forEach(s -> add(found, s.unit(), new Reason("cases.why.learned", List.of(s.why()))));
        found.keySet().removeAll(gaveBack(letter));
        found.keySet().remove(letter.unit());
        return found.entrySet().stream()
                .flatMap(e -> units.find(e.getKey()).map(u -> new Suggestion(u, List.copyOf(e.getValue()))).stream())
                .limit(MOST)
                .toList();
    }

    private static void add(Map<Long, List<Reason>> found, long unit, Reason reason) {
        found.computeIfAbsent(unit, u -> new ArrayList<>()).add(reason);
    }

    private Set<Long> gaveBack(Case letter) {
        return letter.returned() == 0
                ? Set.of()
                : Set.copyOf(desk.db()
                        .sql(
                                "select distinct unit from cases.step where case_id = ? and what = 'RETURNED' and unit is not null")
                        .param(letter.id())
                        .query((row, n) -> row.getLong(1))
                        .list());
    }
}
