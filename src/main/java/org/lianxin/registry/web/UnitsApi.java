package org.lianxin.registry.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.NewUnit;
import org.lianxin.registry.Unit;
import org.lianxin.registry.Units;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Units over REST, with the services and the rights of the pages. */
@RestController
@RequestMapping("/rest/v1/units")
@Access
class UnitsApi {
    private final Units units;
    private final UnitList list;

    UnitsApi(Units units, UnitList list) {
        this.units = units;
        this.list = list;
    }

    /**
     * @param leader who signs off, null if nobody does; below: how many units stand directly under it
     * @param gaps what it lacks: leader, editor, live, late
     * @param late the day by which an account should have been live
     */
    record Listed(
            String id,
            String code,
            String name,
            String shortName,
            String type,
            @Nullable String parent,
            @Nullable String leader,
            int below,
            Map<String, Integer> accounts,
            List<String> gaps,
            @Nullable LocalDate late) {}

    /** @param after where the rest begins, null at the end */
    record Listing(List<Listed> units, @Nullable String after) {}

    record Shown(
            String id,
            String code,
            String name,
            String shortName,
            String type,
            @Nullable String parent,
            String duties,
            String area,
            String budgetLine,
            String sponsor,
            String host,
            String operator,
            @Nullable String leader,
            int below,
            Map<String, Integer> accounts,
            List<String> gaps,
            @Nullable LocalDate late,
            int version) {}

    /** @param code when it is entered only: it stays; version: that which was read, for a change */
    record Written(
            @Nullable String code,
            @Nullable String name,
            @Nullable String shortName,
            @Nullable String type,
            @Nullable String parent,
            @Nullable String duties,
            @Nullable String area,
            @Nullable String budgetLine,
            @Nullable String sponsor,
            @Nullable String host,
            @Nullable String operator,
            @Nullable Integer version) {}

    /** All units that the caller may read, or those that a search finds; {@code parent}: only those directly under it. */
    @GetMapping
    Listing index(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String gap,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit,
            Person person) {
        @Nullable Gap lacks = Gap.of(gap);
        if (!gap.isEmpty() && lacks == null) {
            return Refusals.orRefuse(Outcome.invalid("gap", "registry.unit.gap-form"));
        } else if (!type.isEmpty() && !Units.TYPES.contains(type)) {
            return Refusals.orRefuse(Outcome.invalid("type", "registry.unit.type-form"));
        }
        int most = Math.clamp(limit, 1, 200);
        List<UnitList.Row> rows = list.after(
                Forms.optional(after), new UnitList.Wanted(q, type, lacks, Forms.optional(parent)), most + 1, person);
        List<UnitList.Row> part = rows.subList(0, Math.min(most, rows.size()));
        return new Listing(
                part.stream().map(UnitsApi::listed).toList(),
                rows.size() > most ? Ids.text(part.getLast().id()) : null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OFFICE)
    Shown create(@RequestBody Written written, Person person) {
        return shown(Refusals.orRefuse(units.create(wanted(written, Forms.text(written.code())), person)), person);
    }

    @GetMapping("/{id}")
    Shown show(@PathVariable String id, Person person) {
        return shown(found(id, person), person);
    }

    @PutMapping("/{id}")
    @Access(Role.OFFICE)
    Shown update(@PathVariable String id, @RequestBody Written written, Person person) {
        Unit unit = found(id, person);
        return shown(
                Refusals.orRefuse(
                        units.change(unit.id(), version(written.version()), wanted(written, unit.code()), person)),
                person);
    }

    static int version(@Nullable Integer version) {
        return version == null
                ? Refusals.<Integer>orRefuse(Outcome.invalid("version", "registry.version-missing"))
                : version;
    }

    static @Nullable String id(@Nullable Long id) {
        return id == null ? null : Ids.text(id);
    }

    private Unit found(String id, Person person) {
        return units.find(list.find(Forms.id(id), person)
                        .orElseThrow(Refusals::notFound)
                        .id())
                .orElseThrow();
    }

    /** {@code parent}: an id, or the code of a unit. */
    private NewUnit wanted(Written w, String code) {
        String above = Forms.text(w.parent());
        @Nullable
        Long parent = above.isEmpty()
                ? null
                : (Long) Ids.parse(above)
                        .orElseGet(() -> units.byCode(above).map(Unit::id).orElse(0L));
        return new NewUnit(
                code,
                Forms.text(w.name()),
                Forms.text(w.shortName()),
                Forms.text(w.type()),
                parent,
                Forms.lines(w.duties()),
                Forms.text(w.area()),
                Forms.text(w.budgetLine()),
                Forms.text(w.sponsor()),
                Forms.text(w.host()),
                Forms.text(w.operator()));
    }

    private static Listed listed(UnitList.Row r) {
        return new Listed(
                Ids.text(r.id()),
                r.code(),
                r.name(),
                r.shortName(),
                r.type(),
                id(r.parent()),
                id(r.leader()),
                r.below(),
                accounts(r),
                gaps(r),
                r.late());
    }

    private Shown shown(Unit u, Person person) {
        UnitList.Row r = list.find(u.id(), person).orElseThrow(Refusals::notFound);
        return new Shown(
                Ids.text(u.id()),
                u.code(),
                u.name(),
                u.shortName(),
                u.type(),
                id(u.parent()),
                u.duties(),
                u.area(),
                u.budgetLine(),
                u.sponsor(),
                u.host(),
                u.operator(),
                id(r.leader()),
                r.below(),
                accounts(r),
                gaps(r),
                r.late(),
                u.version());
    }

    private static Map<String, Integer> accounts(UnitList.Row row) {
        return Arrays.stream(AccountState.values())
                .collect(Collectors.toMap(AccountList::word, row::count, (a, b) -> a, TreeMap::new));
    }

    private static List<String> gaps(UnitList.Row row) {
        return row.gaps().stream().map(Gap::word).toList();
    }
}
