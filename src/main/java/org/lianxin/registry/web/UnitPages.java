package org.lianxin.registry.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Team;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.stereotype.Component;

/** Puts the page of one unit together. */
@Component
class UnitPages {
    private final UnitList list;
    private final Units units;
    private final Accounts accounts;
    private final TeamList team;
    private final Desk desk;

    UnitPages(UnitList list, Units units, Accounts accounts, TeamList team, Desk desk) {
        this.list = list;
        this.units = units;
        this.accounts = accounts;
        this.team = team;
        this.desk = desk;
    }

    /** The clock, and who may begin the register. */
    @Component
    record Desk(Clock clock, Team team) {}

    Optional<UnitPage> of(long id, Page page) {
        Person reader = page.me();
        Optional<UnitList.Row> row = list.find(id, reader);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Unit unit = units.find(id).orElseThrow();
        List<Unit> above = above(row.get());
        List<UnitList.Row> below = row.get().below() == 0
                ? List.of()
                : list.find(new UnitList.Wanted("", "", null, id), reader).stream()
                        .filter(r -> r.id() != id)
                        .toList();
        Set<Long> readable = new HashSet<>(below.stream().map(UnitList.Row::id).toList());
        above.stream().map(Unit::id).filter(u -> Sight.of(reader, u)).forEach(readable::add);
        return Optional.of(new UnitPage(
                unit,
                row.get(),
                above,
                below,
                readable,
                team.ofUnit(id),
                team.covers(id),
                lines(id, page),
                may(id, reader)));
    }

    private List<Unit> above(UnitList.Row row) {
        List<Unit> above = new ArrayList<>();
        @Nullable Long next = row.parent();
        while (next != null && above.size() < 10) {
            Unit unit = units.find(next).orElseThrow();
            above.addFirst(unit);
            next = unit.parent();
        }
        return above;
    }

    private List<UnitPage.Line> lines(long unit, Page page) {
        List<Account> all = accounts.ofUnit(unit);
        Map<Long, List<Accounts.Move>> lives =
                accounts.lives(all.stream().map(Account::id).toList());
        return all.stream()
                .map(a -> new UnitPage.Line(a, Life.of(a, lives.getOrDefault(a.id(), List.of()), desk.clock(), page)))
                .toList();
    }

    private UnitPage.May may(long unit, Person reader) {
        Set<Role> own = reader.grants().stream()
                .filter(g -> g.unit() == unit && g.standInFor() == null)
                .map(g -> g.role())
                .collect(Collectors.toUnmodifiableSet());
        return new UnitPage.May(
                reader.is(Role.OFFICE),
                desk.team().mayAppointFirst(reader),
                reader.admin(),
                reader.readsAll() || reader.admin(),
                own);
    }
}
