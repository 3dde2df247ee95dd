package org.lianxin.federation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which objects were heard for which account, and which were taken away: a farewell may overtake the greeting. */
@Component
class Heard {
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient db;
    private final Clock clock;

    Heard(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    void enter(String object, long account) {
        db.sql("insert into federation.heard (object, account, at) values (?, ?, ?) on conflict do nothing")
                .params(object, account, Sql.time(clock.instant()))
                .update();
    }

    List<Long> accounts(String object) {
        return db.sql("select account from federation.heard where object = ? order by account")
                .param(object)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    void takeAway(String object) {
        db.sql("insert into federation.taken_away (object, at) values (?, ?) on conflict do nothing")
                .params(object, Sql.time(clock.instant()))
                .update();
    }

    boolean takenAway(String object) {
        return db.sql("select exists (select from federation.taken_away where object = ?)")
                .param(object)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    int sweep() {
        return db.sql("delete from federation.taken_away where at < ?")
                .param(Sql.time(clock.instant().minus(KEPT)))
                .update();
    }
}
