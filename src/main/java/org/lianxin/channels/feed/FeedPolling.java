package org.lianxin.channels.feed;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Readings;
import org.lianxin.channels.feed.FeedFetch.Fetched;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.lianxin.web.ReadyPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads each website from time to time, less and less often while it fails, and not before its server wants to be asked. */
@Component
class FeedPolling {
    private static final Logger LOG = LoggerFactory.getLogger(FeedPolling.class);
    private static final Duration LEASE = Duration.ofMinutes(3);

    private final FeedFetch fetch;
    private final FeedItems items;
    private final FeedSettings settings;
    private final Books books;
    private final Set<Long> reading = ConcurrentHashMap.newKeySet();

    FeedPolling(FeedFetch fetch, FeedItems items, FeedSettings settings, Books books) {
        this.fetch = fetch;
        this.items = items;
        this.settings = settings;
        this.books = books;
    }

    /** What is kept about the reading, and who shows what was read. */
    @Component
    record Books(Connections connections, Readings readings, ReadyPages ready, Pages pages) {}

    @Scheduled(fixedDelay = 5_000, initialDelay = 9_000)
    void look() {
        if (settings.poll().isZero()) {
            return;
        }
        for (Connection connection : books.connections().open(Platform.WEBSITE)) {
            long account = connection.account();
            if (!reading.contains(account) && books.readings().claim(account, LEASE) && reading.add(account)) {
                Thread.ofVirtual().name("feed-" + account).start(() -> {
                    try {
                        read(connection);
                    } catch (RuntimeException trouble) {
                        LOG.warn("{} could not be read", connection, trouble);
                    } finally {
                        reading.remove(account);
                    }
                });
            }
        }
    }

    /** One reading, and what came of it is noted. */
    void read(Connection connection) {
        long account = connection.account();
        Optional<URI> url = FeedFetch.url(connection.secret("feed"));
        if (url.isEmpty()) {
            return;
        }
        String address = url.get().toString();
        switch (fetch.fetch(url.get(), items.remembered(account, address))) {
            case Fetched.Same same -> books.readings().good(account, settings.poll(), 0);
            case Fetched.Not not -> books.readings().bad(account, not.why(), settings.poll(), not.earliest());
            case Fetched.Fresh fresh -> {
                if (items.enter(account, address, fresh.feed(), fresh.remembered(), settings.keep()) > 0) {
                    books.ready().changed();
                }
                books.readings().good(account, settings.poll(), 0);
            }
        }
    }
}
