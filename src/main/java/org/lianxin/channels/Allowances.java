package org.lianxin.channels;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps account of the calls that a network allows, in the database, so that several nodes keep them together. */
@Component
public class Allowances {
    private final JdbcClient db;
    private final Clock clock;

    Allowances(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Takes one call of each, in a transaction of its own that has committed when this returns; or takes none and answers the moment at
     * which all of them allow one again.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Optional<Instant> take(long account, List<Allowance> wanted) {
        db.sql("select pg_advisory_xact_lock(hashtextextended('lianxin.channels.call', ?))")
                .param(account)
                .query((row, n) -> "")
                .single();
        Instant now = clock.instant();
        Optional<Instant> usedUp = wanted.stream()
                .map(a -> freeAt(account, a, now))
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
        if (usedUp.isEmpty()) {
            db.sql("insert into channels.call (account, what, at) select :account, w, :now from unnest(:what) w")
                    .param("account", account)
                    .param("now", Sql.time(now))
                    .param(
                            "what",
                            wanted.stream().map(Allowance::what).distinct().toArray(String[]::new))
                    .update();
        }
        return usedUp;
    }

    /** The moment at which one more is allowed; empty: now. Takes nothing. */
    public Optional<Instant> free(long account, Allowance allowance) {
        return Optional.ofNullable(freeAt(account, allowance, clock.instant()));
    }

    /** When the call that counts as the last allowed one leaves the window; null if one is free now. */
    private @org.jspecify.annotations.Nullable Instant freeAt(long account, Allowance allowance, Instant now) {
        if (allowance.most() == 0) {
            return now.plus(allowance.window());
        }
        Instant begin = now.minus(allowance.window());
        return db.sql("""
                        select min(at) as first from (select at from channels.call where account = ? and what = ? and at > ? order by at desc limit ?) latest
                        having count(*) = ?""")
                .params(account, allowance.what(), Sql.time(begin), allowance.most(), allowance.most())
                .query((row, n) -> Sql.instant(row, "first").plus(allowance.window()))
                .optional()
                .orElse(null);
    }

    /** How many of it are used at this moment. */
    public int used(long account, Allowance allowance) {
        return db.sql("select count(*) from channels.call where account = ? and what = ? and at > ?")
                .params(account, allowance.what(), Sql.time(clock.instant().minus(allowance.window())))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** Calls older than any window count no more. */
    void forget(Instant before) {
        db.sql("delete from channels.call where at < ?").param(Sql.time(before)).update();
    }
}
