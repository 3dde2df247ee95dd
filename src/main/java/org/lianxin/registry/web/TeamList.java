package org.lianxin.registry.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Duty;
import org.lianxin.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is what in a unit and who acts for whom, with their names. */
@Component
public class TeamList {
    private static final String SEATS = """
            select m.id, m.person, p.name, p.login, p.active, m.unit, m.role, m.duty, m.since
            from registry.member m join identity.face_person p on p.id = m.person where m.until is null and\s""";

    private static final String COVERS = """
            select s.id, s.unit, s.role, s.starts, s.ends, s.absent, a.name as absent_name, s.stand_in, i.name as stand_in_name
            from registry.stand_in s join identity.face_person a on a.id = s.absent join identity.face_person i on i.id = s.stand_in
            join registry.member m on m.person = s.absent and m.unit = s.unit and m.role = s.role and m.until is null
            where s.ends > :now and s.ended_at is null and\s""";

    private final JdbcClient db;
    private final Clock clock;

    TeamList(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Somebody in a role. {@code active}: they can sign in. */
    public record Seat(
            long id,
            long person,
            String name,
            String login,
            boolean active,
            long unit,
            Role role,
            Duty duty,
            Instant since) {

        /** Key of the word that the register has for them: the duty where there is one, else the role. */
        public String title() {
            return title(role, duty);
        }

        static String title(Role role, Duty duty) {
            return duty == Duty.NONE ? "registry.role." + role.name() : "registry.duty." + duty.name();
        }
    }

    /** A stand-in that runs or is to come. */
    public record Cover(
            long id,
            long unit,
            Role role,
            Instant from,
            Instant to,
            long absent,
            String absentName,
            long standIn,
            String standInName,
            boolean runs) {}

    /** The team of a unit, leaders first. */
    public List<Seat> ofUnit(long unit) {
        return db.sql(SEATS + """
                        m.unit = ? order by array_position(array['IN_CHARGE', 'DEPUTY', 'SPOKESPERSON', 'FULL_TIME', 'PART_TIME', 'NONE'], m.duty),
                          array_position(array['LEADER', 'ON_SCENE_LEADER', 'SPOKESPERSON', 'OFFICE', 'EDITOR', 'PARTNER', 'INSPECTOR'], m.role), m.since, m.id""").param(unit).query(TeamList::seat).list();
    }

    /** The teams of several units. */
    List<Seat> ofUnits(Collection<Long> units) {
        return db.sql(SEATS + "m.unit = any(?) order by p.name collate \"zh-x-icu\", m.person, m.unit, m.role")
                .param(units.toArray(Long[]::new))
                .query(TeamList::seat)
                .list();
    }

    /** Where a person holds which role themselves. */
    public List<Seat> ofPerson(long person) {
        return db.sql(SEATS + "m.person = ? order by m.unit, m.role")
                .param(person)
                .query(TeamList::seat)
                .list();
    }

    public Optional<Seat> find(long member) {
        return db.sql(SEATS + "m.id = ?").param(member).query(TeamList::seat).optional();
    }

    /** Stand-ins of a unit that run or are to come, in that order. */
    public List<Cover> covers(long unit) {
        return db.sql(COVERS + "s.unit = :unit order by s.starts, s.id")
                .param("unit", unit)
                .param("now", Sql.time(clock.instant()))
                .query(this::coverRow)
                .list();
    }

    public Optional<Cover> cover(long standIn) {
        return db.sql(COVERS + "s.id = :id")
                .param("id", standIn)
                .param("now", Sql.time(clock.instant()))
                .query(this::coverRow)
                .optional();
    }

    /** Stand-ins for a person and by them. */
    public List<Cover> coversOf(long person) {
        return db.sql(COVERS + "(s.absent = :person or s.stand_in = :person) order by s.starts, s.id")
                .param("person", person)
                .param("now", Sql.time(clock.instant()))
                .query(this::coverRow)
                .list();
    }

    private static Seat seat(ResultSet row, int n) throws SQLException {
        return new Seat(
                row.getLong("id"),
                row.getLong("person"),
                row.getString("name"),
                row.getString("login"),
                row.getBoolean("active"),
                row.getLong("unit"),
                Role.valueOf(row.getString("role")),
                Duty.valueOf(row.getString("duty")),
                Sql.instant(row, "since"));
    }

    private Cover coverRow(ResultSet row, int n) throws SQLException {
        Instant from = Sql.instant(row, "starts");
        return new Cover(
                row.getLong("id"),
                row.getLong("unit"),
                Role.valueOf(row.getString("role")),
                from,
                Sql.instant(row, "ends"),
                row.getLong("absent"),
                row.getString("absent_name"),
                row.getLong("stand_in"),
                row.getString("stand_in_name"),
                !from.isAfter(clock.instant()));
    }
}
