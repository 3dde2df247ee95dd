package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Parcel;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which of our accounts carries whose note further, and which did. */
@Component
class Announces {
    private final JdbcClient db;

    Announces(JdbcClient db) {
        this.db = db;
    }

    /** @param author account whose note it is; url: where people read that; said: the activity that told of it */
    record Announce(
            long id,
            long account,
            long note,
            long author,
            String url,
            Instant publishedAt,
            @Nullable Instant withdrawnAt,
            long said) {
        private static Announce read(ResultSet row, int n) throws SQLException {
            return new Announce(
                    row.getLong("id"),
                    row.getLong("account"),
                    row.getLong("note"),
                    row.getLong("author"),
                    row.getString("url"),
                    Sql.instant(row, "published_at"),
                    Sql.instantOrNull(row, "withdrawn_at"),
                    row.getLong("said"));
        }
    }

    private static final String SELECT = """
            select c.*, n.account as author, n.url,
              coalesce((select a.id from federation.activity a where a.announce = c.id and a.type = 'ANNOUNCE'), 0) as said
            from federation.announce c join federation.note n on n.id = c.note
            """;

    Optional<Announce> find(long id) {
        return db.sql(SELECT + " where c.id = ?")
                .param(id)
                .query(Announce::read)
                .optional();
    }

    /** The one that this delivery has made or taken back. */
    Optional<Announce> byDelivery(long delivery) {
        return db.sql(SELECT + " where c.id = (select announce from federation.activity where delivery = ?)")
                .param(delivery)
                .query(Announce::read)
                .optional();
    }

    /** Whether an account carries a note at this moment. */
    boolean stands(long account, long note) {
        return db.sql(
                        "select exists (select from federation.announce where account = ? and note = ? and withdrawn_at is null)")
                .params(account, note)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    void enter(long id, long note, Parcel parcel) {
        db.sql("""
                insert into federation.announce (id, account, note, delivery, reference, published_at)
                values (:id, :account, :note, :delivery, :reference, :at)""")
                .param("id", id)
                .param("account", parcel.account())
                .param("note", note)
                .param("delivery", parcel.delivery())
                .param("reference", parcel.reference())
                .param("at", Sql.time(parcel.at()))
                .update();
    }

    /** What has not gone out yet goes out no more. */
    void withdraw(long id, Instant at) {
        db.sql("update federation.announce set withdrawn_at = ? where id = ?")
                .params(Sql.time(at), id)
                .update();
        db.sql("""
                update federation.sending s set state = 'FAILED', why = 'withdrawn', settled_at = ? from federation.activity a
                where a.id = s.activity and a.announce = ? and s.state = 'QUEUED'""").params(Sql.time(at), id).update();
    }

    /** Accounts that carry a note or did: who heard of it by them hears also what becomes of it. */
    List<Long> carriers(long note) {
        return db.sql("select distinct account from federation.announce where note = ?")
                .param(note)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** What an account carries now, newest first. */
    List<Announce> latest(long account, long before, int most) {
        return db.sql(
                        SELECT
                                + " where c.account = ? and c.withdrawn_at is null and n.withdrawn_at is null and c.id < ? order by c.id desc limit ?")
                .params(account, before, most)
                .query(Announce::read)
                .list();
    }

    long count(long account) {
        return db.sql("""
                        select count(*) from federation.announce c join federation.note n on n.id = c.note
                        where c.account = ? and c.withdrawn_at is null and n.withdrawn_at is null""").param(account).query((row, n) -> row.getLong(1)).single();
    }

    /** The bytes of an activity of this kind: of what was taken back only that it was. */
    Optional<byte[]> activity(long id) {
        return db.sql("""
                        select a.body from federation.activity a join federation.announce c on c.id = a.announce
                        where a.id = ? and (c.withdrawn_at is null or a.type = 'UNDO')""").param(id).query((row, n) -> row.getBytes(1)).optional();
    }
}
