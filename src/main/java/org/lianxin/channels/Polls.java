package org.lianxin.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** Looks at each account of a network every so often, each in a thread of its own. */
@Component
public class Polls {
    private final Connections connections;
    private final Clock clock;
    private final Map<Long, Instant> polled = new ConcurrentHashMap<>();

    Polls(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
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
            if (last == null || !now.isBefore(last.plus(every))) {
                polled.put(account, now);
                String name = platform.name().toLowerCase(Locale.ROOT) + "-poll-" + account;
                Thread.ofVirtual().name(name).start(() -> fetch.accept(connection));
            }
        }
    }
}
