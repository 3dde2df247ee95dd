package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of accounts and of their lives. */
@Component
class AccountStore {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;

    AccountStore(JdbcClient db, Ids ids, Clock clock) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
    }

    Optional<Account> find(long id) {
        return db.sql("select * from registry.account where id = ?")
                .param(id)
                .query(AccountStore::read)
                .optional();
    }

    Optional<Account> standing(long id) {
        return db.sql("select * from registry.account where id = ? and withdrawn_at is null")
                .param(id)
                .query(AccountStore::read)
                .optional();
    }

    /** The account, which nobody else changes until the end of the transaction. */
    Optional<Account> lock(long id) {
        return db.sql("select * from registry.account where id = ? and withdrawn_at is null for update")
                .param(id)
                .query(AccountStore::read)
                .optional();
    }

    List<Account> ofUnit(long unit) {
        return db.sql(
                        "select * from registry.account where unit = ? and withdrawn_at is null order by state = 'CLOSED', platform, id")
                .param(unit)
                .query(AccountStore::read)
                .list();
    }

    List<Account> all() {
        return db.sql("select * from registry.account where withdrawn_at is null order by unit, platform, id")
                .query(AccountStore::read)
                .list();
    }

    /** The lives of accounts so far, each oldest move first. */
    Map<Long, List<Accounts.Move>> lives(Collection<Long> accounts) {
        record Row(long account, Accounts.Move move) {}
        return db
                .sql("select * from registry.account_move where account = any(?) order by id")
                .param(accounts.toArray(Long[]::new))
                .query((row, n) -> {
                    String from = row.getString("from_state");
                    return new Row(
                            row.getLong("account"),
                            new Accounts.Move(
                                    from == null ? null : AccountState.valueOf(from),
                                    AccountState.valueOf(row.getString("to_state")),
                                    row.getString("reason"),
                                    Sql.longOrNull(row, "by_person"),
                                    Sql.instant(row, "at")));
                })
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::account, Collectors.mapping(Row::move, Collectors.toList())));
    }

    /** The id of a new account, or empty where another one stands in its way. */
    Optional<Long> insert(NewAccount wanted) {
        long id = ids.next();
        int made = db.sql("""
                        insert into registry.account (id, unit, platform, handle, name, url, state, excuse, audience, publishes, tone, interaction, service,
                          planned_for, filing, created_at, changed_at)
                        values (:id, :unit, :platform, :handle, :name, :url, 'PLANNED', :excuse, :audience, :publishes, :tone, :interaction, :service,
                          :planned_for, :filing, :at, :at) on conflict do nothing""")
                .param("id", id)
                .param("unit", wanted.unit())
                .param("platform", wanted.platform().name())
                .params(columns(wanted))
                .param("planned_for", wanted.plannedFor())
                .param("at", Sql.time(clock.instant()))
                .update();
        return made == 0 ? Optional.empty() : Optional.of(id);
    }

    /** False if the account is another version by now. */
    boolean update(long id, int version, NewAccount wanted) {
        return db.sql("""
                        update registry.account set handle = :handle, name = :name, url = :url, excuse = :excuse, audience = :audience, publishes = :publishes,
                          tone = :tone, interaction = :interaction, service = :service, planned_for = :planned_for, filing = :filing, changed_at = :at,
                          version = version + 1
                        where id = :id and version = :version and withdrawn_at is null""")
                        .param("id", id)
                        .param("version", version)
                        .params(columns(wanted))
                        .param("planned_for", wanted.plannedFor())
                        .param("at", Sql.time(clock.instant()))
                        .update()
                == 1;
    }

    private static Map<String, Object> columns(NewAccount wanted) {
        Positioning p = wanted.positioning();
        Map<String, Object> columns = new HashMap<>(Map.of(
                "handle",
                wanted.handle().strip(),
                "name",
                wanted.name().strip(),
                "url",
                wanted.url().strip(),
                "excuse",
                wanted.excuse().strip(),
                "filing",
                wanted.filing().strip()));
        columns.putAll(Map.of(
                "audience",
                p.audience().strip(),
                "publishes",
                p.publishes().strip(),
                "tone",
                p.tone().strip(),
                "interaction",
                p.interaction().strip(),
                "service",
                p.service().strip()));
        return columns;
    }

    /** An account, by its row, that stands in the way of another one. {@code second}: of the same unit, for want of an excuse. */
    record InTheWay(String handle, boolean second) {}

    /** Who has the handle already, or which account of the unit on the platform is the first; {@code self} is the account that is changed. */
    Optional<InTheWay> inTheWay(NewAccount wanted, @Nullable Long self) {
        return db.sql("""
                        select a.handle, lower(a.handle) <> lower(:handle) as second from registry.account a
                        where a.platform = :platform and a.state <> 'CLOSED' and a.withdrawn_at is null and a.id <> coalesce(cast(:self as bigint), 0)
                          and (lower(a.handle) = lower(:handle) or (a.unit = :unit and a.excuse = '' and :excuse = ''))
                        order by lower(a.handle) = lower(:handle) desc limit 1""")
                .param("unit", wanted.unit())
                .param("platform", wanted.platform().name())
                .param("handle", wanted.handle().strip())
                .param("excuse", wanted.excuse().strip())
                .param("self", self)
                .query((row, n) -> new InTheWay(row.getString("handle"), row.getBoolean("second")))
                .optional();
    }

    boolean unitStands(long unit) {
        return db.sql("select exists (select from registry.unit where id = ? and withdrawn_at is null)")
                .param(unit)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** The account's next state and the row that says who moved it, when and why. */
    void move(Account account, AccountState to, String reason, @Nullable Person by) {
        db.sql("update registry.account set state = ?, changed_at = ?, version = version + 1 where id = ?")
                .params(to.name(), Sql.time(clock.instant()), account.id())
                .update();
        note(account.id(), account.state(), to, reason, by);
    }

    void note(long account, @Nullable AccountState from, AccountState to, String reason, @Nullable Person by) {
        db.sql(
                        "insert into registry.account_move (id, account, from_state, to_state, reason, by_person, at) values (:id, :account, :from, :to, :reason, :by, :at)")
                .param("id", ids.next())
                .param("account", account)
                .param("from", from == null ? null : from.name())
                .param("to", to.name())
                .param("reason", reason)
                .param("by", by == null ? null : by.id())
                .param("at", Sql.time(clock.instant()))
                .update();
    }

    void propose(long id, String reason) {
        db.sql(
                        "update registry.account set closure_reason = ?, closure_proposed_at = ?, version = version + 1 where id = ?")
                .params(reason, Sql.time(clock.instant()), id)
                .update();
    }

    void dropClosure(long id) {
        db.sql(
                        "update registry.account set closure_reason = null, closure_proposed_at = null, closure_notice = null, version = version + 1 where id = ?")
                .param(id)
                .update();
    }

    /** False if the account is closed already. */
    boolean notice(long id, long post, @Nullable Instant at) {
        return db.sql(
                                "update registry.account set closure_notice = :post, closure_notice_at = :at, version = version + 1 where id = :id and state <> 'CLOSED'")
                        .param("post", post)
                        .param("at", Sql.timeOrNull(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    static Account read(ResultSet row, int n) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getLong("unit"),
                Platform.valueOf(row.getString("platform")),
                row.getString("handle"),
                row.getString("name"),
                row.getString("url"),
                AccountState.valueOf(row.getString("state")),
                row.getString("excuse"),
                new Positioning(
                        row.getString("audience"),
                        row.getString("publishes"),
                        row.getString("tone"),
                        row.getString("interaction"),
                        row.getString("service")),
                row.getObject("planned_for", LocalDate.class),
                row.getString("filing"),
                row.getString("closure_reason"),
                Sql.instantOrNull(row, "closure_proposed_at"),
                Sql.longOrNull(row, "closure_notice"),
                Sql.instantOrNull(row, "closure_notice_at"),
                row.getInt("version"));
    }
}
