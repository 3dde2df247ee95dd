package org.lianxin.federation;

import java.time.Clock;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who follows our accounts: as much of them as it takes to send them something. */
@Component
class Followers {
    private final JdbcClient db;
    private final Clock clock;

    Followers(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    long count(long account) {
        return db.sql("select count(*) from federation.follower where account = ?")
                .param(account)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    void add(long account, Remote remote, String follow) {
        db.sql("""
                insert into federation.follower (account, actor, inbox, shared_inbox, host, follow, since)
                values (:account, :actor, :inbox, :shared, :host, :follow, :at)
                on conflict (account, actor) do update set inbox = excluded.inbox, shared_inbox = excluded.shared_inbox, follow = excluded.follow""")
                .param("account", account)
                .param("actor", remote.actor())
                .param("inbox", remote.inbox())
                .param("shared", remote.sharedInbox())
                .param("host", remote.host())
                .param("follow", follow)
                .param("at", Sql.time(clock.instant()))
                .update();
    }

    void remove(long account, String actor) {
        db.sql("delete from federation.follower where account = ? and actor = ?")
                .params(account, actor)
                .update();
    }

    void removeByFollow(String follow, String actor) {
        db.sql("delete from federation.follower where follow = ? and actor = ?")
                .params(follow, actor)
                .update();
    }

    /** This inbox is gone for good, and so is everybody behind it. */
    void removeByInbox(String inbox) {
        db.sql("delete from federation.follower where inbox = :inbox or shared_inbox = :inbox")
                .param("inbox", inbox)
                .update();
    }
}
