package org.lianxin.api.mastodon.streaming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has happened since it was last asked, each once: read from the tables, so that whichever node did it is heard on all of them. What is
 * written in a transaction that takes its time gets an earlier id than what was seen already; so a stretch of {@link #WINDOW} is looked at again.
 */
@Component
class News {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int AT_ONCE = 500;
    private static final int BITS_BELOW_A_MILLISECOND = 22;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Map<Long, Instant> seen = new HashMap<>();
    private boolean following;

    News(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    enum Kind {
        /** A note is out. */
        OUT("update"),
        CORRECTED("status.update"),
        WITHDRAWN("delete"),
        /** Somebody wrote to us; only a notification tells of it. */
        ARRIVED("");

        private final String event;

        Kind(String event) {
            this.event = event;
        }

        /** As streams name it. */
        String event() {
            return event;
        }
    }

    /** @param id of what happened; about: the note, or the message that arrived; unit: whose account it is; open: everybody may see it */
    record Happened(Kind kind, long id, long about, long account, long unit, boolean open) {}

    /** What is there when somebody begins to listen is old already. */
    synchronized List<Happened> since() {
        Instant now = clock.instant();
        seen.values().removeIf(at -> at.isBefore(now.minus(WINDOW.multipliedBy(2))));
        List<Happened> fresh = new ArrayList<>();
        activities(now, fresh);
        arrivals(now, fresh);
        if (!following) {
            following = true;
            return List.of();
        }
        return fresh;
    }

    /** Nobody listens: the next who does begins anew. */
    synchronized void rest() {
        following = false;
        seen.clear();
    }

    private void activities(Instant now, List<Happened> fresh) {
        long from = ids.next() - (WINDOW.toMillis() << BITS_BELOW_A_MILLISECOND);
        db.sql("""
                select a.id, a.note, a.account, a.type, n.open, c.unit
                from federation.face_activity a join federation.face_note n on n.id = a.note join registry.face_account c on c.id = a.account
                where a.id > :from and a.type in ('CREATE', 'UPDATE', 'DELETE') order by a.id desc limit :most""")
                .param("from", from)
                .param("most", AT_ONCE)
                .query((row, n) -> new Happened(
                        kind(row.getString("type")),
                        row.getLong("id"),
                        row.getLong("note"),
                        row.getLong("account"),
                        row.getLong("unit"),
                        row.getBoolean("open")))
                .list()
                .reversed()
                .forEach(one -> add(one, now, fresh));
    }

    private void arrivals(Instant now, List<Happened> fresh) {
        db.sql("""
                select message, account, unit from intake.face_arrival where arrived_at > :from
                order by arrived_at desc, message desc limit :most""")
                .param("from", Sql.time(now.minus(WINDOW)))
                .param("most", AT_ONCE)
                .query((row, n) -> new Happened(
                        Kind.ARRIVED,
                        row.getLong("message"),
                        row.getLong("message"),
                        row.getLong("account"),
                        row.getLong("unit"),
                        false))
                .list()
                .reversed()
                .forEach(one -> add(one, now, fresh));
    }

    private void add(Happened happened, Instant now, List<Happened> fresh) {
        if (seen.putIfAbsent(happened.id(), now) == null) {
            fresh.add(happened);
        }
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "UPDATE" -> Kind.CORRECTED;
            case "DELETE" -> Kind.WITHDRAWN;
            default -> Kind.OUT;
        };
    }
}
