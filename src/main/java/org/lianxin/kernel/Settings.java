package org.lianxin.kernel;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the office or an administrator may set: a key, a text. The reader supplies the default, so that a missing row is no special
 * case. Who may change which key is decided by the module that offers the form.
 */
@Component
public class Settings {
    private final JdbcClient db;
    private final Clock clock;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    Settings(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public String text(String key, String otherwise) {
        return value(key).orElse(otherwise);
    }

    public int number(String key, int otherwise) {
        return value(key).map(Integer::parseInt).orElse(otherwise);
    }

    /** Read without holding anybody up: who waits for a connection here must not keep those waiting who have one. */
    private Optional<String> value(String key) {
        Optional<String> value = known.get(key);
        if (value == null) {
            long before = changes.get();
            value = read(key);
            synchronized (changes) {
                if (changes.get() == before) {
                    known.put(key, value);
                }
            }
        }
        return value;
    }

    private void forget(String key) {
        synchronized (changes) {
            changes.incrementAndGet();
            known.remove(key);
        }
    }

    /** Sets or, with null, removes a value; other threads see it once the transaction has committed. */
    public void set(String key, @Nullable String value, @Nullable Long by) {
        if (value == null) {
            db.sql("delete from kernel.setting where key = ?").param(key).update();
        } else {
            db.sql("""
                    insert into kernel.setting (key, value, set_by, set_at) values (:key, :value, :by, :at)
                    on conflict (key) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at""")
                    .param("key", key)
                    .param("value", value)
                    .param("by", by)
                    .param("at", Sql.time(clock.instant()))
                    .update();
        }
        forget(key);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    forget(key);
                }
            });
        }
    }

    private Optional<String> read(String key) {
        return db.sql("select value from kernel.setting where key = ?")
                .param(key)
                .query((row, n) -> row.getString(1))
                .optional();
    }
}
