package org.lianxin.registry.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.lianxin.kernel.Outcome;

/** A stand-in as typed. {@code seat}: the membership that is stood in for; times as {@code datetime-local} fields have them, in the city's zone. */
public record Covering(String seat, String who, String from, String to) {

    public Covering {
        seat = Objects.requireNonNullElse(seat, "");
        who = Objects.requireNonNullElse(who, "");
        from = Objects.requireNonNullElse(from, "");
        to = Objects.requireNonNullElse(to, "");
    }

    /** From when; nothing typed means now. */
    Outcome<Instant> begins(Clock clock) {
        return from.isBlank() ? Outcome.done(clock.instant()) : time("from", from, clock);
    }

    Outcome<Instant> ends(Clock clock) {
        return time("to", to, clock);
    }

    private static Outcome<Instant> time(String field, String typed, Clock clock) {
        try {
            return Outcome.done(
                    LocalDateTime.parse(typed.strip()).atZone(clock.getZone()).toInstant());
        } catch (DateTimeParseException noTime) {
            return Outcome.invalid(field, "registry.cover.time-form");
        }
    }
}
