package org.lianxin.registry.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Sql;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Duty;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Units as a list: the two upper levels of the tree, one unit with those directly under it, or those that a search finds; each with who
 * leads it, how its accounts stand and what is missing.
 */
@Component
public class UnitList {
    /** More than this is not read on one page; a search finds the rest. */
    public static final int MOST = 500;

    private static final String SEEN = """
            with seen as (
              select u.id, u.code, u.name, coalesce(nullif(u.short_name, ''), u.name) as short_name, u.type, p.id as parent, pp.id as above, u.duties, l.person as leader, l.duty,
                exists (select from registry.member m where m.unit = u.id and m.role in ('EDITOR', 'PARTNER') and m.until is null) as writes,
                (select count(*) from registry.unit c where c.parent = u.id and c.withdrawn_at is null) as below,
                a.planned, a.trial, a.live, a.suspended, a.closed, a.late
              from registry.unit u
              left join registry.unit p on p.id = u.parent and p.withdrawn_at is null
              left join registry.unit pp on pp.id = p.parent and pp.withdrawn_at is null
              left join lateral (
                select m.person, m.duty from registry.member m where m.unit = u.id and m.role = 'LEADER' and m.until is null
                order by array_position(array['IN_CHARGE', 'DEPUTY'], m.duty), m.since limit 1) l on true
              cross join lateral (
                select count(*) filter (where state = 'PLANNED') as planned, count(*) filter (where state = 'TRIAL') as trial,
                  count(*) filter (where state = 'LIVE') as live, count(*) filter (where state = 'SUSPENDED') as suspended,
                  count(*) filter (where state = 'CLOSED') as closed, min(planned_for) filter (where state in ('PLANNED', 'TRIAL') and planned_for < :today) as late
                from registry.account where unit = u.id and withdrawn_at is null) a
              where u.withdrawn_at is null and (:all or u.id = any(:units)))
            """;

    private static final String ORDER = """
            order by array_position(array['office', 'department', 'institution', 'court', 'organisation', 'enterprise', 'district', 'county', 'town'], type),
              name collate "zh-x-icu", id""";

    private final JdbcClient db;
    private final Clock clock;

    UnitList(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * What is looked for; with nothing but {@code under} it is a part of the tree.
     *
     * @param under one unit and those directly under it, or null for the two upper levels
     */
    public record Wanted(
            String words,
            String type,
            @Nullable Gap gap,
            @Nullable Long under) {
        public boolean search() {
            return !words.isBlank() || !type.isEmpty() || gap != null;
        }

        public Wanted with(@Nullable Gap other) {
            return new Wanted(words, type, other, null);
        }

        /** The search as it stands in an address. */
        public String address() {
            List<String> parts = new ArrayList<>();
            if (!words.isBlank()) {
                parts.add("q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
            }
            if (!type.isEmpty()) {
                parts.add("type=" + type);
            }
            if (gap != null) {
                parts.add("gap=" + gap.word());
            }
            return parts.isEmpty() ? "" : "?" + String.join("&", parts);
        }
    }

    /**
     * A unit in a list.
     *
     * @param parent the unit above, if there is one
     * @param leader who signs off, the one in charge before deputies; null if nobody does
     * @param below how many units stand directly under it
     * @param late the earliest day that has passed and by which an account should have been live
     */
    public record Row(
            long id,
            String code,
            String name,
            String shortName,
            String type,
            @Nullable Long parent,
            String duties,
            @Nullable Long leader,
            Duty duty,
            int below,
            Map<AccountState, Integer> accounts,
            Set<Gap> gaps,
            @Nullable LocalDate late) {

        public int count(AccountState state) {
            return accounts.getOrDefault(state, 0);
        }

        /** Accounts that are not closed. */
        public int accountsNow() {
            return accounts.entrySet().stream()
                    .filter(e -> e.getKey() != AccountState.CLOSED)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        /** {@code data-is} of its mark. */
        public String mark() {
            if (gaps.contains(Gap.LEADER) || gaps.contains(Gap.EDITOR) || gaps.contains(Gap.LATE)) {
                return "care";
            }
            return count(AccountState.LIVE) > 0 ? "done" : count(AccountState.TRIAL) > 0 ? "busy" : "wait";
        }
    }

    /** At most {@link #MOST} units, by kind and name: what a search finds, or a part of the tree. */
    public List<Row> find(Wanted wanted, Person by) {
        Map<String, Object> values = values(by);
        List<String> where = searched(wanted, values);
        if (!wanted.search() && wanted.under() != null) {
            where.add("(id = :under or parent = :under)");
            values.put("under", wanted.under());
        } else if (!wanted.search() && Sight.all(by)) {
            where.add("above is null");
        }
        values.put("most", MOST);
        return rows(String.join(" and ", where) + " " + ORDER + " limit :most", values);
    }

    /** Units in no order but their own, after the one named; {@code under}: only those directly under it. */
    List<Row> after(@Nullable Long last, Wanted wanted, int most, Person by) {
        Map<String, Object> values = values(by);
        List<String> where = searched(wanted, values);
        if (wanted.under() != null) {
            where.add("parent = :under");
            values.put("under", wanted.under());
        }
        where.add("id > :last");
        values.put("last", last == null ? 0L : last);
        values.put("most", most);
        return rows(String.join(" and ", where) + " order by id limit :most", values);
    }

    private List<Row> rows(String where, Map<String, Object> values) {
        return db.sql(SEEN + " select * from seen where " + where)
                .params(values)
                .query(UnitList::row)
                .list();
    }

    private static List<String> searched(Wanted wanted, Map<String, Object> values) {
        List<String> where = new ArrayList<>(List.of("true"));
        if (!wanted.words().isBlank()) {
            where.add("(name ilike :words or short_name ilike :words or duties ilike :words or code = :code)");
            values.put("words", "%" + wanted.words().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
            values.put("code", wanted.words().strip().toLowerCase(java.util.Locale.ROOT));
        }
        if (!wanted.type().isEmpty()) {
            where.add("type = :type");
            values.put("type", wanted.type());
        }
        if (wanted.gap() != null) {
            where.add(wanted.gap().condition());
        }
        return where;
    }

    /** One unit that the person may read. */
    public Optional<Row> find(long id, Person by) {
        Map<String, Object> values = values(by);
        values.put("id", id);
        return db.sql(SEEN + " select * from seen where id = :id")
                .params(values)
                .query(UnitList::row)
                .optional();
    }

    /** How many units the person may read. */
    public int count(Person by) {
        return db.sql(
                        "select count(*) from registry.unit u where u.withdrawn_at is null and (:all or u.id = any(:units))")
                .param("all", Sight.all(by))
                .param("units", by.units().toArray(Long[]::new))
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** How many units lack what. */
    public Map<Gap, Integer> gaps(Person by) {
        String counts = String.join(
                ", ",
                Arrays.stream(Gap.values())
                        .map(g -> "count(*) filter (where " + g.condition() + ") as " + g.name())
                        .toList());
        Map<Gap, Integer> found = new EnumMap<>(Gap.class);
        db.sql(SEEN + " select " + counts + " from seen")
                .params(values(by))
                .query((row, n) -> {
                    for (Gap gap : Gap.values()) {
                        found.put(gap, row.getInt(gap.name()));
                    }
                    return n;
                })
                .single();
        return found;
    }

    private Map<String, Object> values(Person by) {
        Map<String, Object> values = new HashMap<>();
        values.put("all", Sight.all(by));
        values.put("units", by.units().toArray(Long[]::new));
        values.put("today", clock.instant().atZone(clock.getZone()).toLocalDate());
        return values;
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        Map<AccountState, Integer> accounts = new EnumMap<>(AccountState.class);
        for (AccountState state : AccountState.values()) {
            accounts.put(state, row.getInt(state.name()));
        }
        @Nullable Long leader = Sql.longOrNull(row, "leader");
        @Nullable LocalDate late = row.getObject("late", LocalDate.class);
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        if (leader == null) {
            gaps.add(Gap.LEADER);
        }
        if (!row.getBoolean("writes")) {
            gaps.add(Gap.EDITOR);
        }
        if (accounts.getOrDefault(AccountState.LIVE, 0) == 0) {
            gaps.add(Gap.LIVE);
        }
        if (late != null) {
            gaps.add(Gap.LATE);
        }
        String duty = row.getString("duty");
        return new Row(
                row.getLong("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("short_name"),
                row.getString("type"),
                Sql.longOrNull(row, "parent"),
                row.getString("duties"),
                leader,
                duty == null ? Duty.NONE : Duty.valueOf(duty),
                row.getInt("below"),
                accounts,
                gaps,
                late);
    }
}
