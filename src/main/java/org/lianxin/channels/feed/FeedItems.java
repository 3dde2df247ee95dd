package org.lianxin.channels.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.lianxin.channels.feed.FeedFetch.Remembered;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What stands on websites: each entry once, as it reads now, the newest of each website. */
@Component
class FeedItems {
    private final JdbcClient db;
    private final Clock clock;

    FeedItems(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What is to be asked with; nothing if the account has another address since. */
    Remembered remembered(long account, String url) {
        Optional<Remembered> found = db.sql(
                        "select etag, last_modified from channels.feed where account = ? and url = ?")
                .params(account, url)
                .query((row, n) -> new Remembered(row.getString(1), row.getString(2)))
                .optional();
        return found.orElse(Remembered.NOTHING);
    }

    /** Answers how many entries are new or read differently now. Of another address than before nothing stays. */
    @Transactional
    public int enter(long account, String url, Parsed feed, Remembered remembered, int keep) {
        db.sql(
                        "delete from channels.feed_item where account = :account and not exists (select from channels.feed where account = :account and url = :url)")
                .param("account", account)
                .param("url", url)
                .update();
        db.sql("""
                        insert into channels.feed (account, url, title, etag, last_modified) values (?, ?, ?, ?, ?)
                        on conflict (account) do update set url = excluded.url, title = excluded.title, etag = excluded.etag, last_modified = excluded.last_modified""")
                .params(account, url, feed.title(), remembered.etag(), remembered.lastModified())
                .update();
        Instant now = clock.instant();
        int changed = 0;
        int older = 0;
        for (Parsed.Item item : feed.items().stream().limit(keep).toList()) {
            // one without a date is as old as its place says; one from the future is of now
            Instant at = item.at() == null || item.at().isAfter(now) ? now.minusMillis(older++) : item.at();
            changed += enter(account, item, at, now);
        }
        changed += db.sql("""
                        delete from channels.feed_item f where account = :account and item not in
                          (select item from channels.feed_item where account = :account order by at desc, item limit :keep)""").param("account", account).param("keep", keep).update();
        return changed;
    }

    private int enter(long account, Parsed.Item item, Instant at, Instant now) {
        String hash = Hash.sha256(item.title() + "\n" + item.summary() + "\n" + item.url());
        return db.sql("""
                        insert into channels.feed_item as f (account, item, title, summary, url, hash, at, seen_at)
                        values (:account, :item, :title, :summary, :url, :hash, :at, :now)
                        on conflict (account, item) do update set title = excluded.title, summary = excluded.summary, url = excluded.url,
                          hash = excluded.hash where f.hash <> excluded.hash""")
                .param("account", account)
                .param("item", item.id())
                .param("title", item.title())
                .param("summary", item.summary())
                .param("url", item.url())
                .param("hash", hash)
                .param("at", Sql.time(at))
                .param("now", Sql.time(now))
                .update();
    }
}
