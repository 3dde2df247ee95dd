package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.People;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 机构: the units of the matrix, one unit, and the forms by which the office enters and changes them. */
@Controller
@Access
class UnitsController {
    private final Units units;
    private final UnitList list;
    private final UnitPages pages;
    private final People people;

    UnitsController(Units units, UnitList list, UnitPages pages, People people) {
        this.units = units;
        this.list = list;
        this.pages = pages;
        this.people = people;
    }

    @GetMapping("/console/units")
    String index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String gap,
            @RequestParam(defaultValue = "") String under,
            Person person,
            Model model) {
        var wanted = new UnitList.Wanted(
                q.length() > 60 ? q.substring(0, 60) : q,
                Units.TYPES.contains(type) ? type : "",
                Gap.of(gap),
                Forms.optional(under));
        List<UnitList.Row> rows = list.find(wanted, person);
        UnitList.@Nullable Row top = wanted.search() || wanted.under() == null
                ? null
                : list.find(wanted.under(), person).orElseThrow(Refusals::notFound);
        model.addAttribute("wanted", wanted);
        model.addAttribute(
                "trees",
                wanted.search() ? rows.stream().map(r -> new Tree(r, List.of())).toList() : Tree.of(rows));
        model.addAttribute("top", top);
        model.addAttribute(
                "leaders",
                people.names(rows.stream()
                        .map(UnitList.Row::leader)
                        .filter(Objects::nonNull)
                        .toList()));
        model.addAttribute("all", list.count(person));
        model.addAttribute("gaps", list.gaps(person));
        model.addAttribute("enters", units.mayCreate(person));
        return "registry/units/index";
    }

    @GetMapping("/console/units/{id}")
    String show(@PathVariable String id, Page page, Model model) {
        model.addAttribute("it", pages.of(Forms.id(id), page).orElseThrow(Refusals::notFound));
        return "registry/units/show";
    }

    @GetMapping("/console/units/new")
    @Access(value = Role.OFFICE, admin = true)
    String fresh(@RequestParam(defaultValue = "") String under, Person person, Model model) {
        if (!units.mayCreate(person)) {
            throw Refusals.notAllowed();
        }
        UnitForm form = UnitForm.empty(Forms.optional(under), person.is(Role.OFFICE) ? "department" : "office");
        return form(null, form, Map.of(), Map.of(), person, model);
    }

    @PostMapping("/console/units")
    @Access(value = Role.OFFICE, admin = true)
    String create(UnitForm form, Person person, Page page, HttpServletResponse response, Model model) {
        return switch (units.create(form.wanted(form.code()), person)) {
            case Outcome.Done<Unit>(Unit unit) -> "redirect:/console/units/" + unit.id() + "?said=unit-entered";
            case Outcome.Refused<Unit> refused ->
                form(null, form, Forms.errors(refused, page, response), Map.of(), person, model);
        };
    }

    @GetMapping("/console/units/{id}/edit")
    @Access(Role.OFFICE)
    String edit(@PathVariable String id, Person person, Model model) {
        Unit unit = found(id, person);
        return form(unit, UnitForm.of(unit), Map.of(), Map.of(), person, model);
    }

    @PostMapping("/console/units/{id}")
    @Access(Role.OFFICE)
    String update(
            @PathVariable String id,
            UnitForm form,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        Unit unit = found(id, person);
        return switch (units.change(unit.id(), form.version(), form.wanted(unit.code()), person)) {
            case Outcome.Done<Unit> done -> "redirect:/console/units/" + id + "?said=unit-saved";
            case Outcome.Refused<Unit> refused -> {
                Unit now = found(id, person);
                boolean overtaken = refused.kind() == Outcome.Kind.CHANGED_MEANWHILE;
                Map<String, String> stored = overtaken ? form.stored(UnitForm.of(now), page.t, names(now)) : Map.of();
                yield form(
                        now,
                        overtaken ? form.over(now) : form,
                        Forms.errors(refused, page, response),
                        stored,
                        person,
                        model);
            }
        };
    }

    private Unit found(String id, Person person) {
        return units.find(list.find(Forms.id(id), person)
                        .orElseThrow(Refusals::notFound)
                        .id())
                .orElseThrow();
    }

    private Map<Long, String> names(Unit unit) {
        return unit.parent() == null ? Map.of() : units.names(List.of(unit.parent()));
    }

    private String form(
            @Nullable Unit unit,
            UnitForm form,
            Map<String, String> errors,
            Map<String, String> stored,
            Person person,
            Model model) {
        model.addAttribute("unit", unit);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("stored", stored);
        model.addAttribute(
                "units",
                units.all().stream()
                        .filter(u -> unit == null || u.id() != unit.id())
                        .toList());
        model.addAttribute("types", person.is(Role.OFFICE) ? Units.TYPES : List.of("office"));
        return unit == null ? "registry/units/new" : "registry/units/edit";
    }
}
