package org.lianxin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A person's password: asked again before something that matters, changed by its owner, set anew through a link that works once. */
@Service
public class Credentials {
    /** Where a link leads; what follows is its secret. */
    public static final String LINK = "/sign-in/link/";

    /** Somebody entered for the first time has days to come in; a forgotten password is asked for by somebody who sits there. */
    static final Duration FIRST = Duration.ofDays(3);

    static final Duration AGAIN = Duration.ofHours(1);

    private final JdbcClient db;
    private final People.Desk desk;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Sessions sessions;

    Credentials(JdbcClient db, People.Desk desk, Passwords passwords, Attempts attempts, Sessions sessions) {
        this.db = db;
        this.desk = desk;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
    }

    /** A fresh way in, and until when. The secret is in {@code path} and nowhere else. */
    public record Link(String path, Instant expiresAt) {}

    /** Whether this is the person's own password; wrong ones count as at the door. {@code field} is where the refusal is shown. */
    public Outcome<Boolean> confirm(Person who, String password, String field, String address) {
        Attempts.Try counted = attempts.password(who.login(), address, true);
        if (counted.shut() != null) {
            return Outcome.invalid(field, "identity.password.shut");
        }
        String hash = db.sql("select password from identity.person where id = ? and password is not null")
                .param(who.id())
                .query((row, n) -> row.getString(1))
                .optional()
                .orElse(null);
        Outcome<Boolean> right = passwords.matches(password, hash);
        if (right instanceof Outcome.Refused<Boolean> || right.orThrow()) {
            attempts.takeBack(counted);
            return right;
        }
        attempts.wrong(counted);
        return Outcome.invalid(field, "identity.password.wrong");
    }

    /** Sets another password; every other session of the person ends. Ask {@link #confirm} for the old one before. */
    @Transactional
    public Outcome<Boolean> change(Person who, String fresh) {
        Outcome<String> hash = hash(fresh, who.login());
        if (hash instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        }
        set(who.id(), hash.orThrow());
        sessions.endOthers(who.id(), org.lianxin.kernel.Ids.parse(who.session()).orElse(0));
        desk.tell("person.password-changed", who.id(), who, Map.of());
        return Outcome.done(true);
    }

    /** A new way in for somebody; an older one stops working. Administrators only, or the program itself ({@code by} null). */
    @Transactional
    public Outcome<Link> link(long person, @Nullable Person by) {
        if (by != null && !by.admin()) {
            return Outcome.notAllowed();
        }
        Optional<Boolean> hasPassword = db.sql(
                        "select password is not null from identity.person where id = ? and left_at is null")
                .param(person)
                .query((row, n) -> row.getBoolean(1))
                .optional();
        if (hasPassword.isEmpty()) {
            return Outcome.notFound();
        }
        Instant now = desk.clock().instant();
        Link link = new Link(LINK + Secrets.fresh(), now.plus(hasPassword.get() ? AGAIN : FIRST));
        db.sql("delete from identity.entry_link where person = ?").param(person).update();
        db.sql("insert into identity.entry_link (hash, person, made_at, expires_at) values (?, ?, ?, ?)")
                .params(Secrets.hash(link.path()), person, Sql.time(now), Sql.time(link.expiresAt()))
                .update();
        desk.tell(
                "person.link-made", person, by, Map.of("until", link.expiresAt().toString()));
        desk.events().publishEvent(new EntryLinkMade(person, link.path(), link.expiresAt()));
        return Outcome.done(link);
    }

    /** Whose link this is, while it works. */
    public Optional<Profile> owner(String path) {
        return db.sql("""
                        select p.* from identity.entry_link l join identity.person p on p.id = l.person
                        where l.hash = ? and l.used_at is null and l.expires_at > ? and p.left_at is null and p.locked_at is null""")
                .params(Secrets.hash(path), Sql.time(desk.clock().instant()))
                .query(desk::profile)
                .optional();
    }

    /** Sets the password by a link, which is used up; all sessions end and a shut door opens. Looking at the page uses nothing up. */
    @Transactional
    public Outcome<Profile> redeem(String path, String fresh) {
        Optional<Profile> who = owner(path);
        if (who.isEmpty()) {
            return Outcome.refused(Outcome.Kind.NOT_FOUND, "identity.link.over");
        }
        Outcome<String> hash = hash(fresh, who.get().login());
        if (hash instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        }
        int used = db.sql("update identity.entry_link set used_at = ? where hash = ? and used_at is null")
                .params(Sql.time(desk.clock().instant()), Secrets.hash(path))
                .update();
        if (used == 0) {
            return Outcome.refused(Outcome.Kind.NOT_FOUND, "identity.link.over");
        }
        set(who.get().id(), hash.orThrow());
        sessions.endOthers(who.get().id(), 0);
        attempts.open(who.get().login());
        desk.tell("person.password-set", who.get().id(), null, Map.of());
        return Outcome.done(who.get());
    }

    private Outcome<String> hash(String fresh, String login) {
        String weak = Passwords.refusal(fresh, login);
        return weak == null ? passwords.hash(fresh) : Outcome.invalid("password", weak);
    }

    private void set(long person, String hash) {
        db.sql("update identity.person set password = ?, password_at = ?, version = version + 1 where id = ?")
                .params(hash, Sql.time(desk.clock().instant()), person)
                .update();
    }
}
