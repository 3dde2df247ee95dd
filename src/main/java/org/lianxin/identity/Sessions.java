package org.lianxin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sign-in sessions, kept in the database so that they outlive a restart and end everywhere at once. A session ends after
 * {@code session.idle-minutes} (30) without a request and after {@code session.hours} (12) in any case.
 */
@Service
public class Sessions {
    static final String COOKIE = "lianxin";
    static final String STEP_COOKIE = "lianxin-step";
    private static final Duration STEP = Duration.ofMinutes(10);

    private final JdbcClient db;
    private final People.Desk desk;
    private final Settings settings;

    Sessions(JdbcClient db, People.Desk desk, Settings settings) {
        this.db = db;
        this.desk = desk;
        this.settings = settings;
    }

    /** A live session as its owner sees it. */
    public record Session(long id, Instant startedAt, Instant seenAt, String address, String agent) {}

    Duration idle() {
        return Duration.ofMinutes(settings.number("session.idle-minutes", 30));
    }

    Duration most() {
        return Duration.ofHours(settings.number("session.hours", 12));
    }

    /** Starts a session and returns what the cookie holds. {@code full}: nothing more is asked; else it only serves the second step. */
    @Transactional
    String start(long person, boolean full, String address, String agent) {
        String token = Secrets.fresh();
        Instant now = desk.clock().instant();
        db.sql("""
                insert into identity.session (id, token, person, stage, started_at, seen_at, address, agent)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        desk.ids().next(),
                        Secrets.hash(token),
                        person,
                        full ? "OPEN" : "CODE",
                        Sql.time(now),
                        Sql.time(now),
                        address,
                        cut(agent))
                .update();
        if (full) {
            db.sql("update identity.person set seen_at = ? where id = ?")
                    .params(Sql.time(now), person)
                    .update();
            desk.events()
                    .publishEvent(new org.lianxin.audit.Audited.Entry(
                            "person.signed-in", "person", person, null, person, null, Map.of()));
        }
        return token;
    }

    private static String cut(String agent) {
        return agent.length() > 200 ? agent.substring(0, 200) : agent;
    }

    /** The person of a live, full session; its last use is noted once a minute. */
    Recogniser.@Nullable Row recognise(String token) {
        Instant now = desk.clock().instant();
        Recogniser.Row row = db.sql("""
                        select s.id as session, s.seen_at, p.id, p.login, p.name, p.admin, p.locale
                        from identity.session s join identity.person p on p.id = s.person
                        where s.token = ? and s.stage = 'OPEN' and s.ended_at is null and s.seen_at > ? and s.started_at > ?
                          and p.left_at is null and p.locked_at is null""")
                .params(Secrets.hash(token), Sql.time(now.minus(idle())), Sql.time(now.minus(most())))
                .query(Recogniser.Row::read)
                .optional()
                .orElse(null);
        if (row != null
                && row.seenAt() != null
                && Duration.between(row.seenAt(), now).toSeconds() > 60) {
            db.sql("update identity.session set seen_at = ? where id = ?")
                    .params(Sql.time(now), row.session())
                    .update();
        }
        return row;
    }

    /** Whose second step this is, within ten minutes of the password. */
    Recogniser.@Nullable Row atCode(String token) {
        return db.sql("""
                        select s.id as session, s.seen_at, p.id, p.login, p.name, p.admin, p.locale
                        from identity.session s join identity.person p on p.id = s.person
                        where s.token = ? and s.stage = 'CODE' and s.ended_at is null and s.started_at > ?
                          and p.left_at is null and p.locked_at is null""")
                .params(Secrets.hash(token), Sql.time(desk.clock().instant().minus(STEP)))
                .query(Recogniser.Row::read)
                .optional()
                .orElse(null);
    }

    /** Whose session a cookie was, ended or not, within the last day: for giving back what they typed. */
    @Nullable
    Long owner(String token) {
        return db.sql("select person from identity.session where token = ? and stage = 'OPEN' and started_at > ?")
                .params(
                        Secrets.hash(token),
                        Sql.time(desk.clock().instant().minus(most()).minus(Duration.ofDays(1))))
                .query((row, n) -> row.getLong(1))
                .optional()
                .orElse(null);
    }

    /** Whether the person has signed in from that address within the last 30 days. */
    boolean knows(long person, String address) {
        return db.sql(
                        "select exists (select from identity.session where person = ? and address = ? and stage = 'OPEN' and started_at > ?)")
                .params(person, address, Sql.time(desk.clock().instant().minus(Duration.ofDays(30))))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Live sessions of a person, latest first. */
    public List<Session> of(long person) {
        Instant now = desk.clock().instant();
        return db.sql("""
                        select * from identity.session where person = ? and stage = 'OPEN' and ended_at is null and seen_at > ? and started_at > ?
                        order by started_at desc, id desc limit 100""")
                .params(person, Sql.time(now.minus(idle())), Sql.time(now.minus(most())))
                .query((row, n) -> new Session(
                        row.getLong("id"),
                        Sql.instant(row, "started_at"),
                        Sql.instant(row, "seen_at"),
                        row.getString("address"),
                        row.getString("agent")))
                .list();
    }

    /** Ends one session; its owner or an administrator may. */
    @Transactional
    public Outcome<Boolean> end(long session, Person by) {
        int ended = db.sql(
                        "update identity.session set ended_at = :at where id = :id and ended_at is null and (person = :by or :admin)")
                .param("at", Sql.time(desk.clock().instant()))
                .param("id", session)
                .param("by", by.id())
                .param("admin", by.admin())
                .update();
        return ended == 1 ? Outcome.done(true) : Outcome.notFound();
    }

    /** Ends every session of a person but one. */
    @Transactional
    public int endOthers(long person, long but) {
        return db.sql("update identity.session set ended_at = ? where person = ? and id <> ? and ended_at is null")
                .params(Sql.time(desk.clock().instant()), person, but)
                .update();
    }

    /** Ends the session behind a cookie, whatever its stage. */
    @Transactional
    void end(String token) {
        db.sql("update identity.session set ended_at = ? where token = ? and ended_at is null")
                .params(Sql.time(desk.clock().instant()), Secrets.hash(token))
                .update();
    }
}
