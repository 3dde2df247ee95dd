package org.lianxin.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.intake.Message;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists of cases as a person may see them. What runs is ordered by deadline, everything else by the time it came; paged by key. */
@Service
public class Cases {
    private static final String RUNNING = "state not in ('ANSWERED', 'CLOSED', 'SPAM')";
    /** As the indexes over it have it. */
    private static final String TEXT = "masked || ' ' || place || ' ' || number";
    /** How many are read through before the index is asked. */
    private static final int NEAREST = 2_000;

    private final CaseDesk desk;
    private final CaseStore store;
    private final Turns turns;

    Cases(CaseDesk desk, CaseStore store, Turns turns) {
        this.desk = desk;
        this.store = store;
        this.turns = turns;
    }

    /** Which part of the cases: what waits for the person, those under way, those of one state, those late, or all that ever came. */
    public enum Part {
        WAITING,
        OPEN,
        MINE,
        LATE,
        TODAY,
        UNROUTED,
        WITH_UNIT,
        DRAFTING,
        IN_REVIEW,
        SENDING,
        FIRST_ANSWERED,
        REOPENED,
        ANSWERED,
        CLOSED,
        ALL;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The part of that word; {@link #OPEN} for anything else. */
        public static Part of(String word) {
            for (Part part : values()) {
                if (part.word().equals(word)) {
                    return part;
                }
            }
            return OPEN;
        }

        /** Ordered by deadline, not by the time of arrival; and counted. */
        public boolean byDeadline() {
            return this != ANSWERED && this != CLOSED && this != ALL;
        }
    }

    /**
     * @param unit only this one, or null
     * @param channel only from there, as in {@link Case#channel()}, or null
     * @param words in the masked text, the place or the number; at most 100 characters count
     */
    public record Filter(
            Part part,
            Message.@Nullable Kind kind,
            @Nullable Long unit,
            @Nullable String channel,
            String words) {
        public Filter(Part part, Message.@Nullable Kind kind, @Nullable Long unit, String words) {
            this(part, kind, unit, null, words);
        }

        public Filter with(Part other) {
            return new Filter(other, kind, unit, channel, words);
        }
    }

    public Slice<Case> list(Filter filter, @Nullable Cursor from, int limit, Person by) {
        StringBuilder where = new StringBuilder(" from cases.case where ");
        Map<String, Object> params = new HashMap<>();
        if (filter.part().byDeadline()) {
            where.append(RUNNING).append(" and ");
        }
        where.append(
                filter.part() == Part.CLOSED
                        ? "state in ('CLOSED', 'SPAM')"
                        : filter.part() == Part.ALL ? "true" : condition(filter.part()));
        narrow(filter, where, params, by);
        boolean due = filter.part().byDeadline();
        String at = due ? "next_due_at" : "received_at";
        if (from != null) {
            where.append(" and (")
                    .append(at)
                    .append(", id) ")
                    .append(due ? ">" : "<")
                    .append(" (:at, :id)");
            params.put("at", Sql.time(from.at()));
            params.put("id", from.id());
        }
        String order = " order by " + at + (due ? ", id" : " desc, id desc") + " limit ";
        params.put("limit", limit + 1);
        moments(params, by);
        String words = words(filter.words());
        List<Case> rows = words.isEmpty()
                ? rows("select *" + where + order + ":limit", params)
                : found(words, where.toString(), order, limit, params);
        return Slice.of(rows, limit, c -> new Cursor(due ? Case.order(c) : c.receivedAt(), c.id()));
    }

    /** What many letters say stands among the nearest ones; only what few of them say is looked up by its characters, which costs by the hits. */
    private List<Case> found(String words, String where, String order, int limit, Map<String, Object> params) {
        params.put("like", "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        params.put("words", words);
        List<Case> near = rows(
                "select * from (select *" + where + order + NEAREST + ") c where " + TEXT + " ilike :like" + order
                        + ":limit",
                params);
        if (near.size() > limit) {
            return near;
        }
        String characters = words.codePointCount(0, words.length()) == 1
                ? "string_to_array(lower(" + TEXT + "), null) @> array[lower(:words)]"
                : "cases.grams(" + TEXT + ") @> cases.grams(:words)";
        // materialized: or else the planner may walk the order instead, through all that ever came
        return rows(
                "with found as materialized (select *" + where + " and " + characters + " and " + TEXT
                        + " ilike :like) select * from found" + order + ":limit",
                params);
    }

    private List<Case> rows(String sql, Map<String, Object> params) {
        return desk.db().sql(sql).params(params).query(CaseStore::read).list();
    }

    /** Where a case stands in the lists that are ordered by deadline. */
    public Cursor place(Case letter) {
        return new Cursor(Case.order(letter), letter.id());
    }

    /** What distinguishes a part; of those by deadline only what runs is looked at. */
    private static String condition(Part part) {
        return switch (part) {
            case OPEN, ALL -> "true";
            case WAITING -> Turns.WAITING;
            case MINE -> "handler = :me";
            case LATE -> "next_due_at < :now";
            case TODAY -> "next_due_at >= :now and next_due_at < :tomorrow";
            default -> "state = '" + part.name() + "'";
        };
    }

    /** Only what the person reads, and what was asked for beside the part. */
    private static void narrow(Filter filter, StringBuilder sql, Map<String, Object> params, Person by) {
        if (!by.readsAll()) {
            sql.append(" and unit = any(:units)");
            params.put("units", by.units().toArray(Long[]::new));
        }
        Message.Kind kind = filter.kind();
        if (kind != null) {
            sql.append(" and kind = :kind");
            params.put("kind", kind.name());
        }
        Long unit = filter.unit();
        if (unit != null) {
            sql.append(" and unit = :unit");
            params.put("unit", unit);
        }
        String channel = filter.channel();
        if (channel != null) {
            sql.append(" and channel = :channel");
            params.put("channel", channel);
        }
    }

    private void moments(Map<String, Object> params, Person by) {
        params.put("me", by.id());
        params.put("now", Sql.time(desk.clock().instant()));
        params.put("tomorrow", Sql.time(tomorrow()));
        turns.parameters(params, by);
    }

    /** What is looked for; empty if nothing can be. */
    private static String words(String typed) {
        String words = typed.indexOf('\0') >= 0 ? "" : typed.strip();
        return words.codePointCount(0, words.length()) > 100
                ? words.substring(0, words.offsetByCodePoints(0, 100)).strip()
                : words;
    }

    private Instant tomorrow() {
        LocalDate today = desk.clock().instant().atZone(desk.clock().getZone()).toLocalDate();
        return today.plusDays(1).atStartOfDay(desk.clock().getZone()).toInstant();
    }

    /** How many run, per part that is ordered by deadline: in one statement over what runs, whatever the history. */
    public Map<Part, Integer> tally(Filter filter, Person by) {
        List<Part> counted =
                Arrays.stream(Part.values()).filter(Part::byDeadline).toList();
        StringBuilder sql = new StringBuilder("select ");
        sql.append(counted.stream()
                .map(p -> "count(*) filter (where " + condition(p) + ") as "
                        + p.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
        sql.append(" from cases.case where ").append(RUNNING);
        Map<String, Object> params = new HashMap<>();
        narrow(filter, sql, params, by);
        moments(params, by);
        return desk.db()
                .sql(sql.toString())
                .params(params)
                .query((row, n) -> {
                    Map<Part, Integer> counts = new EnumMap<>(Part.class);
                    for (Part part : counted) {
                        counts.put(part, row.getInt(part.name().toLowerCase(Locale.ROOT)));
                    }
                    return counts;
                })
                .single();
    }

    /** The case of this number, in whatever case it was typed, if the person may read it. */
    public Optional<Case> byNumber(String number, Person by) {
        return desk.db()
                .sql("select * from cases.case where number = ?")
                .param(number.strip().toUpperCase(Locale.ROOT).replace("\0", ""))
                .query(CaseStore::read)
                .optional()
                .filter(c -> c.readableBy(by));
    }

    /** What happened to a case that the caller has already been allowed to read, oldest first. */
    @Transactional(readOnly = true)
    public List<Step> steps(Case letter) {
        return store.steps(letter.id());
    }

    /** The rounds of such a case that are over, the first one first. */
    @Transactional(readOnly = true)
    public List<Round> rounds(Case letter) {
        return store.rounds(letter.id());
    }
}
