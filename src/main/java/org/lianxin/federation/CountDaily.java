package org.lianxin.federation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a snapshot a day of followers, repeats, comments and likes; counting again on the same day takes its place. */
@Component
class CountDaily {
    /** As long as other networks count. */
    private static final Duration COUNTED = Duration.ofDays(30);

    private final JdbcClient db;
    private final Addresses addresses;
    private final Clock clock;

    CountDaily(JdbcClient db, Addresses addresses, Clock clock) {
        this.db = db;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Scheduled(cron = "0 35 8 * * *")
    @Transactional
    public void run() {
        Instant now = clock.instant();
        LocalDate today = now.atZone(clock.getZone()).toLocalDate();
        db.sql("""
                insert into federation.figure (account, post, day, followers, read_at)
                select a.id, '', :day, coalesce(f.followers, 0), :now from registry.face_account a left join federation.face_followers f on f.account = a.id
                where a.platform = 'FEDIVERSE' and a.state = 'LIVE'
                on conflict (account, post, day) do update set followers = excluded.followers, read_at = excluded.read_at""").param("day", today).param("now", Sql.time(now)).update();
        db.sql("""
                insert into federation.figure (account, post, day, reposts, comments, likes, read_at)
                select n.account, n.id, :day, count(r) filter (where r.kind = 'REPEAT'),
                  (select count(*) from intake.face_arrival a where a.account = n.account and a.thread = :notes || n.id),
                  count(r) filter (where r.kind = 'LIKE'), :now
                from federation.note n left join federation.reaction r on r.note = n.id
                where n.open and n.addressee = '' and n.withdrawn_at is null and n.published_at > :since group by n.id
                on conflict (account, post, day) do update set reposts = excluded.reposts, comments = excluded.comments, likes = excluded.likes, read_at = excluded.read_at""")
                .param("day", today)
                .param("now", Sql.time(now))
                .param("notes", addresses.base() + "/ap/notes/")
                .param("since", Sql.time(now.minus(COUNTED)))
                .update();
    }
}
