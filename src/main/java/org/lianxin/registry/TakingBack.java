package org.lianxin.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Plan.Back;
import org.lianxin.registry.Plan.Fate;
import org.lianxin.registry.Roll.Kept;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Takes a table out of the register again: what it brought is withdrawn, what it changed gets its former values. What somebody has changed
 * since, what others rely on by now, and what would break a rule as it was, is left as it is and named.
 */
@Component
class TakingBack {
    private final RollStore store;
    private final ObjectProvider<InUse> uses;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    TakingBack(RollStore store, ObjectProvider<InUse> uses, ApplicationEventPublisher events, ReadyPages ready) {
        this.store = store;
        this.uses = uses;
        this.events = events;
        this.ready = ready;
    }

    /** What became of each row that had changed something, by line; empty if something else was faster. */
    Optional<Map<Integer, Fate>> undo(Batch batch, List<Verdict> verdicts, Person by) {
        List<Verdict> done = verdicts.stream()
                .filter(v -> v.kind() == Verdict.Kind.NEW || v.kind() == Verdict.Kind.CHANGED)
                .toList();
        store.lock(
                batch.kind(),
                done.stream()
                        .map(Verdict::subject)
                        .filter(java.util.Objects::nonNull)
                        .toList());
        Roll roll = store.roll();
        Map<Integer, Fate> fates = new TreeMap<>();
        Map<Long, Kept> now = new HashMap<>();
        (batch.kind() == TableKind.UNITS ? roll.units().values() : roll.accounts())
                .forEach(kept -> now.put(kept.id(), kept));
        for (Verdict v : done) {
            Kept kept = now.get(v.subject());
            if (kept == null || kept.version() != v.version()) {
                fates.put(v.line(), left(kept == null ? "gone" : "changed"));
            }
        }
        switch (batch.kind()) {
            case UNITS -> units(done, roll, fates);
            case ACCOUNTS -> accounts(done, roll, fates);
        }
        done.forEach(v -> fates.putIfAbsent(
                v.line(), new Fate(v.kind() == Verdict.Kind.NEW ? Back.WITHDRAWN : Back.RESTORED, "")));
        Map<String, Long> ids = new HashMap<>();
        roll.units().forEach((code, unit) -> ids.put(code, unit.id()));
        List<RollStore.Entry> restored = done.stream()
                .filter(v -> is(fates, v, Back.RESTORED) && v.subject() != null)
                .map(v -> new RollStore.Entry(v.subject() == null ? 0 : v.subject(), v.version(), v.before()))
                .toList();
        if (store.update(batch.kind(), restored, ids) < restored.size()) {
            return Optional.empty();
        }
        store.withdraw(
                batch.kind(),
                done.stream()
                        .filter(v -> is(fates, v, Back.WITHDRAWN))
                        .map(Verdict::subject)
                        .filter(java.util.Objects::nonNull)
                        .toList());
        done.stream()
                .filter(v -> !is(fates, v, Back.LEFT))
                .forEach(v -> tell(batch, v, is(fates, v, Back.WITHDRAWN), ids, by));
        ready.changed();
        return Optional.of(fates);
    }

    private static Fate left(String why) {
        return new Fate(Back.LEFT, "imports.left." + why);
    }

    private static boolean is(Map<Integer, Fate> fates, Verdict v, Back back) {
        Fate fate = fates.get(v.line());
        return fate != null && fate.back() == back;
    }

    private void units(List<Verdict> done, Roll roll, Map<Integer, Fate> fates) {
        Map<String, String> above = new HashMap<>();
        roll.units().forEach((code, unit) -> above.put(code, unit.value("parent")));
        for (Verdict v : open(done, fates, Verdict.Kind.CHANGED)) {
            String code = v.before().getOrDefault("code", "");
            String parent = v.before().getOrDefault("parent", "");
            Map<String, String> then = new HashMap<>(above);
            then.put(code, parent);
            if ((!parent.isEmpty() && roll.unit(parent).isEmpty()) || UnitJudge.circles(code, then)) {
                fates.put(v.line(), left("parent"));
            } else {
                above.put(code, parent);
            }
        }
        List<Verdict> brought = open(done, fates, Verdict.Kind.NEW);
        List<Long> wanted = brought.stream()
                .map(Verdict::subject)
                .filter(java.util.Objects::nonNull)
                .toList();
        Set<Long> people = store.withPeople(wanted);
        Set<Long> used = new HashSet<>();
        uses.forEach(module -> used.addAll(module.units(wanted)));
        Set<String> accounts =
                new HashSet<>(roll.accounts().stream().map(a -> a.value("unit")).toList());
        for (Verdict v : brought) {
            String code = v.after().getOrDefault("code", "");
            if (people.contains(v.subject()) || accounts.contains(code) || used.contains(v.subject())) {
                fates.put(
                        v.line(),
                        left(people.contains(v.subject()) ? "people" : accounts.contains(code) ? "accounts" : "used"));
            }
        }
        // a unit stays with those that stand on it; taking the next one up into account until no more follow
        for (boolean more = true; more; ) {
            Set<String> going = new HashSet<>(open(done, fates, Verdict.Kind.NEW).stream()
                    .map(v -> v.after().getOrDefault("code", ""))
                    .toList());
            Set<String> needed = new HashSet<>();
            above.forEach((code, parent) -> needed.add(going.contains(code) ? "" : parent));
            List<Verdict> staying = open(done, fates, Verdict.Kind.NEW).stream()
                    .filter(v -> needed.contains(v.after().getOrDefault("code", "")))
                    .toList();
            staying.forEach(v -> fates.put(v.line(), left("below")));
            more = !staying.isEmpty();
        }
    }

    private void accounts(List<Verdict> done, Roll roll, Map<Integer, Fate> fates) {
        Map<Long, Map<String, String>> then = new HashMap<>();
        Collection<Kept> open = roll.accounts().stream()
                .filter(a -> !a.value("state").equals("CLOSED"))
                .toList();
        open.forEach(a -> then.put(a.id(), a.values()));
        for (Verdict v : open(done, fates, Verdict.Kind.CHANGED)) {
            // neither as it is nor as it will be may another one stand in the way
            List<Map<String, String>> others = new ArrayList<>();
            open.stream().filter(a -> !Long.valueOf(a.id()).equals(v.subject())).forEach(a -> others.add(a.values()));
            then.entrySet().stream()
                    .filter(a -> !a.getKey().equals(v.subject()))
                    .forEach(a -> others.add(a.getValue()));
            others.removeIf(a -> !same(a, v.before(), "platform"));
            if (others.stream()
                    .anyMatch(a -> a.getOrDefault("handle", "")
                            .equalsIgnoreCase(v.before().getOrDefault("handle", "")))) {
                fates.put(v.line(), left("handle"));
            } else if (v.before().getOrDefault("excuse", "").isEmpty()
                    && others.stream()
                            .anyMatch(a -> a.getOrDefault("excuse", "").isEmpty() && same(a, v.before(), "unit"))) {
                fates.put(v.line(), left("second"));
            } else if (v.subject() != null) {
                then.put(v.subject(), v.before());
            }
        }
        List<Verdict> brought = open(done, fates, Verdict.Kind.NEW);
        List<Long> wanted = brought.stream()
                .map(Verdict::subject)
                .filter(java.util.Objects::nonNull)
                .toList();
        Set<Long> used = new HashSet<>();
        uses.forEach(module -> used.addAll(module.accounts(wanted)));
        brought.stream().filter(v -> used.contains(v.subject())).forEach(v -> fates.put(v.line(), left("used")));
    }

    private static boolean same(Map<String, String> one, Map<String, String> other, String column) {
        return one.getOrDefault(column, "").equals(other.getOrDefault(column, ""));
    }

    /** The rows of a kind of which nothing has been decided yet. */
    private static List<Verdict> open(List<Verdict> done, Map<Integer, Fate> fates, Verdict.Kind kind) {
        return done.stream()
                .filter(v -> v.kind() == kind && !fates.containsKey(v.line()))
                .toList();
    }

    private void tell(Batch batch, Verdict v, boolean withdrawn, Map<String, Long> units, Person by) {
        long subject = v.subject() == null ? 0 : v.subject();
        Map<String, String> values = withdrawn ? v.after() : v.before();
        String noun = batch.kind() == TableKind.UNITS ? "unit" : "account";
        Long unit = batch.kind() == TableKind.UNITS ? (Long) subject : units.get(values.getOrDefault("unit", ""));
        String name = values.getOrDefault(batch.kind() == TableKind.UNITS ? "name" : "handle", "");
        events.publishEvent(Audited.Entry.of(
                noun + (withdrawn ? ".withdrawn" : ".put-back"),
                noun,
                subject,
                unit,
                by,
                Map.of("import", Ids.text(batch.id()), "line", v.line(), "name", name),
                Role.OFFICE));
    }
}
