package org.lianxin.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.Platform;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The queue: which delivery is next, and who has it. In an account's queue the order is kept: one goes when those before it are settled or
 * left to a person. A withdrawal goes before all others and is not held; it waits only for a call that is running. One that waits for its own
 * time, such as a quota's or the end of a push to all, holds back nothing else of its account: what is withdrawn in an emergency goes at once.
 */
@Component
class Outbox {
    /** A claim not renewed for so long belongs to a process that is gone. */
    static final Duration LEASE = Duration.ofSeconds(90);

    private static final String ALLOWED = """
             and (d.kind = 'WITHDRAW' or (
               not exists (select from registry.face_account a where a.id = d.account and a.state in ('PLANNED', 'SUSPENDED'))
               and not exists (select from unnest(:heldAccounts, :heldPlatforms) h(account, platform)
                 where (h.account is null or h.account = d.account) and (h.platform is null or h.platform = d.platform))))
            """;

    private final JdbcClient db;
    private final Holds holds;
    private final Node node;

    Outbox(JdbcClient db, Holds holds, Node node) {
        this.db = db;
        this.holds = holds;
        this.node = node;
    }

    Optional<Dispatch> find(long id) {
        return db.sql("select * from delivery.delivery where id = ?")
                .param(id)
                .query(Dispatch::read)
                .optional();
    }

    /** Locks the row for the running transaction. */
    Optional<Dispatch> lock(long id) {
        return db.sql("select * from delivery.delivery where id = ? for update")
                .param(id)
                .query(Dispatch::read)
                .optional();
    }

    /**
     * Claims for this process what is next, at most one per account, in a transaction of its own that has committed when this returns:
     * only then may the network be called. All that waits is looked through once: compared with each other, the thousands of a network that
     * was away for days took a minute and a half, because plans are made by the statistics of a quiet day.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public List<Dispatch> claim(Platform platform, int most, Instant now) {
        return bind(db.sql("""
                        with line as (
                          select *, row_number() over (partition by account, lane order by order_at, id) as place,
                            bool_or(state = 'CLAIMED') over (partition by account) as busy,
                            bool_or(state = 'UNKNOWN') over (partition by account) as unclear,
                            bool_or(lane = 'back') over (partition by account) as back
                          from (select id, account, platform, kind, state, order_at, next_at,
                              case when state <> 'QUEUED' then '' when kind <> 'WITHDRAW' then 'out' when next_at <= :now then 'back' else '' end as lane
                            from delivery.delivery where state in ('QUEUED', 'CLAIMED', 'UNKNOWN') and platform = :platform) waiting
                        ), heads as (
                          select d.id from line d
                          where d.place = 1 and not d.busy and d.order_at <= :now and d.next_at <= :now
                            and (d.lane = 'back' or (d.lane = 'out' and not d.unclear and not d.back))""" + ALLOWED + """
                          order by d.kind <> 'WITHDRAW', d.order_at, d.id limit :most
                        ), next as (
                          select d.id from delivery.delivery d
                          where d.id = any(array(select id from heads)) and d.state = 'QUEUED' and d.next_at <= :now for update skip locked)
                        update delivery.delivery c set state = 'CLAIMED', owner = :owner, lease_at = :now, attempts = attempts + 1, version = version + 1,
                          first_at = coalesce(first_at, :now), sent_at = :now
                        from next where c.id = next.id returning c.*"""))
                .param("platform", platform.name())
                .param("now", Sql.time(now))
                .param("most", most)
                .param("owner", node.owner())
                .query(Dispatch::read)
                .list();
    }

    /** As {@link #claim}, but nothing when another worker was faster on one of the accounts; the next round sees clearly. */
    static List<Dispatch> orNone(java.util.function.Supplier<List<Dispatch>> claim) {
        try {
            return claim.get();
        } catch (DuplicateKeyException another) {
            return List.of();
        }
    }

    /** What is due on platforms that publish into this database, in order; locked for the running transaction, one such at a time. */
    List<Dispatch> dueHere(Collection<Platform> platforms, int most, Instant now) {
        db.sql("select pg_advisory_xact_lock(hashtextextended('lianxin.delivery.here', 0))")
                .query((row, n) -> "")
                .single();
        return bind(db.sql("""
                        with line as (
                          select id, account, platform, kind, order_at, next_at,
                            count(*) filter (where next_at > :now) over (partition by account order by order_at, id) as later
                          from delivery.delivery where state = 'QUEUED' and platform = any(:platforms)
                        ), due as (
                          select d.id from line d
                          where d.order_at <= :now and d.next_at <= :now and (d.kind = 'WITHDRAW' or d.later = 0)""" + ALLOWED + """
                          order by d.order_at, d.id limit :most)
                        select d.* from delivery.delivery d where d.id = any(array(select id from due)) and d.state = 'QUEUED'
                        order by d.order_at, d.id
                        for update of d skip locked"""))
                .param("platforms", platforms.stream().map(Platform::name).toArray(String[]::new))
                .param("now", Sql.time(now))
                .param("most", most)
                .query(Dispatch::read)
                .list();
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
        List<Hold.Held> held = holds.all();
        return statement
                .param("heldAccounts", held.stream().map(Hold.Held::account).toArray(Long[]::new))
                .param(
                        "heldPlatforms",
                        held.stream()
                                .map(h -> h.platform() == null
                                        ? null
                                        : h.platform().name())
                                .toArray(String[]::new));
    }

    /** Unknown ones that are to be read back now, without those that are being read. */
    List<Dispatch> toRead(Platform platform, Collection<Long> being, int most, Instant now) {
        return db.sql(
                        "select * from delivery.delivery where state = 'UNKNOWN' and platform = ? and next_at <= ? and id <> all(?) order by next_at limit ?")
                .params(platform.name(), Sql.time(now), being.toArray(Long[]::new), most)
                .query(Dispatch::read)
                .list();
    }

    /** Says that this process is alive and still busy with these. */
    void renew(Collection<Long> mine, Instant now) {
        db.sql("update delivery.delivery set lease_at = ? where state = 'CLAIMED' and owner = ? and id = any(?)")
                .params(Sql.time(now), node.owner(), mine.toArray(Long[]::new))
                .update();
    }

    /**
     * Claims with nobody behind them: of an earlier run of this node, of this run but in no thread's hands, or of another node whose lease
     * is over.
     */
    List<Dispatch> lost(Instant now) {
        return db.sql("""
                        select * from delivery.delivery where state = 'CLAIMED' and case
                          when owner = :owner then not id = any(:mine)
                          else owner like :node or lease_at < :dead end""")
                .param("owner", node.owner())
                .param("mine", node.inFlight().toArray(Long[]::new))
                .param("node", node.name() + "/%")
                .param("dead", Sql.time(now.minus(LEASE)))
                .query(Dispatch::read)
                .list();
    }

    /** A later delivery of the same thing to the same account has arrived, or is on its way. */
    boolean isSuperseded(Dispatch d) {
        return db.sql("""
                        select exists (select from delivery.delivery where subject_type = ? and subject_id = ? and account = ? and id > ? and kind <> 'WITHDRAW'
                          and state not in ('REFUSED', 'CANCELLED'))""")
                .params(d.subjectType(), d.subjectId(), d.account(), d.id())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    String why(long id) {
        return db.sql("select why from delivery.delivery where id = ?")
                .param(id)
                .query((row, n) -> row.getString(1))
                .single();
    }

    /** The network said that it has taken it and will show it later. */
    void late(long id, Instant until) {
        db.sql("update delivery.delivery set late_until = ? where id = ?")
                .params(Sql.time(until), id)
                .update();
    }

    /** Patience has not begun while nothing was tried. */
    void freshUnlessTried(long id) {
        db.sql("""
                update delivery.delivery d set first_at = null where id = ?
                  and not exists (select from delivery.attempt a where a.delivery = d.id and a.what = 'SENT' and a.outcome <> 'WAITS')""").param(id).update();
    }

    /** Patience begins anew. */
    void fresh(long id) {
        db.sql("update delivery.delivery set first_at = null where id = ?")
                .param(id)
                .update();
    }
}
