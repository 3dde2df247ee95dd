package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The queue of what goes out, a row for each thing said and inbox. An inbox hears things in the order in which they were said; what was
 * withdrawn while it was under way holds it until that call has ended.
 */
@Component
class Sendings {
    /** A claim not settled by then belongs to a process that is gone; sending again does no harm, each thing is known by its id. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration KEPT = Duration.ofDays(30);

    static final String CLAIM = """
            with due as (
              select s.activity, s.inbox, row_number() over (partition by s.host order by s.next_at, s.activity) as place
              from (select * from federation.sending q where q.state = 'QUEUED' and q.next_at <= :now and q.host <> all(:busy)
                and (q.under_way_until is null or q.under_way_until <= :now)
                and not exists (select from federation.sending b where b.inbox = q.inbox and b.state = 'QUEUED' and b.activity < q.activity)
                and not exists (select from federation.sending c where c.inbox = q.inbox and c.state = 'FAILED' and c.under_way_until > :now)
                order by q.next_at, q.activity limit 2000) s
            ), mine as (
              select s.activity, s.inbox from federation.sending s join due d on d.activity = s.activity and d.inbox = s.inbox
              where d.place <= 2 and s.state = 'QUEUED' and s.next_at <= :now and (s.under_way_until is null or s.under_way_until <= :now) limit :most for update of s skip locked
            ), claimed as (
              update federation.sending s set attempts = s.attempts + 1, next_at = :lease, under_way_until = :lease from mine m
              where s.activity = m.activity and s.inbox = m.inbox returning s.*
            )
            select c.activity, c.inbox, c.host, c.attempts, a.account, a.body, a.digest from claimed c join federation.activity a on a.id = c.activity""";

    private final JdbcClient db;
    private final Clock clock;

    Sendings(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param attempts this one included */
    record Sending(long activity, String inbox, String host, int attempts, long account, byte[] body, String digest) {
        private static Sending read(ResultSet row, int n) throws SQLException {
            return new Sending(
                    row.getLong("activity"),
                    row.getString("inbox"),
                    row.getString("host"),
                    row.getInt("attempts"),
                    row.getLong("account"),
                    row.getBytes("body"),
                    row.getString("digest"));
        }
    }

    /**
     * Claims what is due: one at a time for an inbox, at most two more for a host, none for those that are busy. Planned anew each time (2 ms):
     * a plan that was kept from when the queue was empty takes a second for thousands.
     */
    @Transactional
    public List<Sending> claim(int most, Collection<String> busy) {
        db.sql("set local plan_cache_mode = force_custom_plan").update();
        Instant now = clock.instant();
        return db.sql(CLAIM)
                .param("now", Sql.time(now))
                .param("lease", Sql.time(now.plus(LEASE)))
                .param("busy", busy.toArray(String[]::new))
                .param("most", most)
                .query(Sending::read)
                .list();
    }

    void sent(Sending sending) {
        settle(sending, "SENT", "");
    }

    void refused(Sending sending, String why) {
        settle(sending, "FAILED", why);
    }

    private void settle(Sending sending, String state, String why) {
        db.sql(
                        "update federation.sending set state = ?, why = ?, settled_at = ?, under_way_until = null where activity = ? and inbox = ?")
                .params(state, why, Sql.time(clock.instant()), sending.activity(), sending.inbox())
                .update();
    }

    void again(Sending sending, Duration after, String why) {
        db.sql("""
                update federation.sending set under_way_until = null, next_at = case state when 'QUEUED' then :at else next_at end,
                  why = case state when 'QUEUED' then :why else why end where activity = :activity and inbox = :inbox""")
                .param("at", Sql.time(clock.instant().plus(after)))
                .param("why", why)
                .param("activity", sending.activity())
                .param("inbox", sending.inbox())
                .update();
    }

    /** Where an actor is reached has been found out; if the same goes there already, once is enough. */
    void redirect(Sending sending, String inbox) {
        int moved = db.sql("""
                        update federation.sending set inbox = :there, next_at = :now, attempts = 0, under_way_until = null
                        where activity = :activity and inbox = :inbox and not exists (select from federation.sending where activity = :activity and inbox = :there)""")
                .param("there", inbox)
                .param("now", Sql.time(clock.instant()))
                .param("activity", sending.activity())
                .param("inbox", sending.inbox())
                .update();
        if (moved == 0) {
            sent(sending);
        }
    }

    /** Nothing goes to this inbox any more. */
    void drop(String inbox, String why) {
        db.sql(
                        "update federation.sending set state = 'FAILED', why = ?, settled_at = ?, under_way_until = null where inbox = ? and state = 'QUEUED'")
                .params(why, Sql.time(clock.instant()), inbox)
                .update();
    }

    /** Settled ones are counted for a month; what could not be sent for so long is news no more. */
    int sweep() {
        var old = Sql.time(clock.instant().minus(KEPT));
        return db.sql("delete from federation.sending where state <> 'QUEUED' and settled_at < ?")
                        .param(old)
                        .update()
                + db.sql(
                                "delete from federation.sending s using federation.activity a where a.id = s.activity and s.state = 'QUEUED' and s.next_at = 'infinity' and a.made_at < ?")
                        .param(old)
                        .update();
    }
}
