package org.lianxin.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Units;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.stereotype.Component;

/** Letters that wait for a person: to be answered, to be routed, or to be asked after because they are late. */
@Component
class CaseWaits implements Waiting {
    private final CaseDesk desk;
    private final Units units;

    CaseWaits(CaseDesk desk, Units units) {
        this.desk = desk;
        this.units = units;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        boolean office = person.is(Role.OFFICE);
        Long[] writes = Turns.writes(person).toArray(Long[]::new);
        Long[] leads = person.units(Role.LEADER).toArray(Long[]::new);
        if (!office && writes.length == 0 && leads.length == 0) {
            return List.of();
        }
        Instant now = desk.clock().instant();
        record Row(Case letter, boolean mine) {}
        List<Row> rows = desk.db()
                .sql("""
                        select distinct on (next_due_at, id) * from (
                          (select c.*, true as mine from cases.case c where unit = any(:writes) and state not in ('ANSWERED', 'CLOSED', 'SPAM') and state in ('WITH_UNIT', 'DRAFTING', 'FIRST_ANSWERED', 'REOPENED')
                           order by next_due_at, id limit 200)
                          union all
                          (select c.*, true from cases.case c where :office and state = 'UNROUTED' order by next_due_at, id limit 200)
                          union all
                          (select c.*, false from cases.case c where (:office or unit = any(:leads)) and state not in ('ANSWERED', 'CLOSED', 'SPAM') and next_due_at < :now
                           order by next_due_at, id limit 200)) w
                        order by next_due_at, id, mine desc limit 200""")
                .param("writes", writes)
                .param("leads", leads)
                .param("office", office)
                .param("now", Sql.time(now))
                .query((row, n) -> new Row(CaseStore.read(row, n), row.getBoolean("mine")))
                .list();
        Map<Long, String> names = units.names(rows.stream()
                .filter(r -> r.letter().unit() != null)
                .map(r -> r.letter().unit())
                .toList());
        return rows.stream().map(r -> item(r.letter(), r.mine(), names, now)).toList();
    }

    private static Item item(Case letter, boolean mine, Map<Long, String> names, Instant now) {
        boolean late = letter.overdue(now);
        String kind;
        String verb;
        if (!mine) {
            kind = "cases.waits.late";
            verb = "cases.waits.look";
        } else if (letter.state() == CaseState.UNROUTED) {
            kind = letter.returned() > 0 ? "cases.waits.returned" : "cases.waits.route";
            verb = "cases.waits.do-route";
        } else if (letter.state() == CaseState.REOPENED) {
            kind = "cases.waits.reopened";
            verb = "cases.waits.do-answer";
        } else {
            kind = letter.state() == CaseState.FIRST_ANSWERED ? "cases.waits.final" : "cases.waits.answer";
            verb = "cases.waits.do-answer";
        }
        String mark = late || letter.state() == CaseState.REOPENED
                ? "care"
                : letter.returned() > 0 && letter.state() == CaseState.UNROUTED ? "back" : "mine";
        String detail = letter.unit() == null ? letter.place() : names.getOrDefault(letter.unit(), "");
        // the round is in the id: what was told before a reopening is told again after it
        String id = "case/" + letter.id() + "/" + letter.reopened() + (mine ? "" : "/late");
        return new Item(
                id,
                mark,
                kind,
                letter.title(),
                detail,
                verb,
                "/console/cases/" + letter.id(),
                letter.nextDueAt(),
                letter.receivedAt());
    }
}
