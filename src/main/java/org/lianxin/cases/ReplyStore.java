package org.lianxin.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code cases.reply}. Every change is made under the lock of the case. */
@Component
class ReplyStore {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    ReplyStore(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    Optional<Reply> find(long id) {
        return withPictures(db.sql("select * from cases.reply where id = ?")
                        .param(id)
                        .query(ReplyStore::read)
                        .list())
                .stream()
                .findFirst();
    }

    Optional<Reply> open(long letter) {
        return withPictures(db.sql(
                                "select * from cases.reply where case_id = ? and state in ('DRAFT', 'IN_REVIEW', 'APPROVED')")
                        .param(letter)
                        .query(ReplyStore::read)
                        .list())
                .stream()
                .findFirst();
    }

    /** The open answers of many cases, without their pictures. */
    List<Reply> openOf(Collection<Long> letters) {
        return db.sql(
                        "select * from cases.reply where case_id = any(?) and state in ('DRAFT', 'IN_REVIEW', 'APPROVED')")
                .param(letters.toArray(Long[]::new))
                .query(ReplyStore::read)
                .list();
    }

    /** All answers of a case, oldest first, without drafts that were laid aside. */
    List<Reply> of(long letter) {
        return withPictures(
                db.sql("select * from cases.reply where case_id = ? and state <> 'DROPPED' order by id limit 200")
                        .param(letter)
                        .query(ReplyStore::read)
                        .list());
    }

    Reply create(Case letter, long unit, Reply.Kind kind, String text, List<Reply.Picture> pictures, long author) {
        long id = ids.next();
        var now = Sql.time(clock.instant());
        db.sql(
                        "insert into cases.reply (id, case_id, unit, kind, state, text, author, created_at, changed_at) values (?, ?, ?, ?, 'DRAFT', ?, ?, ?, ?)")
                .params(id, letter.id(), unit, kind.name(), text, author, now, now)
                .update();
        pictures(id, pictures);
        return find(id).orElseThrow();
    }

    /** A new wording; whoever wrote the one before is among the others from now on. */
    Reply rewrite(Reply reply, Reply.Kind kind, String text, List<Reply.Picture> pictures, long author) {
        Set<Long> others = new HashSet<>(reply.others());
        others.add(reply.author());
        others.remove(author);
        db.sql("""
                        update cases.reply set kind = :kind, state = 'DRAFT', text = :text, author = :author, others = :others, changed_at = :at, version = version + 1
                        where id = :id""")
                .param("kind", kind.name())
                .param("text", text)
                .param("author", author)
                .param("others", others.toArray(Long[]::new))
                .param("at", Sql.time(clock.instant()))
                .param("id", reply.id())
                .update();
        if (!pictures.equals(reply.pictures())) {
            db.sql("delete from cases.reply_picture where reply = ?")
                    .param(reply.id())
                    .update();
            pictures(reply.id(), pictures);
        }
        return find(reply.id()).orElseThrow();
    }

    private void pictures(long reply, List<Reply.Picture> pictures) {
        db.sql("""
                        insert into cases.reply_picture (reply, position, hash, alternative)
                        select :reply, p.n, p.hash, p.alternative from unnest(:hashes::text[], :alternatives::text[]) with ordinality p(hash, alternative, n)""")
                .param("reply", reply)
                .param("hashes", pictures.stream().map(Reply.Picture::hash).toArray(String[]::new))
                .param(
                        "alternatives",
                        pictures.stream().map(Reply.Picture::alternative).toArray(String[]::new))
                .update();
    }

    void submitted(long id, long review, long account) {
        db.sql(
                        "update cases.reply set state = 'IN_REVIEW', review = ?, account = ?, submitted_at = ?, remark = '', version = version + 1 where id = ?")
                .params(review, account, Sql.time(clock.instant()), id)
                .update();
    }

    void state(long id, Reply.State state, String remark) {
        db.sql("update cases.reply set state = ?, remark = ?, version = version + 1 where id = ?")
                .params(state.name(), remark, id)
                .update();
    }

    void sent(long id, Instant at, String url) {
        db.sql("update cases.reply set state = 'SENT', sent_at = ?, url = ?, version = version + 1 where id = ?")
                .params(Sql.time(at), url, id)
                .update();
    }

    /** For everybody to read: why, and the moment as the one of its last change. */
    void withdrawn(long id, String reason) {
        db.sql(
                        "update cases.reply set state = 'WITHDRAWN', remark = ?, changed_at = ?, version = version + 1 where id = ?")
                .params(reason, Sql.time(clock.instant()), id)
                .update();
    }

    /** Where the last submission was to go. */
    Target target(long id) {
        return db.sql(
                        "select a.id, a.platform from cases.reply r join registry.face_account a on a.id = r.account where r.id = ?")
                .param(id)
                .query((row, n) -> new Target(row.getLong("id"), Platform.valueOf(row.getString("platform"))))
                .single();
    }

    record Target(long account, Platform platform) {}

    private List<Reply> withPictures(List<Reply> replies) {
        if (replies.isEmpty()) {
            return replies;
        }
        record Row(long reply, Reply.Picture picture) {}
        Map<Long, List<Reply.Picture>> pictures = db
                .sql(
                        "select reply, hash, alternative from cases.reply_picture where reply = any(?) order by reply, position")
                .param(replies.stream().map(Reply::id).toArray(Long[]::new))
                .query((row, n) -> new Row(row.getLong(1), new Reply.Picture(row.getString(2), row.getString(3))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::reply, Collectors.mapping(Row::picture, Collectors.toList())));
        List<Reply> whole = new ArrayList<>();
        for (Reply r : replies) {
            whole.add(new Reply(
                    r.id(),
                    r.letter(),
                    r.unit(),
                    r.kind(),
                    r.state(),
                    r.text(),
                    pictures.getOrDefault(r.id(), List.of()),
                    r.author(),
                    r.others(),
                    r.remark(),
                    r.review(),
                    r.url(),
                    r.changedAt(),
                    r.submittedAt(),
                    r.sentAt(),
                    r.version()));
        }
        return whole;
    }

    private static Reply read(ResultSet row, int n) throws SQLException {
        return new Reply(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getLong("unit"),
                Reply.Kind.valueOf(row.getString("kind")),
                Reply.State.valueOf(row.getString("state")),
                row.getString("text"),
                List.of(),
                row.getLong("author"),
                Arrays.stream((Object[]) row.getArray("others").getArray())
                        .map(o -> ((Number) o).longValue())
                        .collect(Collectors.toUnmodifiableSet()),
                row.getString("remark"),
                Sql.longOrNull(row, "review"),
                row.getString("url"),
                Sql.instant(row, "changed_at"),
                Sql.instantOrNull(row, "submitted_at"),
                Sql.instantOrNull(row, "sent_at"),
                row.getInt("version"));
    }
}
