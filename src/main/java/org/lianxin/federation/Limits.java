package org.lianxin.federation;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lianxin.kernel.Networks;
import org.lianxin.kernel.Settings;
import org.springframework.stereotype.Component;

/** How much one address, server or author may say within ten minutes, and how often a key is asked for; counted in memory. */
@Component
class Limits {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_COUNTED = 200_000;

    /** A key that was wrong once may have been changed, but not every minute. */
    private static final int KEY_ASKED = 3;

    private final Clock clock;
    private final Settings settings;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private volatile long window;

    Limits(Clock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Requests from one network address, proven or not. */
    boolean takeRequest(String address) {
        return take("request " + Networks.of(address), settings.number("federation.limit.address", 6_000));
    }

    boolean takeHost(String host) {
        return take("host " + host, settings.number("federation.limit.host", 3_000));
    }

    boolean takeAuthor(String actor) {
        return take("author " + actor, settings.number("federation.limit.author", 100));
    }

    boolean takeLookup(String host, String keyId) {
        return take("key " + keyId, KEY_ASKED)
                && take("lookup " + host, settings.number("federation.limit.lookups", 600));
    }

    private boolean take(String what, int most) {
        long now = clock.instant().getEpochSecond() / WINDOW.toSeconds();
        if (now != window || counts.size() > MOST_COUNTED) {
            counts.clear();
            window = now;
        }
        return counts.merge(what, 1, Integer::sum) <= most;
    }
}
