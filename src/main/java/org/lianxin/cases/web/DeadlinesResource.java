package org.lianxin.cases.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Deadlines;
import org.lianxin.cases.Routes;
import org.lianxin.cases.WorkingDays;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.WorkingCalendar;
import org.lianxin.web.Access;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deadlines per kind, the working calendar, and the words that route, for programs. Everybody signed in reads them, the office sets them. */
@RestController
@RequestMapping("/api/v1")
class DeadlinesResource {
    private final Deadlines deadlines;
    private final WorkingDays workingDays;
    private final Routes routes;

    DeadlinesResource(Deadlines deadlines, WorkingDays workingDays, Routes routes) {
        this.deadlines = deadlines;
        this.workingDays = workingDays;
        this.routes = routes;
    }

    record DaysJson(int first, int last) {}

    record DeadlinesJson(@Nullable Map<String, DaysJson> days, @Nullable Integer reopened) {}

    record DayJson(String date, boolean working, String name) {}

    record YearJson(int year, boolean imported, List<DayJson> days) {}

    record ImportJson(@Nullable String text, @Nullable Boolean dry) {}

    record ProblemJson(int line, String text, String problem) {}

    record PlanJson(int year, boolean imported, int deadlines, List<DayJson> days, List<ProblemJson> problems) {}

    record RouteJson(@Nullable String unit, @Nullable List<String> words) {}

    @GetMapping("/deadlines")
    @Access
    DeadlinesJson deadlines() {
        Map<String, DaysJson> days = new LinkedHashMap<>();
        for (Message.Kind kind : Deadlines.kinds()) {
            deadlines.of(kind).ifPresent(d -> days.put(kind.name().toLowerCase(Locale.ROOT), new DaysJson(d.first(), d.last())));
        }
        return new DeadlinesJson(days, deadlines.reopened());
    }

    @PutMapping("/deadlines")
    @Access(Role.OFFICE)
    DeadlinesJson set(@RequestBody DeadlinesJson body, Person person) {
        Map<Message.Kind, Deadlines.Days> wanted = new LinkedHashMap<>();
        Map<String, DaysJson> given = body.days() == null ? Map.of() : body.days();
        given.forEach((word, days) -> {
            Message.Kind kind = Typed.kind(word).filter(Deadlines.kinds()::contains).orElseGet(() -> Refusals.<Message.Kind>orRefuse(Outcome.invalid("days." + word, "cases.deadlines.no-kind")));
            wanted.put(kind, new Deadlines.Days(days.first(), days.last()));
        });
        Refusals.orRefuse(deadlines.set(wanted, body.reopened() == null ? deadlines.reopened() : body.reopened(), person));
        return deadlines();
    }

    @GetMapping("/working-days")
    @Access
    YearJson year(@RequestParam int year) {
        if (year < 2020 || year > 2045) {
            throw Refusals.notFound();
        }
        return new YearJson(year, workingDays.imported(year), workingDays.special(year).stream().map(DeadlinesResource::day).toList());
    }

    /** {@code dry}: shows what the text says and changes nothing. */
    @PostMapping("/working-days")
    @Access(Role.OFFICE)
    PlanJson imported(@RequestBody ImportJson body, Person person) {
        String text = Typed.text(body.text());
        WorkingDays.Plan plan = Refusals.orRefuse(workingDays.read(text));
        boolean dry = Boolean.TRUE.equals(body.dry());
        int changed = dry ? 0 : Refusals.orRefuse(workingDays.carryOut(text, person)).deadlines();
        return new PlanJson(
                plan.year(), !dry, changed, plan.days().stream().map(DeadlinesResource::day).toList(),
                plan.problems().stream().map(p -> new ProblemJson(p.line(), p.text(), p.key())).toList());
    }

    private static DayJson day(WorkingCalendar.Day d) {
        return new DayJson(d.date().toString(), d.working(), d.name());
    }

    @GetMapping("/routes")
    @Readers
    List<RouteJson> routes() {
        return routes.all().stream().map(r -> new RouteJson(Ids.text(r.unit()), r.words())).toList();
    }

    /** Replaces the words of one unit; none takes its rule away. */
    @PutMapping("/routes/{unit}")
    @Access(Role.OFFICE)
    RouteJson route(@PathVariable String unit, @RequestBody RouteJson body, Person person) {
        Routes.Route set = Refusals.orRefuse(routes.set(Typed.id(unit), body.words() == null ? List.of() : body.words(), person));
        return new RouteJson(Ids.text(set.unit()), set.words());
    }
}
