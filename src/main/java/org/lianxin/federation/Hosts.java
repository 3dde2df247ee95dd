package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.lianxin.federation.signature.Signatures;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What we know of servers we send to. Ten failures in a row: nothing for a while, doubling to an hour. Failures on seven days without one
 * success between: nothing until it says something to us; what waited then goes out, withdrawals above all.
 */
@Component
class Hosts {
    private static final int BREAKS_AFTER = 10;
    private static final int STOPS_AFTER_DAYS = 7;

    /** That all is well is written down so often, and not for each thing sent. */
    private static final Duration NOTED = Duration.ofHours(1);

    private final JdbcClient db;
    private final Clock clock;

    Hosts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private record Trouble(int failures, int days) {
        static Trouble read(ResultSet row, int n) throws SQLException {
            return new Trouble(row.getInt("failures"), row.getInt("failing_days"));
        }
    }

    /** The form in which it took a signature last. */
    Signatures form(String host) {
        return db.sql("select form from federation.host where host = ?")
                .param(host)
                .query((row, n) -> Signatures.valueOf(row.getString(1)))
                .optional()
                .orElse(Signatures.CAVAGE);
    }

    @Transactional
    public void reached(String host, Signatures form) {
        db.sql("""
                insert into federation.host (host, form, reached_at) values (:host, :form, :now)
                on conflict (host) do update set form = excluded.form, failures = 0, failing_days = 0, failed_on = null, why = '', open_until = null, reached_at = excluded.reached_at
                where host.failures > 0 or host.form <> excluded.form or host.reached_at is null or host.reached_at < :before""")
                .param("host", host)
                .param("form", form.name())
                .param("before", Sql.time(clock.instant().minus(NOTED)))
                .param("now", Sql.time(clock.instant()))
                .update();
    }

    @Transactional
    public void failed(String host, String why) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(clock.getZone()).toLocalDate();
        Trouble trouble = db.sql("""
                        insert into federation.host (host, failures, failing_days, failed_on, why) values (:host, 1, 1, :today, :why)
                        on conflict (host) do update set failures = host.failures + 1, why = excluded.why, failed_on = excluded.failed_on,
                          failing_days = host.failing_days + case when host.failed_on = excluded.failed_on then 0 else 1 end
                        returning failures, failing_days""")
                .param("host", host)
                .param("today", today)
                .param("why", why)
                .query(Trouble::read)
                .single();
        if (trouble.days() >= STOPS_AFTER_DAYS) {
            db.sql("update federation.host set stopped_at = coalesce(stopped_at, ?) where host = ?")
                    .params(Sql.time(now), host)
                    .update();
            db.sql("update federation.sending set next_at = 'infinity' where host = ? and state = 'QUEUED'")
                    .param(host)
                    .update();
        } else if (trouble.failures() >= BREAKS_AFTER) {
            Instant until = now.plus(pause(trouble.failures() - BREAKS_AFTER));
            db.sql("update federation.host set open_until = ? where host = ?")
                    .params(Sql.time(until), host)
                    .update();
            db.sql("update federation.sending set next_at = greatest(next_at, ?) where host = ? and state = 'QUEUED'")
                    .params(Sql.time(until), host)
                    .update();
        }
    }

    private static Duration pause(int more) {
        return Duration.ofMinutes(Math.min(60, 1L << Math.min(more, 6)));
    }

    /** It has just proven that it is there. */
    @Transactional
    public void heardFrom(String host) {
        Instant now = clock.instant();
        int woken = db.sql("""
                        update federation.host set failures = 0, failing_days = 0, failed_on = null, open_until = null, stopped_at = null
                        where host = ? and (stopped_at is not null or open_until > ?)""").params(host, Sql.time(now)).update();
        if (woken > 0) {
            db.sql("update federation.sending set next_at = ? where host = ? and state = 'QUEUED' and next_at > ?")
                    .params(Sql.time(now), host, Sql.time(now))
                    .update();
        }
    }
}
