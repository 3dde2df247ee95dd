package org.lianxin.api.mastodon.oauth;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Apps that have made themselves known. That means nothing yet: whoever lets one in is told what it calls itself and where it leads. */
@Service
public class Apps {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST = 20_000;
    private static final int NAME = 60;
    private static final int ADDRESS = 500;
    private static final int ADDRESSES = 10;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    Apps(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param client its public name here; redirects: where its codes may be sent; scopes: the most it may ask for */
    public record App(
            long id,
            String client,
            String name,
            String website,
            List<String> redirects,
            Scopes scopes,
            String secret) {}

    /** What an app says of itself. */
    record NewApp(String name, String website, List<String> redirects, String scopes) {}

    /** Answers the app with its secret, which is kept nowhere. */
    @Transactional
    public Outcome<App> register(NewApp wanted) {
        Optional<Scopes> scopes = Scopes.of(wanted.scopes());
        String name = wanted.name().strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > NAME || Unseen.in(name)) {
            return Outcome.invalid("client_name", "apps.name-form", NAME);
        } else if (wanted.redirects().isEmpty()
                || wanted.redirects().size() > ADDRESSES
                || !wanted.redirects().stream().allMatch(r -> r.length() <= ADDRESS && Redirects.allowed(r))) {
            return Outcome.invalid("redirect_uris", "apps.redirect-form");
        } else if (scopes.isEmpty()) {
            return Outcome.invalid("scopes", "apps.scopes-form");
        } else if (wanted.website().length() > ADDRESS
                || !(wanted.website().isEmpty() || wanted.website().matches("https?://\\S+"))) {
            return Outcome.invalid("website", "apps.website-form");
        } else if (count() >= MOST && !giveWay()) {
            return Outcome.refused(Outcome.Kind.TOO_MANY, "apps.too-many-apps");
        }
        String secret = Secret.fresh();
        App app = new App(ids.next(), Secret.fresh(), name, wanted.website(), wanted.redirects(), scopes.get(), secret);
        db.sql("""
                insert into api.app (id, client, secret, name, website, redirects, scopes, made_at)
                values (:id, :client, :secret, :name, :website, :redirects, :scopes, :at)""")
                .param("id", app.id())
                .param("client", app.client())
                .param("secret", Hash.sha256(secret))
                .param("name", app.name())
                .param("website", app.website())
                .param("redirects", String.join("\n", app.redirects()))
                .param("scopes", app.scopes().text())
                .param("at", Sql.time(clock.instant()))
                .update();
        return Outcome.done(app);
    }

    private int count() {
        return db.sql("select count(*) from api.app")
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** The oldest that nobody has ever let in is forgotten for a new one, or whoever makes thousands known would keep out the next for a month. */
    private boolean giveWay() {
        Optional<Long> oldest = db.sql("""
                        select a.id from api.app a where not exists (select from api.token t where t.app = a.id and t.person is not null)
                          and not exists (select from api.code c where c.app = a.id) order by a.made_at, a.id limit 1 for update skip locked""").query((row, n) -> row.getLong(1)).optional();
        oldest.ifPresent(app -> {
            db.sql("delete from api.token where app = ?").param(app).update();
            db.sql("delete from api.app where id = ?").param(app).update();
        });
        return oldest.isPresent();
    }

    public Optional<App> find(long id) {
        return db.sql("select * from api.app where id = ?")
                .param(id)
                .query(Apps::read)
                .optional();
    }

    Optional<App> byClient(String client) {
        return db.sql("select * from api.app where client = ?")
                .param(client)
                .query(Apps::read)
                .optional();
    }

    /** The app that proves to be itself. */
    Optional<App> proven(String client, String secret) {
        return byClient(client).filter(app -> Secret.matches(secret, app.secret()));
    }

    /** Apps that nobody has let in for a month, and codes that are over. */
    @Scheduled(cron = "0 23 3 * * *")
    @Transactional
    public int tidy() {
        var before = Sql.time(clock.instant().minus(KEPT));
        db.sql("delete from api.code where made_at < ?").param(before).update();
        db.sql(
                        "delete from api.token where ended_at < :before or (person is null and coalesce(used_at, made_at) < :before)")
                .param("before", before)
                .update();
        return db.sql("""
                delete from api.app a where made_at < :before
                  and not exists (select from api.token t where t.app = a.id) and not exists (select from api.code c where c.app = a.id)""").param("before", before).update();
    }

    private static App read(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new App(
                row.getLong("id"),
                row.getString("client"),
                row.getString("name"),
                row.getString("website"),
                Arrays.asList(row.getString("redirects").split("\n")),
                Scopes.of(row.getString("scopes")).orElseThrow(),
                row.getString("secret"));
    }
}
