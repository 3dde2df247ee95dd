package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Actors elsewhere that have been read lately. */
@Component
class Remotes {
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient db;
    private final Clock clock;

    Remotes(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private static Remote read(ResultSet row, int n) throws SQLException {
        return new Remote(
                row.getString("actor"),
                row.getString("key_id"),
                row.getString("public_pem"),
                row.getString("inbox"),
                row.getString("shared_inbox"),
                row.getString("name"));
    }

    Optional<Remote> byKey(String keyId) {
        return db.sql("select * from federation.remote where key_id = ?")
                .param(keyId)
                .query(Remotes::read)
                .optional();
    }

    Optional<Remote> find(String actor) {
        return db.sql("select * from federation.remote where actor = ?")
                .param(actor)
                .query(Remotes::read)
                .optional();
    }

    /** As it was read just now; followers are reached where it says. */
    @Transactional
    public void keep(Remote remote) {
        db.sql("delete from federation.remote where key_id = ? and actor <> ?")
                .params(remote.keyId(), remote.actor())
                .update();
        db.sql("""
                insert into federation.remote (actor, key_id, public_pem, inbox, shared_inbox, name, host, read_at)
                values (:actor, :key, :pem, :inbox, :shared, :name, :host, :at)
                on conflict (actor) do update set key_id = excluded.key_id, public_pem = excluded.public_pem, inbox = excluded.inbox,
                  shared_inbox = excluded.shared_inbox, name = excluded.name, read_at = excluded.read_at""")
                .param("actor", remote.actor())
                .param("key", remote.keyId())
                .param("pem", remote.pem())
                .param("inbox", remote.inbox())
                .param("shared", remote.sharedInbox())
                .param("name", remote.name())
                .param("host", remote.host())
                .param("at", Sql.time(clock.instant()))
                .update();
        db.sql("update federation.follower set inbox = ?, shared_inbox = ? where actor = ?")
                .params(remote.inbox(), remote.sharedInbox(), remote.actor())
                .update();
    }

    /**
     * A new key for an actor whom we know, as their own server shows it: strangers who name the old one may not keep us from learning it. Who
     * was never proven is not entered by this, and nobody is kept longer.
     */
    void rekey(Remote remote) {
        db.sql(
                        "update federation.remote set public_pem = :pem where actor = :actor and key_id = :key and public_pem <> :pem")
                .param("pem", remote.pem())
                .param("actor", remote.actor())
                .param("key", remote.keyId())
                .update();
    }

    /** The actor is gone: so is all we know of it. */
    @Transactional
    public void forget(String actor) {
        db.sql("delete from federation.remote where actor = ?").param(actor).update();
        db.sql("delete from federation.follower where actor = ?").param(actor).update();
    }

    /** Nothing at all is known of it. */
    boolean stranger(String actor) {
        return db.sql("""
                        select not exists (select from federation.remote where actor = :actor) and not exists (select from federation.follower where actor = :actor)""")
                .param("actor", actor)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Who has not been heard of for a month is read anew when they speak again; so their name is kept no longer. */
    int sweep() {
        return db.sql("delete from federation.remote where read_at < ?")
                .param(Sql.time(clock.instant().minus(KEPT)))
                .update();
    }
}
