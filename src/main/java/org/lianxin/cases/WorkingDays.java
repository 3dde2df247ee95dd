package org.lianxin.cases;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.kernel.WorkingCalendar;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads a year's holidays and make-up workdays (调休) from a CSV (date,working,name) or a calendar file, shows what would change, and
 * imports it. Every running deadline is reckoned anew in the same transaction.
 */
@Service
public class WorkingDays {
    /** Most characters of a file. */
    public static final int LARGEST = 200_000;

    private static final int MOST_WORDS = 200;
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyyMMdd");

    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final ApplicationEventPublisher events;

    WorkingDays(WorkingCalendar calendar, Deadlines deadlines, ApplicationEventPublisher events) {
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.events = events;
    }

    /**
     * What a file says, before anything is changed.
     *
     * @param days special days only; all others are plain weekdays
     * @param problems lines that could not be read; while there are any, nothing is imported
     */
    public record Plan(int year, List<WorkingCalendar.Day> days, List<Problem> problems) {}

    /** @param key of the sentence that says what is wrong with the line */
    public record Problem(int line, String text, String key) {}

    /** How many deadlines changed by an import. */
    public record Imported(int year, int deadlines) {}

    /** Special days of a year as they stand: those with a name, or that differ from plain weekdays. */
    public List<WorkingCalendar.Day> special(int year) {
        List<WorkingCalendar.Day> days = new ArrayList<>();
        for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
            WorkingCalendar.Day known = calendar.day(day);
            if (!known.name().isEmpty()
                    || known.working() != (day.getDayOfWeek().getValue() < 6)) {
                days.add(known);
            }
        }
        return days;
    }

    public boolean imported(int year) {
        return calendar.day(LocalDate.of(year, 7, 1)).imported();
    }

    /** Reads a file; nothing is changed. Refused if it holds no day at all or days of several years. */
    public Outcome<Plan> read(String text) {
        if (text.isBlank()) {
            return Outcome.invalid("file", "cases.days.empty");
        } else if (text.length() > LARGEST) {
            return Outcome.invalid("file", "cases.days.too-large", LARGEST);
        } else if (Unseen.in(text)) {
            return Unseen.refused("file");
        }
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        NavigableMap<LocalDate, WorkingCalendar.Day> days = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        if (plain.contains("BEGIN:VCALENDAR")) {
            calendarFile(plain, days, problems);
        } else {
            table(plain, days, problems);
        }
        if (days.isEmpty()) {
            return problems.isEmpty()
                    ? Outcome.invalid("file", "cases.days.empty")
                    : Outcome.invalid(
                            "file", "cases.days.unreadable", problems.getFirst().line());
        }
        int year = days.firstKey().getYear();
        // a holiday may begin on the last days of the year before
        int main = days.keySet().stream()
                                        .filter(d ->
                                                d.getYear() == days.lastKey().getYear())
                                        .count()
                                * 2
                        >= days.size()
                ? days.lastKey().getYear()
                : year;
        days.keySet().stream()
                .filter(d -> d.getYear() != main)
                .forEach(d -> problems.add(new Problem(0, d.toString(), "cases.days.other-year")));
        if (main < 2020 || main > 2045) {
            return Outcome.invalid("file", "cases.days.year-range", "2020", "2045");
        }
        return Outcome.done(new Plan(main, List.copyOf(days.values()), problems));
    }

    private static void table(String text, Map<LocalDate, WorkingCalendar.Day> days, List<Problem> problems) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String[] cells = line.split("[,\\t\\uff0c]", 3);
            String first = cells[0].strip();
            if (first.isEmpty() || (number == 1 && first.chars().noneMatch(Character::isDigit))) {
                continue;
            }
            LocalDate date = date(first);
            Boolean working = cells.length < 2 ? null : working(cells[1]);
            if (date == null || working == null) {
                problems.add(new Problem(
                        number,
                        line.length() > 200 ? line.substring(0, 200) : line,
                        date == null ? "cases.days.no-date" : "cases.days.no-working"));
            } else if (days.putIfAbsent(date, day(date, working, cells.length < 3 ? "" : cells[2])) != null) {
                problems.add(new Problem(number, line, "cases.days.twice"));
            }
        }
    }

    /** Days of events as Apple's and the common Chinese holiday calendars write them: a make-up day says so in a property or by 班. */
    private static void calendarFile(String text, Map<LocalDate, WorkingCalendar.Day> days, List<Problem> problems) {
        LocalDate from = null;
        LocalDate to = null;
        String name = "";
        boolean working = false;
        int number = 0;
        for (String line : text.replaceAll("\\r?\\n[ \\t]", "").lines().toList()) {
            number++;
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("BEGIN:VEVENT")) {
                from = null;
                to = null;
                name = "";
                working = false;
            } else if (line.startsWith("DTSTART")) {
                from = date(value);
            } else if (line.startsWith("DTEND")) {
                to = date(value);
            } else if (line.startsWith("SUMMARY")) {
                name = value.replace("\\,", ",");
                working |= name.indexOf('\u73ed') >= 0;
            } else if (line.startsWith("X-APPLE-SPECIAL-DAY")) {
                working |= value.equals("ALTERNATE-WORKDAY");
            } else if (line.startsWith("END:VEVENT")) {
                if (from == null) {
                    problems.add(new Problem(number, name, "cases.days.no-date"));
                    continue;
                }
                LocalDate end =
                        to == null || !to.isAfter(from) || to.isAfter(from.plusDays(31)) ? from.plusDays(1) : to;
                for (LocalDate date = from; date.isBefore(end); date = date.plusDays(1)) {
                    days.put(date, day(date, working, name));
                }
            }
        }
    }

    private static WorkingCalendar.Day day(LocalDate date, boolean working, String name) {
        String clean = name.strip().replaceAll("[\\p{Cntrl}]", "");
        return new WorkingCalendar.Day(date, working, clean.length() > 40 ? clean.substring(0, 40) : clean, true, 0);
    }

    private static @Nullable LocalDate date(String text) {
        String plain = text.strip();
        try {
            return plain.matches("\\d{8}.*")
                    ? LocalDate.parse(plain.substring(0, 8), PLAIN)
                    : LocalDate.parse(plain.replace('/', '-'));
        } catch (DateTimeException no) {
            return null;
        }
    }

    private static @Nullable Boolean working(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "work", "working", "\u73ed", "\u4e0a\u73ed", "\u662f" -> true;
            case "false", "no", "0", "off", "holiday", "\u4f11", "\u653e\u5047", "\u5426" -> false;
            default -> null;
        };
    }

    /** Imports what {@link #read} showed. The office may; refused while a line is wrong. */
    @Transactional
    public Outcome<Imported> carryOut(String text, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        return read(text).then(plan -> {
            if (!plan.problems().isEmpty()) {
                return Outcome.invalid(
                        "file", "cases.days.has-problems", plan.problems().size());
            }
            Map<LocalDate, WorkingCalendar.Day> days = new TreeMap<>();
            plan.days().forEach(d -> days.put(d.date(), d));
            calendar.importYear(plan.year(), days);
            int changed = deadlines.recompute();
            events.publishEvent(Audited.Entry.of(
                    "working-days.imported",
                    "setting",
                    plan.year(),
                    null,
                    by,
                    Map.of("year", Integer.toString(plan.year()), "days", days.size(), "deadlines", changed)));
            return Outcome.done(new Imported(plan.year(), changed));
        });
    }

    /**
     * Changes one day and reckons every running deadline anew; the office may, with a reason that the trail keeps. Refused in a year that was
     * not imported, because the rest of it would then pass for known.
     */
    @Transactional
    public Outcome<Imported> change(LocalDate date, boolean working, String name, String reason, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (date.getYear() < 2020 || date.getYear() > 2045) {
            return Outcome.invalid("date", "cases.days.year-range", "2020", "2045");
        } else if (!imported(date.getYear())) {
            return Outcome.invalid("date", "cases.days.not-imported", Integer.toString(date.getYear()));
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "cases.reason-needed");
        } else if (reason.length() > MOST_WORDS) {
            return Outcome.invalid("reason", "cases.too-long", MOST_WORDS);
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        } else if (Unseen.in(name)) {
            return Unseen.refused("name");
        } else if (name.strip().length() > 40) {
            return Outcome.invalid("name", "cases.too-long", 40);
        }
        WorkingCalendar.Day wanted = day(date, working, name);
        WorkingCalendar.Day known = calendar.day(date);
        if (known.working() == working && known.name().equals(wanted.name())) {
            return Outcome.invalid("date", working ? "cases.days.works-already" : "cases.days.off-already");
        }
        calendar.change(date, working, wanted.name());
        int changed = deadlines.recompute();
        events.publishEvent(Audited.Entry.of(
                "working-day.changed",
                "setting",
                date.getYear(),
                null,
                by,
                Map.of(
                        "day",
                        date.toString(),
                        "working",
                        working,
                        "name",
                        wanted.name(),
                        "reason",
                        reason.strip(),
                        "deadlines",
                        changed)));
        return Outcome.done(new Imported(date.getYear(), changed));
    }

    /** Every day of a year, in order. */
    public List<WorkingCalendar.Day> all(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .map(calendar::day)
                .toList();
    }
}
