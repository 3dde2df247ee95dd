package org.lianxin.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.identity.Grants;
import org.lianxin.identity.People;
import org.lianxin.identity.PersonLeft;
import org.lianxin.identity.Profile;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is what in which unit, and who acts for whom from when to when. Only the office appoints, and nobody appoints themselves; a media
 * partner never gets a role that signs off.
 */
@Service
public class Team implements Grants {
    /** A stand-in lasts at most this long; who is away longer is replaced in the register. */
    static final Duration LONGEST = Duration.ofDays(92);

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final People people;

    Team(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events, @org.springframework.context.annotation.Lazy People people) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
        this.people = people;
    }

    /** A role somebody holds in a unit. */
    public record Member(long id, long person, long unit, Role role, Duty duty, Instant since) {}

    /** {@code standIn} acts for {@code absent} in one role of one unit, from {@code from} until just before {@code to}. */
    public record StandIn(long id, long absent, long standIn, long unit, Role role, Instant from, Instant to) {}

    @Override
    public List<Grant> of(long person) {
        Instant now = clock.instant();
        return db.sql("""
                        select role, unit, cast(null as bigint) as absent from registry.member where person = :person and until is null
                        union all
                        select s.role, s.unit, s.absent from registry.stand_in s
                        join registry.member m on m.person = s.absent and m.unit = s.unit and m.role = s.role and m.until is null
                        where s.stand_in = :person and s.starts <= :now and s.ends > :now and s.ended_at is null""")
                .param("person", person)
                .param("now", Sql.time(now))
                .query((row, n) -> new Grant(Role.valueOf(row.getString("role")), row.getLong("unit"), Sql.longOrNull(row, "absent")))
                .list();
    }

    /**
     * Who may act in the role for the unit at this moment, stand-ins included, each once. {@link Role#OFFICE} and {@link Role#INSPECTOR}
     * reach every unit, so their holders are the same for all.
     */
    public List<Long> holders(Role role, long unit) {
        return db.sql("""
                        select person from registry.member where role = :role and (unit = :unit or :everywhere) and until is null
                        union
                        select s.stand_in from registry.stand_in s
                        join registry.member m on m.person = s.absent and m.unit = s.unit and m.role = s.role and m.until is null
                        where s.role = :role and (s.unit = :unit or :everywhere) and s.starts <= :now and s.ends > :now and s.ended_at is null
                        order by 1""")
                .param("role", role.name())
                .param("unit", unit)
                .param("everywhere", role == Role.OFFICE || role == Role.INSPECTOR)
                .param("now", Sql.time(clock.instant()))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** The team of a unit, leaders first. */
    public List<Member> ofUnit(long unit) {
        return db.sql("""
                        select * from registry.member where unit = ? and until is null
                        order by array_position(array['IN_CHARGE', 'DEPUTY', 'SPOKESPERSON', 'FULL_TIME', 'PART_TIME', 'NONE'], duty), since, id""")
                .param(unit)
                .query(Team::member)
                .list();
    }

    /** Where a person holds which role themselves. */
    public List<Member> ofPerson(long person) {
        return db.sql("select * from registry.member where person = ? and until is null order by unit, role").param(person).query(Team::member).list();
    }

    /** Stand-ins of a unit that run or are still to come. */
    public List<StandIn> standIns(long unit) {
        return db.sql("select * from registry.stand_in where unit = ? and ends > ? and ended_at is null order by starts, id")
                .params(unit, Sql.time(clock.instant()))
                .query(Team::standIn)
                .list();
    }

    /** Gives somebody a role in a unit, or changes their duty in a role they hold. */
    @Transactional
    public Outcome<Member> appoint(long person, long unit, Role role, Duty duty, @Nullable Person by) {
        Outcome<Profile> may = mayAppoint(person, role, by);
        if (may instanceof Outcome.Refused<Profile> refused) {
            return refused.cast();
        } else if (db.sql("select count(*) from registry.unit where id = ? and withdrawn_at is null").param(unit).query((r, n) -> r.getInt(1)).single() == 0) {
            return Outcome.notFound();
        } else if (clashes(person, unit, role)) {
            return Outcome.invalid("role", "registry.team.partner-never-decides");
        }
        db.sql("""
                insert into registry.member (id, person, unit, role, duty, since) values (?, ?, ?, ?, ?, ?)
                on conflict (person, unit, role) where until is null do update set duty = excluded.duty""")
                .params(ids.next(), person, unit, role.name(), duty.name(), Sql.time(clock.instant()))
                .update();
        events.publishEvent(Audited.Entry.of("member.appointed", "person", person, unit, by, Map.of("role", role.name(), "duty", duty.name())));
        return Outcome.done(db.sql("select * from registry.member where person = ? and unit = ? and role = ? and until is null")
                .params(person, unit, role.name())
                .query(Team::member)
                .single());
    }

    /** As long as nobody is of the office, an administrator appoints its first member. */
    public boolean mayAppointFirst(Person by) {
        return by.admin() && noOffice();
    }

    private Outcome<Profile> mayAppoint(long person, Role role, @Nullable Person by) {
        if (by != null) {
            if (!by.is(Role.OFFICE) && !(role == Role.OFFICE && mayAppointFirst(by))) {
                return Outcome.notAllowed();
            } else if (by.id() == person) {
                return Outcome.invalid("person", "registry.team.not-yourself");
            }
        }
        Optional<Profile> profile = people.find(person);
        return profile.isPresent() && profile.get().active() ? Outcome.done(profile.get()) : Outcome.invalid("person", "registry.team.nobody");
    }

    /** Media partners write and never sign off: not in the same unit, and for the office's roles nowhere. */
    private boolean clashes(long person, long unit, Role role) {
        List<Member> held = ofPerson(person);
        return switch (role) {
            case LEADER, ON_SCENE_LEADER, SPOKESPERSON -> held.stream().anyMatch(m -> m.role() == Role.PARTNER && m.unit() == unit);
            case OFFICE -> held.stream().anyMatch(m -> m.role() == Role.PARTNER);
            case PARTNER -> held.stream().anyMatch(m -> m.role() == Role.OFFICE
                    || (m.unit() == unit && (m.role() == Role.LEADER || m.role() == Role.ON_SCENE_LEADER || m.role() == Role.SPOKESPERSON)));
            case EDITOR, INSPECTOR -> false;
        };
    }

    /** Takes a role away; stand-ins for it lapse with it. */
    @Transactional
    public Outcome<Boolean> dismiss(long person, long unit, Role role, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        int ended = db.sql("update registry.member set until = ? where person = ? and unit = ? and role = ? and until is null")
                .params(Sql.time(clock.instant()), person, unit, role.name())
                .update();
        if (ended == 0) {
            return Outcome.notFound();
        }
        events.publishEvent(Audited.Entry.of("member.dismissed", "person", person, unit, by, Map.of("role", role.name())));
        return Outcome.done(true);
    }

    /** Somebody acts for somebody for a time. The office arranges it, or the absent person themselves. */
    @Transactional
    public Outcome<StandIn> standIn(long absent, long standIn, long unit, Role role, Instant from, Instant to, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE) && by.id() != absent) {
            return Outcome.notAllowed();
        } else if (by != null && by.id() == standIn) {
            return Outcome.invalid("standIn", "registry.team.not-yourself");
        } else if (absent == standIn) {
            return Outcome.invalid("standIn", "registry.team.same-person");
        } else if (!to.isAfter(from) || !to.isAfter(clock.instant())) {
            return Outcome.invalid("to", "registry.team.times");
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            return Outcome.invalid("to", "registry.team.too-long", LONGEST.toDays());
        } else if (people.find(standIn).filter(Profile::active).isEmpty()) {
            return Outcome.invalid("standIn", "registry.team.nobody");
        } else if (ofPerson(absent).stream().noneMatch(m -> m.unit() == unit && m.role() == role)) {
            return Outcome.invalid("absent", "registry.team.not-theirs");
        } else if (clashes(standIn, unit, role)) {
            return Outcome.invalid("standIn", "registry.team.partner-never-decides");
        }
        long id = ids.next();
        db.sql("insert into registry.stand_in (id, absent, stand_in, unit, role, starts, ends, by_person, at) values (:id, :absent, :standIn, :unit, :role, :from, :to, :by, :at)")
                .param("id", id)
                .param("absent", absent)
                .param("standIn", standIn)
                .param("unit", unit)
                .param("role", role.name())
                .param("from", Sql.time(from))
                .param("to", Sql.time(to))
                .param("by", by == null ? null : by.id())
                .param("at", Sql.time(clock.instant()))
                .update();
        events.publishEvent(Audited.Entry.of(
                "stand-in.arranged", "person", standIn, unit, by, Map.of("for", Long.toString(absent), "role", role.name(), "from", from.toString(), "to", to.toString())));
        return Outcome.done(new StandIn(id, absent, standIn, unit, role, from, to));
    }

    /** Ends a stand-in at once: the office or the absent person. */
    @Transactional
    public Outcome<Boolean> callBack(long standIn, Person by) {
        Optional<StandIn> found = db.sql("select * from registry.stand_in where id = ? and ended_at is null").param(standIn).query(Team::standIn).optional();
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!by.is(Role.OFFICE) && by.id() != found.get().absent()) {
            return Outcome.notAllowed();
        }
        db.sql("update registry.stand_in set ended_at = ? where id = ?").params(Sql.time(clock.instant()), standIn).update();
        events.publishEvent(Audited.Entry.of("stand-in.called-back", "person", found.get().standIn(), found.get().unit(), by, Map.of("for", Long.toString(found.get().absent()))));
        return Outcome.done(true);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PersonLeft left) {
        var now = Sql.time(clock.instant());
        db.sql("update registry.member set until = ? where person = ? and until is null").params(now, left.person()).update();
        db.sql("update registry.stand_in set ended_at = ? where (absent = ? or stand_in = ?) and ends > ? and ended_at is null")
                .params(now, left.person(), left.person(), now)
                .update();
    }

    private boolean noOffice() {
        return db.sql("select not exists (select from registry.member where role = 'OFFICE' and until is null)").query((r, n) -> r.getBoolean(1)).single();
    }

    private static Member member(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Member(
                row.getLong("id"), row.getLong("person"), row.getLong("unit"), Role.valueOf(row.getString("role")), Duty.valueOf(row.getString("duty")),
                Sql.instant(row, "since"));
    }

    private static StandIn standIn(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new StandIn(
                row.getLong("id"), row.getLong("absent"), row.getLong("stand_in"), row.getLong("unit"), Role.valueOf(row.getString("role")),
                Sql.instant(row, "starts"), Sql.instant(row, "ends"));
    }
}
