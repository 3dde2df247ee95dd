package org.lianxin.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of all units: one per unit and platform unless excused, each with its positioning and its life. */
@Service
public class Accounts {
    private final JdbcClient db;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    Accounts(JdbcClient db, Ids ids, Clock clock, ApplicationEventPublisher events, ReadyPages ready) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
        this.ready = ready;
    }

    /** One step in the life of an account; {@code from} is null where it was entered. */
    public record Move(@Nullable AccountState from, AccountState to, String reason, @Nullable Long by, Instant at) {}

    public Optional<Account> find(long id) {
        return db.sql("select * from registry.account where id = ?").param(id).query(Accounts::read).optional();
    }

    /** All accounts of a unit, closed ones last. */
    public List<Account> ofUnit(long unit) {
        return db.sql("select * from registry.account where unit = ? and withdrawn_at is null order by state = 'CLOSED', platform, id")
                .param(unit)
                .query(Accounts::read)
                .list();
    }

    /** All accounts of the matrix, by unit. */
    public List<Account> all() {
        return db.sql("select * from registry.account where withdrawn_at is null order by unit, platform, id").query(Accounts::read).list();
    }

    /** The account's life so far, oldest first. */
    public List<Move> life(long account) {
        return db.sql("select * from registry.account_move where account = ? order by id")
                .param(account)
                .query((row, n) -> {
                    String from = row.getString("from_state");
                    return new Move(
                            from == null ? null : AccountState.valueOf(from), AccountState.valueOf(row.getString("to_state")), row.getString("reason"),
                            Sql.longOrNull(row, "by_person"), Sql.instant(row, "at"));
                })
                .list();
    }

    /** Enters an account as planned. A second one of the unit on the platform needs an excuse. */
    @Transactional
    public Outcome<Account> open(NewAccount wanted, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Outcome<NewAccount> checked = check(wanted, null);
        if (checked instanceof Outcome.Refused<NewAccount> refused) {
            return refused.cast();
        }
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
        if (made == 0) {
            return taken(wanted, null).orElse(Outcome.changedMeanwhile()).map(w -> find(id).orElseThrow());
        }
        note(id, null, AccountState.PLANNED, "", by);
        changed("account.planned", id, wanted.unit(), by, Map.of("platform", wanted.platform().name(), "handle", wanted.handle().strip()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** Changes name, handle, address, positioning, dates; unit and platform stay. */
    @Transactional
    public Outcome<Account> change(long id, int version, NewAccount wanted, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Account> before = find(id);
        if (before.isEmpty()) {
            return Outcome.notFound();
        }
        Outcome<NewAccount> checked = check(wanted, id);
        if (checked instanceof Outcome.Refused<NewAccount> refused) {
            return refused.cast();
        }
        int done;
        try {
            done = db.sql("""
                            update registry.account set handle = :handle, name = :name, url = :url, excuse = :excuse, audience = :audience, publishes = :publishes,
                              tone = :tone, interaction = :interaction, service = :service, planned_for = :planned_for, filing = :filing, changed_at = :at,
                              version = version + 1
                            where id = :id and version = :version and withdrawn_at is null""")
                    .param("id", id)
                    .param("version", version)
                    .params(columns(wanted))
                    .param("planned_for", wanted.plannedFor())
                    .param("at", Sql.time(clock.instant()))
                    .update();
        } catch (DuplicateKeyException race) {
            return Outcome.changedMeanwhile();
        }
        if (done == 0) {
            return Outcome.changedMeanwhile();
        }
        changed("account.changed", id, before.get().unit(), by, Map.of("handle", wanted.handle().strip(), "before", before.get().handle()));
        return Outcome.done(find(id).orElseThrow());
    }

    private static Map<String, Object> columns(NewAccount wanted) {
        Positioning p = wanted.positioning();
        return Map.of(
                "handle", wanted.handle().strip(), "name", wanted.name().strip(), "url", wanted.url().strip(), "excuse", wanted.excuse().strip(),
                "audience", p.audience().strip(), "publishes", p.publishes().strip(), "tone", p.tone().strip(), "interaction", p.interaction().strip(),
                "service", p.service().strip(), "filing", wanted.filing().strip());
    }

    /** What must hold of an account whoever enters it; {@code self} is the account that is changed. */
    Outcome<NewAccount> check(NewAccount wanted, @Nullable Long self) {
        String handle = wanted.handle().strip();
        String url = wanted.url().strip();
        Positioning p = wanted.positioning();
        if (handle.isEmpty() || handle.length() > 60 || handle.chars().anyMatch(Character::isWhitespace)) {
            return Outcome.invalid("handle", "registry.account.handle-form");
        } else if (wanted.name().isBlank() || wanted.name().strip().length() > 60) {
            return Outcome.invalid("name", "registry.account.name-form");
        } else if (!url.isEmpty() && (url.length() > 400 || !url.matches("https?://[^\\s\"<>]+"))) {
            return Outcome.invalid("url", "registry.account.url-form");
        } else if (wanted.excuse().length() > 400 || wanted.filing().length() > 200) {
            return Outcome.invalid(wanted.excuse().length() > 400 ? "excuse" : "filing", "registry.too-long", wanted.excuse().length() > 400 ? 400 : 200);
        } else if (List.of(p.audience(), p.publishes(), p.tone(), p.interaction(), p.service()).stream().anyMatch(t -> t.length() > 500)) {
            return Outcome.invalid("publishes", "registry.too-long", 500);
        } else if (db.sql("select count(*) from registry.unit where id = ? and withdrawn_at is null").param(wanted.unit()).query((r, n) -> r.getInt(1)).single() == 0) {
            return Outcome.invalid("unit", "registry.account.no-unit");
        }
        return taken(wanted, self).orElse(Outcome.done(wanted));
    }

    /** The refusal for a second account on the platform without excuse, or a handle that is somebody's already. */
    private Optional<Outcome<NewAccount>> taken(NewAccount wanted, @Nullable Long self) {
        return db.sql("""
                        select a.*, a.unit = :unit and lower(a.handle) <> lower(:handle) as second from registry.account a
                        where a.platform = :platform and a.state <> 'CLOSED' and a.withdrawn_at is null and a.id <> coalesce(cast(:self as bigint), 0)
                          and (lower(a.handle) = lower(:handle) or (a.unit = :unit and a.excuse = '' and :excuse = ''))
                        order by lower(a.handle) = lower(:handle) desc limit 1""")
                .param("unit", wanted.unit())
                .param("platform", wanted.platform().name())
                .param("handle", wanted.handle().strip())
                .param("excuse", wanted.excuse().strip())
                .param("self", self)
                .query((row, n) -> row.getBoolean("second")
                        ? Outcome.<NewAccount>invalid("excuse", "registry.account.second", row.getString("handle"))
                        : Outcome.<NewAccount>invalid("handle", "registry.account.handle-taken", row.getString("handle")))
                .optional();
    }

    /** Moves the account along its life. Closing one that citizens know needs its public notice first: {@link #proposeClosure}. */
    @Transactional
    public Outcome<Account> move(long id, AccountState to, String reason, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Account> found = db.sql("select * from registry.account where id = ? and withdrawn_at is null for update").param(id).query(Accounts::read).optional();
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Account account = found.get();
        if (!account.state().canBecome(to)) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "registry.account.no-such-move");
        } else if (to == AccountState.CLOSED && account.state().closesWithNotice() && account.closureNoticeAt() == null) {
            return Outcome.invalid("to", "registry.account.notice-first");
        } else if ((to == AccountState.SUSPENDED || to == AccountState.CLOSED) && reason.isBlank()) {
            return Outcome.invalid("reason", "registry.account.reason-needed");
        } else if (reason.length() > 400) {
            return Outcome.invalid("reason", "registry.too-long", 400);
        }
        db.sql("update registry.account set state = ?, changed_at = ?, version = version + 1 where id = ?")
                .params(to.name(), Sql.time(clock.instant()), id)
                .update();
        note(id, account.state(), to, reason.strip(), by);
        changed("account.moved", id, account.unit(), by, Map.of("from", account.state().name(), "to", to.name(), "reason", reason.strip()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** Asks for the public notice that comes before an account is closed; tells {@link ClosureProposed} once. */
    @Transactional
    public Outcome<Account> proposeClosure(long id, String reason, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Account> found = db.sql("select * from registry.account where id = ? and withdrawn_at is null for update").param(id).query(Accounts::read).optional();
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Account account = found.get();
        if (!account.state().closesWithNotice() || account.closureProposedAt() != null) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "registry.account.no-such-move");
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "registry.account.reason-needed");
        } else if (reason.length() > 400) {
            return Outcome.invalid("reason", "registry.too-long", 400);
        }
        db.sql("update registry.account set closure_reason = ?, closure_proposed_at = ?, version = version + 1 where id = ?")
                .params(reason.strip(), Sql.time(clock.instant()), id)
                .update();
        events.publishEvent(
                new ClosureProposed(id, account.unit(), account.platform(), account.handle(), account.name(), reason.strip(), by == null ? null : by.id()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** The public notice of an account's closing is out (or, with null, was withdrawn). Called by the module that published it. */
    @Transactional
    public void noticePublished(long account, long post, @Nullable Instant at) {
        int done = db.sql("update registry.account set closure_notice = :post, closure_notice_at = :at, version = version + 1 where id = :id and state <> 'CLOSED'")
                .param("post", post)
                .param("at", Sql.timeOrNull(at))
                .param("id", account)
                .update();
        if (done == 1) {
            events.publishEvent(Audited.Entry.of("account.closure-notice", "account", account, null, null, Map.of("post", Long.toString(post), "out", at != null)));
        }
    }

    private void note(long account, @Nullable AccountState from, AccountState to, String reason, @Nullable Person by) {
        db.sql("insert into registry.account_move (id, account, from_state, to_state, reason, by_person, at) values (:id, :account, :from, :to, :reason, :by, :at)")
                .param("id", ids.next())
                .param("account", account)
                .param("from", from == null ? null : from.name())
                .param("to", to.name())
                .param("reason", reason)
                .param("by", by == null ? null : by.id())
                .param("at", Sql.time(clock.instant()))
                .update();
    }

    private void changed(String action, long id, long unit, @Nullable Person by, Map<String, ?> details) {
        events.publishEvent(Audited.Entry.of(action, "account", id, unit, by, details));
        ready.changed();
    }

    static Account read(ResultSet row, int n) throws SQLException {
        return new Account(
                row.getLong("id"), row.getLong("unit"), Platform.valueOf(row.getString("platform")), row.getString("handle"), row.getString("name"),
                row.getString("url"), AccountState.valueOf(row.getString("state")), row.getString("excuse"),
                new Positioning(
                        row.getString("audience"), row.getString("publishes"), row.getString("tone"), row.getString("interaction"), row.getString("service")),
                row.getObject("planned_for", LocalDate.class), row.getString("filing"), Sql.instantOrNull(row, "closure_proposed_at"),
                Sql.instantOrNull(row, "closure_notice_at"), row.getInt("version"));
    }
}
