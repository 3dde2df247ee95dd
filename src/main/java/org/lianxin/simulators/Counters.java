package org.lianxin.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** How often something was done in the current minute, hour, day or month of the platform (Beijing time). Lives through a restart. */
public final class Counters {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** What a count is kept for. */
    public enum Span {
        MINUTE,
        HOUR,
        DAY,
        MONTH;

        Instant begins(Instant at) {
            return switch (this) {
                case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
                case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
                case DAY -> at.atZone(ZONE).truncatedTo(ChronoUnit.DAYS).toInstant();
                case MONTH ->
                    at.atZone(ZONE)
                            .truncatedTo(ChronoUnit.DAYS)
                            .withDayOfMonth(1)
                            .toInstant();
            };
        }

        Instant ends(Instant at) {
            return switch (this) {
                case MINUTE -> begins(at).plusSeconds(60);
                case HOUR -> begins(at).plusSeconds(3600);
                case DAY -> begins(at).atZone(ZONE).plusDays(1).toInstant();
                case MONTH -> begins(at).atZone(ZONE).plusMonths(1).toInstant();
            };
        }
    }

    private record Spent(String what, Instant from, long times) {}

    private final Map<String, Spent> counts = new HashMap<>();
    private final Logbook book;
    private final Clockwork clock;

    Counters(Logbook book, Clockwork clock) {
        this.book = book;
        this.clock = clock;
        for (Logbook.Line line : book.past()) {
            if (line.kind().equals("spent")) {
                Spent spent = Logbook.JSON.treeToValue(line.is(), Spent.class);
                counts.put(spent.what(), spent);
            }
        }
    }

    /** False, and nothing is counted, if that would be more than {@code limit}. */
    public synchronized boolean spend(String what, Span span, long limit) {
        long used = used(what, span);
        if (used >= limit) {
            return false;
        }
        Spent spent = new Spent(key(what, span), span.begins(clock.time()), used + 1);
        book.note(clock.time(), "spent", spent);
        counts.put(spent.what(), spent);
        return true;
    }

    public synchronized long used(String what, Span span) {
        Spent spent = counts.get(key(what, span));
        return spent == null || !spent.from().equals(span.begins(clock.time())) ? 0 : spent.times();
    }

    /** As if nothing had been done, for whatever begins so. */
    public synchronized void clear(String start) {
        for (Spent spent : Map.copyOf(counts).values()) {
            if (spent.what().startsWith(start)) {
                Spent none = new Spent(spent.what(), spent.from(), 0);
                book.note(clock.time(), "spent", none);
                counts.put(none.what(), none);
            }
        }
    }

    public Duration left(Span span) {
        return Duration.between(clock.time(), span.ends(clock.time()));
    }

    private static String key(String what, Span span) {
        return what + " " + span;
    }
}
