package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.WorkingDays;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.WorkingCalendar;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 工作日历: the days by which deadlines are reckoned. Everybody reads it; the office changes a day or imports a year. */
@Controller
@RequestMapping("/console/working-days")
class WorkingDaysController {
    private final WorkingDays workingDays;
    private final Clock clock;

    WorkingDaysController(WorkingDays workingDays, Clock clock) {
        this.workingDays = workingDays;
        this.clock = clock;
    }

    @GetMapping
    @Access
    String show(
            @RequestParam(defaultValue = "") String year, @RequestParam(defaultValue = "") String moved, Model model) {
        int wanted = year.isEmpty() ? today().getYear() : year.matches("20[2-4]\\d") ? Integer.parseInt(year) : 0;
        if (wanted < 2020 || wanted > 2045) {
            throw Refusals.notFound();
        }
        return page(wanted, moved.matches("\\d{1,9}") ? Integer.parseInt(moved) : -1, Map.of(), Map.of(), model);
    }

    /** One day, with a reason. */
    @PostMapping("/changes")
    @Access(Role.OFFICE)
    String change(
            @RequestParam Map<String, String> typed,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        LocalDate date = date(typed.get("date"));
        String working = typed.getOrDefault("working", "");
        Outcome<WorkingDays.Imported> outcome = date == null
                ? Outcome.invalid("date", "cases.days.choose-day")
                : working.isEmpty()
                        ? Outcome.invalid("working", "cases.days.choose-working")
                        : workingDays.change(
                                date,
                                working.equals("true"),
                                typed.getOrDefault("name", ""),
                                typed.getOrDefault("reason", ""),
                                person);
        return switch (outcome) {
            case Outcome.Done<WorkingDays.Imported>(WorkingDays.Imported done) ->
                "redirect:/console/working-days?year=" + done.year() + "&moved=" + done.deadlines()
                        + "&said=working-day-changed";
            case Outcome.Refused<WorkingDays.Imported> refused ->
                refused(refused, date == null ? today().getYear() : date.getYear(), typed, page, model, response);
        };
    }

    /** What a file or a pasted list says, before anything is changed. */
    @PostMapping("/plan")
    @Access(Role.OFFICE)
    String plan(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String text,
            Page page,
            Model model,
            HttpServletResponse response)
            throws IOException {
        String read = file == null || file.isEmpty()
                ? text
                : file.getSize() > 1_000_000
                        ? " ".repeat(WorkingDays.LARGEST + 1) + "x"
                        : Written.text(file.getBytes());
        return switch (workingDays.read(read)) {
            case Outcome.Done<WorkingDays.Plan>(WorkingDays.Plan plan) -> plan(plan, read, model, response);
            case Outcome.Refused<WorkingDays.Plan> refused ->
                refused(
                        refused,
                        today().getYear(),
                        Map.of("text", read.isBlank() || read.length() > WorkingDays.LARGEST ? "" : read),
                        page,
                        model,
                        response);
        };
    }

    @PostMapping
    @Access(Role.OFFICE)
    String carryOut(
            @RequestParam(defaultValue = "") String text,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        return switch (workingDays.carryOut(text, person)) {
            case Outcome.Done<WorkingDays.Imported>(WorkingDays.Imported done) ->
                "redirect:/console/working-days?year=" + done.year() + "&moved=" + done.deadlines()
                        + "&said=working-days-imported";
            case Outcome.Refused<WorkingDays.Imported> refused ->
                refused(refused, today().getYear(), Map.of("text", text), page, model, response);
        };
    }

    private String plan(WorkingDays.Plan plan, String text, Model model, HttpServletResponse response) {
        Map<LocalDate, WorkingCalendar.Day> special =
                plan.days().stream().collect(Collectors.toMap(WorkingCalendar.Day::date, Function.identity()));
        long different = workingDays.all(plan.year()).stream()
                .filter(d -> d.working()
                        != (special.containsKey(d.date())
                                ? Objects.requireNonNull(special.get(d.date())).working()
                                : d.date().getDayOfWeek().getValue() < 6))
                .count();
        response.setStatus(plan.problems().isEmpty() ? 200 : 422);
        model.addAttribute(
                "plan",
                new YearPlan(
                        plan.year(),
                        text,
                        Pause.of(plan.days()),
                        plan.problems().stream().limit(50).toList(),
                        plan.problems().size(),
                        (int) different));
        return "cases/days/plan";
    }

    private String refused(
            Outcome.Refused<?> refused,
            int year,
            Map<String, String> typed,
            Page page,
            Model model,
            HttpServletResponse response) {
        if (refused.kind() == Outcome.Kind.NOT_ALLOWED) {
            throw Refusals.notAllowed();
        }
        response.setStatus(refused.kind().status());
        String field = refused.field() == null ? "" : refused.field().equals("file") ? "text" : refused.field();
        int shown = year < 2020 || year > 2045 ? today().getYear() : year;
        return page(shown, -1, typed, Map.of(field, page.t.of(refused.key(), refused.arguments())), model);
    }

    private String page(int year, int moved, Map<String, String> typed, Map<String, String> errors, Model model) {
        List<WorkingCalendar.Day> days = workingDays.all(year);
        int next = today().getYear() + 1;
        int missing = next <= 2045 && !workingDays.imported(next) ? next : 0;
        int working = (int) days.stream().filter(WorkingCalendar.Day::working).count();
        model.addAttribute(
                "view",
                new WorkingDaysPage(
                        year,
                        workingDays.imported(year),
                        WorkingDaysPage.months(days),
                        Pause.of(workingDays.special(year)),
                        working,
                        today(),
                        missing,
                        moved,
                        typed,
                        errors));
        return "cases/days/index";
    }

    private LocalDate today() {
        return clock.instant().atZone(clock.getZone()).toLocalDate();
    }

    static @Nullable LocalDate date(@Nullable String typed) {
        try {
            return typed == null ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
