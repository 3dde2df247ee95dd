package org.lianxin.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The chains that the office has set. The more exact kind of content wins (category, then type, then everything); of two for the same
 * kind, the unit's own before the matrix's. Where none is set, one leader of the unit signs. A running review keeps the chain it began with.
 */
@Service
public class Chains {
    /** Where nothing is set. */
    public static final List<Role> DEFAULT = List.of(Role.LEADER);

    /** The roles that may sign a step. */
    public static final List<Role> ROLES = Signing.ROLES;

    static final int LONGEST = 3;

    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final Subjects subjects;
    private final ApplicationEventPublisher events;

    Chains(JdbcClient db, Ids ids, Clock clock, Subjects subjects, ApplicationEventPublisher events) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.subjects = subjects;
        this.events = events;
    }

    /** All that are set, the matrix's first, at most 2,000. */
    public List<Chain> all() {
        return db.sql("""
                        select c.* from review.chain c left join registry.face_unit u on u.id = c.unit
                        order by c.unit is not null, u.name collate "zh-x-icu", c.unit, c.subject_type, c.category limit 2000""").query(Chains::read).list();
    }

    public Optional<Chain> find(long id) {
        return db.sql("select * from review.chain where id = ?")
                .param(id)
                .query(Chains::read)
                .optional();
    }

    /** The roles that a review of this kind would get now. */
    public List<Role> stepsFor(long unit, String subjectType, String category) {
        return db.sql("""
                        select steps from review.chain c
                        where (c.unit = :unit or c.unit is null) and c.subject_type in (:type, '') and c.category in (:category, '')
                        order by c.category = '', c.subject_type = '', c.unit is null limit 1""")
                .param("unit", unit)
                .param("type", subjectType)
                .param("category", category)
                .query((row, n) -> ReviewStore.roles(row.getArray("steps")))
                .optional()
                .orElse(DEFAULT);
    }

    /** Sets the chain of a unit (null: of the matrix) and kind. {@code version}: of the one it replaces, 0 where there was none. */
    @Transactional
    public Outcome<Chain> set(
            @Nullable Long unit,
            String subjectType,
            String category,
            List<Role> steps,
            int version,
            @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (steps.isEmpty()) {
            return Outcome.invalid("step1", "review.chain.empty");
        } else if (steps.size() > LONGEST) {
            return Outcome.invalid("step3", "review.chain.too-long", LONGEST);
        } else if (!ROLES.containsAll(steps)) {
            return Outcome.invalid("step1", "review.chain.no-such-role");
        } else if (!knows(subjectType, category)) {
            return Outcome.invalid("kind", "review.chain.no-such-kind");
        } else if (unit != null
                && db.sql("select count(*) from registry.face_unit where id = ?")
                                .param(unit)
                                .query((r, n) -> r.getInt(1))
                                .single()
                        == 0) {
            return Outcome.invalid("unit", "review.chain.no-such-unit");
        }
        Optional<Chain> made = db.sql("""
                        insert into review.chain as c (id, unit, subject_type, category, steps, set_by, set_at) values (:id, :unit, :type, :category, :steps, :by, :at)
                        on conflict (coalesce(unit, 0), subject_type, category) do update
                          set steps = excluded.steps, set_by = excluded.set_by, set_at = excluded.set_at, version = c.version + 1 where c.version = :version
                        returning *""")
                .param("id", ids.next())
                .param("unit", unit, java.sql.Types.BIGINT)
                .param("type", subjectType)
                .param("category", category)
                .param("steps", steps.stream().map(Role::name).toArray(String[]::new))
                .param("by", by == null ? null : by.id(), java.sql.Types.BIGINT)
                .param("at", Sql.time(clock.instant()))
                .param("version", version)
                .query(Chains::read)
                .optional();
        if (made.isEmpty()) {
            return version == 0 ? Outcome.invalid("kind", "review.chain.exists") : Outcome.changedMeanwhile();
        }
        tell("chain.set", made.get(), by);
        return Outcome.done(made.get());
    }

    /** Takes a chain away: what is more general holds again. */
    @Transactional
    public Outcome<Boolean> remove(long id, int version, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Chain> before = find(id);
        if (before.isEmpty()) {
            return Outcome.notFound();
        } else if (db.sql("delete from review.chain where id = ? and version = ?")
                        .params(id, version)
                        .update()
                == 0) {
            return Outcome.changedMeanwhile();
        }
        tell("chain.removed", before.get(), by);
        return Outcome.done(true);
    }

    private boolean knows(String subjectType, String category) {
        if (subjectType.isEmpty()) {
            return category.isEmpty();
        }
        return subjects.of(subjectType)
                .map(s -> category.isEmpty()
                        || s.categories().stream().anyMatch(c -> c.name().equals(category)))
                .orElse(false);
    }

    private void tell(String action, Chain chain, @Nullable Person by) {
        Long standInFor = by == null
                ? null
                : by.by(Role.OFFICE, 0).map(g -> g.standInFor()).orElse(null);
        events.publishEvent(new Audited.Entry(
                action,
                "chain",
                chain.id(),
                chain.unit(),
                by == null ? null : by.id(),
                standInFor,
                Map.of(
                        "type",
                        chain.subjectType(),
                        "category",
                        chain.category(),
                        "steps",
                        chain.steps().toString())));
    }

    private static Chain read(ResultSet row, int n) throws SQLException {
        return new Chain(
                row.getLong("id"),
                Sql.longOrNull(row, "unit"),
                row.getString("subject_type"),
                row.getString("category"),
                ReviewStore.roles(row.getArray("steps")),
                Sql.longOrNull(row, "set_by"),
                Sql.instant(row, "set_at"),
                row.getInt("version"));
    }
}
