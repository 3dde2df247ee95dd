package org.lianxin.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** Looks at each account of a network every so often, each in a thread of its own. */
@Component
public class Polls {
    /** Whoever is called for is looked at no more often than that. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Connections connections;
    private final Clock clock;
    private final Map<Long, Instant> polled = new ConcurrentHashMap<>();
    private final Set<Long> called = ConcurrentHashMap.newKeySet();

    Polls(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** There is something new for it, so it does not wait for its turn. */
    public void soon(long account) {
        called.add(account);
    }

    /** @param every zero for never */
    public void due(Platform platform, Duration every, Consumer<Connection> fetch) {
        if (every.isZero()) {
            return;
        }
        Instant now = clock.instant();
        for (Connection connection : connections.open(platform)) {
            long account = connection.account();
            Instant last = polled.get(account);
            Duration wait = called.contains(account) && SOON.compareTo(every) < 0 ? SOON : every;
            if (last == null || !now.isBefore(last.plus(wait))) {
                polled.put(account, now);
                called.remove(account);
                String name = platform.name().toLowerCase(Locale.ROOT) + "-poll-" + account;
                Thread.ofVirtual().name(name).start(() -> fetch.accept(connection));
            }
        }
    }
}
