package org.lianxin.registry.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Duty;
import org.lianxin.registry.Team;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Members of a unit and their stand-ins over REST, with the services and the rights of the pages. */
@RestController
@Access
class TeamApi {
    private final Team team;
    private final TeamList list;
    private final UnitList units;
    private final Clock clock;

    TeamApi(Team team, TeamList list, UnitList units, Clock clock) {
        this.team = team;
        this.list = list;
        this.units = units;
        this.clock = clock;
    }

    record Member(
            String id,
            String person,
            String name,
            String unit,
            String role,
            String duty,
            Instant since,
            boolean active) {}

    record Members(List<Member> members) {}

    /** @param duty IN_CHARGE, DEPUTY, FULL_TIME, PART_TIME, SPOKESPERSON, or NONE if absent */
    record Appointment(
            @Nullable String person,
            @Nullable String role,
            @Nullable String duty) {}

    record StandIn(
            String id,
            String unit,
            String role,
            String absent,
            String standIn,
            Instant from,
            Instant to,
            boolean runs) {}

    record StandIns(List<StandIn> standIns) {}

    /** @param from now, if absent or past; to: 92 days later at most */
    record Cover(
            @Nullable String absent,
            @Nullable String standIn,
            @Nullable String role,
            @Nullable Instant from,
            @Nullable Instant to) {}

    @GetMapping("/rest/v1/units/{id}/members")
    Members members(@PathVariable String id, Person person) {
        return new Members(
                list.ofUnit(unit(id, person)).stream().map(TeamApi::member).toList());
    }

    /** Appoints somebody, or changes what the register calls them in a role that they hold. */
    @PostMapping("/rest/v1/units/{id}/members")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Role.OFFICE, admin = true)
    Member appoint(@PathVariable String id, @RequestBody Appointment wanted, Person person) {
        long unit = unit(id, person);
        Duty duty = named(
                Duty.values(),
                wanted.duty() == null ? Duty.NONE.name() : wanted.duty(),
                "duty",
                "registry.team.duty-form");
        Role role = role(wanted.role());
        Team.Member made = Refusals.orRefuse(
                team.appoint(Ids.parse(Forms.text(wanted.person())).orElse(0), unit, role, duty, person));
        return member(list.find(made.id()).orElseThrow());
    }

    @GetMapping("/rest/v1/members/{id}")
    Member show(@PathVariable String id, Person person) {
        return member(found(id, person));
    }

    @DeleteMapping("/rest/v1/members/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(Role.OFFICE)
    void dismiss(@PathVariable String id, Person person) {
        TeamList.Seat seat = found(id, person);
        Refusals.orRefuse(team.dismiss(seat.person(), seat.unit(), seat.role(), person));
    }

    /** Those that run or are to come. */
    @GetMapping("/rest/v1/units/{id}/stand-ins")
    StandIns standIns(@PathVariable String id, Person person) {
        return new StandIns(
                list.covers(unit(id, person)).stream().map(TeamApi::standIn).toList());
    }

    /** The office arranges one for anybody, everybody for themselves ({@code absent} may then be left out). */
    @PostMapping("/rest/v1/units/{id}/stand-ins")
    @ResponseStatus(HttpStatus.CREATED)
    StandIn arrange(@PathVariable String id, @RequestBody Cover wanted, Person person) {
        long unit = unit(id, person);
        if (wanted.to() == null) {
            return Refusals.orRefuse(Outcome.invalid("to", "registry.cover.time-form"));
        }
        long absent = wanted.absent() == null
                ? person.id()
                : Ids.parse(wanted.absent()).orElse(0);
        Instant from = Objects.requireNonNullElseGet(wanted.from(), clock::instant);
        Team.StandIn made = Refusals.orRefuse(team.standIn(
                absent,
                Ids.parse(Forms.text(wanted.standIn())).orElse(0),
                unit,
                role(wanted.role()),
                from,
                wanted.to(),
                person));
        return standIn(list.cover(made.id()).orElseThrow());
    }

    @DeleteMapping("/rest/v1/stand-ins/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void callBack(@PathVariable String id, Person person) {
        TeamList.Cover cover =
                list.cover(Forms.id(id)).filter(c -> Sight.of(person, c.unit())).orElseThrow(Refusals::notFound);
        Refusals.orRefuse(team.callBack(cover.id(), person));
    }

    private long unit(String id, Person person) {
        return units.find(Forms.id(id), person).orElseThrow(Refusals::notFound).id();
    }

    private TeamList.Seat found(String id, Person person) {
        return list.find(Forms.id(id)).filter(s -> Sight.of(person, s.unit())).orElseThrow(Refusals::notFound);
    }

    private static Role role(@Nullable String name) {
        return named(Role.values(), Forms.text(name), "role", "registry.team.as-missing");
    }

    private static <E extends Enum<E>> E named(E[] all, String name, String field, String key) {
        return Arrays.stream(all)
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseGet(() -> Refusals.orRefuse(Outcome.invalid(field, key)));
    }

    private static Member member(TeamList.Seat s) {
        return new Member(
                Ids.text(s.id()),
                Ids.text(s.person()),
                s.name(),
                Ids.text(s.unit()),
                s.role().name(),
                s.duty().name(),
                s.since(),
                s.active());
    }

    private static StandIn standIn(TeamList.Cover c) {
        return new StandIn(
                Ids.text(c.id()),
                Ids.text(c.unit()),
                c.role().name(),
                Ids.text(c.absent()),
                Ids.text(c.standIn()),
                c.from(),
                c.to(),
                c.runs());
    }
}
