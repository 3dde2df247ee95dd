package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The units of the matrix, in a tree. The office changes them; nobody deletes one. */
@Service
public class Units {
    /** The kinds a unit may be of, as written in tables. */
    public static final List<String> TYPES = List.of(
            "office", "department", "district", "county", "town", "court", "enterprise", "organisation", "institution");

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    Units(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events, ReadyPages ready) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
        this.ready = ready;
    }

    /** The unit, also one taken back with its import: what was written about it keeps its name. */
    public Optional<Unit> find(long id) {
        return db.sql("select * from registry.unit where id = ?")
                .param(id)
                .query(Units::read)
                .optional();
    }

    public Optional<Unit> byCode(String code) {
        if (Unseen.in(code)) {
            return Optional.empty();
        }
        return db.sql("select * from registry.unit where code = ? and withdrawn_at is null")
                .param(code)
                .query(Units::read)
                .optional();
    }

    /** All units, the office first, then by name. */
    public List<Unit> all() {
        return db.sql(
                        "select * from registry.unit where withdrawn_at is null order by type <> 'office', name collate \"zh-x-icu\", id")
                .query(Units::read)
                .list();
    }

    /** Short names for ids; an unknown id has none. */
    public Map<Long, String> names(Collection<Long> wanted) {
        Map<Long, String> names = new HashMap<>();
        if (!wanted.isEmpty()) {
            db.sql("select id, coalesce(nullif(short_name, ''), name) from registry.unit where id = any(?)")
                    .param(wanted.stream().distinct().toArray(Long[]::new))
                    .query((row, n) -> names.put(row.getLong(1), row.getString(2)))
                    .list();
        }
        return names;
    }

    /** The office enters units; as long as nobody is of the office, an administrator enters its own. */
    public boolean mayCreate(Person by) {
        return by.is(Role.OFFICE) || (by.admin() && noOffice());
    }

    /** {@code by}: somebody of the office, an administrator for the first office, or null for the program itself. */
    @Transactional
    public Outcome<Unit> create(NewUnit wanted, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE) && !(wanted.type().equals("office") && mayCreate(by))) {
            return Outcome.notAllowed();
        }
        Outcome<NewUnit> checked = check(wanted, null);
        if (checked instanceof Outcome.Refused<NewUnit> refused) {
            return refused.cast();
        }
        long id = ids.next();
        int made = db.sql("""
                        insert into registry.unit (id, code, name, short_name, type, parent, duties, area, budget_line, sponsor, host, operator, created_at, changed_at)
                        values (:id, :code, :name, :short_name, :type, :parent, :duties, :area, :budget_line, :sponsor, :host, :operator, :at, :at)
                        on conflict (code) where withdrawn_at is null do nothing""")
                .param("id", id)
                .param("code", wanted.code().strip())
                .params(columns(wanted))
                .param("at", Sql.time(clock.instant()))
                .update();
        if (made == 0) {
            return Outcome.invalid(
                    "code", "registry.unit.code-taken", wanted.code().strip());
        }
        changed(
                "unit.created",
                id,
                by,
                Map.of("code", wanted.code().strip(), "name", wanted.name().strip()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** Changes everything but the code, which is an address. {@code version}: the one the form was made from. */
    @Transactional
    public Outcome<Unit> change(long id, int version, NewUnit wanted, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Unit> before = find(id);
        if (before.isEmpty()) {
            return Outcome.notFound();
        }
        Outcome<NewUnit> checked = check(wanted, id);
        if (checked instanceof Outcome.Refused<NewUnit> refused) {
            return refused.cast();
        }
        int done = db.sql("""
                        update registry.unit set name = :name, short_name = :short_name, type = :type, parent = :parent, duties = :duties, area = :area,
                          budget_line = :budget_line, sponsor = :sponsor, host = :host, operator = :operator, changed_at = :at, version = version + 1
                        where id = :id and version = :version and withdrawn_at is null""")
                .param("id", id)
                .param("version", version)
                .params(columns(wanted))
                .param("at", Sql.time(clock.instant()))
                .update();
        if (done == 0) {
            return Outcome.changedMeanwhile();
        }
        changed(
                "unit.changed",
                id,
                by,
                Map.of(
                        "code",
                        before.get().code(),
                        "name",
                        wanted.name().strip(),
                        "before",
                        before.get().name()));
        return Outcome.done(find(id).orElseThrow());
    }

    private static Map<String, Object> columns(NewUnit wanted) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("name", wanted.name().strip());
        columns.put("short_name", wanted.shortName().strip());
        columns.put("type", wanted.type());
        putNullable(columns, "parent", wanted.parent());
        columns.put("duties", wanted.duties().strip());
        columns.put("area", wanted.area().strip());
        columns.put("budget_line", wanted.budgetLine().strip());
        columns.put("sponsor", wanted.sponsor().strip());
        columns.put("host", wanted.host().strip());
        columns.put("operator", wanted.operator().strip());
        return columns;
    }

    @SuppressWarnings("NullAway") // JDBC takes null for an empty column; the map's type cannot say so
    private static void putNullable(Map<String, Object> columns, String name, @Nullable Object value) {
        columns.put(name, value);
    }

    /** What must hold of a unit whoever enters it; {@code self} is the unit that is changed. */
    Outcome<NewUnit> check(NewUnit wanted, @Nullable Long self) {
        if (Rules.of(wanted) instanceof Outcome.Refused<NewUnit> refused) {
            return refused;
        }
        if (wanted.parent() != null
                && (wanted.parent().equals(self)
                        || find(wanted.parent()).isEmpty()
                        || (self != null && below(self).contains(wanted.parent())))) {
            return Outcome.invalid("parent", "registry.unit.parent-form");
        }
        return Outcome.done(wanted);
    }

    /** The unit and all units under it. */
    public Set<Long> below(long unit) {
        return Set.copyOf(
                db.sql("""
                        with recursive down(id) as (
                          select cast(? as bigint) union select u.id from registry.unit u join down on u.parent = down.id)
                        select id from down""").param(unit).query((row, n) -> row.getLong(1)).list());
    }

    private boolean noOffice() {
        return db.sql("select not exists (select from registry.member where role = 'OFFICE' and until is null)")
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    private void changed(String action, long id, @Nullable Person by, Map<String, ?> details) {
        events.publishEvent(Audited.Entry.of(action, "unit", id, id, by, details, Role.OFFICE));
        ready.changed();
    }

    static Unit read(ResultSet row, int n) throws SQLException {
        String name = row.getString("name");
        String shortName = row.getString("short_name");
        return new Unit(
                row.getLong("id"),
                row.getString("code"),
                name,
                shortName.isEmpty() ? name : shortName,
                row.getString("type"),
                Sql.longOrNull(row, "parent"),
                row.getString("duties"),
                row.getString("area"),
                row.getString("budget_line"),
                row.getString("sponsor"),
                row.getString("host"),
                row.getString("operator"),
                row.getInt("version"));
    }
}
