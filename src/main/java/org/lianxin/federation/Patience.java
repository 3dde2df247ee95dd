package org.lianxin.federation;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: n⁴ seconds and a quarter of a minute, spread by half; sixteen tries take two to three days. */
final class Patience {
    static final int TRIES = 16;

    private Patience() {}

    static Duration after(int tries) {
        return after(tries, ThreadLocalRandom.current().nextDouble());
    }

    static Duration after(int tries, double random) {
        double seconds = Math.pow(tries, 4);
        return Duration.ofMillis(Math.round((seconds + 15 + random * seconds / 2) * 1_000));
    }
}
