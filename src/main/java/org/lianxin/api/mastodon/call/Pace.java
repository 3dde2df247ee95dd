package org.lianxin.api.mastodon.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lianxin.kernel.Settings;
import org.springframework.stereotype.Component;

/** How often an app, or whoever comes without one, may call within a while; counted in memory, in windows that all share. */
@Component
public class Pace {
    private static final int MOST_COUNTED = 100_000;

    private final Clock clock;
    private final Settings settings;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<Of, Long> windows = new ConcurrentHashMap<>();

    Pace(Clock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** What is counted together. */
    public enum Of {
        /** Calls of any kind with one token. */
        CALLS(Duration.ofMinutes(5)),
        /** Calls without one from an address, which a whole house may share. */
        VISITS(Duration.ofMinutes(5)),
        /** Pictures and videos brought. */
        MEDIA(Duration.ofMinutes(30)),
        /** Apps that make themselves known. */
        APPS(Duration.ofHours(1));

        private final Duration window;

        Of(Duration window) {
            this.window = window;
        }
    }

    /** How it stands after this call. */
    public record Taken(int limit, int remaining, Instant reset, boolean granted) {}

    private int limit(Of of) {
        return switch (of) {
            case CALLS -> settings.number("apps.limit.calls", 300);
            case VISITS -> settings.number("apps.limit.address", 7_500);
            case MEDIA -> settings.number("apps.limit.media", 30);
            case APPS -> settings.number("apps.limit.apps", 30);
        };
    }

    /** Counts one call of {@code who}: a token or an address. */
    public Taken take(Of of, String who) {
        long seconds = of.window.toSeconds();
        long window = clock.instant().getEpochSecond() / seconds;
        String ending = " " + of + " " + window;
        if (counts.size() > MOST_COUNTED) {
            counts.clear();
        }
        int taken = counts.merge(who + ending, 1, Integer::sum);
        if (!Long.valueOf(window).equals(windows.put(of, window))) {
            // the first of a window tidies up after the last one
            counts.keySet().removeIf(key -> key.contains(" " + of + " ") && !key.endsWith(ending));
        }
        int limit = limit(of);
        return new Taken(
                limit, Math.max(0, limit - taken), Instant.ofEpochSecond((window + 1) * seconds), taken <= limit);
    }
}
