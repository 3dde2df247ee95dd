package org.lianxin.identity;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.kernel.Vault;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of the installation. Nobody is ever deleted: who leaves stays as a name in what they did. */
@Service
public class People {
    static final String PHONE = "identity.person.phone";
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]+\\.[^\\s@<>,;\"]{2,}");

    private final JdbcClient db;
    private final Desk desk;
    private final Passwords passwords;
    private final ObjectProvider<Grants> grants;

    People(JdbcClient db, Desk desk, Passwords passwords, ObjectProvider<Grants> grants) {
        this.db = db;
        this.desk = desk;
        this.passwords = passwords;
        this.grants = grants;
    }

    public Optional<Profile> find(long id) {
        return db.sql("select * from identity.person where id = ?")
                .param(id)
                .query(desk::profile)
                .optional();
    }

    public Optional<Profile> byLogin(String login) {
        if (Unseen.in(login)) {
            return Optional.empty();
        }
        return db.sql("select * from identity.person where login = ?")
                .param(login.strip().toLowerCase(Locale.ROOT))
                .query(desk::profile)
                .optional();
    }

    /** Names for ids; an unknown id has none. One statement, however many. */
    public Map<Long, String> names(Collection<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            db.sql("select id, name from identity.person where id = any(?)")
                    .param(ids.stream().distinct().toArray(Long[]::new))
                    .query((row, n) -> names.put(row.getLong(1), row.getString(2)))
                    .list();
        }
        return names;
    }

    /** Everybody who may sign in, by name, at most 2,000: for choosing somebody in a form. */
    public List<Profile> active() {
        return db.sql(
                        "select * from identity.person where left_at is null and locked_at is null order by name collate \"zh-x-icu\", id limit 2000")
                .query(desk::profile)
                .list();
    }

    /** The person with what they may do at this moment, outside a request (session {@code ""}); empty if they may not sign in. */
    public Optional<Person> asPerson(long id) {
        return find(id).filter(Profile::active)
                .map(p -> new Person(p.id(), p.login(), p.name(), p.admin(), p.locale(), "", grantsOf(p.id())));
    }

    List<Grant> grantsOf(long id) {
        Grants filled = grants.getIfAvailable();
        return filled == null ? List.of() : filled.of(id);
    }

    /** Enters a person. {@code by} is an administrator, or null for the program itself (command line, demo). */
    @Transactional
    public Outcome<Profile> create(NewPerson wanted, @Nullable Person by) {
        if (by != null && !by.admin()) {
            return Outcome.notAllowed();
        }
        String login = wanted.login().strip().toLowerCase(Locale.ROOT);
        Outcome<String> checked = check(login, wanted.name(), wanted.email(), wanted.phone());
        if (checked instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        }
        String hash = null;
        if (wanted.password() != null) {
            String weak = Passwords.refusal(wanted.password(), login);
            if (weak != null) {
                return Outcome.invalid("password", weak);
            }
            switch (passwords.hash(wanted.password())) {
                case Outcome.Refused<String> busy -> {
                    return busy.cast();
                }
                case Outcome.Done<String>(String value) -> hash = value;
            }
        }
        long id = desk.ids().next();
        int made = db.sql("""
                        insert into identity.person (id, login, name, email, phone, admin, locale, password, password_at, created_at)
                        values (:id, :login, :name, :email, :phone, :admin, :locale, :password, :password_at, :at) on conflict (login) do nothing""")
                .param("id", id)
                .param("login", login)
                .param("name", wanted.name().strip())
                .param("email", wanted.email().strip())
                .param("phone", desk.locked(wanted.phone()))
                .param("admin", wanted.admin())
                .param("locale", tag(wanted.locale()))
                .param("password", hash)
                .param(
                        "password_at",
                        hash == null ? null : Sql.time(desk.clock().instant()))
                .param("at", Sql.time(desk.clock().instant()))
                .update();
        if (made == 0) {
            return Outcome.invalid("login", "identity.person.login-taken", login);
        }
        desk.tell("person.created", id, by, Map.of("login", login, "admin", wanted.admin()));
        return Outcome.done(find(id).orElseThrow());
    }

    static Outcome<String> check(String login, String name, String email, String phone) {
        if (!LOGIN.matcher(login).matches()) {
            return Outcome.invalid("login", "identity.person.login-form");
        } else if (name.isBlank()
                || name.strip().length() > 60
                || name.chars().anyMatch(c -> c < ' ')
                || Unseen.in(name)) {
            return Outcome.invalid("name", "identity.person.name-form");
        } else if (!email.isBlank()
                && (email.length() > 200
                        || Unseen.in(email)
                        || !EMAIL.matcher(email.strip()).matches())) {
            return Outcome.invalid("email", "identity.person.email-form");
        } else if (!phone.isBlank() && !phone.strip().matches("[0-9+() -]{3,30}")) {
            return Outcome.invalid("phone", "identity.person.phone-form");
        }
        return Outcome.done(login);
    }

    /** Chinese or English, for the console and for mails. */
    @Transactional
    public void speak(long person, Locale locale) {
        db.sql("update identity.person set locale = ? where id = ?")
                .params(tag(locale), person)
                .update();
    }

    static String tag(Locale locale) {
        return locale.getLanguage().equals("en") ? "en" : "zh-CN";
    }

    /**
     * Somebody leaves: sessions and tokens end at once, what is open goes to the successor ({@link PersonLeft}, same transaction). The
     * successor must be active and hold a role of their own in every unit where the leaver holds one.
     */
    @Transactional
    public Outcome<Boolean> leave(long person, long successor, Person by) {
        if (!by.admin()) {
            return Outcome.notAllowed();
        } else if (person == by.id()) {
            return Outcome.invalid("successor", "identity.leave.yourself");
        } else if (person == successor) {
            return Outcome.invalid("successor", "identity.leave.same");
        }
        db.sql("select id from identity.person where id = any(?) order by id for update")
                .param(new Long[] {person, successor})
                .query((row, n) -> row.getLong(1))
                .list();
        Optional<Profile> who = find(person);
        Optional<Profile> next = find(successor);
        if (who.isEmpty()) {
            return Outcome.notFound();
        } else if (next.isEmpty() || !next.get().active()) {
            return Outcome.invalid("successor", "identity.leave.successor-inactive");
        }
        List<Grant> has = grantsOf(successor);
        boolean missing = grantsOf(person).stream()
                .filter(g -> g.standInFor() == null)
                .anyMatch(g -> has.stream().noneMatch(h -> h.standInFor() == null && h.unit() == g.unit()));
        if (missing) {
            return Outcome.invalid(
                    "successor", "identity.leave.successor-unit", next.get().name());
        }
        int left = db.sql(
                        "update identity.person set left_at = ?, successor = ?, version = version + 1 where id = ? and left_at is null")
                .params(Sql.time(desk.clock().instant()), successor, person)
                .update();
        if (left == 0) {
            return Outcome.changedMeanwhile();
        }
        desk.endAll(person);
        desk.events().publishEvent(new PersonLeft(person, successor, by.id()));
        return Outcome.done(true);
    }

    /** What several services of this module share at one place: ids, time, events, the crossing to {@link Profile}. */
    @org.springframework.stereotype.Component
    record Desk(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events, Vault vault) {

        Profile profile(java.sql.ResultSet row, int n) throws java.sql.SQLException {
            byte[] phone = row.getBytes("phone");
            return new Profile(
                    row.getLong("id"),
                    row.getString("login"),
                    row.getString("name"),
                    row.getString("email"),
                    phone == null ? "" : vault.unlock(PHONE, phone),
                    row.getBoolean("admin"),
                    Locale.forLanguageTag(row.getString("locale")),
                    row.getObject("left_at") == null && row.getObject("locked_at") == null);
        }

        byte @Nullable [] locked(String phone) {
            return phone.isBlank() ? null : vault.lock(PHONE, phone.strip());
        }

        void tell(String action, long person, @Nullable Person by, Map<String, ?> details) {
            events.publishEvent(
                    new Audited.Entry(action, "person", person, null, by == null ? null : by.id(), null, details));
        }

        /** Every session, token and unused link of a person ends. */
        void endAll(long person) {
            var now = Sql.time(clock.instant());
            db.sql("update identity.session set ended_at = ? where person = ? and ended_at is null")
                    .params(now, person)
                    .update();
            db.sql("update identity.token set revoked_at = ? where person = ? and revoked_at is null")
                    .params(now, person)
                    .update();
            db.sql("delete from identity.entry_link where person = ?")
                    .param(person)
                    .update();
        }
    }
}
