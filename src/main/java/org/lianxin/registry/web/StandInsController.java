package org.lianxin.registry.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.kernel.Ids;
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

/** 代办: arranged by the office for anybody, by everybody for themselves, and called back. */
@Controller
@Access
class StandInsController {
    private final Team team;
    private final TeamList list;
    private final UnitList units;
    private final Naming naming;
    private final Clock clock;

    StandInsController(Team team, TeamList list, UnitList units, Naming naming, Clock clock) {
        this.team = team;
        this.list = list;
        this.units = units;
        this.naming = naming;
        this.clock = clock;
    }

    @GetMapping("/console/units/{id}/stand-ins/new")
    String fresh(@PathVariable String id, @RequestParam(defaultValue = "") String seat, Person person, Model model) {
        UnitList.Row unit = unit(id, person);
        // who holds no role here has nothing to hand to anybody
        return seats(unit, person).isEmpty()
                ? "redirect:/console/units/" + id
                : form(unit, new Covering(seat, "", "", ""), Map.of(), person, model);
    }

    @PostMapping("/console/units/{id}/stand-ins")
    String create(
            @PathVariable String id,
            Covering typed,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        UnitList.Row unit = unit(id, person);
        return switch (arrange(unit, typed, person)) {
            case Outcome.Done<Team.StandIn> done -> "redirect:/console/units/" + id + "?said=stand-in-arranged#covers";
            case Outcome.Refused<Team.StandIn> refused ->
                form(unit, typed, Forms.errors(at(refused), page, response), person, model);
        };
    }

    @PostMapping("/console/stand-ins/{id}/removal")
    String callBack(@PathVariable String id, Person person) {
        TeamList.Cover cover =
                list.cover(Forms.id(id)).filter(c -> Sight.of(person, c.unit())).orElseThrow(Refusals::notFound);
        Refusals.orRefuse(team.callBack(cover.id(), person));
        return "redirect:/console/units/" + cover.unit() + "?said=stand-in-ended#covers";
    }

    private Outcome<Team.StandIn> arrange(UnitList.Row unit, Covering typed, Person person) {
        List<TeamList.Seat> seats = seats(unit, person);
        if (seats.isEmpty()) {
            return Outcome.notAllowed();
        }
        Optional<TeamList.Seat> seat = seats.stream()
                .filter(s -> Ids.text(s.id()).equals(typed.seat()))
                .findFirst();
        if (seat.isEmpty()) {
            return Outcome.invalid("seat", "registry.cover.seat-missing");
        }
        TeamList.Seat absent = seat.get();
        return Naming.find(typed.who(), choices(unit, person))
                .then(who -> typed.begins(clock)
                        .then(from -> typed.ends(clock)
                                .then(to -> team.standIn(
                                        absent.person(), who.id(), unit.id(), absent.role(), from, to, person))));
    }

    /** The seats that the person may ask somebody to fill: the office all, everybody their own. */
    private List<TeamList.Seat> seats(UnitList.Row unit, Person person) {
        return list.ofUnit(unit.id()).stream()
                .filter(s -> person.is(Role.OFFICE) || s.person() == person.id())
                .toList();
    }

    /** The office names anybody; everybody else one of their own unit. */
    private List<Naming.Choice> choices(UnitList.Row unit, Person person) {
        if (person.is(Role.OFFICE)) {
            return naming.everybody();
        }
        return list.ofUnit(unit.id()).stream()
                .filter(s -> s.active() && s.person() != person.id())
                .map(s -> new Naming.Choice(s.person(), s.login(), s.name()))
                .distinct()
                .toList();
    }

    private static Outcome.Refused<?> at(Outcome.Refused<?> refused) {
        String field = Optional.ofNullable(refused.field()).orElse("");
        String here = switch (field) {
            case "standIn" -> "who";
            case "absent" -> "seat";
            default -> field;
        };
        return here.isEmpty()
                ? refused
                : new Outcome.Refused<>(refused.kind(), refused.key(), refused.arguments(), here);
    }

    private UnitList.Row unit(String id, Person person) {
        return units.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    private String form(UnitList.Row unit, Covering typed, Map<String, String> errors, Person person, Model model) {
        model.addAttribute("unit", unit);
        model.addAttribute("form", typed);
        model.addAttribute("seats", seats(unit, person));
        model.addAttribute("people", Naming.offered(choices(unit, person)));
        model.addAttribute("errors", errors);
        return "registry/covers/new";
    }
}
