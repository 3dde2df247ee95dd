package org.lianxin.registry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Person;
import org.lianxin.web.ReadyPages;
import org.lianxin.web.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** The accounts of all units: one per unit and platform unless excused, each with its positioning and its life. */
@Service
public class Accounts {
    private static final int REASON = 400;

    private final AccountStore store;
    private final ApplicationEventPublisher events;
    private final ReadyPages ready;

    Accounts(AccountStore store, ApplicationEventPublisher events, ReadyPages ready) {
        this.store = store;
        this.events = events;
        this.ready = ready;
    }

    /** One step in the life of an account; {@code from} is null where it was entered. */
    public record Move(
            @Nullable AccountState from,
            AccountState to,
            String reason,
            @Nullable Long by,
            Instant at) {}

    /** The account, also one taken back with its import: what went out on it keeps its name. */
    public Optional<Account> find(long id) {
        return store.find(id);
    }

    /** The account, if it stands in the register. */
    public Optional<Account> standing(long id) {
        return store.standing(id);
    }

    /** All accounts of a unit, closed ones last. */
    public List<Account> ofUnit(long unit) {
        return store.ofUnit(unit);
    }

    /** All accounts of the matrix, by unit. */
    public List<Account> all() {
        return store.all();
    }

    /** The account's life so far, oldest first. */
    public List<Move> life(long account) {
        return store.lives(List.of(account)).getOrDefault(account, List.of());
    }

    /** The lives of several accounts, each oldest first. */
    public Map<Long, List<Move>> lives(Collection<Long> accounts) {
        return store.lives(accounts);
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
        Optional<Long> made = store.insert(wanted);
        if (made.isEmpty()) {
            return taken(wanted, null).orElse(Outcome.changedMeanwhile()).then(w -> Outcome.changedMeanwhile());
        }
        long id = made.get();
        store.note(id, null, AccountState.PLANNED, "", by);
        changed(
                "account.planned",
                id,
                wanted.unit(),
                by,
                Map.of(
                        "platform",
                        wanted.platform().name(),
                        "handle",
                        wanted.handle().strip()));
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
        try {
            if (!store.update(id, version, wanted)) {
                return Outcome.changedMeanwhile();
            }
        } catch (DuplicateKeyException race) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Outcome.changedMeanwhile();
        }
        changed(
                "account.changed",
                id,
                before.get().unit(),
                by,
                Map.of("handle", wanted.handle().strip(), "before", before.get().handle()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** What must hold of an account whoever enters it; {@code self} is the account that is changed. */
    Outcome<NewAccount> check(NewAccount wanted, @Nullable Long self) {
        if (Rules.of(wanted) instanceof Outcome.Refused<NewAccount> refused) {
            return refused;
        }
        if (!store.unitStands(wanted.unit())) {
            return Outcome.invalid("unit", "registry.account.no-unit");
        }
        return taken(wanted, self).orElse(Outcome.done(wanted));
    }

    /** The refusal for a second account on the platform without excuse, or a handle that is somebody's already. */
    private Optional<Outcome<NewAccount>> taken(NewAccount wanted, @Nullable Long self) {
        return store.inTheWay(wanted, self)
                .map(other -> other.second()
                        ? Outcome.invalid("excuse", "registry.account.second", other.handle())
                        : Outcome.invalid("handle", "registry.account.handle-taken", other.handle()));
    }

    /** Moves the account along its life, whatever its version. Closing one that citizens know needs its public notice first: {@link #proposeClosure}. */
    @Transactional
    public Outcome<Account> move(long id, AccountState to, String reason, @Nullable Person by) {
        return store.lock(id).map(account -> move(account, to, reason, by)).orElse(Outcome.notFound());
    }

    /** Moves the account as somebody saw it: another version by now is refused. */
    @Transactional
    public Outcome<Account> move(long id, int version, AccountState to, String reason, Person by) {
        Optional<Account> found = store.lock(id);
        if (found.isPresent() && found.get().version() != version) {
            return Outcome.changedMeanwhile();
        }
        return found.map(account -> move(account, to, reason, by)).orElse(Outcome.notFound());
    }

    private Outcome<Account> move(Account account, AccountState to, String reason, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        } else if (!account.state().canBecome(to)) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "registry.account.no-such-move");
        } else if (to == AccountState.CLOSED
                && account.state().closesWithNotice()
                && account.closureNoticeAt() == null) {
            return Outcome.invalid("to", "registry.account.notice-first");
        } else if ((to == AccountState.SUSPENDED || to == AccountState.CLOSED) && reason.isBlank()) {
            return Outcome.invalid("reason", "registry.account.reason-needed");
        } else if (reason.length() > REASON) {
            return Outcome.invalid("reason", "registry.too-long", REASON);
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        }
        store.move(account, to, reason.strip(), by);
        changed(
                "account.moved",
                account.id(),
                account.unit(),
                by,
                Map.of("from", account.state().name(), "to", to.name(), "reason", reason.strip()));
        return Outcome.done(find(account.id()).orElseThrow());
    }

    /** Asks for the public notice that comes before an account is closed; tells {@link ClosureProposed} once. */
    @Transactional
    public Outcome<Account> proposeClosure(long id, String reason, @Nullable Person by) {
        if (by != null && !by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Account> found = store.lock(id);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Account account = found.get();
        if (!account.state().closesWithNotice() || account.closureProposedAt() != null) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "registry.account.no-such-move");
        } else if (reason.isBlank()) {
            return Outcome.invalid("reason", "registry.account.reason-needed");
        } else if (reason.length() > REASON) {
            return Outcome.invalid("reason", "registry.too-long", REASON);
        } else if (Unseen.in(reason)) {
            return Unseen.refused("reason");
        }
        store.propose(id, reason.strip());
        events.publishEvent(new ClosureProposed(
                id,
                account.unit(),
                account.platform(),
                account.handle(),
                account.name(),
                reason.strip(),
                by == null ? null : by.id()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** The account stays after all. A notice that is out must be withdrawn first: citizens have read it. */
    @Transactional
    public Outcome<Account> dropClosure(long id, Person by) {
        if (!by.is(Role.OFFICE)) {
            return Outcome.notAllowed();
        }
        Optional<Account> found = store.lock(id);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Account account = found.get();
        if (account.state() == AccountState.CLOSED || account.closureProposedAt() == null) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "registry.account.no-such-move");
        } else if (account.closureNoticeAt() != null) {
            return Outcome.refused(Outcome.Kind.CHANGED_MEANWHILE, "registry.account.notice-is-out");
        }
        store.dropClosure(id);
        events.publishEvent(new ClosureDropped(id, account.unit(), by.id()));
        return Outcome.done(find(id).orElseThrow());
    }

    /** The public notice of an account's closing is out (or, with null, was withdrawn). Called by the module that published it. */
    @Transactional
    public void noticePublished(long account, long post, @Nullable Instant at) {
        if (store.notice(account, post, at)) {
            events.publishEvent(Audited.Entry.of(
                    "account.closure-notice",
                    "account",
                    account,
                    null,
                    null,
                    Map.of("post", Long.toString(post), "out", at != null)));
        }
    }

    private void changed(String action, long id, long unit, @Nullable Person by, Map<String, ?> details) {
        events.publishEvent(Audited.Entry.of(action, "account", id, unit, by, details, Role.OFFICE));
        ready.changed();
    }
}
