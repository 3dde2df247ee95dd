package org.lianxin.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Settings;
import org.lianxin.kernel.WorkingCalendar;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deadlines in working days: first the facts, then the answer. Settings {@code cases.days.<kind>} ("1/3") and {@code cases.days.reopened};
 * a case keeps the days it was reckoned with, so that a changed setting concerns new cases only.
 */
@Service
public class Deadlines {
    private static final Map<Message.Kind, Days> DEFAULTS = Map.of(
            Message.Kind.INQUIRY,
            new Days(1, 3),
            Message.Kind.HELP,
            new Days(1, 5),
            Message.Kind.COMPLAINT,
            new Days(1, 5),
            Message.Kind.REPORT,
            new Days(1, 5),
            Message.Kind.SUGGESTION,
            new Days(1, 15));
    /** The most working days that can be set. */
    public static final int MOST = 60;

    private static final String REOPENED = "cases.days.reopened";

    private final JdbcClient db;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Settings settings;
    private final org.springframework.context.ApplicationEventPublisher events;

    Deadlines(
            JdbcClient db,
            Clock clock,
            WorkingCalendar calendar,
            Settings settings,
            org.springframework.context.ApplicationEventPublisher events) {
        this.db = db;
        this.clock = clock;
        this.calendar = calendar;
        this.settings = settings;
        this.events = events;
    }

    /** Working days until the first facts and until the answer, 1 ≤ first ≤ last ≤ 60. */
    public record Days(int first, int last) {
        /** Whether such a deadline can be set. */
        public boolean fit() {
            return first >= 1 && last >= first && last <= MOST;
        }
    }

    /**
     * One day on the way to a deadline.
     *
     * @param count the how-many-th working day it is, or 0 (day of receipt, days off)
     */
    public record Day(
            LocalDate date, boolean working, String name, int count, boolean received, boolean today, boolean end) {}

    /** Kinds that have a deadline, in the order in which forms show them. */
    public static List<Message.Kind> kinds() {
        return List.of(
                Message.Kind.INQUIRY,
                Message.Kind.HELP,
                Message.Kind.COMPLAINT,
                Message.Kind.REPORT,
                Message.Kind.SUGGESTION);
    }

    /** Empty for thanks and other: the office closes them or gives them to a unit. */
    public Optional<Days> of(Message.Kind kind) {
        Days usual = DEFAULTS.get(kind);
        if (usual == null) {
            return Optional.empty();
        }
        String[] set = settings.text(
                        "cases.days." + kind.name().toLowerCase(java.util.Locale.ROOT),
                        usual.first() + "/" + usual.last())
                .split("/", 2);
        return Optional.of(new Days(Integer.parseInt(set[0]), Integer.parseInt(set[1])));
    }

    /** Working days of a case that was opened again. */
    public int reopened() {
        return settings.number(REOPENED, 5);
    }

    /** Sets the days of every kind given and of reopened cases; the office may. Fields of refusals: {@code inquiry.first} …, {@code reopened}. */
    @Transactional
    public Outcome<Boolean> set(Map<Message.Kind, Days> wanted, int reopened, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        for (Message.Kind kind : kinds()) {
            Days days = wanted.get(kind);
            if (days != null && !days.fit()) {
                return Outcome.invalid(
                        kind.name().toLowerCase(java.util.Locale.ROOT) + (days.first() < 1 ? ".first" : ".last"),
                        "cases.deadlines.range",
                        MOST);
            }
        }
        if (reopened < 1 || reopened > MOST) {
            return Outcome.invalid("reopened", "cases.deadlines.range", MOST);
        }
        Long who = by == null ? null : by.id();
        wanted.forEach((kind, days) -> settings.set(
                "cases.days." + kind.name().toLowerCase(java.util.Locale.ROOT), days.first() + "/" + days.last(), who));
        settings.set(REOPENED, Integer.toString(reopened), who);
        events.publishEvent(Audited.Entry.of(
                "deadlines.set", "setting", 0, null, by, Map.of("days", wanted.toString(), "reopened", reopened)));
        return Outcome.done(true);
    }

    /** What a letter that comes at that moment would get. */
    public Case.Reckoning reckon(Instant from, Days days) {
        WorkingCalendar.Due first = calendar.due(from, days.first());
        WorkingCalendar.Due last = calendar.due(from, days.last());
        return new Case.Reckoning(from, days.first(), days.last(), first.at(), last.at(), last.provisional());
    }

    /** The way from the start of a reckoning to the deadline that is named, day by day. */
    public List<Day> way(Case.Reckoning reckoning, boolean first) {
        int n = first ? reckoning.daysFirst() : reckoning.daysFinal();
        List<WorkingCalendar.Day> way = calendar.due(reckoning.from(), n).way();
        LocalDate start = reckoning.from().atZone(clock.getZone()).toLocalDate();
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        int base = calendar.day(start).ordinal();
        return way.stream()
                .map(d -> new Day(
                        d.date(),
                        d.working(),
                        d.name(),
                        d.working() && d.date().isAfter(start) ? d.ordinal() - base : 0,
                        d.date().equals(start),
                        d.date().equals(today),
                        d.date().equals(way.getLast().date())))
                .toList();
    }

    /** How many working days were used from the start of the reckoning until that moment. */
    public int used(Case.Reckoning reckoning, Instant until) {
        return calendar.day(until.atZone(clock.getZone()).toLocalDate()).ordinal()
                - calendar.day(reckoning.from().atZone(clock.getZone()).toLocalDate())
                        .ordinal();
    }

    /** Reckons every running deadline anew with the calendar as it stands, in one statement. Returns how many changed. */
    @Transactional
    public int recompute() {
        ZoneId zone = clock.getZone();
        LocalTime closing = calendar.closing();
        return db.sql("""
                        update cases.case c set due_final_at = r.final_at, provisional = r.provisional,
                          due_first_at = case when c.first_answered_at is null and c.reopened = 0 then r.first_at else c.due_first_at end
                        from (select o.id, (f.day + cast(:closing as time)) at time zone :zone as first_at, (l.day + cast(:closing as time)) at time zone :zone as final_at,
                                exists (select from kernel.face_day d where d.day between s.day and l.day and not d.imported) as provisional
                              from cases.case o
                              join kernel.face_day s on s.day = cast(o.clock_from at time zone :zone as date)
                              join kernel.face_day f on f.working and f.ordinal = s.ordinal + o.days_first
                              join kernel.face_day l on l.working and l.ordinal = s.ordinal + o.days_final
                              where o.state not in ('ANSWERED', 'CLOSED', 'SPAM')) r
                        where c.id = r.id and (c.due_first_at, c.due_final_at, c.provisional) is distinct from (r.first_at, r.final_at, r.provisional)""")
                .param("closing", closing.toString())
                .param("zone", zone.getId())
                .update();
    }
}
