package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Routes;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
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

/** 分派规则: which words lead to which unit, and a text to try them on. */
@Controller
@RequestMapping("/console/routes")
class RoutesController {
    static final int LONGEST = 5_000;

    private final Routes routes;
    private final Units units;

    RoutesController(Routes routes, Units units) {
        this.routes = routes;
        this.units = units;
    }

    @GetMapping
    @Readers
    String show(Model model) {
        return page(null, "", Map.of(), Map.of(), model);
    }

    /** Nothing is kept of the text that is tried, and it stands in no address. */
    @PostMapping("/trial")
    @Readers
    String trial(@RequestParam(defaultValue = "") String text, Page page, Model model, HttpServletResponse response) {
        if (text.isBlank() || text.length() > LONGEST) {
            response.setStatus(422);
            String sentence =
                    text.isBlank() ? page.t.of("cases.routes.trial-empty") : page.t.of("cases.too-long", LONGEST);
            return page(null, "", Map.of("text", text), Map.of("text", sentence), model);
        }
        List<Routes.Route> hits = routes.hits(text);
        Map<Long, Unit> byId = byId();
        Optional<Long> winner = Routes.winner(hits);
        List<RoutesPage.Hit> shown = hits.stream()
                .filter(h -> byId.containsKey(h.unit()))
                .map(h -> RoutesPage.Hit.of(Objects.requireNonNull(byId.get(h.unit())), h))
                .toList();
        RoutesPage.Trial trial = new RoutesPage.Trial(
                text, winner.map(byId::get).orElse(null), winner.isEmpty() && !hits.isEmpty(), shown);
        return page(trial, "", Map.of("text", text), Map.of(), model);
    }

    /** Replaces the words of one unit; none takes its rule away. */
    @PostMapping
    @Access(Role.OFFICE)
    String set(
            @RequestParam Map<String, String> typed,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        long unit = Typed.unit(typed.get("unit"));
        Set<String> words = words(typed.getOrDefault("words", ""));
        boolean fresh = !typed.containsKey("seen");
        if (!fresh && !words(typed.getOrDefault("seen", "")).equals(now(unit))) {
            response.setStatus(409);
            return page(
                    null,
                    Ids.text(unit),
                    typed,
                    Map.of("words-" + unit, page.t.of("cases.routes.changed", String.join(" ", now(unit)))),
                    model);
        } else if (fresh && words.isEmpty() && unit != 0) {
            response.setStatus(422);
            return page(null, "", typed, Map.of("words", page.t.of("cases.routes.no-words")), model);
        }
        return switch (routes.set(unit, fresh ? together(now(unit), words) : List.copyOf(words), person)) {
            case Outcome.Done<Routes.Route> done ->
                "redirect:/console/routes?said=" + (done.value().words().isEmpty() ? "route-removed" : "route-set");
            case Outcome.Refused<Routes.Route> refused
            when refused.kind() == Outcome.Kind.NOT_ALLOWED -> throw Refusals.notAllowed();
            case Outcome.Refused<Routes.Route> refused -> {
                response.setStatus(refused.kind().status());
                String field = Objects.requireNonNullElse(refused.field(), "");
                yield page(
                        null,
                        fresh ? "" : Ids.text(unit),
                        typed,
                        Map.of(fresh ? field : field + "-" + unit, page.t.of(refused.key(), refused.arguments())),
                        model);
            }
        };
    }

    /** Words as people separate them: lines, spaces, commas of both kinds. */
    private static Set<String> words(String typed) {
        return Stream.of(typed.split("[\\s,;\\u3001\\uff0c\\uff1b]+"))
                .filter(w -> !w.isEmpty())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static List<String> together(Set<String> now, Set<String> more) {
        return Stream.concat(now.stream(), more.stream()).distinct().toList();
    }

    private Set<String> now(long unit) {
        return routes.all().stream()
                .filter(r -> r.unit() == unit)
                .findFirst()
                .map(r -> Set.copyOf(r.words()))
                .orElse(Set.of());
    }

    private Map<Long, Unit> byId() {
        Map<Long, Unit> byId = new LinkedHashMap<>();
        units.all().forEach(u -> byId.put(u.id(), u));
        return byId;
    }

    private String page(
            RoutesPage.@Nullable Trial trial,
            String at,
            Map<String, String> typed,
            Map<String, String> errors,
            Model model) {
        Map<Long, List<String>> words = new HashMap<>();
        routes.all().forEach(r -> words.put(r.unit(), r.words()));
        List<Unit> all = List.copyOf(byId().values());
        List<RoutesPage.Rule> rules = all.stream()
                .filter(u -> words.containsKey(u.id()))
                .map(u -> new RoutesPage.Rule(u, words.getOrDefault(u.id(), List.of())))
                .toList();
        List<Unit> without =
                all.stream().filter(u -> !words.containsKey(u.id())).toList();
        model.addAttribute("view", new RoutesPage(rules, without, trial, at, typed, errors));
        return "cases/routes/index";
    }
}
