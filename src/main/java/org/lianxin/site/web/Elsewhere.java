package org.lianxin.site.web;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What stands on websites of units: their own words, shown as links to them. */
@Component
class Elsewhere {
    private final JdbcClient db;

    Elsewhere(JdbcClient db) {
        this.db = db;
    }

    /** The newest of these accounts that are websites. */
    List<Linked> latest(Collection<Long> accounts, int most) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        return db.sql(
                        "select title, summary, url, at, website from channels.face_feed_item where account = any(?) order by at desc, item limit ?")
                .params(accounts.toArray(Long[]::new), most)
                .query((row, n) -> new Linked(
                        row.getString("title"),
                        row.getString("summary"),
                        row.getString("url"),
                        row.getString("website"),
                        String.valueOf(URI.create(row.getString("url")).getHost()),
                        Sql.instant(row, "at")))
                .list();
    }
}
