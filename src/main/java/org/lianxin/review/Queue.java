package org.lianxin.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of reviews: what waits for somebody, what is with others, what was decided. Each is one statement, whatever the history. */
@Component
public class Queue {
    private static final int MOST = 200;

    private final JdbcClient db;

    Queue(JdbcClient db) {
        this.db = db;
    }

    /** A review in a list, with the labels of where it goes. */
    public record Listed(Review review, Why why, List<String> labels) {

        /** When it should be done whatever its subject says: the planned time, or the end of the look-back. */
        public @Nullable Instant due() {
            return why == Why.LOOK_BACK ? review.lookBackDue() : review.planned();
        }
    }

    public enum Why {
        /** The person takes the next step. */
        STEP,
        /** The person may look back at a bypass. */
        LOOK_BACK,
        /** Nobody can take the next step; the office finds somebody. */
        NOBODY,
        /** Somebody else's, shown for knowing. */
        OTHERS
    }

    /** What waits for the person, the most pressing first. */
    public List<Listed> of(Person person) {
        List<Grant> grants = person.grants();
        return db.sql("""
                        with mine as (select * from unnest(:roles::text[], :units::bigint[], :absent::bigint[]) g(role, unit, absent)),
                        found as (
                          select r.*, 'STEP' as why from review.review r
                          where r.state = 'OPEN' and not (:me = any(r.writers || r.taken)) and exists (
                            select from mine g where g.role = r.chain[r.step + 1] and (g.unit = r.unit or g.role = 'OFFICE')
                              and (g.absent is null or not (g.absent = any(r.writers || r.taken))))
                          union all
                          select r.*, 'LOOK_BACK' from review.review r
                          where r.state = 'BYPASSED' and not (:me = any(r.writers || r.bypassed_by || coalesce(r.bypassed_for, 0))) and exists (
                            select from mine g where (g.role = 'OFFICE' or g.role = r.chain[1] and g.unit = r.unit)
                              and (g.absent is null or not (g.absent = any(r.writers || r.bypassed_by || coalesce(r.bypassed_for, 0)))))
                          union all
                          select r.*, 'NOBODY' from review.review r
                          where :office and r.state = 'OPEN' and not exists (
                            select from registry.face_member m join identity.face_person p on p.id = m.person and p.active
                            where m.role = r.chain[r.step + 1] and (m.unit = r.unit or m.role = 'OFFICE') and not (m.person = any(r.writers || r.taken))))
                        select f.*, (select array_agg(k.label order by k.position) from review.kept k where k.review = f.id) as labels
                        from found f order by case f.why when 'LOOK_BACK' then f.look_back_due else f.planned end nulls last, f.id limit :most""")
                .param("roles", grants.stream().map(g -> g.role().name()).toArray(String[]::new))
                .param("units", grants.stream().map(Grant::unit).toArray(Long[]::new))
                .param("absent", grants.stream().map(Grant::standInFor).toArray(Long[]::new))
                .param("me", person.id())
                .param("office", person.is(Role.OFFICE))
                .param("most", MOST)
                .query(Queue::row)
                .list();
    }

    /** Open reviews of the units a person reads, newest first, at most 200. */
    public List<Listed> open(Person person) {
        return db.sql("""
                        select r.*, 'OTHERS' as why, (select array_agg(k.label order by k.position) from review.kept k where k.review = r.id) as labels
                        from review.review r where r.state = 'OPEN' and (:all or r.unit = any(:units)) order by r.id desc limit :most""")
                .param("all", person.readsAll())
                .param("units", person.units().toArray(Long[]::new))
                .param("most", MOST)
                .query(Queue::row)
                .list();
    }

    /** What was decided in the units a person reads, the latest asked first. */
    public Slice<Listed> decided(Person person, @Nullable Cursor before, int limit) {
        boolean all = person.readsAll();
        String from = all
                ? "(select * from review.review where state <> 'OPEN' and id < :before order by id desc limit :limit) r"
                : """
                unnest(:units::bigint[]) u(id) cross join lateral (
                  select * from review.review where unit = u.id and state <> 'OPEN' and id < :before order by id desc limit :limit) r""";
        var query = db.sql(
                        "select r.*, 'OTHERS' as why, (select array_agg(k.label order by k.position) from review.kept k where k.review = r.id) as labels from "
                                + from + " order by r.id desc limit :limit")
                .param("before", before == null ? Long.MAX_VALUE : before.id())
                .param("limit", limit + 1);
        List<Listed> rows = (all ? query : query.param("units", person.units().toArray(Long[]::new)))
                .query(Queue::row)
                .list();
        return Slice.of(
                rows, limit, l -> new Cursor(l.review().askedAt(), l.review().id()));
    }

    private static Listed row(ResultSet row, int n) throws SQLException {
        return new Listed(ReviewStore.read(row, n), Why.valueOf(row.getString("why")), labels(row));
    }

    private static List<String> labels(ResultSet row) throws SQLException {
        var labels = row.getArray("labels");
        return labels == null ? List.of() : Arrays.asList((String[]) labels.getArray());
    }
}
