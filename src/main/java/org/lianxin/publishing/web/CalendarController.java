package org.lianxin.publishing.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.publishing.PostState;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What goes out and went out, week by week. */
@Controller
@Access({Role.EDITOR, Role.INSPECTOR, Role.LEADER, Role.OFFICE, Role.ON_SCENE_LEADER, Role.PARTNER, Role.SPOKESPERSON})
class CalendarController {
    private static final int MOST = 300;

    private final JdbcClient db;
    private final Units units;
    private final Clock clock;

    CalendarController(JdbcClient db, Units units, Clock clock) {
        this.db = db;
        this.units = units;
        this.clock = clock;
    }

    @GetMapping("/console/calendar")
    String show(
            @RequestParam(defaultValue = "") String week,
            @RequestParam(defaultValue = "") String unit,
            Person person,
            Model model) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        LocalDate monday = Week.monday(day(week, today));
        var id = Ids.parse(unit);
        @Nullable Long only = id.isPresent() ? (Long) id.getAsLong() : null;
        List<Week.Item> items = items(monday, only, person);
        boolean cut = items.size() > MOST;
        List<Week.Day> days = new ArrayList<>();
        for (LocalDate date = monday; date.isBefore(monday.plusWeeks(1)); date = date.plusDays(1)) {
            LocalDate that = date;
            days.add(new Week.Day(
                    date,
                    items.stream()
                            .limit(MOST)
                            .filter(i ->
                                    i.at().atZone(clock.getZone()).toLocalDate().equals(that))
                            .toList()));
        }
        model.addAttribute("week", new Week(monday, today, clock.instant(), days, cut));
        model.addAttribute("unit", only == null ? "" : Ids.text(only));
        model.addAttribute("units", person.readsAll() ? units.all() : List.of());
        model.addAttribute("writes", person.isAny(Posts.WRITERS.toArray(Role[]::new)));
        return "publishing/calendar/show";
    }

    private static LocalDate day(String text, LocalDate otherwise) {
        try {
            LocalDate day = LocalDate.parse(text);
            return Math.abs(day.getYear() - otherwise.getYear()) > 50 ? otherwise : day;
        } catch (DateTimeParseException none) {
            return otherwise;
        }
    }

    private List<Week.Item> items(LocalDate monday, @Nullable Long unit, Person person) {
        Map<String, Object> values = new HashMap<>();
        Set<Long> own = person.units();
        String where = "";
        if (unit != null && person.reads(unit)) {
            where = "p.unit = :unit and ";
            values.put("unit", unit);
        } else if (unit != null) {
            return List.of();
        } else if (!person.readsAll()) {
            where = own.size() == 1 ? "p.unit = :unit and " : "p.unit = any(:unit) and ";
            values.put("unit", own.size() == 1 ? own.iterator().next() : own.toArray(Long[]::new));
        }
        values.put("from", Sql.time(monday.atStartOfDay(clock.getZone()).toInstant()));
        values.put(
                "to", Sql.time(monday.plusWeeks(1).atStartOfDay(clock.getZone()).toInstant()));
        values.put("limit", MOST + 1);
        Instant now = clock.instant();
        return db.sql("""
                        with found as (
                          (select p.id, p.first_published_at as at, true as went from publishing.post p
                           where %1$s p.first_published_at >= :from and p.first_published_at < :to and p.state <> 'DROPPED' order by p.first_published_at limit :limit)
                          union all
                          (select p.id, p.planned_at, false from publishing.post p
                           where %1$s p.planned_at >= :from and p.planned_at < :to and p.state not in ('DROPPED', 'PUBLISHED', 'WITHDRAWN') order by p.planned_at limit :limit))
                        select f.id, f.at, f.went, p.unit, p.state, p.title, coalesce(nullif(u.short_name, ''), u.name, '') as unit_name,
                          (select count(*) from publishing.entry e where e.post = p.id and e.state in ('REFUSED', 'UNSETTLED')) as trouble
                        from found f join publishing.post p on p.id = f.id left join registry.face_unit u on u.id = p.unit
                        order by f.at, f.id limit :limit""".formatted(where))
                .params(values)
                .query((row, n) -> item(row, now))
                .list();
    }

    private static Week.Item item(ResultSet row, Instant now) throws SQLException {
        PostState state = PostState.valueOf(row.getString("state"));
        Instant at = Sql.instant(row, "at");
        boolean out = row.getBoolean("went");
        boolean approved = state == PostState.APPROVED || state == PostState.CORRECTION_APPROVED;
        return new Week.Item(
                row.getLong("id"),
                row.getLong("unit"),
                row.getString("unit_name"),
                state,
                row.getString("title"),
                at,
                out,
                !out && !approved && at.isBefore(now),
                row.getInt("trouble"));
    }
}
