package org.lianxin.cases;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Message;
import org.lianxin.web.Person;
import org.lianxin.web.Role;

/**
 * A citizen's message on its way to an answer.
 *
 * @param masked the message with personal data masked; the text as written is read through {@link Casework#reveal} only
 * @param asked the unit the citizen chose, if any
 * @param unit the unit that answers; null while it is at the office
 * @param handler who of the unit took it on
 * @param clock how its deadlines were reckoned; null if it has none (thanks and other, until the office gives them to a unit)
 * @param returned how often a unit gave it back
 * @param nextDueAt the deadline that comes next, null if there is none
 */
public record Case(
        long id,
        long message,
        String number,
        String channel,
        Message.Kind kind,
        String masked,
        String place,
        List<String> pictures,
        boolean consent,
        boolean reachable,
        @Nullable Long asked,
        @Nullable Long unit,
        @Nullable Long handler,
        CaseState state,
        Instant receivedAt,
        @Nullable Reckoning clock,
        @Nullable Instant firstAnsweredAt,
        @Nullable Instant answeredAt,
        @Nullable Closure closure,
        @Nullable Rated rated,
        int reopened,
        int returned,
        @Nullable Instant nextDueAt,
        int version) {

    /** @param provisional a year on the way has no imported calendar (暂按) */
    public record Reckoning(
            Instant from, int daysFirst, int daysFinal, Instant dueFirst, Instant dueFinal, boolean provisional) {}

    /** @param reason the citizen reads it */
    public record Closure(Instant at, As as, String reason) {}

    /** What a case without an answer was. */
    public enum As {
        SPAM,
        THANKS,
        OTHER
    }

    /** @param words masked */
    public record Rated(Rating rating, String words, Instant at) {}

    /** What the citizen says to "is it solved?". */
    public enum Rating {
        SOLVED,
        PARTLY,
        NOT_SOLVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** May be read by its unit, the office and inspectors; while it is at the office only by those. */
    public boolean readableBy(Person person) {
        return unit == null ? person.readsAll() : person.reads(unit);
    }

    /** Who may see the text as written and the telephone number: editors and leaders of the unit, and the office. */
    public boolean handledBy(Person person) {
        return person.is(Role.OFFICE) || (unit != null && person.isAny(unit, Role.EDITOR, Role.LEADER));
    }

    /** Who may write the answer: editors, leaders and partners of the unit; of the office's own cases the office. */
    public boolean writtenBy(Person person) {
        return unit != null
                && (person.isAny(unit, Role.EDITOR, Role.LEADER, Role.PARTNER)
                        || person.units(Role.OFFICE).contains(unit));
    }

    public boolean overdue(Instant now) {
        return state.running() && nextDueAt != null && nextDueAt.isBefore(now);
    }

    /** The place in a list ordered by deadline; what has none comes last. */
    static Instant order(Case letter) {
        return letter.nextDueAt == null ? Instant.parse("2099-12-31T00:00:00Z") : letter.nextDueAt;
    }

    /** The beginning of the message as a title: its first sentence, at most 40 characters. */
    public String title() {
        return title(masked);
    }

    static String title(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int end = 0;
        while (end < line.length() && end < 40) {
            char c = line.charAt(end++);
            if (end >= 8 && "\u3002\uff01\uff1f!?".indexOf(c) >= 0) {
                return line.substring(0, c == '\u3002' ? end - 1 : end);
            }
        }
        if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return end < line.length() ? line.substring(0, end) + "\u2026" : line;
    }

    /** The kind as it stands in requests, manuscripts and keys of texts: {@code complaint}. */
    public String kindWord() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
