package org.lianxin.federation;

import java.time.Clock;
import java.util.List;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What servers elsewhere report to us about our accounts; the office looks at each. */
@Component
class Flags {
    private static final int MOST_WORDS = 2_000;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    Flags(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    void enter(long account, String host, List<String> objects, String words) {
        String text = words.replace("\0", "");
        db.sql("insert into federation.flag (id, account, host, objects, words, at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        ids.next(),
                        account,
                        host,
                        String.join(
                                "\n",
                                objects.stream()
                                        .filter(o -> Addresses.host(o).isPresent())
                                        .limit(20)
                                        .toList()),
                        text.length() > MOST_WORDS ? text.substring(0, MOST_WORDS) : text,
                        Sql.time(clock.instant()))
                .update();
    }
}
