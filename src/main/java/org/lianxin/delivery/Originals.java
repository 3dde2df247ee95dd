package org.lianxin.delivery;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;
import org.lianxin.review.Reviews;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What stands on the networks at this moment, so that it can be carried further, corrected or taken away. */
@Service
public class Originals {
    /** Published, there, and nobody has ordered that it be taken away. */
    private static final String STANDS = """
            d.kind = 'PUBLISH' and d.state = 'CONFIRMED' and d.withdraw_reason is null and d.remote_id <> ''
            and not exists (select from delivery.delivery w where w.published = d.id and w.kind = 'WITHDRAW')
            """;

    /** The bytes that its readers have now. */
    private static final String LATEST = """
            (select l.review, l.target, l.digest from delivery.delivery l where l.subject_type = d.subject_type and l.subject_id = d.subject_id
              and l.account = d.account and l.kind in ('PUBLISH', 'CORRECT') and l.state = 'CONFIRMED' order by l.id desc limit 1)
            """;

    private final Reviews reviews;
    private final JdbcClient db;

    Originals(Reviews reviews, JdbcClient db) {
        this.reviews = reviews;
        this.db = db;
    }

    /** A thing as it stands on one account. */
    public record Original(Platform platform, long account, Carried carried) {}

    /** Where a thing stands, one for each account, first published first; not where whoever looked back has found it wrong. */
    public List<Original> of(String subjectType, long subjectId) {
        record Place(Platform platform, long account, long review, String target, Carried bare) {}
        List<Place> places = db.sql(
                        "select d.*, a.name, l.review as shown, l.target as shown_for, l.digest as bytes from delivery.delivery d"
                                + " join registry.face_account a on a.id = d.account cross join lateral " + LATEST
                                + " l where d.subject_type = ? and d.subject_id = ? and " + STANDS + " order by d.id")
                .params(subjectType, subjectId)
                .query((row, n) -> new Place(
                        Platform.valueOf(row.getString("platform")),
                        row.getLong("account"),
                        row.getLong("shown"),
                        row.getString("shown_for"),
                        new Carried(
                                row.getLong("id"),
                                row.getString("bytes"),
                                row.getString("remote_id"),
                                row.getString("url"),
                                row.getString("name"),
                                "")))
                .list();
        return places.stream()
                .filter(p -> reviews.good(p.review()))
                .flatMap(p -> text(p.review(), p.target())
                        .map(text -> new Original(p.platform(), p.account(), saying(p.bare(), text)))
                        .stream())
                .toList();
    }

    private Optional<String> text(long review, String target) {
        try {
            return reviews.released(review).stream()
                    .filter(k -> k.target().equals(target) && k.mediaType().equals(Sheet.MEDIA_TYPE))
                    .findFirst()
                    .map(k -> Sheet.read(k.bytes()).plain());
        } catch (IllegalStateException otherBytes) {
            return Optional.empty();
        }
    }

    private static Carried saying(Carried c, String text) {
        return new Carried(c.delivery(), c.digest(), c.remoteId(), c.url(), c.account(), text);
    }

    /** Key of the sentence why what was approved with this original may not go out; null: the original stands as it was. */
    @Nullable
    String gone(Carried original) {
        record Shown(long review, String digest) {}
        Optional<Shown> now = db.sql("select l.review, l.digest from delivery.delivery d cross join lateral " + LATEST
                        + " l where d.id = ? and " + STANDS)
                .param(original.delivery())
                .query((row, n) -> new Shown(row.getLong(1), row.getString(2)))
                .optional();
        if (now.isEmpty()) {
            return "delivery.why.original-gone";
        } else if (!reviews.good(now.get().review())) {
            return "delivery.why.original-wrong";
        }
        return now.get().digest().equals(original.digest()) ? null : "delivery.why.original-changed";
    }

    /** The network's id of the published thing that a correction or withdrawal is about. */
    Optional<String> remoteId(Dispatch d) {
        return db.sql("""
                        select remote_id from delivery.delivery
                        where case when cast(:published as bigint) is null then subject_type = :type and subject_id = :subject and account = :account and state = 'CONFIRMED'
                          else id = :published end and kind in ('PUBLISH', 'REPLY')
                        order by id desc limit 1""")
                .param("published", d.published())
                .param("type", d.subjectType())
                .param("subject", d.subjectId())
                .param("account", d.account())
                .query((row, n) -> row.getString(1))
                .optional();
    }
}
