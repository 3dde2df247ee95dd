package org.lianxin.registry.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Platform;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts found by a search that is said as a sentence, by name; and how many stand where. */
@Component
public class AccountList {
    private final JdbcClient db;
    private final Clock clock;

    AccountList(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * What is looked for. Which units a person sees is not asked for but given.
     *
     * @param unit one unit, or null for all that the person sees
     */
    public record Wanted(
            @Nullable Long unit,
            @Nullable Platform platform,
            @Nullable AccountState state,
            String words) {
        static Wanted of(@Nullable Long unit, String platform, String state, String words) {
            return new Wanted(
                    unit,
                    Arrays.stream(Platform.values())
                            .filter(p -> word(p).equals(platform.toLowerCase(Locale.ROOT)))
                            .findFirst()
                            .orElse(null),
                    Arrays.stream(AccountState.values())
                            .filter(s -> word(s).equals(state.toLowerCase(Locale.ROOT)))
                            .findFirst()
                            .orElse(null),
                    words.length() > 60 ? words.substring(0, 60) : words);
        }

        public Wanted with(@Nullable AccountState other) {
            return new Wanted(unit, platform, other, words);
        }

        /** The search as it stands in an address, with {@code ?}, or {@code &} at its end where more comes. */
        public String address() {
            List<String> parts = new ArrayList<>();
            if (unit != null) {
                parts.add("unit=" + unit);
            }
            if (platform != null) {
                parts.add("platform=" + word(platform));
            }
            if (state != null) {
                parts.add("state=" + word(state));
            }
            if (!words.isBlank()) {
                parts.add("q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
            }
            return "?" + String.join("&", parts);
        }
    }

    /** As it stands in addresses. */
    public static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    /** A line of the list. {@code mark}: its {@code data-is}; {@code late}: it should have been live by a day that has passed. */
    public record Row(
            long id,
            long unit,
            String unitName,
            Platform platform,
            String handle,
            String name,
            AccountState state,
            String publishes,
            boolean late,
            boolean closing) {
        public String mark() {
            return late || closing ? "care" : Life.mark(state);
        }
    }

    /** A part of the list; {@code next} is the id after which the rest begins. */
    public record Part(List<Row> rows, @Nullable Long next) {}

    /** At most {@code most} accounts after the one named. */
    public Part find(Wanted wanted, Person by, @Nullable Long after, int most) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, by, values);
        if (wanted.state() != null) {
            where += " and a.state = :state";
            values.put("state", wanted.state().name());
        }
        if (after != null) {
            where +=
                    " and (a.name collate \"zh-x-icu\", a.id) > (select l.name collate \"zh-x-icu\", l.id from registry.account l where l.id = :after)";
            values.put("after", after);
        }
        values.put("most", most + 1);
        values.put("today", clock.instant().atZone(clock.getZone()).toLocalDate());
        List<Row> rows = db.sql("""
                        select a.id, a.unit, coalesce(nullif(u.short_name, ''), u.name) as unit_name, a.platform, a.handle, a.name, a.state, a.publishes,
                          a.state in ('PLANNED', 'TRIAL') and a.planned_for is not null and a.planned_for < :today as late,
                          a.state <> 'CLOSED' and a.closure_proposed_at is not null as closing
                        from registry.account a join registry.unit u on u.id = a.unit
                        where %s order by a.name collate "zh-x-icu", a.id limit :most""".formatted(where))
                .params(values)
                .query((row, n) -> new Row(
                        row.getLong("id"),
                        row.getLong("unit"),
                        row.getString("unit_name"),
                        Platform.valueOf(row.getString("platform")),
                        row.getString("handle"),
                        row.getString("name"),
                        AccountState.valueOf(row.getString("state")),
                        row.getString("publishes"),
                        row.getBoolean("late"),
                        row.getBoolean("closing")))
                .list();
        return rows.size() <= most
                ? new Part(rows, null)
                : new Part(rows.subList(0, most), rows.get(most - 1).id());
    }

    /** How many stand where, whatever state was asked for. */
    public Map<AccountState, Integer> tally(Wanted wanted, Person by) {
        Map<String, Object> values = new HashMap<>();
        Map<AccountState, Integer> tally = new EnumMap<>(AccountState.class);
        db.sql("select a.state, count(*) from registry.account a join registry.unit u on u.id = a.unit where "
                        + where(wanted, by, values) + " group by a.state")
                .params(values)
                .query((row, n) -> tally.put(AccountState.valueOf(row.getString(1)), row.getInt(2)))
                .list();
        return tally;
    }

    private static String where(Wanted wanted, Person by, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("a.withdrawn_at is null and (:all or a.unit = any(:units))");
        values.put("all", Sight.all(by));
        values.put("units", by.units().toArray(Long[]::new));
        if (wanted.unit() != null) {
            where.append(" and a.unit = :unit");
            values.put("unit", wanted.unit());
        }
        if (wanted.platform() != null) {
            where.append(" and a.platform = :platform");
            values.put("platform", wanted.platform().name());
        }
        if (!wanted.words().isBlank()) {
            where.append(
                    " and (a.name ilike :words or a.handle ilike :words or u.name ilike :words or u.short_name ilike :words)");
            values.put("words", "%" + wanted.words().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return where.toString();
    }
}
