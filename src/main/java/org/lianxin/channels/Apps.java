package org.lianxin.channels;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.kernel.Vault;
import org.lianxin.registry.Platform;
import org.lianxin.web.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The application by which this installation is known to a network, for all its accounts there. Set by an administrator. */
@Service
public class Apps {
    private static final String SECRET = "channels.app.secret";
    private static final int LONGEST = 200;

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Apps(JdbcClient db, Vault vault, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        this.events = events;
    }

    /** @param advanced the network lets it do more than an ordinary application may */
    public record App(Platform platform, String key, String secret, boolean advanced) {
        @Override
        public String toString() {
            return "application " + key + " at " + platform;
        }
    }

    public Optional<App> of(Platform platform) {
        return db.sql("select * from channels.app where platform = ?")
                .param(platform.name())
                .query((row, n) -> new App(
                        platform,
                        row.getString("key"),
                        vault.unlock(SECRET, row.getBytes("secret")),
                        row.getBoolean("advanced")))
                .optional();
    }

    /** {@code secret} empty leaves the one that is kept. */
    @Transactional
    public Outcome<App> set(Platform platform, String key, String secret, boolean advanced, @Nullable Person by) {
        Optional<App> before = of(platform);
        if (by != null && !by.admin()) {
            return Outcome.notAllowed();
        } else if (key.isBlank() || key.length() > LONGEST || Unseen.in(key)) {
            return Outcome.invalid("key", "channels.app.key-form", LONGEST);
        } else if ((secret.isBlank() && before.isEmpty()) || secret.length() > LONGEST || Unseen.in(secret)) {
            return Outcome.invalid("secret", "channels.app.secret-form", LONGEST);
        }
        App app = new App(
                platform, key.strip(), secret.isBlank() ? before.orElseThrow().secret() : secret.strip(), advanced);
        db.sql("""
                insert into channels.app (platform, key, secret, advanced, set_by, set_at) values (:platform, :key, :secret, :advanced, :by, :now)
                on conflict (platform) do update set key = excluded.key, secret = excluded.secret, advanced = excluded.advanced, set_by = excluded.set_by,
                  set_at = excluded.set_at, version = channels.app.version + 1""")
                .param("platform", platform.name())
                .param("key", app.key())
                .param("secret", vault.lock(SECRET, app.secret()))
                .param("advanced", advanced)
                .param("by", by == null ? null : by.id())
                .param("now", Sql.time(clock.instant()))
                .update();
        if (by != null) {
            events.publishEvent(Audited.Entry.of(
                    "channels.app-set",
                    "app",
                    0,
                    null,
                    by,
                    Map.of("platform", platform.name(), "key", app.key(), "advanced", advanced)));
        }
        return Outcome.done(app);
    }
}
