package org.lianxin.channels.websub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who gets which feed. What is due is claimed by moving it on, so that of several nodes one brings it and a killed one loses nothing. */
@Component
class Subscriptions {
    private static final String SECRET = "channels.websub_subscription.secret";
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final JdbcClient db;
    private final Ids ids;
    private final Vault vault;
    private final Clock clock;

    Subscriptions(JdbcClient db, Ids ids, Vault vault, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.vault = vault;
        this.clock = clock;
    }

    /** @param secret empty where there is none */
    record Subscription(
            long id,
            String topic,
            String callback,
            String secret,
            int attempts,
            @Nullable Instant failingSince) {}

    /** Begins, or begins anew with this lease and secret; what stands there now counts as known. */
    void begin(String topic, String callback, String host, String secret, Duration lease, String digest) {
        Instant now = clock.instant();
        db.sql("""
                insert into channels.websub_subscription (id, topic, callback, host, secret, since, expires_at, delivered, next_at)
                values (:id, :topic, :callback, :host, :secret, :now, :expires, :digest, :now)
                on conflict (topic, callback) do update set secret = excluded.secret, expires_at = excluded.expires_at, attempts = 0, next_at = excluded.next_at""")
                .param("id", ids.next())
                .param("topic", topic)
                .param("callback", callback)
                .param("host", host)
                .param("secret", secret.isEmpty() ? null : vault.lock(SECRET, secret))
                .param("now", Sql.time(now))
                .param("expires", Sql.time(now.plus(lease)))
                .param("digest", digest)
                .update();
    }

    void end(String topic, String callback) {
        db.sql("delete from channels.websub_subscription where topic = ? and callback = ?")
                .params(topic, callback)
                .update();
    }

    void end(long id) {
        db.sql("delete from channels.websub_subscription where id = ?")
                .param(id)
                .update();
    }

    int ofHost(String host) {
        return db.sql("select count(*) from channels.websub_subscription where host = ? and expires_at > ?")
                .params(host, Sql.time(clock.instant()))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** Ends those whose lease is over. */
    void expire() {
        db.sql("delete from channels.websub_subscription where expires_at <= ?")
                .param(Sql.time(clock.instant()))
                .update();
    }

    List<String> topics() {
        return db.sql("select distinct topic from channels.websub_subscription order by topic")
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Of which somebody is to be told again what they did not get. */
    List<String> topicsDue() {
        return db.sql(
                        "select distinct topic from channels.websub_subscription where attempts > 0 and next_at <= ? order by topic")
                .param(Sql.time(clock.instant()))
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** When something was published, corrected or withdrawn last. */
    Instant mark() {
        return db.sql("select max(at) as at from channels.page_version")
                .query((row, n) -> Optional.ofNullable(Sql.instantOrNull(row, "at")))
                .single()
                .orElse(Instant.EPOCH);
    }

    List<Subscription> of(String topic) {
        return db.sql("select * from channels.websub_subscription where topic = ? order by id")
                .param(topic)
                .query(this::read)
                .list();
    }

    /** Those that do not have this yet and whose turn it is; at most {@code most}. */
    List<Subscription> claim(String topic, String digest, int most) {
        Instant now = clock.instant();
        return db.sql("""
                        update channels.websub_subscription set next_at = :until where id in
                          (select id from channels.websub_subscription where topic = :topic and delivered <> :digest and next_at <= :now and expires_at > :now
                           order by next_at, id limit :most for update skip locked) returning *""")
                .param("until", Sql.time(now.plus(CLAIM)))
                .param("topic", topic)
                .param("digest", digest)
                .param("now", Sql.time(now))
                .param("most", most)
                .query(this::read)
                .list();
    }

    /** It has this now, or it is given up that it gets it. */
    void settled(long id, String digest) {
        db.sql(
                        "update channels.websub_subscription set delivered = ?, attempts = 0, failing_since = null, next_at = ? where id = ?")
                .params(digest, Sql.time(clock.instant()), id)
                .update();
    }

    void again(long id, Duration after) {
        Instant now = clock.instant();
        db.sql(
                        "update channels.websub_subscription set attempts = attempts + 1, failing_since = coalesce(failing_since, ?), next_at = ? where id = ?")
                .params(Sql.time(now), Sql.time(now.plus(after)), id)
                .update();
    }

    private Subscription read(ResultSet row, int n) throws SQLException {
        byte[] secret = row.getBytes("secret");
        return new Subscription(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("callback"),
                secret == null ? "" : vault.unlock(SECRET, secret),
                row.getInt("attempts"),
                Sql.instantOrNull(row, "failing_since"));
    }
}
