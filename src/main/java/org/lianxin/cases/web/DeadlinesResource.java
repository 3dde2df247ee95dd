package org.lianxin.cases.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
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
@RequestMapping("/rest/v1")
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

    record DeadlinesJson(
            @Nullable Map<String, DaysJson> days, @Nullable Integer reopened) {}

    record DayJson(String date, boolean working, String name) {}

    record YearJson(int year, boolean imported, List<DayJson> days) {}

    record ImportJson(@Nullable String text, @Nullable Boolean dry) {}

    record ProblemJson(int line, String text, String problem) {}

    record PlanJson(int year, boolean imported, int deadlines, List<DayJson> days, List<ProblemJson> problems) {}

    record ChangeJson(
            @Nullable String date,
            @Nullable Boolean working,
            @Nullable String name,
            @Nullable String reason) {}

    record ChangedJson(int year, int deadlines) {}

    record WayJson(String date, boolean working, String name, int count) {}

    record ReckoningJson(Instant dueFirstAt, Instant dueAt, boolean provisional, List<WayJson> way) {}

    record TrialJson(@Nullable String text) {}

    record HitJson(String unit, List<String> words) {}

    record TriedJson(@Nullable String unit, List<HitJson> hits) {}

    record RouteJson(@Nullable String unit, @Nullable List<String> words) {}

    @GetMapping("/deadlines")
    @Access
    DeadlinesJson deadlines() {
        Map<String, DaysJson> days = new LinkedHashMap<>();
        for (Message.Kind kind : Deadlines.kinds()) {
            deadlines
                    .of(kind)
                    .ifPresent(d -> days.put(kind.name().toLowerCase(Locale.ROOT), new DaysJson(d.first(), d.last())));
        }
        return new DeadlinesJson(days, deadlines.reopened());
    }

    @PutMapping("/deadlines")
    @Access(Role.OFFICE)
    DeadlinesJson set(@RequestBody DeadlinesJson body, Person person) {
        Map<Message.Kind, Deadlines.Days> wanted = new LinkedHashMap<>();
        Map<String, DaysJson> given = body.days() == null ? Map.of() : body.days();
        given.forEach((word, days) -> {
            Message.Kind kind = Typed.kind(word)
                    .filter(Deadlines.kinds()::contains)
                    .orElseGet(() -> Refusals.<Message.Kind>orRefuse(
                            Outcome.invalid("days." + word, "cases.deadlines.no-kind")));
            wanted.put(kind, new Deadlines.Days(days.first(), days.last()));
        });
        Refusals.orRefuse(
                deadlines.set(wanted, body.reopened() == null ? deadlines.reopened() : body.reopened(), person));
        return deadlines();
    }

    /** What a letter that arrived then would get, day by day. */
    @GetMapping("/deadlines/reckoning")
    @Access
    ReckoningJson reckoning(@RequestParam OffsetDateTime received, @RequestParam int first, @RequestParam int last) {
        Deadlines.Days days = new Deadlines.Days(first, last);
        int year = received.getYear();
        if (!days.fit()) {
            Refusals.orRefuse(Outcome.invalid("last", "cases.deadlines.range", Deadlines.MOST));
        } else if (year < 2020 || year > 2044) {
            Refusals.orRefuse(Outcome.invalid("received", "cases.days.year-range", "2020", "2044"));
        }
        Case.Reckoning r = deadlines.reckon(received.toInstant(), days);
        return new ReckoningJson(
                r.dueFirst(),
                r.dueFinal(),
                r.provisional(),
                deadlines.way(r, false).stream()
                        .map(d -> new WayJson(d.date().toString(), d.working(), d.name(), d.count()))
                        .toList());
    }

    @GetMapping("/working-days")
    @Access
    YearJson year(@RequestParam int year) {
        if (year < 2020 || year > 2045) {
            throw Refusals.notFound();
        }
        return new YearJson(
                year,
                workingDays.imported(year),
                workingDays.special(year).stream().map(DeadlinesResource::day).toList());
    }

    /** {@code dry}: shows what the text says and changes nothing. */
    @PostMapping("/working-days")
    @Access(Role.OFFICE)
    PlanJson imported(@RequestBody ImportJson body, Person person) {
        String text = Typed.text(body.text());
        WorkingDays.Plan plan = Refusals.orRefuse(workingDays.read(text));
        boolean dry = Boolean.TRUE.equals(body.dry());
        int changed =
                dry ? 0 : Refusals.orRefuse(workingDays.carryOut(text, person)).deadlines();
        return new PlanJson(
                plan.year(),
                !dry,
                changed,
                plan.days().stream().map(DeadlinesResource::day).toList(),
                plan.problems().stream()
                        .map(p -> new ProblemJson(p.line(), p.text(), p.key()))
                        .toList());
    }

    /** Changes one day, with a reason. */
    @PostMapping("/working-days/changes")
    @Access(Role.OFFICE)
    ChangedJson change(@RequestBody ChangeJson body, Person person) {
        LocalDate date = WorkingDaysController.date(body.date());
        Boolean working = body.working();
        Outcome<WorkingDays.Imported> outcome = date == null
                ? Outcome.invalid("date", "cases.days.choose-day")
                : working == null
                        ? Outcome.invalid("working", "cases.days.choose-working")
                        : workingDays.change(date, working, Typed.text(body.name()), Typed.text(body.reason()), person);
        WorkingDays.Imported changed = Refusals.orRefuse(outcome);
        return new ChangedJson(changed.year(), changed.deadlines());
    }

    private static DayJson day(WorkingCalendar.Day d) {
        return new DayJson(d.date().toString(), d.working(), d.name());
    }

    @GetMapping("/routes")
    @Readers
    List<RouteJson> routes() {
        return routes.all().stream()
                .map(r -> new RouteJson(Ids.text(r.unit()), r.words()))
                .toList();
    }

    /** Replaces the words of one unit; none takes its rule away. */
    @PutMapping("/routes/{unit}")
    @Access(Role.OFFICE)
    RouteJson route(@PathVariable String unit, @RequestBody RouteJson body, Person person) {
        Routes.Route set =
                Refusals.orRefuse(routes.set(Typed.id(unit), body.words() == null ? List.of() : body.words(), person));
        return new RouteJson(Ids.text(set.unit()), set.words());
    }

    /** Who would get such a text, and which words decide; null: the office. Nothing is kept of it. */
    @PostMapping("/routes/trial")
    @Readers
    TriedJson tried(@RequestBody TrialJson body) {
        String text = Typed.text(body.text());
        if (text.isBlank() || text.length() > RoutesController.LONGEST) {
            Refusals.orRefuse(
                    text.isBlank()
                            ? Outcome.invalid("text", "cases.routes.trial-empty")
                            : Outcome.invalid("text", "cases.too-long", RoutesController.LONGEST));
        }
        List<Routes.Route> hits = routes.hits(text);
        return new TriedJson(
                Routes.winner(hits).map(Ids::text).orElse(null),
                hits.stream()
                        .map(h -> new HitJson(Ids.text(h.unit()), h.words()))
                        .toList());
    }
}
