package org.lianxin.channels.websub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the hub was asked for, until the callback has said whether it wants that. */
@Component
class Requests {
    private static final String SECRET = "channels.websub_request.secret";
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Duration COUNTED = Duration.ofHours(1);

    private final JdbcClient db;
    private final Ids ids;
    private final Vault vault;
    private final Clock clock;

    Requests(JdbcClient db, Ids ids, Vault vault, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.vault = vault;
        this.clock = clock;
    }

    /** @param secret empty where there is none; lease: in seconds */
    record Request(
            long id,
            boolean subscribe,
            String topic,
            String callback,
            String host,
            int lease,
            String secret,
            int attempts) {}

    /** The latest word about a callback and a topic counts; what was asked before and is not settled is forgotten. */
    void enter(boolean subscribe, String topic, String callback, String host, int lease, String secret) {
        var now = Sql.time(clock.instant());
        db.sql("update channels.websub_request set done_at = ? where topic = ? and callback = ? and done_at is null")
                .params(now, topic, callback)
                .update();
        db.sql("""
                insert into channels.websub_request (id, subscribe, topic, callback, host, lease, secret, asked_at, next_at)
                values (:id, :subscribe, :topic, :callback, :host, :lease, :secret, :now, :now)""")
                .param("id", ids.next())
                .param("subscribe", subscribe)
                .param("topic", topic)
                .param("callback", callback)
                .param("host", host)
                .param("lease", lease)
                .param("secret", secret.isEmpty() ? null : vault.lock(SECRET, secret))
                .param("now", now)
                .update();
    }

    /** How many in the last hour. */
    int asked(String host) {
        return db.sql("select count(*) from channels.websub_request where host = ? and asked_at > ?")
                .params(host, Sql.time(clock.instant().minus(COUNTED)))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    int asked() {
        return db.sql("select count(*) from channels.websub_request where asked_at > ?")
                .param(Sql.time(clock.instant().minus(COUNTED)))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    List<Request> claim(int most) {
        Instant now = clock.instant();
        return db.sql("""
                        update channels.websub_request set next_at = :until, attempts = attempts + 1 where id in
                          (select id from channels.websub_request where done_at is null and next_at <= :now order by next_at, id limit :most
                           for update skip locked) returning *""")
                .param("until", Sql.time(now.plus(CLAIM)))
                .param("now", Sql.time(now))
                .param("most", most)
                .query(this::read)
                .list();
    }

    /** Whether it was still the latest word. */
    boolean settle(long id) {
        return db.sql("update channels.websub_request set done_at = ?, secret = null where id = ? and done_at is null")
                        .params(Sql.time(clock.instant()), id)
                        .update()
                == 1;
    }

    void again(long id, Duration after) {
        db.sql("update channels.websub_request set next_at = ? where id = ?")
                .params(Sql.time(clock.instant().plus(after)), id)
                .update();
    }

    /** What is settled and no longer counted goes. */
    void sweep() {
        db.sql("delete from channels.websub_request where done_at is not null and asked_at < ?")
                .param(Sql.time(clock.instant().minus(COUNTED)))
                .update();
    }

    private Request read(ResultSet row, int n) throws SQLException {
        byte[] secret = row.getBytes("secret");
        return new Request(
                row.getLong("id"),
                row.getBoolean("subscribe"),
                row.getString("topic"),
                row.getString("callback"),
                row.getString("host"),
                row.getInt("lease"),
                secret == null ? "" : vault.unlock(SECRET, secret),
                row.getInt("attempts"));
    }
}
