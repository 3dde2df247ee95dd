package org.lianxin.cases.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.lianxin.cases.Deadlines;
import org.lianxin.kernel.WorkingCalendar;
import org.lianxin.web.Page;

/** Days off in a row that go by one name, or a weekend day that is worked instead ({@code working}). */
public record Pause(String name, LocalDate from, LocalDate to, boolean working) {

    /** What is unusual on the way to a deadline: plain weekends are left out. */
    static List<Pause> onTheWay(List<Deadlines.Day> way) {
        return of(way.stream()
                .map(d -> new WorkingCalendar.Day(d.date(), d.working(), d.name(), true, 0))
                .toList());
    }

    /** Of days in order. */
    static List<Pause> of(List<WorkingCalendar.Day> days) {
        List<Pause> pauses = new ArrayList<>();
        for (WorkingCalendar.Day day : days) {
            if (day.name().isEmpty() && day.working() == weekday(day.date())) {
                continue;
            }
            Pause last = pauses.isEmpty() ? null : pauses.getLast();
            if (last != null
                    && !day.working()
                    && !last.working()
                    && last.name().equals(day.name())
                    && last.to().plusDays(1).equals(day.date())) {
                pauses.set(pauses.size() - 1, new Pause(last.name(), last.from(), day.date(), false));
            } else {
                pauses.add(new Pause(day.name(), day.date(), day.date(), day.working()));
            }
        }
        return pauses;
    }

    private static boolean weekday(LocalDate date) {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    public boolean oneDay() {
        return from.equals(to);
    }

    /** "9月25日至27日": the days, whatever today is. */
    public String days(Page page) {
        String first = page.t.of("moment.month-day", from.getMonthValue(), from.getDayOfMonth());
        return oneDay()
                ? first
                : page.t.of(
                        "cases.way.from-to",
                        first,
                        page.t.of("moment.month-day", to.getMonthValue(), to.getDayOfMonth()));
    }
}
