package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Parcel;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The notes that stand in the fediverse, and those that were withdrawn from it. */
@Component
class Notes {
    private final JdbcClient db;

    Notes(JdbcClient db) {
        this.db = db;
    }

    /** @param body without context; empty once it is withdrawn; open: everybody may see it; create: the activity that brought it */
    record Note(
            long id,
            long account,
            String reference,
            boolean open,
            String addressee,
            String url,
            String body,
            Instant publishedAt,
            @Nullable Instant withdrawnAt,
            long create) {
        private static Note read(ResultSet row, int n) throws SQLException {
            return new Note(
                    row.getLong("id"),
                    row.getLong("account"),
                    row.getString("reference"),
                    row.getBoolean("open"),
                    row.getString("addressee"),
                    row.getString("url"),
                    row.getString("body"),
                    Sql.instant(row, "published_at"),
                    Sql.instantOrNull(row, "withdrawn_at"),
                    row.getLong("created_by"));
        }

        ObjectNode object() {
            return Json.own(body);
        }

        /** The address by which others know and people find it; of what is withdrawn there is none. */
        String shownAt() {
            return body.isEmpty() ? "" : Json.text(object(), "url");
        }
    }

    private static final String SELECT = """
            select n.*, (select a.id from federation.activity a where a.note = n.id and a.type = 'CREATE') as created_by from federation.note n
            """;

    Optional<Note> find(long id) {
        return db.sql(SELECT + " where n.id = ?").param(id).query(Note::read).optional();
    }

    /** A post that everybody may see and nobody has withdrawn; it stays so until the transaction ends. */
    Optional<Note> standing(long id) {
        return db.sql(SELECT
                        + " where n.id = ? and n.open and n.addressee = '' and n.withdrawn_at is null for update of n")
                .param(id)
                .query(Note::read)
                .optional();
    }

    /** The note that this delivery has made, changed or taken away. */
    Optional<Note> byDelivery(long delivery) {
        return db.sql(SELECT + " join federation.activity said on said.note = n.id where said.delivery = ?")
                .param(delivery)
                .query(Note::read)
                .optional();
    }

    /** What an account shows of a post, if it does, or did. */
    Optional<Note> ofPost(long account, String reference) {
        return db.sql(
                        SELECT
                                + " where n.account = ? and n.reference = ? and n.addressee = '' order by n.id desc limit 1 for update of n")
                .params(account, reference)
                .query(Note::read)
                .optional();
    }

    void enter(long id, Parcel parcel, Audience audience, String url, String body) {
        db.sql("""
                insert into federation.note (id, account, delivery, reference, open, addressee, url, body, published_at)
                values (:id, :account, :delivery, :reference, :open, :addressee, :url, :body, :at)""")
                .param("id", id)
                .param("account", parcel.account())
                .param("delivery", parcel.delivery())
                .param("reference", parcel.reference())
                .param("open", audience.open())
                .param("addressee", audience.actor())
                .param("url", url)
                .param("body", body)
                .param("at", Sql.time(parcel.at()))
                .update();
        keepWhatItIsFoundBy(id, body);
    }

    void change(long id, String body, Instant at) {
        db.sql("update federation.note set body = ?, updated_at = ? where id = ?")
                .params(body, Sql.time(at), id)
                .update();
        keepWhatItIsFoundBy(id, body);
    }

    private void keepWhatItIsFoundBy(long id, String body) {
        ObjectNode said = Json.own(body);
        boolean media = !Json.objects(said, "attachment").isEmpty();
        Set<String> tags = Json.objects(said, "tag").stream()
                .filter(tag -> Json.is(tag, "Hashtag"))
                .map(tag -> Json.text(tag, "name").replaceFirst("^#", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        db.sql("update federation.note set has_media = ? where id = ?")
                .params(media, id)
                .update();
        db.sql("delete from federation.note_tag where note = ?").param(id).update();
        db.sql("""
                insert into federation.note_tag (tag, note, account, has_media)
                select t, id, account, has_media from federation.note, unnest(cast(? as text[])) t where id = ? and open""").params(tags.toArray(String[]::new), id).update();
    }

    void withdraw(long id, Instant at) {
        db.sql("update federation.note set body = '', has_media = false, withdrawn_at = ? where id = ?")
                .params(Sql.time(at), id)
                .update();
        db.sql("""
                update federation.sending s set state = 'FAILED', why = 'withdrawn', settled_at = ? from federation.activity a
                where a.id = s.activity and a.note = ? and s.state = 'QUEUED'""").params(Sql.time(at), id).update();
        db.sql("update federation.activity set body = '', digest = '' where note = ?")
                .param(id)
                .update();
        db.sql("delete from federation.note_tag where note = ?").param(id).update();
        db.sql("delete from federation.reaction where note = ?").param(id).update();
    }

    /** What everybody may see of an account, newest first. */
    List<Note> latest(long account, long before, int most) {
        return db.sql(
                        SELECT
                                + " where n.account = ? and n.open and n.withdrawn_at is null and n.id < ? order by n.id desc limit ?")
                .params(account, before, most)
                .query(Note::read)
                .list();
    }

    long count(long account) {
        return db.sql("select count(*) from federation.note where account = ? and open and withdrawn_at is null")
                .param(account)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    long count() {
        return db.sql("select count(*) from federation.note where open and withdrawn_at is null")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /** The bytes of an activity of ours that everybody may read. */
    Optional<byte[]> activity(long id) {
        return db.sql("""
                        select a.body from federation.activity a join federation.note n on n.id = a.note
                        where a.id = ? and n.open and (n.withdrawn_at is null or a.type = 'DELETE')""").param(id).query((row, n) -> row.getBytes(1)).optional();
    }
}
