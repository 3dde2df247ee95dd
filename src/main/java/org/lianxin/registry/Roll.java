package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The register as it stands at one moment, each value as a table holds it: codes for units, names of enums, dates as 2026-12-01. Two
 * statements, however large the register is.
 *
 * @param units by code, the office first, then by name
 * @param accounts in the order of their units
 */
record Roll(Map<String, Kept> units, List<Kept> accounts) {

    /** A unit or an account with all columns that a table of its kind may set. */
    record Kept(long id, int version, Map<String, String> values) {
        String value(String column) {
            return values.getOrDefault(column, "");
        }
    }

    static Roll read(JdbcClient db) {
        Map<String, Kept> units = new LinkedHashMap<>();
        db.sql("""
                        select u.id, u.version, u.code, u.name, u.short_name as "shortName", u.type, coalesce(p.code, '') as parent, u.duties, u.area,
                          u.budget_line as "budgetLine", u.sponsor, u.host, u.operator
                        from registry.unit u left join registry.unit p on p.id = u.parent and p.withdrawn_at is null
                        where u.withdrawn_at is null order by u.type <> 'office', u.name collate "zh-x-icu", u.id""")
                .query((row, n) -> kept(row, TableKind.UNITS))
                .list()
                .forEach(unit -> units.put(unit.value("code"), unit));
        List<Kept> accounts =
                db.sql("""
                        select a.id, a.version, u.code as unit, a.platform, a.handle, a.name, a.state, a.url,
                          coalesce(to_char(a.planned_for, 'YYYY-MM-DD'), '') as "plannedFor", a.filing, a.audience, a.publishes, a.tone, a.interaction, a.service,
                          a.excuse, '' as "formerHandle"
                        from registry.account a join registry.unit u on u.id = a.unit
                        where a.withdrawn_at is null
                        order by u.type <> 'office', u.name collate "zh-x-icu", u.id, a.state = 'CLOSED', a.platform, a.id""").query((row, n) -> kept(row, TableKind.ACCOUNTS)).list();
        return new Roll(units, accounts);
    }

    private static Kept kept(ResultSet row, TableKind kind) throws SQLException {
        Map<String, String> values = new HashMap<>();
        for (String column : kind.columns()) {
            values.put(column, plain(row.getString(column)));
        }
        return new Kept(row.getLong("id"), row.getInt("version"), values);
    }

    /** Line ends and outer blanks as the forms keep them: a difference in these alone is none. */
    static String plain(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    Optional<Kept> unit(String code) {
        return Optional.ofNullable(units.get(code));
    }

    /** The name of a unit, empty where there is none of that code. */
    String unitName(String code) {
        return unit(code).map(u -> u.value("name")).orElse("");
    }
}
