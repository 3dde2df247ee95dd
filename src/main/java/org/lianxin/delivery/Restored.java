package org.lianxin.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows when a copy has been put back: the program it was taken from went on, so whatever was on its way out then may have arrived
 * since. Not what this database publishes itself, nor what is planned for a time still to come.
 */
@Service
public class Restored {
    private final JdbcClient db;
    private final Networks networks;
    private final Settling settling;
    private final Rooms rooms;
    private final List<Besides> besides;

    Restored(JdbcClient db, Networks networks, Settling settling, Rooms rooms, List<Besides> besides) {
        this.db = db;
        this.networks = networks;
        this.settling = settling;
        this.rooms = rooms;
        this.besides = besides;
    }

    /** What it says, and when. */
    @Component
    record Rooms(Words words, Clock clock) {}

    /**
     * To be called before anything is sent again. Every open delivery becomes unknown: it is read back first, or left to a person where its
     * network cannot be read. Returns how many.
     */
    @Transactional
    public int doubt() {
        List<Dispatch> open = open(rooms.clock().instant());
        String why = rooms.words().of("delivery.why.restored");
        open.stream().sorted(Comparator.comparingLong(Dispatch::id)).forEach(d -> settling.restored(d, why));
        besides.forEach(Besides::doubt);
        return open.size();
    }

    /** Searched for since its turn had come; the other program may have sent it just before this moment, so patience begins here. */
    private List<Dispatch> open(Instant now) {
        return db.sql("""
                        update delivery.delivery set first_at = coalesce(first_at, order_at), sent_at = :now, unknown_at = :now, readings = 0, next_at = :now
                        where state in ('CLAIMED', 'UNKNOWN') or (state = 'QUEUED' and order_at <= :now and platform = any(:outside))
                        returning *""")
                .param("now", Sql.time(now))
                .param(
                        "outside",
                        networks.outside().stream().map(Platform::name).toArray(String[]::new))
                .query(Dispatch::read)
                .list();
    }
}
