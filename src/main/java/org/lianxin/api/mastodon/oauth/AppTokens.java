package org.lianxin.api.mastodon.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.identity.PersonLeft;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Account;
import org.lianxin.web.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens by which apps speak for a person and one account. They hold no rights: those are the person's at each call. The text is handed
 * out once and kept as a hash.
 */
@Service
public class AppTokens {
    /** Unlike that of the REST interface, whose tokens open nothing here, as these open nothing there. */
    private static final String PREFIX = "lxa_";

    /** Signed in more often at once, the oldest gives way. */
    private static final int MOST = 50;

    /** Of an app for itself, likewise; they are not kept, since nobody has to know of them. */
    private static final int OWN = 5;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AppTokens(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** A live token. */
    record Row(
            long id,
            long app,
            @Nullable Long person,
            @Nullable Long account,
            Scopes scopes,
            Instant madeAt,
            @Nullable Instant usedAt) {}

    /** A new token; {@code text} is not kept anywhere. */
    record Made(long id, String text, Scopes scopes, Instant at) {}

    /** An app signed in as somebody, as they see it. */
    public record SignedIn(
            long id,
            String app,
            String website,
            long account,
            Scopes scopes,
            Instant madeAt,
            @Nullable Instant usedAt) {}

    /** Joins the caller's transaction. {@code person} and {@code account}: both, or neither where the app speaks for itself. */
    @Transactional
    Made issue(long app, @Nullable Long person, @Nullable Long account, Scopes scopes) {
        Made made = new Made(ids.next(), PREFIX + Secret.fresh(), scopes, clock.instant());
        db.sql("""
                insert into api.token (id, hash, app, person, account, scopes, made_at)
                values (:id, :hash, :app, :person, :account, :scopes, :at)""")
                .param("id", made.id())
                .param("hash", Hash.sha256(made.text()))
                .param("app", app)
                .param("person", person)
                .param("account", account)
                .param("scopes", scopes.text())
                .param("at", Sql.time(made.at()))
                .update();
        if (person == null) {
            db.sql("""
                    delete from api.token where app = :app and person is null and id not in (
                      select id from api.token where app = :app and person is null order by made_at desc, id desc limit :most)""").param("app", app).param("most", OWN).update();
        } else {
            db.sql("""
                    update api.token set ended_at = :at where person = :person and ended_at is null and id not in (
                      select id from api.token where person = :person and ended_at is null order by made_at desc, id desc limit :most)""")
                    .param("at", Sql.time(made.at()))
                    .param("person", person)
                    .param("most", MOST)
                    .update();
        }
        return made;
    }

    /** Whose it is, as long as it has not ended; the time of use is noted once a minute. */
    Optional<Row> live(String text) {
        Optional<Row> row = text.length() > 200
                ? Optional.empty()
                : db.sql("select * from api.token where hash = ? and ended_at is null")
                        .param(Hash.sha256(text))
                        .query((r, n) -> new Row(
                                r.getLong("id"),
                                r.getLong("app"),
                                Sql.longOrNull(r, "person"),
                                Sql.longOrNull(r, "account"),
                                Scopes.of(r.getString("scopes")).orElseThrow(),
                                Sql.instant(r, "made_at"),
                                Sql.instantOrNull(r, "used_at")))
                        .optional();
        Instant now = clock.instant();
        if (row.isPresent()
                && (row.get().usedAt() == null
                        || Duration.between(row.get().usedAt(), now).toSeconds() > 60)) {
            db.sql("update api.token set used_at = ? where id = ?")
                    .params(Sql.time(now), row.get().id())
                    .update();
        }
        return row;
    }

    /** The app gives its own token back; false if it was none of its. */
    @Transactional
    boolean giveBack(String text, long app) {
        return db.sql("update api.token set ended_at = ? where hash = ? and app = ? and ended_at is null")
                        .params(Sql.time(clock.instant()), Hash.sha256(text), app)
                        .update()
                == 1;
    }

    /** What was made of a code that turned up twice. */
    @Transactional
    void end(long token) {
        db.sql("update api.token set ended_at = ? where id = ? and ended_at is null")
                .params(Sql.time(clock.instant()), token)
                .update();
    }

    /** Apps signed in as this person, latest first. */
    public List<SignedIn> of(Person person) {
        return db.sql("""
                        select t.*, a.name, a.website from api.token t join api.app a on a.id = t.app
                        where t.person = ? and t.ended_at is null order by t.made_at desc, t.id desc limit 50""")
                .param(person.id())
                .query((r, n) -> new SignedIn(
                        r.getLong("id"),
                        r.getString("name"),
                        r.getString("website"),
                        r.getLong("account"),
                        Scopes.of(r.getString("scopes")).orElseThrow(),
                        Sql.instant(r, "made_at"),
                        Sql.instantOrNull(r, "used_at")))
                .list();
    }

    /** Ends an app's sign-in at once; only its person may. */
    @Transactional
    public Outcome<Boolean> end(long token, Person by) {
        Optional<String> app = db.sql("""
                        update api.token t set ended_at = ? from api.app a where a.id = t.app and t.id = ? and t.person = ? and t.ended_at is null
                        returning a.name""")
                .params(Sql.time(clock.instant()), token, by.id())
                .query((r, n) -> r.getString(1))
                .optional();
        if (app.isEmpty()) {
            return Outcome.notFound();
        }
        events.publishEvent(
                new Audited.Entry("app.ended", "person", by.id(), null, by.id(), null, Map.of("name", app.get())));
        return Outcome.done(true);
    }

    /** Somebody let an app in. */
    void told(Apps.App app, Account account, Scopes scopes, Person by) {
        events.publishEvent(Audited.Entry.of(
                "app.let-in",
                "account",
                account.id(),
                account.unit(),
                by,
                Map.of("name", app.name(), "scopes", scopes.text())));
    }

    /** Who leaves speaks by no app any more. */
    @EventListener
    @Transactional
    public void left(PersonLeft gone) {
        db.sql("update api.token set ended_at = ? where person = ? and ended_at is null")
                .params(Sql.time(clock.instant()), gone.person())
                .update();
        db.sql("delete from api.code where person = ? and used_at is null")
                .param(gone.person())
                .update();
    }
}
