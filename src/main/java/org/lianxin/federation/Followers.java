package org.lianxin.federation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who follows our accounts: as much of them as it takes to send them something. */
@Component
class Followers {
    private final JdbcClient db;

    Followers(JdbcClient db) {
        this.db = db;
    }

    long count(long account) {
        return db.sql("select count(*) from federation.follower where account = ?")
                .param(account)
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
