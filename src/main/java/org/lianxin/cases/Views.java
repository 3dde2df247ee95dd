package org.lianxin.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.intake.Visits;
import org.lianxin.kernel.Keys;
import org.springframework.stereotype.Component;

/**
 * Proofs that a reader may see a case, good for two hours: each stands in the address of their page. One that was made in a visit names it and
 * counts only while it lasts, so that whoever signs out leaves nothing behind in the browser.
 */
@Component
class Views {
    private static final Duration GOOD = Duration.ofHours(2);
    private static final String LABEL = "cases/follow";
    private static final Pattern VIEW =
            Pattern.compile("((\\d{1,18})\\.(\\d{1,12})(?:\\.([0-9a-f]{64}))?)\\.([A-Za-z0-9_-]{43})");

    private final Keys keys;
    private final Visits visits;
    private final Clock clock;

    Views(Keys keys, Visits visits, Clock clock) {
        this.keys = keys;
        this.visits = visits;
        this.clock = clock;
    }

    String byKey(long id) {
        return signed(what(id));
    }

    /** @param visit as {@link Visits#name} */
    String inVisit(long id, String visit) {
        return signed(what(id) + "." + visit);
    }

    private String what(long id) {
        return id + "." + clock.instant().plus(GOOD).getEpochSecond();
    }

    private String signed(String what) {
        return what + "." + keys.sign(LABEL, what);
    }

    /** The id of the case; empty if it is no proof, or none any more. */
    OptionalLong seen(String view) {
        Matcher m = VIEW.matcher(view);
        if (!m.matches()
                || !keys.verify(LABEL, m.group(1), m.group(5))
                || clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(m.group(3))))
                || (m.group(4) != null && !visits.lasts(m.group(4)))) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(m.group(2)));
    }
}
