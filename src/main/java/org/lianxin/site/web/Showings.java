package org.lianxin.site.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts of letters by unit; those that were spam or no request are left out. */
@Component
class Showings {
    private static final Duration BACK = Duration.ofDays(90);
    private final JdbcClient db;
    private final Clock clock;

    Showings(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Showing of(long unit) {
        Instant now = clock.instant();
        return db.sql("""
                        select count(*) as received,
                          count(*) filter (where answered_at is not null or due_final_at < :now) as due,
                          count(*) filter (where answered_at <= due_final_at) as in_time,
                          count(*) filter (where rating is not null) as rated,
                          count(*) filter (where rating in ('SOLVED', 'PARTLY')) as solved,
                          count(*) filter (where reopened > 0) as reopened
                        from cases.face_case where unit = :unit and received_at >= :since and due_final_at is not null and state <> 'SPAM'""")
                .param("unit", unit)
                .param("now", Sql.time(now))
                .param("since", Sql.time(now.minus(BACK)))
                .query((row, n) -> new Showing(
                        row.getInt("received"),
                        row.getInt("due"),
                        row.getInt("in_time"),
                        row.getInt("rated"),
                        row.getInt("solved"),
                        row.getInt("reopened")))
                .single();
    }
}
