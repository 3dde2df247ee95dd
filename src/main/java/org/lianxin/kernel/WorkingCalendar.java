package org.lianxin.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Working days with holidays and make-up workdays (调休), office hours in the city's zone. The day of receipt is not counted; a
 * deadline falls at the close of office of working day n. Days of 2020–2045; others throw {@link IllegalArgumentException}.
 */
@Component
public class WorkingCalendar {
    private final JdbcClient db;
    private final Clock clock;
    private final Settings settings;
    private volatile @Nullable NavigableMap<LocalDate, Day> days;

    WorkingCalendar(JdbcClient db, Clock clock, Settings settings) {
        this.db = db;
        this.clock = clock;
        this.settings = settings;
    }

    /** One day: whether people work, the holiday or make-up it belongs to, and whether its year was imported. */
    public record Day(LocalDate date, boolean working, String name, boolean imported, int ordinal) {}

    /** A deadline and how it was reckoned; {@code provisional} if a year on the way has no imported calendar (暂按). */
    public record Due(Instant at, boolean provisional, List<Day> way) {}

    /** Close of office of the {@code n}-th working day after the day of {@code from}, n ≥ 0 (0: that day or the next working one). */
    public Due due(Instant from, int n) {
        LocalDate start = from.atZone(clock.getZone()).toLocalDate();
        NavigableMap<LocalDate, Day> all = days();
        List<Day> way = new ArrayList<>();
        int left = n;
        boolean provisional = false;
        for (Day day : all.tailMap(start, true).values()) {
            way.add(day);
            provisional |= !day.imported();
            if (day.date().isAfter(start) && day.working()) {
                left--;
            }
            if (left <= 0 && day.working()) {
                return new Due(
                        day.date().atTime(closing()).atZone(clock.getZone()).toInstant(), provisional, way);
            }
        }
        throw new IllegalArgumentException("no calendar after " + start);
    }

    /** Whole working days from now until the deadline: 0 on its own day, negative once it has passed. */
    public int workingDaysLeft(Instant due) {
        Day today = day(clock.instant().atZone(clock.getZone()).toLocalDate());
        Day end = day(due.atZone(clock.getZone()).toLocalDate());
        return end.ordinal() - today.ordinal();
    }

    public Day day(LocalDate date) {
        Day day = days().get(date);
        if (day == null) {
            throw new IllegalArgumentException("no calendar for " + date);
        }
        return day;
    }

    /** Close of office, the end of the last office hours (setting {@code office.hours}, default 08:30-12:00,13:30-17:30). */
    public LocalTime closing() {
        String hours = settings.text("office.hours", "08:30-12:00,13:30-17:30");
        return LocalTime.parse(hours.substring(hours.lastIndexOf('-') + 1));
    }

    /** Replaces the calendar of one year: every day given; days not given are plain weekdays. Modules recompute what they derived. */
    @Transactional
    public void importYear(int year, Map<LocalDate, Day> special) {
        db.sql(
                        "update kernel.day set working = extract(isodow from day) < 6, name = '', imported = true where extract(year from day) = ?")
                .param(year)
                .update();
        special.forEach((date, day) -> db.sql("update kernel.day set working = ?, name = ? where day = ?")
                .params(day.working(), day.name(), date)
                .update());
        reckonAnew();
    }

    /** Sets one day of a year that was imported. Modules recompute what they derived. */
    @Transactional
    public void change(LocalDate date, boolean working, String name) {
        db.sql("update kernel.day set working = ?, name = ? where day = ?")
                .params(working, name, date)
                .update();
        reckonAnew();
    }

    private void reckonAnew() {
        db.sql("""
                update kernel.day set ordinal = o.ordinal
                from (select day, count(*) filter (where working) over (order by day) as ordinal from kernel.day) o
                where kernel.day.day = o.day""").update();
        days = null;
        // who read the old days before this commit does not keep them
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    days = null;
                }
            });
        }
    }

    private NavigableMap<LocalDate, Day> days() {
        NavigableMap<LocalDate, Day> known = days;
        if (known == null) {
            NavigableMap<LocalDate, Day> read = new TreeMap<>();
            db.sql("select day, working, name, imported, ordinal from kernel.day order by day")
                    .query((row, n) -> new Day(
                            row.getObject(1, LocalDate.class),
                            row.getBoolean(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getInt(5)))
                    .list()
                    .forEach(day -> read.put(day.date(), day));
            days = read;
            known = read;
        }
        return known;
    }
}
