package org.lianxin.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of {@code intake.picture_to_fetch}, and to which message a picture goes. */
@Component
class PicturesToFetch {
    /** Of one message with all that its author adds to it. */
    static final int MOST = 20;

    /** Whoever has claimed one and is killed gives it up after this. */
    private static final Duration CLAIMED = Duration.ofMinutes(2);

    /** Within seventeen hours. */
    private static final int TRIES = 10;

    /** So many to one account wait at a time; what comes then has to be looked at on the network. */
    static final int WAITING = 200;

    /** And of one author so many of these, so that nobody takes all places. */
    static final int OF_ONE = 45;

    private static final String SOURCE = "intake.picture.source";

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final byte[] sending;

    PicturesToFetch(JdbcClient db, Vault vault, Clock clock, Keys keys) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        this.sending = keys.derive("intake/picture-sender");
    }

    record Due(long message, int place, long account, String source) {}

    /** What there is no place for is lost at once and stands there as such, so that somebody looks on the network. */
    void enter(long message, Arrival arrival, List<String> sources) {
        String sender = sender(arrival);
        for (int place = 0; place < sources.size(); place++) {
            db.sql("""
                    insert into intake.picture_to_fetch (message, place, account, source, sender, next_at, why)
                    select :message, :place, :account, case when room then :source else ''::bytea end, case when room then :sender else '' end,
                      case when room then cast(:now as timestamptz) else 'infinity' end, case when room then '' else 'too many at once' end
                    from (select count(*) < :most and count(*) filter (where sender = :sender) < :one as room
                      from intake.picture_to_fetch where account = :account and next_at < 'infinity') w on conflict do nothing""")
                    .param("message", message)
                    .param("place", place)
                    .param("account", arrival.account())
                    .param("source", vault.lock(SOURCE, sources.get(place)))
                    .param("sender", sender)
                    .param("now", Sql.time(clock.instant()))
                    .param("most", WAITING)
                    .param("one", OF_ONE)
                    .update();
        }
    }

    /** Tells one from another while something of theirs waits, and says of nobody who they are. */
    private String sender(Arrival arrival) {
        String who = arrival.account() + "\n" + arrival.author().id();
        return HexFormat.of().formatHex(Keys.hmac(sending, who.getBytes(StandardCharsets.UTF_8)));
    }

    /** Nobody else gets these for a while; each claim counts as a try. */
    @Transactional
    public List<Due> claim(int most) {
        var now = clock.instant();
        return db.sql("""
                        update intake.picture_to_fetch f set tries = tries + 1, next_at = cast(:now as timestamptz) + cast(:claimed as interval) + interval '1 minute' * (1 << tries)
                        from (select message, place from intake.picture_to_fetch where next_at <= :now order by next_at, message, place limit :most for update skip locked) d
                        where f.message = d.message and f.place = d.place returning f.message, f.place, f.account, f.source""")
                .param("now", Sql.time(now))
                .param("claimed", CLAIMED.toString())
                .param("most", most)
                .query((row, n) -> new Due(
                        row.getLong("message"),
                        row.getInt("place"),
                        row.getLong("account"),
                        vault.unlock(SOURCE, row.getBytes("source"))))
                .list();
    }

    /** Again when its claim is over, unless it was tried often enough. */
    void later(Due due, String why) {
        db.sql("""
                        update intake.picture_to_fetch set why = ?, next_at = case when tries >= ? then 'infinity' else next_at end, sender = case when tries >= ? then '' else sender end where message = ? and place = ?""").params(why, TRIES, TRIES, due.message(), due.place()).update();
    }

    void notYet(Due due, Instant until) {
        db.sql("update intake.picture_to_fetch set tries = tries - 1, next_at = ? where message = ? and place = ?")
                .params(Sql.time(until), due.message(), due.place())
                .update();
    }

    void never(Due due, String why) {
        db.sql(
                        "update intake.picture_to_fetch set why = ?, next_at = 'infinity', sender = '' where message = ? and place = ?")
                .params(why, due.message(), due.place())
                .update();
    }

    /** The message to whose pictures it goes: the one of the case that its author adds to, or its own. Locked for the running transaction. */
    Optional<Long> target(Due due) {
        return db.sql("""
                        select coalesce(a.joined, a.message) from intake.arrival a join intake.message m on m.id = coalesce(a.joined, a.message)
                        where a.message = ? and m.forgotten_at is null for update""")
                .param(due.message())
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    /** All that it has now. */
    List<String> add(long message, String hash) {
        db.sql(
                        "update intake.message set pictures = array_append(pictures, ?) where id = ? and not pictures @> array[?] and cardinality(pictures) < ?")
                .params(hash, message, hash, MOST)
                .update();
        return db.sql("select pictures from intake.message where id = ?")
                .param(message)
                .query((row, n) -> List.of((String[]) row.getArray(1).getArray()))
                .single();
    }

    void done(Due due) {
        db.sql("delete from intake.picture_to_fetch where message = ? and place = ?")
                .params(due.message(), due.place())
                .update();
    }

    /** How many of a message, and of what its author added to it, are not here: still to come, and not to be had. */
    Pictured.Missing missing(long message) {
        return db.sql("""
                        select count(*) filter (where f.next_at < 'infinity') as coming, count(*) filter (where f.next_at = 'infinity') as lost
                        from intake.picture_to_fetch f join intake.arrival a on a.message = f.message where a.message = :message or a.joined = :message""")
                .param("message", message)
                .query((row, n) -> new Pictured.Missing(row.getInt("coming"), row.getInt("lost")))
                .single();
    }
}
