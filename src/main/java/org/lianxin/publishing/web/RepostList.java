package org.lianxin.publishing.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.lianxin.publishing.Category;
import org.lianxin.registry.Platform;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other units have published within ninety days and a unit may carry further, latest first: only what readers have, nothing of how it came about. */
@Component
public class RepostList {
    private static final Duration NEW = Duration.ofDays(90);

    private final JdbcClient db;
    private final Clock clock;

    RepostList(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param platforms on which it stands and can be carried; carried: the unit has done so, or is about to */
    public record Row(
            long id,
            long unit,
            String title,
            Category category,
            Instant at,
            List<Platform> platforms,
            boolean carried) {
        Cursor place() {
            return new Cursor(at, id);
        }
    }

    Slice<Row> find(long unit, List<Platform> platforms, String words, @Nullable Cursor before, int most) {
        if (platforms.isEmpty()) {
            return new Slice<>(List.of(), null);
        }
        JdbcClient.StatementSpec query = db.sql(
                        """
                        select p.id, p.unit, p.category, p.first_published_at, out.title, out.platforms,
                          exists (select from publishing.post r where r.carries = p.id and r.unit = :unit and r.state not in ('WITHDRAWN', 'DROPPED')) as carried
                        from publishing.post p
                        cross join lateral (
                          select max(e.title) as title, array_agg(distinct a.platform) as platforms from publishing.entry e
                          join registry.face_account a on a.id = e.account
                          where e.post = p.id and e.state = 'OUT' and a.platform = any(:platforms)) out
                        where p.first_published_at > :since and p.carries is null and p.unit <> :unit
                          and p.state in ('PUBLISHED', 'CORRECTING', 'CORRECTION_IN_REVIEW', 'CORRECTION_SENT_BACK', 'CORRECTION_APPROVED')
                          and out.title is not null and out.title ilike :words
                          and not exists (select from delivery.face_delivery d join review.face_review v on v.id = d.review
                            where d.subject_type = 'post' and d.subject_id = p.id and d.kind in ('PUBLISH', 'CORRECT') and d.state = 'CONFIRMED'
                              and v.state = 'LOOK_BACK_FAILED' and not exists (select from delivery.face_delivery l where l.subject_type = 'post'
                                and l.subject_id = p.id and l.account = d.account and l.id > d.id and l.kind = 'CORRECT' and l.state = 'CONFIRMED'))
                        """ + (before == null ? "" : " and (p.first_published_at, p.id) < (:at, :id)")
                                + " order by p.first_published_at desc, p.id desc limit :most")
                .param("unit", unit)
                .param("platforms", platforms.stream().map(Enum::name).toArray(String[]::new))
                .param("words", "%" + words.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .param("since", Sql.time(clock.instant().minus(NEW)))
                .param("most", most + 1);
        if (before != null) {
            query = query.param("at", Sql.time(before.at())).param("id", before.id());
        }
        return Slice.of(query.query(RepostList::row).list(), most, Row::place);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getLong("unit"),
                row.getString("title"),
                Category.valueOf(row.getString("category")),
                Sql.instant(row, "first_published_at"),
                Arrays.stream((String[]) row.getArray("platforms").getArray())
                        .map(Platform::valueOf)
                        .sorted()
                        .toList(),
                row.getBoolean("carried"));
    }
}
