package org.lianxin.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What servers elsewhere report to us about our accounts; the office looks at each. */
@Service
public class Flags {
    private static final int MOST_WORDS = 2_000;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Flags(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    /** @param objects addresses of what is reported, a line each; host: whose server said so */
    public record Flag(long id, long account, String host, List<String> objects, String words, Instant at) {
        private static Flag read(ResultSet row, int n) throws SQLException {
            return new Flag(
                    row.getLong("id"),
                    row.getLong("account"),
                    row.getString("host"),
                    row.getString("objects").lines().toList(),
                    row.getString("words"),
                    Sql.instant(row, "at"));
        }
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

    /** What nobody has looked at yet, oldest first; at most a page. */
    public List<Flag> open(int most) {
        return db.sql("select * from federation.flag where settled_at is null order by at, id limit ?")
                .param(most)
                .query(Flag::read)
                .list();
    }

    /** Somebody has looked at it. */
    @Transactional
    public Outcome<Long> settle(long flag, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (db.sql(
                                "update federation.flag set settled_at = ?, settled_by = ? where id = ? and settled_at is null")
                        .params(Sql.time(clock.instant()), by.id(), flag)
                        .update()
                == 0) {
            return Outcome.changedMeanwhile();
        }
        events.publishEvent(
                Audited.Entry.of("federation.report-seen", "report", flag, null, by, Map.of(), Role.OFFICE));
        return Outcome.done(flag);
    }
}
