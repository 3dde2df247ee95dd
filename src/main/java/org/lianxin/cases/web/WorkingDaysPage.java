package org.lianxin.cases.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.WorkingCalendar;

/**
 * The calendar of one year.
 *
 * @param imported whether its holidays are known; else plain weekdays are assumed
 * @param missing the coming year if its holidays are not known yet, else 0
 * @param recomputed how many running deadlines the last change moved, −1 if there was none
 */
public record WorkingDaysPage(
        int year,
        boolean imported,
        List<Month> months,
        List<Pause> pauses,
        int working,
        LocalDate today,
        int missing,
        int recomputed,
        Map<String, String> typed,
        Map<String, String> errors) {

    /** Weeks from Monday to Sunday; days of other months are null. */
    public record Month(int number, List<List<WorkingCalendar.@Nullable Day>> weeks) {}

    static List<Month> months(List<WorkingCalendar.Day> days) {
        List<Month> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            int number = month;
            List<List<WorkingCalendar.@Nullable Day>> weeks = new ArrayList<>();
            for (WorkingCalendar.Day day : days.stream()
                    .filter(d -> d.date().getMonthValue() == number)
                    .toList()) {
                int place = day.date().getDayOfWeek().getValue() - 1;
                if (weeks.isEmpty() || place == 0) {
                    weeks.add(new ArrayList<>(Collections.nCopies(7, null)));
                }
                weeks.getLast().set(place, day);
            }
            months.add(new Month(number, weeks));
        }
        return months;
    }

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** How a day is drawn: a holiday, a weekend, one worked instead of a holiday, or plain. */
    public static String css(WorkingCalendar.Day day) {
        boolean weekend = day.date().getDayOfWeek().getValue() > 5;
        return day.working() ? (weekend ? "worked" : "") : day.name().isEmpty() && weekend ? "weekend" : "off";
    }
}
