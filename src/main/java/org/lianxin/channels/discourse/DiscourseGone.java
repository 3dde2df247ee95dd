package org.lianxin.channels.discourse;

import java.time.Clock;
import java.time.Duration;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which posts were taken away: that a post is gone may overtake that it is there, since a forum tries again what was not answered. */
@Component
class DiscourseGone {
    /** Longer than a forum goes on trying. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient db;
    private final Clock clock;

    DiscourseGone(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    void enter(long account, String post) {
        db.sql("insert into channels.discourse_gone (account, post, at) values (?, ?, ?) on conflict do nothing")
                .params(account, post, Sql.time(clock.instant()))
                .update();
    }

    boolean has(long account, String post) {
        return db.sql("select exists (select from channels.discourse_gone where account = ? and post = ?)")
                .params(account, post)
                .query(Boolean.class)
                .single();
    }

    void strikeOff(long account, String post) {
        db.sql("delete from channels.discourse_gone where account = ? and post = ?")
                .params(account, post)
                .update();
    }

    @Scheduled(cron = "0 47 3 * * *")
    void overnight() {
        db.sql("delete from channels.discourse_gone where at < ?")
                .param(Sql.time(clock.instant().minus(KEPT)))
                .update();
    }
}
