package org.lianxin.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes the good rows of a table into the register: all of them, or none. */
@Component
class TakingIn {
    private final RollStore store;
    private final Ids ids;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    TakingIn(RollStore store, Ids ids, ApplicationEventPublisher events, ReadyPages ready) {
        this.store = store;
        this.ids = ids;
        this.events = events;
        this.ready = ready;
    }

    /** The verdicts with their subjects as they are afterwards; empty if something else was faster, and then the transaction must not stand. */
    Optional<List<Verdict>> write(Batch batch, List<Verdict> verdicts, Roll roll, Person by) {
        Map<String, Long> units = new HashMap<>();
        roll.units().forEach((code, unit) -> units.put(code, unit.id()));
        List<RollStore.Entry> fresh = new ArrayList<>();
        List<RollStore.Entry> changed = new ArrayList<>();
        List<Verdict> written = new ArrayList<>();
        for (Verdict v : verdicts) {
            Long subject = v.subject();
            if (v.kind() == Verdict.Kind.NEW) {
                long id = ids.next();
                fresh.add(new RollStore.Entry(id, 0, v.after()));
                written.add(new Verdict(v.line(), v.cells(), v.kind(), id, 0, v.before(), v.after(), v.faults()));
                if (batch.kind() == TableKind.UNITS) {
                    units.put(v.after().getOrDefault("code", ""), id);
                }
            } else if (v.kind() == Verdict.Kind.CHANGED && subject != null) {
                changed.add(new RollStore.Entry(subject, v.version(), v.after()));
                written.add(new Verdict(
                        v.line(), v.cells(), v.kind(), subject, v.version() + 1, v.before(), v.after(), v.faults()));
            } else {
                written.add(v);
            }
        }
        if (store.insert(batch.kind(), fresh, units) < fresh.size()
                || store.update(batch.kind(), changed, units) < changed.size()) {
            return Optional.empty();
        }
        if (batch.kind() == TableKind.ACCOUNTS) {
            store.begin(fresh, by.id());
        }
        written.stream()
                .filter(v -> v.kind() == Verdict.Kind.NEW || v.kind() == Verdict.Kind.CHANGED)
                .forEach(v -> tell(batch, v, units, by));
        ready.changed();
        return Optional.of(written);
    }

    private void tell(Batch batch, Verdict v, Map<String, Long> units, Person by) {
        long subject = v.subject() == null ? 0 : v.subject();
        String name = v.after().getOrDefault("name", "");
        Map<String, Object> details = new HashMap<>(Map.of("import", Ids.text(batch.id()), "line", v.line()));
        switch (batch.kind()) {
            case UNITS -> {
                details.putAll(Map.of("code", v.after().getOrDefault("code", ""), "name", name));
                if (v.kind() == Verdict.Kind.CHANGED) {
                    details.put("before", v.before().getOrDefault("name", ""));
                }
                events.publishEvent(Audited.Entry.of(
                        v.kind() == Verdict.Kind.NEW ? "unit.created" : "unit.changed",
                        "unit",
                        subject,
                        subject,
                        by,
                        details,
                        Role.OFFICE));
            }
            case ACCOUNTS -> {
                String state = v.after().getOrDefault("state", "");
                details.put("handle", v.after().getOrDefault("handle", ""));
                if (v.kind() == Verdict.Kind.CHANGED) {
                    details.put("before", v.before().getOrDefault("handle", ""));
                } else {
                    details.putAll(Map.of("platform", v.after().getOrDefault("platform", ""), "state", state));
                }
                String action = v.kind() == Verdict.Kind.CHANGED
                        ? "account.changed"
                        : state.equals("PLANNED") ? "account.planned" : "account.entered";
                events.publishEvent(Audited.Entry.of(
                        action,
                        "account",
                        subject,
                        units.get(v.after().getOrDefault("unit", "")),
                        by,
                        details,
                        Role.OFFICE));
            }
        }
    }
}
