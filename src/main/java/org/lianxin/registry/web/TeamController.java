package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Team;
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

/** The people of a unit: appointed, called otherwise, dismissed. */
@Controller
@Access(Role.OFFICE)
class TeamController {
    private final Team team;
    private final TeamList list;
    private final UnitList units;
    private final Naming naming;

    TeamController(Team team, TeamList list, UnitList units, Naming naming) {
        this.team = team;
        this.list = list;
        this.units = units;
        this.naming = naming;
    }

    @GetMapping("/console/units/{id}/members/new")
    @Access(value = Role.OFFICE, admin = true)
    String fresh(@PathVariable String id, @RequestParam(defaultValue = "") String as, Person person, Model model) {
        UnitList.Row unit = unit(id, person);
        if (!person.is(Role.OFFICE) && !team.mayAppointFirst(person)) {
            return "redirect:/console/units/" + id;
        }
        return form(unit, new Seating("", as), Map.of(), person, model);
    }

    @PostMapping("/console/units/{id}/members")
    @Access(value = Role.OFFICE, admin = true)
    String create(
            @PathVariable String id,
            Seating typed,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        UnitList.Row unit = unit(id, person);
        Outcome<Team.Member> made = Naming.find(typed.who(), naming.everybody())
                .then(who -> post(typed.as())
                        .then(post -> team.appoint(who.id(), unit.id(), post.role(), post.duty(), person)));
        return switch (made) {
            case Outcome.Done<Team.Member> done -> "redirect:/console/units/" + id + "?said=member-appointed#team";
            case Outcome.Refused<Team.Member> refused ->
                form(unit, typed, Forms.errors(at(refused), page, response), person, model);
        };
    }

    @GetMapping("/console/members/{id}")
    @Access(value = Role.OFFICE, admin = true)
    String show(@PathVariable String id, Person person, Model model) {
        return seat(find(id), Map.of(), person, model);
    }

    /** {@code as}: what the register calls somebody in the role that they hold. */
    @PostMapping("/console/members/{id}")
    String change(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String as,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        TeamList.Seat seat = find(id);
        Outcome<Team.Member> changed = post(as).then(post -> post.role() == seat.role()
                ? team.appoint(seat.person(), seat.unit(), seat.role(), post.duty(), person)
                : Outcome.invalid("as", "registry.team.as-missing"));
        return switch (changed) {
            case Outcome.Done<Team.Member> done -> "redirect:/console/members/" + id + "?said=member-changed";
            case Outcome.Refused<Team.Member> refused ->
                seat(seat, Forms.errors(at(refused), page, response), person, model);
        };
    }

    @PostMapping("/console/members/{id}/removal")
    String dismiss(@PathVariable String id, Person person, Page page, HttpServletResponse response, Model model) {
        TeamList.Seat seat = find(id);
        return switch (team.dismiss(seat.person(), seat.unit(), seat.role(), person)) {
            case Outcome.Done<Boolean> done -> "redirect:/console/units/" + seat.unit() + "?said=member-dismissed#team";
            case Outcome.Refused<Boolean> refused ->
                seat(
                        seat,
                        Forms.errors(
                                new Outcome.Refused<>(refused.kind(), refused.key(), refused.arguments(), null),
                                page,
                                response),
                        person,
                        model);
        };
    }

    private static Outcome<Seating.Post> post(String as) {
        return Seating.Post.of(as)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.invalid("as", "registry.team.as-missing"));
    }

    /** The service's fields are the form's: the person is typed as {@code who}, the role as {@code as}. */
    private static Outcome.Refused<?> at(Outcome.Refused<?> refused) {
        String field = Optional.ofNullable(refused.field()).orElse("");
        String here = switch (field) {
            case "person" -> "who";
            case "role" -> "as";
            default -> field;
        };
        return here.isEmpty()
                ? refused
                : new Outcome.Refused<>(refused.kind(), refused.key(), refused.arguments(), here);
    }

    private UnitList.Row unit(String id, Person person) {
        return units.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    /** The office and administrators read every unit. */
    private TeamList.Seat find(String id) {
        return list.find(Forms.id(id)).orElseThrow(Refusals::notFound);
    }

    private String form(UnitList.Row unit, Seating typed, Map<String, String> errors, Person person, Model model) {
        List<Seating.Post> posts = Seating.in(unit.type()).stream()
                .filter(p -> person.is(Role.OFFICE) || p.role() == Role.OFFICE)
                .toList();
        model.addAttribute("unit", unit);
        model.addAttribute("form", typed);
        model.addAttribute("posts", posts);
        model.addAttribute("people", Naming.offered(naming.everybody()));
        model.addAttribute("errors", errors);
        return "registry/members/new";
    }

    private String seat(TeamList.Seat seat, Map<String, String> errors, Person person, Model model) {
        UnitList.Row unit = units.find(seat.unit(), person).orElseThrow(Refusals::notFound);
        model.addAttribute("unit", unit);
        model.addAttribute("seat", seat);
        model.addAttribute(
                "posts",
                Seating.in(unit.type()).stream()
                        .filter(p -> p.role() == seat.role())
                        .toList());
        model.addAttribute(
                "alone",
                list.ofUnit(unit.id()).stream().noneMatch(s -> s.role() == seat.role() && s.person() != seat.person()));
        model.addAttribute("errors", errors);
        return "registry/members/show";
    }
}
