package org.lianxin.federation;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was signed to us and waits to be heard, each activity once. */
@Component
class Received {
    private static final int TRIES = 6;
    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    Received(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    record Waiting(long number, byte[] body) {}

    /** False if it has come before. */
    boolean enter(Activity activity, byte[] body) {
        var now = Sql.time(clock.instant());
        return db.sql(
                                "insert into federation.received (id, number, actor, body, next_at, received_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(activity.id(), ids.next(), activity.actor(), body, now, now)
                        .update()
                > 0;
    }

    /** The next one, locked for the running transaction; those of one actor in the order in which they came. */
    Optional<Waiting> next() {
        return db.sql("""
                        select r.number, r.body from federation.received r where r.body is not null and r.next_at <= ?
                          and not exists (select from federation.received b where b.body is not null and b.actor = r.actor and b.number < r.number)
                        order by r.next_at, r.number limit 1 for update skip locked""")
                .param(Sql.time(clock.instant()))
                .query((row, n) -> new Waiting(row.getLong("number"), row.getBytes("body")))
                .optional();
    }

    void done(long number) {
        db.sql("update federation.received set body = null where number = ?")
                .param(number)
                .update();
    }

    /** It could not be heard: again after a minute, two, four; in the end it is dropped. */
    void failed(long number) {
        db.sql("""
                        update federation.received set tries = tries + 1, next_at = cast(? as timestamptz) + interval '1 minute' * (1 << tries),
                          body = case when tries + 1 >= ? then null else body end where number = ?""").params(Sql.time(clock.instant()), TRIES, number).update();
    }

    int sweep() {
        return db.sql("delete from federation.received where body is null and received_at < ?")
                .param(Sql.time(clock.instant().minus(KEPT)))
                .update();
    }
}
