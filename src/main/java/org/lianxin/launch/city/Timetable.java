package org.lianxin.launch.city;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.WorkingCalendar;

/** What happens in the city, in the order of time, each under its own moment of the clock. The same city comes out every time. */
final class Timetable {
    private final LianxinClock clock;
    private final WorkingCalendar calendar;
    private final ZoneId zone;
    private final Instant end;
    private final Random random = new Random(2026);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
    private long number;

    private record Event(Instant at, long number, Runnable what) {}

    Timetable(LianxinClock clock, WorkingCalendar calendar, Instant end) {
        this.clock = clock;
        this.calendar = calendar;
        this.zone = clock.getZone();
        this.end = end;
    }

    Instant end() {
        return end;
    }

    /** Does it at that moment, or not at all if that lies beyond the end. */
    void at(Instant moment, Runnable what) {
        if (moment.isBefore(end)) {
            events.add(new Event(moment, number++, what));
        }
    }

    /** Everything that is planned, and what that plans in turn. */
    void run() {
        while (!events.isEmpty()) {
            Event next = events.poll();
            clock.set(next.at());
            next.what().run();
        }
    }

    /** A moment in office hours, about {@code share} (0–1) of the way through the last {@code days} days. */
    Instant office(double share, int days) {
        LocalDate day =
                LocalDate.ofInstant(end.minus(Duration.ofDays(days)).plusSeconds((long) (share * days * 86_400)), zone);
        while (!calendar.day(day).working()) {
            day = day.minusDays(1);
        }
        int minutes = random.nextInt(2) == 0 ? random.nextInt(510, 700) : random.nextInt(820, 1020);
        Instant moment =
                day.atTime(LocalTime.MIDNIGHT.plusMinutes(minutes)).atZone(zone).toInstant();
        return moment.isBefore(end) ? moment : end.minus(Duration.ofMinutes(90 + random.nextInt(60)));
    }

    /** Any time when people are awake. */
    Instant awake(double share, int days) {
        LocalDate day =
                LocalDate.ofInstant(end.minus(Duration.ofDays(days)).plusSeconds((long) (share * days * 86_400)), zone);
        int minutes = day.getDayOfWeek() == DayOfWeek.SUNDAY ? random.nextInt(540, 1400) : random.nextInt(400, 1410);
        Instant moment =
                day.atTime(LocalTime.MIDNIGHT.plusMinutes(minutes)).atZone(zone).toInstant();
        return moment.isBefore(end) ? moment : end.minus(Duration.ofMinutes(10 + random.nextInt(300)));
    }

    /** The same moment, or the next one in office hours. */
    Instant soonInOffice(Instant moment) {
        var at = moment.atZone(zone);
        LocalDate day = at.toLocalDate();
        LocalTime time = at.toLocalTime();
        if (calendar.day(day).working() && time.isAfter(LocalTime.of(8, 30)) && time.isBefore(calendar.closing())) {
            return moment;
        }
        if (!calendar.day(day).working() || time.isAfter(calendar.closing())) {
            do {
                day = day.plusDays(1);
            } while (!calendar.day(day).working());
        }
        return day.atTime(LocalTime.of(8, 35).plusMinutes(random.nextInt(40)))
                .atZone(zone)
                .toInstant();
    }

    Instant later(Instant moment, int fromMinutes, int toMinutes) {
        return soonInOffice(moment.plus(Duration.ofMinutes(random.nextInt(fromMinutes, toMinutes))));
    }

    int die(int sides) {
        return random.nextInt(sides);
    }
}
