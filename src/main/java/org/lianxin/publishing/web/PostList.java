package org.lianxin.publishing.web;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.PostState;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Posts found by a search that is said as a sentence, latest changed first; and how many stand where. */
@Component
public class PostList {
    /** Counts end here: nobody reads the difference, and no count costs more with more history. */
    static final int MANY = 999;

    private final JdbcClient db;
    private final Clock clock;

    PostList(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** States as people tell them apart in a list. */
    public enum Step {
        DRAFT("wait"),
        BACK("back"),
        REVIEW("busy"),
        APPROVED("busy"),
        REFUSED("refused"),
        CORRECTING("care"),
        PUBLISHED("done"),
        WITHDRAWN("closed");

        private final String mark;

        Step(String mark) {
            this.mark = mark;
        }

        List<PostState> states() {
            return Arrays.stream(PostState.values())
                    .filter(s -> s != PostState.DROPPED && of(s) == this)
                    .toList();
        }

        /** As it stands in addresses and keys of texts. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** {@code data-is} of its mark. */
        public String mark() {
            return mark;
        }

        public static Step of(PostState state) {
            return switch (state) {
                case DRAFT, DROPPED -> DRAFT;
                case SENT_BACK, CORRECTION_SENT_BACK -> BACK;
                case IN_REVIEW, CORRECTION_IN_REVIEW -> REVIEW;
                case APPROVED, CORRECTION_APPROVED -> APPROVED;
                case REFUSED -> REFUSED;
                case CORRECTING -> CORRECTING;
                case PUBLISHED -> PUBLISHED;
                case WITHDRAWN -> WITHDRAWN;
            };
        }

        static @Nullable Step of(String word) {
            return Arrays.stream(values())
                    .filter(s -> s.word().equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * What is looked for. Which units a person sees is not asked for but given.
     *
     * @param unit one unit, or null for all that the person sees
     * @param mine only posts that are the person's work
     * @param days changed within so many days; 0 for all
     */
    public record Wanted(
            @Nullable Long unit,
            boolean mine,
            @Nullable Step step,
            @Nullable Category category,
            int days,
            String words) {
        public Wanted with(@Nullable Step other) {
            return new Wanted(unit, mine, other, category, days, words);
        }

        /** The search as it stands in an address. */
        public String address() {
            StringBuilder text = new StringBuilder("?days=").append(days);
            if (unit != null) {
                text.append("&unit=").append(unit);
            }
            if (mine) {
                text.append("&of=mine");
            }
            if (step != null) {
                text.append("&state=").append(step.word());
            }
            if (category != null) {
                text.append("&category=").append(category.word());
            }
            if (!words.isEmpty()) {
                text.append("&q=").append(java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8));
            }
            return text.toString();
        }
    }

    /** A line of the list. {@code out} of {@code targets} accounts have it; {@code trouble}: those that refused or are not known. */
    public record Row(
            long id,
            long unit,
            PostState state,
            String title,
            Category category,
            int version,
            @Nullable Long owner,
            @Nullable Long editedBy,
            @Nullable Instant planned,
            Instant changedAt,
            @Nullable Instant firstPublishedAt,
            String remark,
            int characters,
            int targets,
            int out,
            int trouble) {
        public Step step() {
            return Step.of(state);
        }
    }

    public Slice<Row> find(Wanted wanted, Person by, @Nullable Cursor before, int limit) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, by, values);
        if (before != null) {
            where += " and (p.changed_at, p.id) < (:at, :before)";
            values.put("at", Sql.time(before.at()));
            values.put("before", before.id());
        }
        if (wanted.step() != null) {
            where += " and p.state = any(:states)";
            values.put("states", names(wanted.step()));
        }
        values.put("limit", limit + 1);
        List<Row> rows =
                db.sql("""
                        with found as (
                          select p.* from publishing.post p where %s order by p.changed_at desc, p.id desc limit :limit)
                        select p.id, p.unit, p.state, p.title, p.category, p.version, p.owner, p.edited_by, p.planned_at, p.changed_at, p.first_published_at, p.remark,
                          length(p.text) as characters, cardinality(p.targets) as targets,
                          count(e.id) filter (where e.state = 'OUT') as went, count(e.id) filter (where e.state in ('REFUSED', 'UNSETTLED')) as trouble
                        from found p left join publishing.entry e on e.post = p.id
                        group by p.id, p.unit, p.state, p.title, p.category, p.version, p.owner, p.edited_by, p.planned_at, p.changed_at, p.first_published_at,
                          p.remark, p.text, p.targets
                        order by p.changed_at desc, p.id desc""".formatted(where)).params(values).query(PostList::row).list();
        return Slice.of(rows, limit, r -> new Cursor(r.changedAt(), r.id()));
    }

    /** How many stand where, each at most {@link #MANY} + 1. */
    public Map<Step, Integer> tally(Wanted wanted, Person by) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, by, values);
        List<String> parts = new ArrayList<>();
        for (Step step : Step.values()) {
            parts.add(
                    "select '" + step.name() + "' as step, (select count(*) from (select from publishing.post p where "
                            + where + " and p.state = any(:" + step.name() + ") limit " + (MANY + 1) + ") few) as n");
            values.put(step.name(), names(step));
        }
        Map<Step, Integer> tally = new EnumMap<>(Step.class);
        db.sql(String.join(" union all ", parts))
                .params(values)
                .query((row, n) -> tally.put(Step.valueOf(row.getString(1)), row.getInt(2)))
                .list();
        return tally;
    }

    /** A count as it is shown: "999+" when it ended there. */
    public static String capped(int n) {
        return n > MANY ? MANY + "+" : Integer.toString(n);
    }

    /** A sum of counts, with "+" if one of them ended early. */
    public static String capped(int sum, Map<Step, Integer> tally) {
        return tally.values().stream().anyMatch(n -> n > MANY) ? (sum - sum % 100) + "+" : Integer.toString(sum);
    }

    private String where(Wanted wanted, Person by, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("p.state <> 'DROPPED'");
        Set<Long> own = by.units();
        if (wanted.unit() != null && by.reads(wanted.unit())) {
            where.append(" and p.unit = :unit");
            values.put("unit", wanted.unit());
        } else if (wanted.unit() != null) {
            where.append(" and false");
        } else if (!by.readsAll() && own.size() == 1) {
            where.append(" and p.unit = :unit");
            values.put("unit", own.iterator().next());
        } else if (!by.readsAll()) {
            where.append(" and p.unit = any(:units)");
            values.put("units", own.toArray(Long[]::new));
        }
        if (wanted.mine()) {
            where.append(" and p.owner = :me");
            values.put("me", by.id());
        }
        if (wanted.category() != null) {
            where.append(" and p.category = :category");
            values.put("category", wanted.category().name());
        }
        if (wanted.days() > 0) {
            where.append(" and p.changed_at > :since");
            values.put("since", Sql.time(clock.instant().minus(Duration.ofDays(wanted.days()))));
        }
        if (!wanted.words().isBlank()) {
            where.append(" and (p.title ilike :words or p.text ilike :words)");
            values.put("words", "%" + wanted.words().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return where.toString();
    }

    private static String[] names(Step step) {
        return step.states().stream().map(PostState::name).toArray(String[]::new);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getLong("unit"),
                PostState.valueOf(row.getString("state")),
                row.getString("title"),
                Category.valueOf(row.getString("category")),
                row.getInt("version"),
                Sql.longOrNull(row, "owner"),
                Sql.longOrNull(row, "edited_by"),
                Sql.instantOrNull(row, "planned_at"),
                Sql.instant(row, "changed_at"),
                Sql.instantOrNull(row, "first_published_at"),
                row.getString("remark"),
                row.getInt("characters"),
                row.getInt("targets"),
                row.getInt("went"),
                row.getInt("trouble"));
    }
}
