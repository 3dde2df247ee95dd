package org.lianxin.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The roll of people as administrators keep it: who is there, what is known of their way in, lock and unlock. Rights in units are not here. */
@Service
public class Roll {
    private static final int PAGE = 50;

    private final JdbcClient db;
    private final People.Desk desk;
    private final Attempts attempts;

    Roll(JdbcClient db, People.Desk desk, Attempts attempts) {
        this.db = db;
        this.desk = desk;
        this.attempts = attempts;
    }

    /** A person with what an administrator sees. {@code lockedAt}: by an administrator, not by wrong passwords. */
    public record Line(
            Profile profile,
            int version,
            boolean password,
            boolean secondStep,
            @Nullable Instant seenAt,
            @Nullable Instant lockedAt,
            String lockedReason,
            @Nullable Instant leftAt,
            @Nullable Long successor) {}

    /** A part of the list, by name; {@code next} is the id after which the rest begins. */
    public record Part(List<Line> lines, @Nullable Long next) {}

    /** What may be changed of a person. */
    public record Changes(String name, String email, String phone, boolean admin, Locale locale) {}

    /** Fifty people by name, those who are there before those who left; {@code words} are looked for in name, account and e-mail. */
    public Part list(String words, @Nullable Long after) {
        List<Line> lines = db.sql("""
                        select * from identity.person p
                        where (:words = '' or position(:words in lower(name)) > 0 or position(:words in login) > 0 or position(:words in lower(email)) > 0)
                          and (:after = 0 or (left_at is not null, name collate "zh-x-icu", id) >
                               (select a.left_at is not null, a.name collate "zh-x-icu", a.id from identity.person a where a.id = :after))
                        order by left_at is not null, name collate "zh-x-icu", id limit :most""")
                .param("words", words.strip().toLowerCase(Locale.ROOT))
                .param("after", after == null ? 0L : after)
                .param("most", PAGE + 1)
                .query(this::line)
                .list();
        return lines.size() <= PAGE
                ? new Part(lines, null)
                : new Part(lines.subList(0, PAGE), lines.get(PAGE - 1).profile().id());
    }

    public Optional<Line> find(long person) {
        return db.sql("select * from identity.person where id = ?")
                .param(person)
                .query(this::line)
                .optional();
    }

    /** Until when wrong passwords or codes have shut the door for this login somewhere; null if it is open. */
    public @Nullable Instant shutUntil(String login) {
        return attempts.shutUntil(login);
    }

    /** Changes a person: administrators everybody, everybody themselves except for {@code admin}. */
    @Transactional
    public Outcome<Line> change(long person, Changes to, int version, Person by) {
        if (person != by.id() && !by.admin()) {
            return Outcome.notAllowed();
        }
        Optional<Line> found = find(person);
        if (found.isEmpty() || found.get().leftAt() != null) {
            return Outcome.notFound();
        }
        Profile was = found.get().profile();
        Outcome<String> checked = People.check(was.login(), to.name(), to.email(), to.phone());
        if (checked instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        } else if (to.admin() != was.admin() && (person == by.id() || !by.admin())) {
            return Outcome.invalid("admin", "identity.people.admin-yourself");
        }
        int changed = db.sql("""
                        update identity.person set name = :name, email = :email, phone = :phone, admin = :admin, locale = :locale, version = version + 1
                        where id = :id and version = :version""")
                .param("name", to.name().strip())
                .param("email", to.email().strip())
                .param("phone", desk.locked(to.phone()))
                .param("admin", to.admin())
                .param("locale", People.tag(to.locale()))
                .param("id", person)
                .param("version", version)
                .update();
        if (changed == 0) {
            return Outcome.changedMeanwhile();
        }
        desk.tell("person.changed", person, by, Map.of("fields", fields(was, to)));
        return Outcome.done(find(person).orElseThrow());
    }

    private static List<String> fields(Profile was, Changes to) {
        List<String> fields = new ArrayList<>();
        if (!was.name().equals(to.name().strip())) {
            fields.add("name");
        }
        if (!was.email().equals(to.email().strip())) {
            fields.add("email");
        }
        if (!was.phone().equals(to.phone().strip())) {
            fields.add("phone");
        }
        if (was.admin() != to.admin()) {
            fields.add(to.admin() ? "admin" : "no-admin");
        }
        return fields;
    }

    /** Nobody gets in as this person until unlocked; sessions, tokens and links end at once. Work stays where it is. */
    @Transactional
    public Outcome<Boolean> lock(long person, String reason, Person by) {
        if (!by.admin()) {
            return Outcome.notAllowed();
        } else if (person == by.id()) {
            return Outcome.invalid("reason", "identity.people.lock-yourself");
        } else if (reason.isBlank() || reason.length() > 200) {
            return Outcome.invalid("reason", "identity.people.reason");
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        }
        int locked = db.sql(
                        "update identity.person set locked_at = ?, locked_reason = ?, version = version + 1 where id = ? and locked_at is null and left_at is null")
                .params(Sql.time(desk.clock().instant()), reason.strip(), person)
                .update();
        if (locked == 0) {
            return find(person).isEmpty() ? Outcome.notFound() : Outcome.changedMeanwhile();
        }
        desk.endAll(person);
        desk.tell("person.locked", person, by, Map.of("reason", reason.strip()));
        return Outcome.done(true);
    }

    /** Opens again: what an administrator locked and what wrong passwords shut. */
    @Transactional
    public Outcome<Boolean> unlock(long person, String reason, Person by) {
        if (!by.admin()) {
            return Outcome.notAllowed();
        } else if (reason.isBlank() || reason.length() > 200) {
            return Outcome.invalid("reason", "identity.people.reason");
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        }
        Optional<Line> found = find(person);
        if (found.isEmpty() || found.get().leftAt() != null) {
            return Outcome.notFound();
        }
        db.sql(
                        "update identity.person set locked_at = null, locked_reason = '', version = version + 1 where id = ? and locked_at is not null")
                .param(person)
                .update();
        attempts.open(found.get().profile().login());
        desk.tell("person.unlocked", person, by, Map.of("reason", reason.strip()));
        return Outcome.done(true);
    }

    private Line line(ResultSet row, int n) throws SQLException {
        return new Line(
                desk.profile(row, n),
                row.getInt("version"),
                row.getString("password") != null,
                row.getObject("totp_at") != null,
                Sql.instantOrNull(row, "seen_at"),
                Sql.instantOrNull(row, "locked_at"),
                row.getString("locked_reason"),
                Sql.instantOrNull(row, "left_at"),
                Sql.longOrNull(row, "successor"));
    }
}
