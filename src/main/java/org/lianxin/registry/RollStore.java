package org.lianxin.registry;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Many units or accounts in one statement. What is another version by now is left out, and the number says so. */
@Component
class RollStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> COLUMNS =
            Map.of("shortName", "short_name", "budgetLine", "budget_line", "plannedFor", "planned_for");
    private static final String UNITS = """
            jsonb_to_recordset(cast(:rows as jsonb)) as r(id bigint, version integer, code text, name text, short_name text, type text, parent bigint, duties text,
              area text, budget_line text, sponsor text, host text, operator text)""";
    private static final String ACCOUNTS = """
            jsonb_to_recordset(cast(:rows as jsonb)) as r(id bigint, version integer, unit bigint, platform text, handle text, name text, state text, url text,
              planned_for date, filing text, audience text, publishes text, tone text, interaction text, service text, excuse text)""";

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    RollStore(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A unit or account to be written.
     *
     * @param id of its row, made before it is written where it is new
     * @param values by column as a table has them
     */
    record Entry(long id, int version, Map<String, String> values) {}

    Roll roll() {
        return Roll.read(db);
    }

    int insert(TableKind kind, List<Entry> entries, Map<String, Long> units) {
        return switch (kind) {
            case UNITS -> write("""
                    insert into registry.unit (id, code, name, short_name, type, parent, duties, area, budget_line, sponsor, host, operator, created_at, changed_at)
                    select r.id, r.code, r.name, r.short_name, r.type, r.parent, r.duties, r.area, r.budget_line, r.sponsor, r.host, r.operator, :at, :at
                    from\s""" + UNITS + " on conflict do nothing", entries, units);
            case ACCOUNTS -> write("""
                    insert into registry.account (id, unit, platform, handle, name, url, state, excuse, audience, publishes, tone, interaction, service, planned_for,
                      filing, created_at, changed_at)
                    select r.id, r.unit, r.platform, r.handle, r.name, r.url, r.state, r.excuse, r.audience, r.publishes, r.tone, r.interaction, r.service,
                      r.planned_for, r.filing, :at, :at
                    from\s""" + ACCOUNTS + " on conflict do nothing", entries, units);
        };
    }

    /** Everything but the code of a unit, and but unit, platform and state of an account. */
    int update(TableKind kind, List<Entry> entries, Map<String, Long> units) {
        return switch (kind) {
            case UNITS ->
                write(
                        """
                    update registry.unit u set name = r.name, short_name = r.short_name, type = r.type, parent = r.parent, duties = r.duties, area = r.area,
                      budget_line = r.budget_line, sponsor = r.sponsor, host = r.host, operator = r.operator, changed_at = :at, version = u.version + 1
                    from\s""" + UNITS + " where u.id = r.id and u.version = r.version and u.withdrawn_at is null",
                        entries,
                        units);
            case ACCOUNTS ->
                write(
                        """
                    update registry.account u set handle = r.handle, name = r.name, url = r.url, excuse = r.excuse, audience = r.audience,
                      publishes = r.publishes, tone = r.tone, interaction = r.interaction, service = r.service, planned_for = r.planned_for, filing = r.filing,
                      changed_at = :at, version = u.version + 1
                    from\s""" + ACCOUNTS + " where u.id = r.id and u.version = r.version and u.withdrawn_at is null",
                        entries,
                        units);
        };
    }

    private int write(String sql, List<Entry> entries, Map<String, Long> units) {
        return entries.isEmpty()
                ? 0
                : db.sql(sql)
                        .param(
                                "rows",
                                JSON.writeValueAsString(
                                        entries.stream().map(e -> row(e, units)).toList()))
                        .param("at", Sql.time(clock.instant()))
                        .update();
    }

    /** A value of a unit's column is its id; an empty one of a column that holds no text is none. */
    private static Map<String, Object> row(Entry entry, Map<String, Long> units) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", entry.id());
        row.put("version", entry.version());
        entry.values().forEach((column, value) -> {
            @Nullable
            Object written = column.equals("parent") || column.equals("unit")
                    ? units.get(value)
                    : column.equals("plannedFor") && value.isEmpty() ? null : value;
            if (written != null) {
                row.put(COLUMNS.getOrDefault(column, column), written);
            }
        });
        return row;
    }

    /** The first line in the life of each new account. */
    void begin(List<Entry> accounts, @Nullable Long by) {
        if (!accounts.isEmpty()) {
            db.sql("""
                    insert into registry.account_move (id, account, from_state, to_state, reason, by_person, at)
                    select r.id, r.account, null, r.state, '', cast(:by as bigint), :at
                    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id bigint, account bigint, state text)""")
                    .param("by", by)
                    .param("at", Sql.time(clock.instant()))
                    .param(
                            "rows",
                            JSON.writeValueAsString(accounts.stream()
                                    .map(a -> Map.of(
                                            "id",
                                            ids.next(),
                                            "account",
                                            a.id(),
                                            "state",
                                            a.values().getOrDefault("state", "PLANNED")))
                                    .toList()))
                    .update();
        }
    }

    /** Nobody changes them, and nothing new refers to them, until the end of the transaction. */
    void lock(TableKind kind, List<Long> wanted) {
        db.sql(
                        kind == TableKind.UNITS
                                ? "select id from registry.unit where id = any(?) order by id for update"
                                : "select id from registry.account where id = any(?) order by id for update")
                .param(wanted.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    void withdraw(TableKind kind, List<Long> wanted) {
        db.sql((kind == TableKind.UNITS ? "update registry.unit" : "update registry.account")
                        + " set withdrawn_at = :at, changed_at = :at, version = version + 1 where id = any(:ids)")
                .param("at", Sql.time(clock.instant()))
                .param("ids", wanted.toArray(Long[]::new))
                .update();
    }

    /** Units in which somebody has or had a role. */
    Set<Long> withPeople(List<Long> units) {
        return new HashSet<>(db.sql(
                        "select unit from registry.member where unit = any(:ids) union select unit from registry.stand_in where unit = any(:ids)")
                .param("ids", units.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list());
    }
}
