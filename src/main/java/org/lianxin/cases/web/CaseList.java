package org.lianxin.cases.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Cases.Part;
import org.lianxin.cases.Reply;
import org.lianxin.cases.Step;
import org.lianxin.cases.Turn;
import org.lianxin.cases.Turns;
import org.lianxin.identity.People;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;

/** Puts the list of cases together: what waits first, each with what is to be done about it and how far it has come. */
@Component
class CaseList {
    static final int LENGTH = 30;

    private final Cases cases;
    private final Turns turns;
    private final Known known;
    private final Clock clock;

    CaseList(Cases cases, Turns turns, Known known, Clock clock) {
        this.cases = cases;
        this.turns = turns;
        this.known = known;
        this.clock = clock;
    }

    /** Names of units and people. */
    @Component
    record Known(Units units, People people) {
        Map<Long, String> names(Collection<@Nullable Long> people) {
            return people().names(
                            people.stream().filter(Objects::nonNull).distinct().toList());
        }
    }

    /** {@code asked}: the part in the address, or null for what waits for the person, or all that is under way if nothing does. */
    ListPage of(@Nullable Part asked, Cases.Filter wanted, @Nullable Cursor after, Person person) {
        Map<Part, Integer> tally = cases.tally(wanted, person);
        Part part = asked != null ? asked : tally.getOrDefault(Part.WAITING, 0) > 0 ? Part.WAITING : Part.OPEN;
        Cases.Filter filter = wanted.with(part);
        Slice<Case> found = cases.list(filter, after, LENGTH, person);
        List<ListPage.Row> rows = rows(found.items(), person);
        return new ListPage(
                filter,
                part.byDeadline() ? grouped(rows) : List.of(new ListPage.Group("", rows)),
                tally,
                choices(person),
                found.next() == null ? "" : found.next().toString());
    }

    private List<ListPage.Row> rows(List<Case> found, Person person) {
        Map<Long, Turn> mine = turns.of(found, person);
        Map<Long, Reply> open = turns.open(found);
        Map<Long, Step> returned = turns.returned(found);
        Set<Long> units = new HashSet<>();
        List<@Nullable Long> people = new ArrayList<>();
        found.forEach(c -> {
            add(units, c.unit());
            people.add(c.handler());
        });
        returned.values().forEach(s -> add(units, s.unit()));
        open.values().forEach(r -> people.add(r.author()));
        Map<Long, String> unitNames = known.units().names(units);
        Map<Long, String> names = known.names(people);
        Instant now = clock.instant();
        boolean several = person.readsAll() || person.units().size() > 1;
        return found.stream()
                .map(c -> {
                    Reply reply = open.get(c.id());
                    Step back = returned.get(c.id());
                    return new ListPage.Row(
                            c,
                            several && c.unit() != null ? unitNames.getOrDefault(c.unit(), "") : "",
                            c.handler() == null ? "" : names.getOrDefault(c.handler(), ""),
                            reply,
                            reply == null ? "" : names.getOrDefault(reply.author(), ""),
                            back,
                            back == null || back.unit() == null ? "" : unitNames.getOrDefault(back.unit(), ""),
                            mine.get(c.id()),
                            c.overdue(now));
                })
                .toList();
    }

    private static void add(Set<Long> ids, @Nullable Long id) {
        if (id != null) {
            ids.add(id);
        }
    }

    /** Late, due today, later, without a deadline; the rows come in this order. */
    private List<ListPage.Group> grouped(List<ListPage.Row> rows) {
        Instant now = clock.instant();
        Instant tomorrow = now.atZone(clock.getZone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant();
        List<ListPage.Group> groups = new ArrayList<>();
        for (String name : List.of("late", "today", "later", "undated")) {
            List<ListPage.Row> within = rows.stream()
                    .filter(r -> group(r.letter().nextDueAt(), now, tomorrow).equals(name))
                    .toList();
            if (!within.isEmpty()) {
                groups.add(new ListPage.Group(name, within));
            }
        }
        return groups;
    }

    private static String group(@Nullable Instant due, Instant now, Instant tomorrow) {
        if (due == null) {
            return "undated";
        }
        return due.isBefore(now) ? "late" : due.isBefore(tomorrow) ? "today" : "later";
    }

    /** Units to choose from, for whoever reads more than one. */
    private List<Unit> choices(Person person) {
        if (person.readsAll()) {
            return known.units().all();
        }
        Set<Long> own = person.units();
        return own.size() < 2
                ? List.of()
                : own.stream().flatMap(id -> known.units().find(id).stream()).toList();
    }
}
