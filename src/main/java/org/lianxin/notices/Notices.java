package org.lianxin.notices;

import java.time.Clock;
import java.util.Collection;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How other modules make that somebody is told. Both calls only write to the own tables, in the caller's transaction if there is one. */
@Service
public class Notices {
    private final JdbcClient db;
    private final Clock clock;
    private final Mails mails;

    Notices(JdbcClient db, Clock clock, Mails mails) {
        this.db = db;
        this.clock = clock;
        this.mails = mails;
    }

    /** Something waits for these people: they are told soon, together with whatever else waits and was not told yet. */
    @Transactional(propagation = Propagation.REQUIRED)
    public void ring(Collection<Long> people) {
        if (people.isEmpty()) {
            return;
        }
        db.sql(
                        "insert into notices.rung (person, rung_at) select distinct p, cast(? as timestamptz) from unnest(?::bigint[]) p")
                .params(Sql.time(clock.instant()), people.toArray(Long[]::new))
                .update();
    }

    /**
     * A mail to somebody outside, such as a citizen who left an address.
     *
     * @param reference what it is, such as {@code case/123/received}: a second mail with the same reference is not made
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void mail(String address, String subjectLine, String text, String reference) {
        mails.write(reference, null, address, oneLine(subjectLine), text);
    }

    /** No line break gets into a header. */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.codePointCount(0, line.length()) > 200 ? line.substring(0, line.offsetByCodePoints(0, 200)) : line;
    }
}
