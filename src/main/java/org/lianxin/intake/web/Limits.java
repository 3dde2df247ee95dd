package org.lianxin.intake.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lianxin.kernel.Keys;
import org.lianxin.kernel.Networks;
import org.lianxin.kernel.Settings;
import org.springframework.stereotype.Component;

/**
 * How often one network may do a thing within ten minutes: counted in memory under a keyed hash of the address (of IPv6 the first 64 bits), so
 * that no list of who wrote exists. A new window forgets all.
 */
@Component
class Limits {
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 100_000;

    private final Clock clock;
    private final Settings settings;
    private final byte[] key;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private long window;

    Limits(Clock clock, Settings settings, Keys keys) {
        this.clock = clock;
        this.settings = settings;
        this.key = keys.derive("intake/address");
    }

    /** Messages in ten minutes from one network: {@code intake.limit.proven} (20) with proof of work, {@code intake.limit.plain} (5) without. */
    boolean takeMessage(String address, boolean proven) {
        return take(
                "message",
                address,
                proven ? settings.number("intake.limit.proven", 20) : settings.number("intake.limit.plain", 5));
    }

    /** The message was not registered after all. */
    void giveBack(String address) {
        counts.computeIfPresent(hashed("message", address), (k, n) -> Math.max(0, n - 1));
    }

    /** Forms sent, whatever became of them: what costs us decoding of pictures. */
    boolean takeForm(String address) {
        return take("form", address, settings.number("intake.limit.forms", 60));
    }

    boolean takeKey(String address) {
        return take("key", address, settings.number("intake.limit.keys", 5));
    }

    private boolean take(String what, String address, int most) {
        turn();
        AtomicBoolean taken = new AtomicBoolean();
        counts.compute(hashed(what, address), (k, n) -> {
            int before = n == null ? 0 : n;
            taken.set(before < most);
            return taken.get() ? before + 1 : before;
        });
        return taken.get();
    }

    private synchronized void turn() {
        long now = clock.instant().getEpochSecond() / WINDOW.toSeconds();
        if (now != window || counts.size() > MOST_ADDRESSES) {
            window = now;
            counts.clear();
        }
    }

    private String hashed(String what, String address) {
        return Base64.getEncoder()
                .encodeToString(Keys.hmac(key, (what + "/" + Networks.of(address)).getBytes(StandardCharsets.UTF_8)));
    }
}
