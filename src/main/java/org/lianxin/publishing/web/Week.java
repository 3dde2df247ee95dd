package org.lianxin.publishing.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.publishing.PostState;

/**
 * Seven days from a Monday: what went out and what shall go out.
 *
 * @param cut there is more than is shown; choosing one unit shows it
 */
public record Week(LocalDate monday, LocalDate today, Instant now, List<Day> days, boolean cut) {

    public record Day(LocalDate date, List<Item> items) {}

    /** {@code at}: when it went out, else when it shall. {@code late}: its time has passed and it is not approved. */
    public record Item(
            long id,
            long unit,
            String unitName,
            PostState state,
            String title,
            Instant at,
            boolean out,
            boolean late,
            int trouble) {

        public String mark() {
            if (late) {
                return "care";
            }
            return trouble > 0
                    ? "refused"
                    : state == PostState.APPROVED
                            ? "wait"
                            : PostList.Step.of(state).mark();
        }
    }

    public LocalDate before() {
        return monday.minusWeeks(1);
    }

    public LocalDate after() {
        return monday.plusWeeks(1);
    }

    public boolean current() {
        return !today.isBefore(monday) && today.isBefore(monday.plusWeeks(1));
    }

    public int count() {
        return days.stream().mapToInt(d -> d.items().size()).sum();
    }

    public List<Item> late() {
        return days.stream().flatMap(d -> d.items().stream()).filter(Item::late).toList();
    }

    /** Days of this week before today. */
    public int past() {
        return days.stream()
                .filter(d -> d.date().isBefore(today))
                .mapToInt(d -> d.items().size())
                .sum();
    }

    public long minutesLate(Item item) {
        return Duration.between(item.at(), now).toMinutes();
    }

    /** The item after which the line "now" stands on this day, or null if it stands before all. */
    public @Nullable Item last(Day day) {
        return day.items().stream()
                .filter(i -> !i.at().isAfter(now))
                .reduce((a, b) -> b)
                .orElse(null);
    }

    static LocalDate monday(LocalDate day) {
        return day.with(java.time.temporal.TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
