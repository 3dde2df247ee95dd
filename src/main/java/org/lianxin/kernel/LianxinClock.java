package org.lianxin.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one clock, cut to microseconds as PostgreSQL keeps them. Demo and tests may set it; a program in service follows the system.
 * Everything that needs a time takes it as a {@link Clock}.
 */
public final class LianxinClock extends Clock {
    private final ZoneId zone;
    private final AtomicReference<@Nullable Instant> set = new AtomicReference<>();

    public LianxinClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Stops the clock at this moment until the next call; null lets it follow the system again. */
    public void set(@Nullable Instant moment) {
        set.set(moment);
    }

    @Override
    public Instant instant() {
        Instant moment = set.get();
        Instant now = moment != null ? moment : Clock.systemUTC().instant();
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long millis() {
        return instant().toEpochMilli();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return Clock.system(other);
    }
}
