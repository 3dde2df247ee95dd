package org.lianxin.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.Cast;

/** Requests for things of a type that no module hears of: each with an id of its own. */
final class Probe {
    static final String TYPE = "probe";
    private static final AtomicLong NEXT = new AtomicLong(1_000_000);

    private Probe() {}

    static long id() {
        return NEXT.incrementAndGet();
    }

    static Request of(Cast cast, long subject, @Nullable Instant planned) {
        return of(cast, subject, "traffic", planned, true, "路灯已修好");
    }

    static Request of(
            Cast cast, long subject, String unit, @Nullable Instant planned, boolean urgentAllowed, String... texts) {
        List<Kept> contents = new java.util.ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            contents.add(new Kept(
                    Integer.toString(i + 1),
                    "微网站 " + (i + 1),
                    "text/plain",
                    texts[i].getBytes(StandardCharsets.UTF_8)));
        }
        return new Request(
                TYPE,
                subject,
                cast.unit(unit).id(),
                "",
                cast.id(unit + ".editor"),
                Set.of(cast.id(unit + ".partner")),
                contents,
                List.of("ab12"),
                planned,
                urgentAllowed);
    }

    static String text(List<Kept> kept) {
        return String.join(
                "|",
                kept.stream()
                        .map(k -> new String(k.bytes(), StandardCharsets.UTF_8))
                        .toList());
    }

    static String key(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).key();
    }

    static List<Long> ids(Long... ids) {
        return Arrays.asList(ids);
    }
}
