package org.lianxin.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.lianxin.kernel.WorkingCalendar;

/** Times in words, in the city's zone: near ones as people say them, far ones with the date. */
public final class Moments {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

    private final Clock clock;
    private final Texts t;
    private final WorkingCalendar calendar;

    Moments(Clock clock, Texts t, WorkingCalendar calendar) {
        this.clock = clock;
        this.t = t;
        this.calendar = calendar;
    }

    public String when(Instant moment) {
        ZonedDateTime at = moment.atZone(clock.getZone());
        return t.of("moment.day-time", day(at.toLocalDate()), TIME.format(at));
    }

    /** "今天", "明天", "周五" within six days ahead, "11月20日", "2025年11月20日". */
    public String day(LocalDate day) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        long ahead = ChronoUnit.DAYS.between(today, day);
        if (ahead == 0) {
            return t.of("moment.today");
        } else if (ahead == 1) {
            return t.of("moment.tomorrow");
        } else if (ahead == -1) {
            return t.of("moment.yesterday");
        } else if (ahead > 1 && ahead < 7) {
            return weekday(day.getDayOfWeek());
        } else if (day.getYear() == today.getYear()) {
            return t.of("moment.month-day", day.getMonthValue(), day.getDayOfMonth());
        }
        return t.of("moment.year-month-day", Integer.toString(day.getYear()), day.getMonthValue(), day.getDayOfMonth());
    }

    /** The day it is: "2026年11月22日 星期日". */
    public String today() {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        return t.of(
                "moment.today-long",
                t.of(
                        "moment.year-month-day",
                        Integer.toString(today.getYear()),
                        today.getMonthValue(),
                        today.getDayOfMonth()),
                t.of("moment.weekday-long." + today.getDayOfWeek().getValue()));
    }

    public String date(Instant moment) {
        return day(moment.atZone(clock.getZone()).toLocalDate());
    }

    public String time(Instant moment) {
        return TIME.format(moment.atZone(clock.getZone()));
    }

    public String weekday(DayOfWeek day) {
        return t.of("moment.weekday." + day.getValue());
    }

    /** "还剩 22 分钟", "还剩 1 小时 40 分", "还剩 16 小时", "还剩 2 个工作日", "已超 3 个工作日". */
    public String left(Instant due) {
        Duration left = Duration.between(clock.instant(), due);
        if (left.isNegative()) {
            int days = -calendar.workingDaysLeft(due);
            return days >= 1
                    ? t.of("moment.over-days", days)
                    : t.of("moment.over-hours", Math.max(1, left.negated().toHours()));
        }
        if (left.toMinutes() < 60) {
            return t.of("moment.left-minutes", left.toMinutes());
        }
        int days = calendar.workingDaysLeft(due);
        if (days >= 1) {
            return t.of("moment.left-days", days);
        }
        return left.toHours() < 6
                ? t.of("moment.left-hours", left.toHours(), left.toMinutesPart())
                : t.of("moment.left-whole-hours", left.toHours());
    }

    public boolean over(Instant due) {
        return due.isBefore(clock.instant());
    }

    public boolean today(Instant moment) {
        return moment.atZone(clock.getZone())
                .toLocalDate()
                .equals(clock.instant().atZone(clock.getZone()).toLocalDate());
    }

    public String exact(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                moment.atZone(clock.getZone()).truncatedTo(ChronoUnit.SECONDS));
    }
}
