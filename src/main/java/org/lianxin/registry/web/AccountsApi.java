package org.lianxin.registry.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Positioning;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over REST, with the services and the rights of the pages. */
@RestController
@RequestMapping("/rest/v1/accounts")
@Access
class AccountsApi {
    private final Accounts accounts;
    private final AccountList list;
    private final AccountPages pages;

    AccountsApi(Accounts accounts, AccountList list, AccountPages pages) {
        this.accounts = accounts;
        this.list = list;
        this.pages = pages;
    }

    record Listed(
            String id,
            String unit,
            String platform,
            String handle,
            String name,
            String state,
            boolean late,
            boolean closing) {}

    /** @param after where the rest begins, null at the end */
    record Listing(List<Listed> accounts, @Nullable String after) {}

    record Moved(
            @Nullable String from,
            String to,
            String reason,
            @Nullable String by,
            Instant at) {}

    /**
     * @param next states to which it may be moved now; CLOSED is among them only where no notice is needed, or it is out
     * @param closure null if nobody proposed to close it
     */
    record Shown(
            String id,
            String unit,
            String platform,
            String handle,
            String name,
            String url,
            String state,
            String excuse,
            String audience,
            String publishes,
            String tone,
            String interaction,
            String service,
            @Nullable LocalDate plannedFor,
            String filing,
            List<String> next,
            @Nullable Closure closure,
            List<Moved> life,
            int version) {}

    /** @param notice the post that announces it, once it was out; noticeAt null if it is not out, or was withdrawn */
    record Closure(
            String reason,
            Instant proposedAt,
            @Nullable String notice,
            @Nullable Instant noticeAt) {}

    /** @param unit and platform when it is entered only; plannedFor as 2026-12-01; version: that which was read, for a change */
    record Written(
            @Nullable String unit,
            @Nullable String platform,
            @Nullable String handle,
            @Nullable String name,
            @Nullable String url,
            @Nullable String excuse,
            @Nullable String audience,
            @Nullable String publishes,
            @Nullable String tone,
            @Nullable String interaction,
            @Nullable String service,
            @Nullable String plannedFor,
            @Nullable String filing,
            @Nullable Integer version) {}

    record Step(
            @Nullable String to,
            @Nullable String reason,
            @Nullable Integer version) {}

    record Reason(@Nullable String reason) {}

    @GetMapping
    Listing index(
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit,
            Person person) {
        AccountList.Wanted wanted = AccountList.Wanted.of(Forms.optional(unit), platform, state, q);
        if (!platform.isEmpty() && wanted.platform() == null) {
            return Refusals.orRefuse(Outcome.invalid("platform", "registry.account.platform-form"));
        } else if (!state.isEmpty() && wanted.state() == null) {
            return Refusals.orRefuse(Outcome.invalid("state", "registry.account.state-form"));
        }
        AccountList.Part part = list.find(wanted, person, Forms.optional(after), Math.clamp(limit, 1, 200));
        List<Listed> rows = part.rows().stream()
                .map(r -> new Listed(
                        Ids.text(r.id()),
                        Ids.text(r.unit()),
                        r.platform().name(),
                        r.handle(),
                        r.name(),
                        r.state().name(),
                        r.late(),
                        r.closing()))
                .toList();
        return new Listing(rows, UnitsApi.id(part.next()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OFFICE)
    Shown create(@RequestBody Written written, Person person) {
        return shown(Refusals.orRefuse(wanted(written, null).then(wanted -> accounts.open(wanted, person))));
    }

    @GetMapping("/{id}")
    Shown show(@PathVariable String id, Person person) {
        return shown(found(id, person));
    }

    @PutMapping("/{id}")
    @Access(Role.OFFICE)
    Shown update(@PathVariable String id, @RequestBody Written written, Person person) {
        Account account = found(id, person);
        int version = UnitsApi.version(written.version());
        return shown(Refusals.orRefuse(
                wanted(written, account).then(wanted -> accounts.change(account.id(), version, wanted, person))));
    }

    @PostMapping("/{id}/moves")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OFFICE)
    Shown move(@PathVariable String id, @RequestBody Step step, Person person) {
        Account account = found(id, person);
        int version = UnitsApi.version(step.version());
        return shown(Refusals.orRefuse(LifeController.state(Forms.text(step.to()))
                .then(to -> accounts.move(account.id(), version, to, Forms.lines(step.reason()), person))));
    }

    /** Proposes to close it: a public notice is drafted, and once it is out the account may be moved to CLOSED. */
    @PostMapping("/{id}/closure")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(Role.OFFICE)
    Shown propose(@PathVariable String id, @RequestBody Reason reason, Person person) {
        return shown(Refusals.orRefuse(
                accounts.proposeClosure(found(id, person).id(), Forms.lines(reason.reason()), person)));
    }

    /** It stays after all. */
    @DeleteMapping("/{id}/closure")
    @Access(Role.OFFICE)
    Shown drop(@PathVariable String id, Person person) {
        return shown(Refusals.orRefuse(accounts.dropClosure(found(id, person).id(), person)));
    }

    private Account found(String id, Person person) {
        return pages.find(Forms.id(id), person).orElseThrow(Refusals::notFound);
    }

    /** {@code account}: the one that is changed, whose unit and platform stay. */
    private static Outcome<NewAccount> wanted(Written w, @Nullable Account account) {
        Optional<Platform> platform = account != null
                ? Optional.of(account.platform())
                : Arrays.stream(Platform.values())
                        .filter(p -> p.name().equals(Forms.text(w.platform())))
                        .findFirst();
        if (platform.isEmpty()) {
            return Outcome.invalid("platform", "registry.account.platform-form");
        }
        @Nullable LocalDate day;
        try {
            day = Forms.text(w.plannedFor()).isEmpty() ? null : LocalDate.parse(Forms.text(w.plannedFor()));
        } catch (DateTimeParseException noDay) {
            return Outcome.invalid("plannedFor", "registry.account.date-form");
        }
        long unit = account != null
                ? account.unit()
                : Ids.parse(Forms.text(w.unit())).orElse(0);
        Positioning positioning = new Positioning(
                Forms.lines(w.audience()),
                Forms.lines(w.publishes()),
                Forms.lines(w.tone()),
                Forms.lines(w.interaction()),
                Forms.lines(w.service()));
        return Outcome.done(new NewAccount(
                unit,
                platform.get(),
                Forms.text(w.handle()),
                Forms.text(w.name()),
                Forms.text(w.url()),
                Forms.lines(w.excuse()),
                positioning,
                day,
                Forms.text(w.filing())));
    }

    private Shown shown(Account a) {
        Positioning p = a.positioning();
        List<String> next = a.state().next().stream()
                .filter(to -> to != AccountState.CLOSED || !a.state().closesWithNotice() || a.closureNoticeAt() != null)
                .map(AccountState::name)
                .toList();
        List<Moved> life = accounts.life(a.id()).stream()
                .map(m -> new Moved(
                        m.from() == null ? null : m.from().name(),
                        m.to().name(),
                        m.reason(),
                        UnitsApi.id(m.by()),
                        m.at()))
                .toList();
        @Nullable
        Closure closure = a.closureProposedAt() == null
                ? null
                : new Closure(
                        Forms.text(a.closureReason()),
                        a.closureProposedAt(),
                        UnitsApi.id(a.closureNotice()),
                        a.closureNoticeAt());
        return new Shown(
                Ids.text(a.id()),
                Ids.text(a.unit()),
                a.platform().name(),
                a.handle(),
                a.name(),
                a.url(),
                a.state().name(),
                a.excuse(),
                p.audience(),
                p.publishes(),
                p.tone(),
                p.interaction(),
                p.service(),
                a.plannedFor(),
                a.filing(),
                next,
                closure,
                life,
                a.version());
    }
}
