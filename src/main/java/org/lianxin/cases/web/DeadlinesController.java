package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Deadlines;
import org.lianxin.intake.Message;
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

/** 期限: how many working days each kind of letter has, and what a letter of today would get. Everybody reads it, the office sets it. */
@Controller
@RequestMapping("/console/deadlines")
class DeadlinesController {
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Clock clock;

    DeadlinesController(Deadlines deadlines, WorkingCalendar calendar, Clock clock) {
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.clock = clock;
    }

    @GetMapping
    @Access
    String show(Model model) {
        return page(asSet(), seen(), false, Map.of(), model);
    }

    /** {@code look}: shows what would come of it and sets nothing. */
    @PostMapping
    @Access(Role.OFFICE)
    String set(
            @RequestParam Map<String, String> typed,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        String seen = typed.getOrDefault("seen", "");
        Map<String, String> errors = new LinkedHashMap<>();
        Map<Message.Kind, Deadlines.Days> wanted = new LinkedHashMap<>();
        for (Message.Kind kind : Deadlines.kinds()) {
            Deadlines.Days days = days(typed.get(word(kind) + ".first"), typed.get(word(kind) + ".last"));
            if (days == null || !days.fit()) {
                errors.put(
                        word(kind) + (days == null || days.first() < 1 ? ".first" : ".last"),
                        page.t.of("cases.deadlines.range-of", page.t.of("cases.kind." + word(kind)), Deadlines.MOST));
            } else {
                wanted.put(kind, days);
            }
        }
        Deadlines.Days again = days(typed.get("reopened"), typed.get("reopened"));
        if (again == null || !again.fit()) {
            errors.put(
                    "reopened",
                    page.t.of("cases.deadlines.range-of", page.t.of("cases.deadlines.reopened"), Deadlines.MOST));
        }
        if (!errors.isEmpty() || again == null) {
            response.setStatus(422);
            return page(typed, seen, false, errors, model);
        } else if (typed.containsKey("look")) {
            return page(typed, seen, true, Map.of(), model);
        } else if (!seen.equals(seen())) {
            response.setStatus(409);
            return page(typed, seen(), false, Map.of("", page.t.of("cases.deadlines.changed", seen())), model);
        }
        return switch (deadlines.set(wanted, again.first(), person)) {
            case Outcome.Done<Boolean> done -> "redirect:/console/deadlines?said=deadlines-set";
            case Outcome.Refused<Boolean> refused
            when refused.kind() == Outcome.Kind.NOT_ALLOWED -> throw Refusals.notAllowed();
            case Outcome.Refused<Boolean> refused -> {
                response.setStatus(refused.kind().status());
                yield page(
                        typed,
                        seen,
                        false,
                        Map.of(
                                refused.field() == null ? "" : refused.field(),
                                page.t.of(refused.key(), refused.arguments())),
                        model);
            }
        };
    }

    private static Deadlines.@Nullable Days days(@Nullable String first, @Nullable String last) {
        return first == null
                        || last == null
                        || !first.strip().matches("\\d{1,4}")
                        || !last.strip().matches("\\d{1,4}")
                ? null
                : new Deadlines.Days(Integer.parseInt(first.strip()), Integer.parseInt(last.strip()));
    }

    private Map<String, String> asSet() {
        Map<String, String> set = new LinkedHashMap<>();
        for (Message.Kind kind : Deadlines.kinds()) {
            deadlines.of(kind).ifPresent(d -> {
                set.put(word(kind) + ".first", Integer.toString(d.first()));
                set.put(word(kind) + ".last", Integer.toString(d.last()));
            });
        }
        set.put("reopened", Integer.toString(deadlines.reopened()));
        return set;
    }

    /** What is set now, in one line: 1/3 1/5 … 5. */
    private String seen() {
        StringBuilder all = new StringBuilder();
        Deadlines.kinds()
                .forEach(kind -> deadlines
                        .of(kind)
                        .ifPresent(d -> all.append(d.first())
                                .append('/')
                                .append(d.last())
                                .append(' ')));
        return all.append(deadlines.reopened()).toString();
    }

    private static String word(Message.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private String page(
            Map<String, String> typed, String seen, boolean looked, Map<String, String> errors, Model model) {
        List<DeadlinesPage.Row> rows = new ArrayList<>();
        Deadlines.kinds()
                .forEach(kind -> rows.add(row(
                        word(kind),
                        typed.getOrDefault(word(kind) + ".first", ""),
                        typed.getOrDefault(word(kind) + ".last", ""))));
        String again = typed.getOrDefault("reopened", "");
        model.addAttribute(
                "view",
                new DeadlinesPage(rows, row("reopened", again, again), seen, calendar.closing(), looked, errors));
        return "cases/deadlines/index";
    }

    private DeadlinesPage.Row row(String kind, String first, String last) {
        Deadlines.Days days = days(first, last);
        if (days == null || !days.fit()) {
            return new DeadlinesPage.Row(kind, first, last, null);
        }
        Case.Reckoning reckoning = deadlines.reckon(clock.instant(), days);
        List<Deadlines.Day> way = deadlines.way(reckoning, false);
        return new DeadlinesPage.Row(kind, first, last, new DeadlinesPage.Today(reckoning, way, Pause.onTheWay(way)));
    }
}
