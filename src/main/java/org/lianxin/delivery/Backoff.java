package org.lianxin.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: doubling from a second to half an hour, spread so that accounts do not knock all at once. */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(30);

    private Backoff() {}

    /** After that many failed tries (1 or more); between three quarters and five quarters of the doubled time, never over the longest. */
    static Duration after(int tries) {
        return after(tries, FIRST, LONGEST, ThreadLocalRandom.current().nextDouble());
    }

    static Duration after(int tries, Duration first, Duration longest, double random) {
        long doubled = first.toMillis() << Math.min(Math.max(tries - 1, 0), 20);
        long base = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.min(longest.toMillis(), Math.round(base * (0.75 + random / 2))));
    }
}
