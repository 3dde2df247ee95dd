package org.lianxin.channels;

import java.time.Clock;
import java.util.Optional;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the lists of an account have been read. */
@Component
public class Places {
    private final JdbcClient db;
    private final Clock clock;

    Places(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<String> of(long account, String list) {
        return db.sql("select place from channels.place where account = ? and what = ?")
                .params(account, list)
                .query((row, n) -> row.getString(1))
                .optional();
    }

    /** Unless the account has been connected anew since: then the place may be one of another server, mailbox or forum. */
    public void set(Connection connection, String list, String place) {
        db.sql("""
                insert into channels.place (account, what, place, at)
                select c.account, :list, :place, :at from channels.connection c where c.account = :account and c.version = :version for share
                on conflict (account, what) do update set place = excluded.place, at = excluded.at""")
                .param("account", connection.account())
                .param("version", connection.version())
                .param("list", list)
                .param("place", place)
                .param("at", Sql.time(clock.instant()))
                .update();
    }

    public void set(long account, String list, String place) {
        db.sql("""
                insert into channels.place (account, what, place, at) values (?, ?, ?, ?)
                on conflict (account, what) do update set place = excluded.place, at = excluded.at""").params(account, list, place, Sql.time(clock.instant())).update();
    }
}
