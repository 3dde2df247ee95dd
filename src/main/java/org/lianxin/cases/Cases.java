package org.lianxin.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final CaseDesk desk;
    private final CaseStore store;

    Cases(CaseDesk desk, CaseStore store) {
        this.desk = desk;
        this.store = store;
    }

    /** Which part of the cases: those under way, those of one state, those late, or all that ever came. */
    public enum Part {
        OPEN,
        MINE,
        LATE,
        TODAY,
        UNROUTED,
        IN_REVIEW,
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

        /** Ordered by deadline, not by the time of arrival. */
        public boolean byDeadline() {
            return this != ANSWERED && this != CLOSED && this != ALL;
        }
    }

    /**
     * @param unit only this one, or null
     * @param words in the masked text or the place, or the number; at most 100 characters count
     */
    public record Filter(Part part, Message.@Nullable Kind kind, @Nullable Long unit, String words) {}

    public Slice<Case> list(Filter filter, @Nullable Cursor from, int limit, Person by) {
        StringBuilder sql = new StringBuilder("select * from cases.case where ");
        Map<String, Object> params = new HashMap<>();
        conditions(filter.part(), sql, params, by);
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
        words(filter.words(), sql, params);
        boolean due = filter.part().byDeadline();
        String order = due ? "next_due_at" : "received_at";
        if (from != null) {
            sql.append(" and (").append(order).append(", id) ").append(due ? ">" : "<").append(" (:at, :id)");
            params.put("at", Sql.time(from.at()));
            params.put("id", from.id());
        }
        sql.append(" order by ").append(order).append(due ? ", id" : " desc, id desc").append(" limit :limit");
        params.put("limit", limit + 1);
        List<Case> rows = desk.db().sql(sql.toString()).params(params).query(CaseStore::read).list();
        return Slice.of(rows, limit, c -> new Cursor(due ? Case.order(c) : c.receivedAt(), c.id()));
    }

    private void conditions(Part part, StringBuilder sql, Map<String, Object> params, Person by) {
        switch (part) {
            case OPEN -> sql.append(RUNNING);
            case MINE -> {
                sql.append(RUNNING).append(" and handler = :me");
                params.put("me", by.id());
            }
            case LATE -> {
                sql.append(RUNNING).append(" and next_due_at < :now");
                params.put("now", Sql.time(desk.clock().instant()));
            }
            case TODAY -> {
                sql.append(RUNNING).append(" and next_due_at >= :now and next_due_at < :tomorrow");
                params.put("now", Sql.time(desk.clock().instant()));
                params.put("tomorrow", Sql.time(tomorrow()));
            }
            case UNROUTED, IN_REVIEW, REOPENED -> sql.append("state = '").append(part.name()).append("' and ").append(RUNNING);
            case ANSWERED -> sql.append("state = 'ANSWERED'");
            case CLOSED -> sql.append("state in ('CLOSED', 'SPAM')");
            case ALL -> sql.append("true");
        }
    }

    private static void words(String typed, StringBuilder sql, Map<String, Object> params) {
        String words = typed.strip();
        if (words.isEmpty() || words.indexOf('\0') >= 0) {
            return;
        }
        words = words.length() > 100 ? words.substring(0, 100) : words;
        params.put("number", words.toUpperCase(Locale.ROOT));
        params.put("like", "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        if (words.length() >= 2) {
            params.put("words", words);
            sql.append(" and (number = :number or (cases.grams(masked || ' ' || place) @> cases.grams(:words) and masked || ' ' || place ilike :like))");
        } else {
            sql.append(" and (number = :number or masked || ' ' || place ilike :like)");
        }
    }

    private Instant tomorrow() {
        LocalDate today = desk.clock().instant().atZone(desk.clock().getZone()).toLocalDate();
        return today.plusDays(1).atStartOfDay(desk.clock().getZone()).toInstant();
    }

    /** How many run, per part that runs: in one statement over what runs, whatever the history. */
    public Map<Part, Integer> tally(Person by) {
        return desk.db().sql("""
                        select count(*) as open, count(*) filter (where handler = :me) as mine, count(*) filter (where next_due_at < :now) as late,
                          count(*) filter (where next_due_at >= :now and next_due_at < :tomorrow) as today, count(*) filter (where state = 'UNROUTED') as unrouted,
                          count(*) filter (where state = 'IN_REVIEW') as in_review, count(*) filter (where state = 'REOPENED') as reopened
                        from cases.case where state not in ('ANSWERED', 'CLOSED', 'SPAM') and (:all or unit = any(:units))""")
                .param("me", by.id())
                .param("now", Sql.time(desk.clock().instant()))
                .param("tomorrow", Sql.time(tomorrow()))
                .param("all", by.readsAll())
                .param("units", by.units().toArray(Long[]::new))
                .query((row, n) -> {
                    Map<Part, Integer> counts = new EnumMap<>(Part.class);
                    for (Part part : List.of(Part.OPEN, Part.MINE, Part.LATE, Part.TODAY, Part.UNROUTED, Part.IN_REVIEW, Part.REOPENED)) {
                        counts.put(part, row.getInt(part.name().toLowerCase(Locale.ROOT)));
                    }
                    return counts;
                })
                .single();
    }

    /** What happened to a case that the caller has already been allowed to read, oldest first. */
    @Transactional(readOnly = true)
    public List<Step> steps(Case letter) {
        return store.steps(letter.id());
    }
}
