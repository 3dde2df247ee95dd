package org.lianxin.registry.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.registry.Units;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds out what somebody who leaves has in hand, by asking every module what waits for them and for their colleagues. */
@Component
class Handovers {
    /** More colleagues are not asked. */
    private static final int ASKED = 30;

    private final TeamList team;
    private final Units units;
    private final People people;
    private final ObjectProvider<Waiting> modules;

    Handovers(TeamList team, Units units, People people, ObjectProvider<Waiting> modules) {
        this.team = team;
        this.units = units;
        this.people = people;
        this.modules = modules;
    }

    Optional<Handover> of(long person, Person reader) {
        Optional<Profile> profile = people.find(person);
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        List<TeamList.Seat> seats = team.ofPerson(person);
        Set<Long> places = seats.stream().map(TeamList.Seat::unit).collect(Collectors.toSet());
        List<TeamList.Seat> colleagues = team.ofUnits(places).stream()
                .filter(s -> s.person() != person && s.active())
                .toList();
        List<Handover.Place> held = places(seats, colleagues);
        return Optional.of(new Handover(
                profile.get(),
                held,
                team.coversOf(person),
                work(person, colleagues),
                heirs(held, places, colleagues),
                reader.readsAll()));
    }

    private List<Handover.Place> places(List<TeamList.Seat> seats, List<TeamList.Seat> colleagues) {
        Map<Long, String> names =
                units.names(seats.stream().map(TeamList.Seat::unit).toList());
        return seats.stream()
                .map(seat -> new Handover.Place(
                        seat,
                        names.getOrDefault(seat.unit(), ""),
                        colleagues.stream()
                                .filter(c -> c.unit() == seat.unit() && c.role() == seat.role())
                                .map(TeamList.Seat::name)
                                .distinct()
                                .toList()))
                .toList();
    }

    private List<Handover.Work> work(long person, List<TeamList.Seat> colleagues) {
        List<Waiting.Item> own = waiting(person);
        Map<String, List<String>> others = new HashMap<>();
        if (!own.isEmpty()) {
            Map<Long, String> asked = new LinkedHashMap<>();
            colleagues.stream()
                    .filter(c -> asked.containsKey(c.person()) || asked.size() < ASKED)
                    .forEach(c -> asked.put(c.person(), c.name()));
            asked.forEach((id, name) -> waiting(id)
                    .forEach(item -> others.computeIfAbsent(item.id(), i -> new ArrayList<>())
                            .add(name)));
        }
        return own.stream()
                .map(item -> new Handover.Work(item, others.getOrDefault(item.id(), List.of())))
                .toList();
    }

    private List<Waiting.Item> waiting(long person) {
        return people.asPerson(person)
                .map(p -> modules.stream()
                        .map(module -> module.waitingFor(p))
                        .flatMap(Collection::stream)
                        .toList())
                .orElse(List.of());
    }

    private static List<Handover.Heir> heirs(
            List<Handover.Place> held, Set<Long> places, List<TeamList.Seat> colleagues) {
        Map<Long, List<TeamList.Seat>> byPerson = colleagues.stream()
                .collect(Collectors.groupingBy(TeamList.Seat::person, LinkedHashMap::new, Collectors.toList()));
        return byPerson.values().stream()
                .filter(seats -> seats.stream()
                        .map(TeamList.Seat::unit)
                        .collect(Collectors.toSet())
                        .containsAll(places))
                .map(seats -> new Handover.Heir(
                        seats.getFirst().name(),
                        seats.getFirst().login(),
                        held.stream()
                                .filter(p -> seats.stream()
                                        .noneMatch(s -> s.unit() == p.seat().unit()
                                                && s.role() == p.seat().role()))
                                .toList()))
                .toList();
    }
}
