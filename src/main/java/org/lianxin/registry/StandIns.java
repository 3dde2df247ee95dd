package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Team.StandIn;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of stand-ins (代理): one for a role at a time, never by somebody who is away then, and none for a time that has passed. */
@Component
class StandIns {
    /** A stand-in lasts at most this long; who is away longer is replaced in the register. */
    static final Duration LONGEST = Duration.ofDays(92);

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    StandIns(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** Somebody else who stands in the way. {@code key}: of the sentence that says how. */
    record InTheWay(String field, String key, long person) {}

    List<StandIn> ofUnit(long unit) {
        return db.sql(
                        "select * from registry.stand_in where unit = ? and ends > ? and ended_at is null order by starts, id")
                .params(unit, Sql.time(clock.instant()))
                .query(StandIns::read)
                .list();
    }

    /** What of the times themselves is wrong. */
    Outcome<Instant> begin(Instant from, Instant to) {
        Instant now = clock.instant();
        // no right is given for a time that has passed
        Instant begin = from.isBefore(now) ? now : from;
        if (!to.isAfter(begin)) {
            return Outcome.invalid("to", "registry.team.times");
        } else if (Duration.between(begin, to).compareTo(LONGEST) > 0) {
            return Outcome.invalid("to", "registry.team.too-long", LONGEST.toDays());
        }
        return Outcome.done(begin);
    }

    /** Somebody who stands in for the role then already, or for whom the stand-in themselves needs one then. The absent person's rows are locked. */
    Optional<InTheWay> inTheWay(StandIn wanted) {
        db.sql("select id from registry.member where person = any(?) and until is null order by id for update")
                .param(new Long[] {wanted.absent(), wanted.standIn()})
                .query((row, n) -> row.getLong(1))
                .list();
        return db.sql("""
                        select absent = :absent as covered, case when absent = :absent then stand_in else absent end as person from registry.stand_in
                        where ended_at is null and starts < :to and ends > :from and ((absent = :absent and unit = :unit and role = :role) or absent = :standIn)
                        order by covered desc, starts limit 1""")
                .param("absent", wanted.absent())
                .param("standIn", wanted.standIn())
                .param("unit", wanted.unit())
                .param("role", wanted.role().name())
                .param("from", Sql.time(wanted.from()))
                .param("to", Sql.time(wanted.to()))
                .query((row, n) -> row.getBoolean("covered")
                        ? new InTheWay("from", "registry.team.covered-already", row.getLong("person"))
                        : new InTheWay("standIn", "registry.team.away-then", row.getLong("person")))
                .optional();
    }

    StandIn insert(StandIn wanted, @Nullable Person by) {
        long id = ids.next();
        db.sql(
                        "insert into registry.stand_in (id, absent, stand_in, unit, role, starts, ends, by_person, at) values (:id, :absent, :standIn, :unit, :role, :from, :to, :by, :at)")
                .param("id", id)
                .param("absent", wanted.absent())
                .param("standIn", wanted.standIn())
                .param("unit", wanted.unit())
                .param("role", wanted.role().name())
                .param("from", Sql.time(wanted.from()))
                .param("to", Sql.time(wanted.to()))
                .param("by", by == null ? null : by.id())
                .param("at", Sql.time(clock.instant()))
                .update();
        events.publishEvent(Audited.Entry.of(
                "stand-in.arranged",
                "person",
                wanted.standIn(),
                wanted.unit(),
                by,
                Map.of(
                        "for",
                        Ids.text(wanted.absent()),
                        "role",
                        wanted.role().name(),
                        "from",
                        wanted.from().toString(),
                        "to",
                        wanted.to().toString())));
        return new StandIn(
                id, wanted.absent(), wanted.standIn(), wanted.unit(), wanted.role(), wanted.from(), wanted.to());
    }

    /** One that runs or is to come. */
    Optional<StandIn> find(long id) {
        return db.sql("select * from registry.stand_in where id = ? and ends > ? and ended_at is null for update")
                .params(id, Sql.time(clock.instant()))
                .query(StandIns::read)
                .optional();
    }

    void end(StandIn standIn, Person by) {
        db.sql("update registry.stand_in set ended_at = ? where id = ?")
                .params(Sql.time(clock.instant()), standIn.id())
                .update();
        events.publishEvent(Audited.Entry.of(
                "stand-in.called-back",
                "person",
                standIn.standIn(),
                standIn.unit(),
                by,
                Map.of("for", Ids.text(standIn.absent()))));
    }

    /** The role is no longer the absent person's: nothing is left to stand in for. */
    void lapse(long absent, long unit, Role role) {
        db.sql(
                        "update registry.stand_in set ended_at = :now where absent = :absent and unit = :unit and role = :role and ends > :now and ended_at is null")
                .param("absent", absent)
                .param("unit", unit)
                .param("role", role.name())
                .param("now", Sql.time(clock.instant()))
                .update();
    }

    /** Somebody left: nobody acts for them, and they for nobody. */
    void lapse(long person) {
        db.sql(
                        "update registry.stand_in set ended_at = :now where (absent = :person or stand_in = :person) and ends > :now and ended_at is null")
                .param("person", person)
                .param("now", Sql.time(clock.instant()))
                .update();
    }

    private static StandIn read(ResultSet row, int n) throws SQLException {
        return new StandIn(
                row.getLong("id"),
                row.getLong("absent"),
                row.getLong("stand_in"),
                row.getLong("unit"),
                Role.valueOf(row.getString("role")),
                Sql.instant(row, "starts"),
                Sql.instant(row, "ends"));
    }
}
