package org.lianxin.publishing.web;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.kernel.Sql;
import org.lianxin.publishing.Category;
import org.lianxin.publishing.Entry;
import org.lianxin.registry.Platform;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The publication register (发布登记): who wrote, who approved, when, where, and what became of it; latest approval first. */
@Component
public class RegisterList {
    private final JdbcClient db;
    private final Clock clock;

    RegisterList(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * What is looked for.
     *
     * @param from first day of approval, in the city's zone; to: the last one; null for no bound
     */
    public record Wanted(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long unit,
            @Nullable Category category,
            @Nullable Long account,
            Entry.@Nullable State outcome) {

        /** The search as it stands in an address. */
        public String address() {
            StringBuilder text = new StringBuilder("?");
            put(text, "from", from);
            put(text, "to", to);
            put(text, "unit", unit);
            put(text, "category", category == null ? null : category.word());
            put(text, "account", account);
            put(text, "outcome", outcome == null ? null : outcome.word());
            return text.toString();
        }

        private static void put(StringBuilder text, String name, @Nullable Object value) {
            if (value != null) {
                text.append(text.length() > 1 ? "&" : "")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        }

        boolean isAll() {
            return from == null && to == null && unit == null && category == null && account == null && outcome == null;
        }
    }

    /** A line of the register with the names that people read. {@code planned}: when it was to go out, if a time was set. */
    public record Row(
            long id,
            long post,
            String title,
            Category category,
            String unit,
            String account,
            Platform platform,
            int revision,
            List<String> writers,
            List<String> approvers,
            boolean urgent,
            Instant passedAt,
            Entry.State state,
            boolean awaiting,
            String url,
            String reason,
            @Nullable Instant outAt,
            @Nullable Instant correctedAt,
            @Nullable Instant withdrawnAt) {

        /** {@code data-is} of its mark. */
        public String mark() {
            return switch (state) {
                case WAITING -> "busy";
                case OUT -> correctedAt == null ? "done" : "care";
                case REFUSED -> "refused";
                case UNSETTLED -> "unknown";
                case WITHDRAWN, STOPPED -> "closed";
            };
        }

        /** Key of the words for what became of it. */
        public String outcome() {
            return "register.outcome." + (state == Entry.State.OUT && correctedAt != null ? "corrected" : state.word());
        }
    }

    public Slice<Row> find(Wanted wanted, Person by, @Nullable Cursor before, int limit) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder("true");
        Set<Long> own = by.units();
        if (!by.readsAll()) {
            where.append(own.size() == 1 ? " and e.unit = :own" : " and e.unit = any(:owns)");
            values.put(
                    own.size() == 1 ? "own" : "owns",
                    own.size() == 1 ? own.iterator().next() : own.toArray(Long[]::new));
        }
        if (wanted.unit() != null) {
            where.append(" and e.unit = :unit");
            values.put("unit", wanted.unit());
        }
        if (wanted.from() != null) {
            where.append(" and e.passed_at >= :from");
            values.put(
                    "from", Sql.time(wanted.from().atStartOfDay(clock.getZone()).toInstant()));
        }
        if (wanted.to() != null) {
            where.append(" and e.passed_at < :to");
            values.put(
                    "to",
                    Sql.time(wanted.to()
                            .plusDays(1)
                            .atStartOfDay(clock.getZone())
                            .toInstant()));
        }
        if (wanted.category() != null) {
            where.append(" and e.category = :category");
            values.put("category", wanted.category().name());
        }
        if (wanted.account() != null) {
            where.append(" and e.account = :account");
            values.put("account", wanted.account());
        }
        if (wanted.outcome() != null) {
            where.append(" and e.state = :state");
            values.put("state", wanted.outcome().name());
        }
        if (before != null) {
            where.append(" and (e.passed_at, e.id) < (:at, :before)");
            values.put("at", Sql.time(before.at()));
            values.put("before", before.id());
        }
        values.put("limit", limit + 1);
        List<Row> rows = db.sql("""
                        with found as (select e.* from publishing.entry e where %s order by e.passed_at desc, e.id desc limit :limit)
                        select e.*, coalesce(nullif(u.short_name, ''), u.name, '') as unit_name, a.name as account_name, a.platform,
                          array(select p.name from identity.face_person p where p.id = any(e.writers) order by p.id) as writer_names,
                          array(select p.name from publishing.revision r join review.face_step s on s.review = r.review and s.kind in ('APPROVED', 'BYPASSED')
                                join identity.face_person p on p.id = s.person where r.post = e.post and r.number = e.revision order by s.id) as approver_names
                        from found e left join registry.face_unit u on u.id = e.unit left join registry.face_account a on a.id = e.account
                        order by e.passed_at desc, e.id desc""".formatted(where))
                .params(values)
                .query(RegisterList::row)
                .list();
        return Slice.of(rows, limit, r -> new Cursor(r.passedAt(), r.id()));
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        String platform = row.getString("platform");
        String account = row.getString("account_name");
        return new Row(
                row.getLong("id"),
                row.getLong("post"),
                row.getString("title"),
                Category.valueOf(row.getString("category")),
                row.getString("unit_name"),
                account == null ? "" : account,
                platform == null ? Platform.SITE : Platform.valueOf(platform),
                row.getInt("revision"),
                names(row, "writer_names"),
                names(row, "approver_names"),
                row.getBoolean("urgent"),
                Sql.instant(row, "passed_at"),
                Entry.State.valueOf(row.getString("state")),
                row.getBoolean("awaiting"),
                row.getString("url"),
                row.getString("reason"),
                Sql.instantOrNull(row, "out_at"),
                Sql.instantOrNull(row, "corrected_at"),
                Sql.instantOrNull(row, "withdrawn_at"));
    }

    private static List<String> names(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }
}
