package org.lianxin.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Units;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Words that lead to a unit. The unit of which most different words stand in a message gets it; where two are equal the office
 * decides. Only the words of the matter count, never the tone and never who wrote.
 */
@Service
public class Routes {
    private static final int MOST = 200;

    private final CaseDesk desk;
    private final Units units;

    Routes(CaseDesk desk, Units units) {
        this.desk = desk;
        this.units = units;
    }

    /** Words of one unit, in the order in which they were set. */
    public record Route(long unit, List<String> words) {}

    public List<Route> all() {
        Map<Long, List<String>> byUnit = new LinkedHashMap<>();
        desk.db()
                .sql("select unit, word from cases.route order by unit, word collate \"zh-x-icu\"")
                .query((row, n) -> byUnit.computeIfAbsent(row.getLong(1), u -> new ArrayList<>())
                        .add(row.getString(2)))
                .list();
        return byUnit.entrySet().stream()
                .map(e -> new Route(e.getKey(), List.copyOf(e.getValue())))
                .toList();
    }

    /** Replaces the words of a unit; none takes its rule away. A word has 2–20 characters, a unit at most 200. The office may. */
    @Transactional
    public Outcome<Route> set(long unit, List<String> words, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (units.find(unit).isEmpty()) {
            return Outcome.invalid("unit", "cases.no-such-unit");
        }
        Set<String> clean = new LinkedHashSet<>();
        for (String word : words) {
            String one = word.strip();
            if (one.isEmpty()) {
                continue;
            } else if (one.length() < 2 || one.length() > 20 || one.indexOf('\0') >= 0) {
                return Outcome.invalid("words", "cases.routes.word-form", one);
            }
            clean.add(one);
        }
        if (clean.size() > MOST) {
            return Outcome.invalid("words", "cases.routes.too-many", MOST);
        }
        desk.db().sql("delete from cases.route where unit = ?").param(unit).update();
        desk.db()
                .sql(
                        "insert into cases.route (unit, word, set_by, set_at) select :unit, w, :by, :at from unnest(:words::text[]) w")
                .param("unit", unit)
                .param("by", by == null ? null : by.id())
                .param("at", Sql.time(desk.clock().instant()))
                .param("words", clean.toArray(String[]::new))
                .update();
        String said = String.join(" ", clean);
        desk.events()
                .publishEvent(Audited.Entry.of(
                        "route.set",
                        "unit",
                        unit,
                        unit,
                        by,
                        Map.of("words", said.length() > 1000 ? said.substring(0, 1000) : said)));
        return Outcome.done(new Route(unit, List.copyOf(clean)));
    }

    /** Units whose words stand in a text, the one with the most first, at most twenty, each with the words found. */
    public List<Route> hits(String text) {
        return desk.db()
                .sql("""
                        select unit, array_agg(word order by length(word) desc, word collate "zh-x-icu") as words from cases.route
                        where position(lower(word) in lower(:text)) > 0 group by unit order by count(*) desc, unit limit 20""")
                .param("text", text.replace('\0', ' '))
                .query((row, n) -> new Route(row.getLong("unit"), CaseStore.strings(row, "words")))
                .list();
    }

    /** The unit by rule, empty if no word fits or two units are equal. */
    public Optional<Long> match(String text) {
        return winner(hits(text));
    }

    /** Who gets it; empty if nobody leads. */
    public static Optional<Long> winner(List<Route> hits) {
        boolean equal = hits.size() >= 2
                && hits.get(0).words().size() == hits.get(1).words().size();
        return hits.isEmpty() || equal
                ? Optional.empty()
                : Optional.of(hits.getFirst().unit());
    }
}
