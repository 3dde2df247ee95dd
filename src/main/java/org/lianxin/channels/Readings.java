package org.lianxin.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the reading of accounts stands that are read from time to time, for the one that reads and for whoever asks whether it works. */
@Component
public class Readings {
    private static final Duration LONGEST = Duration.ofHours(6);

    private final JdbcClient db;
    private final Clock clock;

    Readings(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param readAt when it last went well, or null
     * @param failedAt when it last went wrong, if it did since; else null
     * @param why what went wrong then, in words
     * @param failures in a row
     * @param skipped what was looked at and is nobody's question
     */
    public record Reading(
            Instant nextAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt,
            String why,
            int failures,
            long skipped) {}

    /** Whether it is time, and nobody else has taken it on; connected anew since the last time, it is time. */
    public boolean claim(long account, Duration lease) {
        Instant now = clock.instant();
        return db.sql("""
                        insert into channels.reading as r (account, next_at) values (:account, :until)
                        on conflict (account) do update set next_at = excluded.next_at
                        where r.next_at <= :now or exists (select from channels.connection c
                          where c.account = r.account and c.connected_at > greatest(r.read_at, r.failed_at))""")
                        .param("account", account)
                        .param("until", Sql.time(now.plus(lease)))
                        .param("now", Sql.time(now))
                        .update()
                == 1;
    }

    /** It went well. {@code skipped}: how many more were nobody's question. */
    public void good(long account, Duration interval, long skipped) {
        Instant now = clock.instant();
        db.sql(
                        "update channels.reading set next_at = ?, read_at = ?, failed_at = null, why = '', failures = 0, skipped = skipped + ? where account = ?")
                .params(Sql.time(now.plus(interval)), Sql.time(now), skipped, account)
                .update();
    }

    /** It waits for something that is nobody's fault. */
    public void wait(long account, String why, Instant until) {
        db.sql(
                        "update channels.reading set next_at = ?, read_at = ?, failed_at = null, why = ?, failures = 0 where account = ?")
                .params(Sql.time(until), Sql.time(clock.instant()), why, account)
                .update();
    }

    /** It went wrong; the next time is after twice the interval, then four times, six hours at most, and not before {@code earliest}. */
    public void bad(long account, String why, Duration interval, Instant earliest) {
        Instant now = clock.instant();
        int before = of(account).map(Reading::failures).orElse(0);
        Duration doubled = interval.multipliedBy(1L << Math.min(before + 1, 10));
        Instant next = now.plus(
                doubled.compareTo(LONGEST) < 0 ? doubled : interval.compareTo(LONGEST) < 0 ? LONGEST : interval);
        db.sql(
                        "update channels.reading set next_at = ?, failed_at = ?, why = ?, failures = failures + 1 where account = ?")
                .params(Sql.time(next.isBefore(earliest) ? earliest : next), Sql.time(now), why, account)
                .update();
    }

    public Optional<Reading> of(long account) {
        return db.sql("select * from channels.reading where account = ?")
                .param(account)
                .query(Readings::read)
                .optional();
    }

    private static Reading read(ResultSet row, int n) throws SQLException {
        return new Reading(
                Sql.instant(row, "next_at"),
                Sql.instantOrNull(row, "read_at"),
                Sql.instantOrNull(row, "failed_at"),
                row.getString("why"),
                row.getInt("failures"),
                row.getLong("skipped"));
    }
}
