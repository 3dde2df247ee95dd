package org.lianxin.api.mastodon;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Does what an app asks once for each of its keys ({@code Idempotency-Key}), also if it asks twice at the same moment. */
@Component
class Once {
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Once(JdbcClient db, Clock clock, PlatformTransactionManager transactions) {
        this.db = db;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All of it or, where it is refused, nothing; the same answer for the same key. Without a key it is done each time. */
    Outcome<ObjectNode> done(long token, String key, Supplier<Outcome<ObjectNode>> work) {
        Outcome<ObjectNode> outcome = transaction.execute(status -> {
            String kept = key.isBlank() ? "" : Hash.sha256(key);
            if (!kept.isEmpty()) {
                // whoever comes second waits here until the first has been answered
                int first = db.sql("""
                        insert into api.once (token, key, answer, made_at) values (?, ?, '', ?) on conflict do nothing""")
                        .params(token, kept, Sql.time(clock.instant()))
                        .update();
                if (first == 0) {
                    return Outcome.done(db.sql("select answer from api.once where token = ? and key = ?")
                            .params(token, kept)
                            .query((row, n) -> (ObjectNode) Json.read(row.getString(1)))
                            .single());
                }
            }
            Outcome<ObjectNode> done = work.get();
            if (done instanceof Outcome.Done<ObjectNode>(ObjectNode answer)) {
                if (!kept.isEmpty()) {
                    db.sql("update api.once set answer = ? where token = ? and key = ?")
                            .params(Json.write(answer), token, kept)
                            .update();
                }
            } else {
                status.setRollbackOnly();
            }
            return done;
        });
        if (outcome == null) {
            throw new IllegalStateException("no outcome");
        }
        return outcome;
    }

    @Scheduled(cron = "0 41 * * * *")
    int tidy() {
        var before = Sql.time(clock.instant().minus(KEPT));
        db.sql("delete from api.media where made_at < ?").param(before).update();
        return db.sql("delete from api.once where made_at < ?").param(before).update();
    }
}
