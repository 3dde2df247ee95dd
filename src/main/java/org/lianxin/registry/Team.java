package org.lianxin.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.identity.Grants;
import org.lianxin.identity.PersonLeft;
import org.lianxin.identity.Profile;
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
    private final JdbcClient db;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final StandIns standIns;
    private final TeamDesk desk;

    Team(JdbcClient db, Clock clock, ApplicationEventPublisher events, StandIns standIns, TeamDesk desk) {
        this.db = db;
        this.clock = clock;
        this.events = events;
        this.standIns = standIns;
        this.desk = desk;
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
                .query((row, n) -> new Grant(
                        Role.valueOf(row.getString("role")), row.getLong("unit"), Sql.longOrNull(row, "absent")))
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
                        order by array_position(array['IN_CHARGE', 'DEPUTY', 'SPOKESPERSON', 'FULL_TIME', 'PART_TIME', 'NONE'], duty), since, id""").param(unit).query(Team::member).list();
    }

    /** Where a person holds which role themselves. */
    public List<Member> ofPerson(long person) {
        return db.sql("select * from registry.member where person = ? and until is null order by unit, role")
                .param(person)
                .query(Team::member)
                .list();
    }

    /** Stand-ins of a unit that run or are still to come. */
    public List<StandIn> standIns(long unit) {
        return standIns.ofUnit(unit);
    }

    /** Gives somebody a role in a unit, or changes their duty in a role they hold. */
    @Transactional
    public Outcome<Member> appoint(long person, long unit, Role role, Duty duty, @Nullable Person by) {
        Outcome<Profile> may = mayAppoint(person, role, by);
        if (may instanceof Outcome.Refused<Profile> refused) {
            return refused.cast();
        }
        Optional<String> type = db.sql("select type from registry.unit where id = ? and withdrawn_at is null")
                .param(unit)
                .query((r, n) -> r.getString(1))
                .optional();
        if (type.isEmpty()) {
            return Outcome.notFound();
        } else if ((role == Role.OFFICE || role == Role.INSPECTOR)
                && !type.get().equals("office")) {
            return Outcome.invalid("role", "registry.team.office-only");
        } else if (clashes(person, unit, role)) {
            return Outcome.invalid("role", "registry.team.partner-never-decides");
        }
        db.sql("""
                insert into registry.member (id, person, unit, role, duty, since) values (?, ?, ?, ?, ?, ?)
                on conflict (person, unit, role) where until is null do update set duty = excluded.duty""")
                .params(desk.ids().next(), person, unit, role.name(), duty.name(), Sql.time(clock.instant()))
                .update();
        events.publishEvent(Audited.Entry.of(
                "member.appointed",
                "person",
                person,
                unit,
                by,
                Map.of("role", role.name(), "duty", duty.name()),
                Role.OFFICE));
        return Outcome.done(
                db.sql("select * from registry.member where person = ? and unit = ? and role = ? and until is null")
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
        Optional<Profile> profile = desk.find(person);
        return profile.isPresent() && profile.get().active()
                ? Outcome.done(profile.get())
                : Outcome.invalid("person", "registry.team.nobody");
    }

    /** Media partners write and never sign off: not in the same unit, and for the office's roles nowhere. */
    private boolean clashes(long person, long unit, Role role) {
        List<Member> held = ofPerson(person);
        return switch (role) {
            case LEADER, ON_SCENE_LEADER, SPOKESPERSON ->
                held.stream().anyMatch(m -> m.role() == Role.PARTNER && m.unit() == unit);
            case OFFICE -> held.stream().anyMatch(m -> m.role() == Role.PARTNER);
            case PARTNER ->
                held.stream()
                        .anyMatch(m -> m.role() == Role.OFFICE
                                || (m.unit() == unit
                                        && (m.role() == Role.LEADER
                                                || m.role() == Role.ON_SCENE_LEADER
                                                || m.role() == Role.SPOKESPERSON)));
            case EDITOR, INSPECTOR -> false;
        };
    }

    /** Takes a role away; stand-ins for it lapse with it. The last of the office stays: nobody could appoint another. */
    @Transactional
    public Outcome<Boolean> dismiss(long person, long unit, Role role, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (by != null && role == Role.OFFICE && lastOffice(person, unit)) {
            return Outcome.invalid("role", "registry.team.last-office");
        }
        int ended = db.sql(
                        "update registry.member set until = ? where person = ? and unit = ? and role = ? and until is null")
                .params(Sql.time(clock.instant()), person, unit, role.name())
                .update();
        if (ended == 0) {
            return Outcome.notFound();
        }
        standIns.lapse(person, unit, role);
        events.publishEvent(Audited.Entry.of(
                "member.dismissed", "person", person, unit, by, Map.of("role", role.name()), Role.OFFICE));
        return Outcome.done(true);
    }

    /** Nobody else is of the office. Its rows are locked, so that two do not dismiss each other. */
    private boolean lastOffice(long person, long unit) {
        return db
                .sql(
                        "select person <> :person or unit <> :unit from registry.member where role = 'OFFICE' and until is null order by id for update")
                .param("person", person)
                .param("unit", unit)
                .query((row, n) -> row.getBoolean(1))
                .list()
                .stream()
                .noneMatch(another -> another);
    }

    /**
     * Somebody acts for somebody for a time, which begins now if {@code from} has passed and lasts 92 days at most. The office arranges it,
     * or the absent person themselves.
     */
    @Transactional
    public Outcome<StandIn> standIn(
            long absent, long standIn, long unit, Role role, Instant from, Instant to, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE) && by.id() != absent) {
            return Outcome.notAllowed();
        } else if (by != null && by.id() == standIn) {
            return Outcome.invalid("standIn", "registry.team.not-yourself");
        } else if (absent == standIn) {
            return Outcome.invalid("standIn", "registry.team.same-person");
        } else if (standIns.begin(from, to) instanceof Outcome.Refused<Instant> refused) {
            return refused.cast();
        } else if (desk.find(standIn).filter(Profile::active).isEmpty()) {
            return Outcome.invalid("standIn", "registry.team.nobody");
        } else if (ofPerson(absent).stream().noneMatch(m -> m.unit() == unit && m.role() == role)) {
            return Outcome.invalid("absent", "registry.team.not-theirs");
        } else if (clashes(standIn, unit, role)) {
            return Outcome.invalid("standIn", "registry.team.partner-never-decides");
        }
        StandIn wanted = new StandIn(
                0, absent, standIn, unit, role, standIns.begin(from, to).orThrow(), to);
        return standIns.inTheWay(wanted)
                .<Outcome<StandIn>>map(other -> Outcome.invalid(other.field(), other.key(), desk.name(other.person())))
                .orElseGet(() -> Outcome.done(standIns.insert(wanted, by)));
    }

    /** Ends a stand-in at once: the office or the absent person. */
    @Transactional
    public Outcome<Boolean> callBack(long standIn, Person by) {
        Optional<StandIn> found = standIns.find(standIn);
        if (found.isEmpty()) {
            return Outcome.notFound();
        } else if (!by.is(Role.OFFICE) && by.id() != found.get().absent()) {
            return Outcome.notAllowed();
        }
        standIns.end(found.get(), by);
        return Outcome.done(true);
    }

    /** Who left holds no role any more, and each that ends is an entry of the trail. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PersonLeft left) {
        record Ended(long unit, String role) {}
        standIns.lapse(left.person());
        db.sql("update registry.member set until = ? where person = ? and until is null returning unit, role")
                .params(Sql.time(clock.instant()), left.person())
                .query((row, n) -> new Ended(row.getLong(1), row.getString(2)))
                .list()
                .forEach(ended -> events.publishEvent(new Audited.Entry(
                        "member.dismissed",
                        "person",
                        left.person(),
                        ended.unit(),
                        left.actor(),
                        null,
                        Map.of("role", ended.role(), "left", true))));
    }

    private boolean noOffice() {
        return db.sql("select not exists (select from registry.member where role = 'OFFICE' and until is null)")
                .query((r, n) -> r.getBoolean(1))
                .single();
    }

    private static Member member(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Member(
                row.getLong("id"),
                row.getLong("person"),
                row.getLong("unit"),
                Role.valueOf(row.getString("role")),
                Duty.valueOf(row.getString("duty")),
                Sql.instant(row, "since"));
    }
}
