package org.lianxin.cases.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.cases.Casework;
import org.lianxin.cases.Publicity;
import org.lianxin.cases.Replies;
import org.lianxin.cases.Withdrawals;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.web.Access;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cases for programs: lists, one with its timeline, and what the office and units decide about it. */
@RestController
@RequestMapping("/rest/v1/cases")
class CasesResource {
    private final Cases cases;
    private final Casework casework;
    private final Replies replies;
    private final Withdrawals withdrawals;
    private final Publicity publicity;

    CasesResource(Cases cases, Casework casework, Replies replies, Withdrawals withdrawals, Publicity publicity) {
        this.cases = cases;
        this.casework = casework;
        this.replies = replies;
        this.withdrawals = withdrawals;
        this.publicity = publicity;
    }

    record ListJson(List<CaseJson> items, @Nullable String next) {}

    /** Without a version the case is taken as it stands. */
    record RoutingJson(
            @Nullable String unit,
            @Nullable String remark,
            @Nullable Integer version) {}

    record VersionJson(@Nullable Integer version) {}

    record ReasonJson(@Nullable String reason, @Nullable Integer version) {}

    record WithdrawalJson(@Nullable String reason) {}

    record ClosureRequest(
            @Nullable String reason,
            @Nullable String kind,
            @Nullable Integer version) {}

    record AsWrittenJson(String text, String place, String email, String phone) {}

    @GetMapping
    @Readers
    ListJson list(
            @RequestParam(defaultValue = "open") String part,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String unit,
            @RequestParam(defaultValue = "") String q,
            @RequestParam @Nullable String from,
            Person person) {
        Long only = unit == null || unit.isEmpty() ? null : Long.valueOf(Typed.unit(unit));
        Slice<Case> slice = cases.list(
                new Cases.Filter(Cases.Part.of(part), Typed.kind(kind).orElse(null), only, q),
                from == null ? null : Cursor.parse(from).orElse(null),
                50,
                person);
        Cursor next = slice.next();
        return new ListJson(slice.items().stream().map(CaseJson::of).toList(), next == null ? null : next.toString());
    }

    @GetMapping("/{id}")
    @Readers
    CaseJson.Whole show(@PathVariable String id, Person person) {
        Case letter = Refusals.orRefuse(casework.find(Typed.id(id), person));
        return new CaseJson.Whole(
                CaseJson.of(letter),
                cases.steps(letter).stream().map(CaseJson::step).toList(),
                Refusals.orRefuse(replies.of(letter.id(), person)).stream()
                        .map(CaseJson.ReplyJson::of)
                        .toList());
    }

    @PostMapping("/{id}/routing")
    @Access(Role.OFFICE)
    CaseJson route(@PathVariable String id, @RequestBody RoutingJson body, Person person) {
        long which = Typed.id(id);
        return CaseJson.of(Refusals.orRefuse(casework.route(
                which,
                version(which, body.version(), person),
                Typed.unit(body.unit()),
                Typed.text(body.remark()),
                person)));
    }

    /** Says that the caller does it; what somebody else had taken on is theirs no longer. */
    @PostMapping("/{id}/handler")
    @Writers
    CaseJson takeOn(@PathVariable String id, @RequestBody(required = false) @Nullable VersionJson body, Person person) {
        long which = Typed.id(id);
        return CaseJson.of(Refusals.orRefuse(
                casework.takeOn(which, version(which, body == null ? null : body.version(), person), person)));
    }

    @PostMapping("/{id}/return")
    @Access({Role.EDITOR, Role.LEADER})
    CaseJson giveBack(@PathVariable String id, @RequestBody ReasonJson body, Person person) {
        long which = Typed.id(id);
        return CaseJson.of(Refusals.orRefuse(
                casework.giveBack(which, version(which, body.version(), person), Typed.text(body.reason()), person)));
    }

    @PostMapping("/{id}/closure")
    @Access(Role.OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    CaseJson close(@PathVariable String id, @RequestBody ClosureRequest body, Person person) {
        long which = Typed.id(id);
        return CaseJson.of(Refusals.orRefuse(casework.close(
                which,
                version(which, body.version(), person),
                Typed.as(body.kind()),
                Typed.text(body.reason()),
                person)));
    }

    @PostMapping("/{id}/reopening")
    @Access(Role.OFFICE)
    CaseJson takeUp(@PathVariable String id, @RequestBody ReasonJson body, Person person) {
        long which = Typed.id(id);
        return CaseJson.of(Refusals.orRefuse(
                casework.takeUp(which, version(which, body.version(), person), Typed.text(body.reason()), person)));
    }

    /** Takes letter and answers off the public pages; the reason is for staff. */
    @PostMapping("/{id}/privacy")
    @Access(Role.OFFICE)
    @ResponseStatus(HttpStatus.CREATED)
    CaseJson keepPrivate(@PathVariable String id, @RequestBody ReasonJson body, Person person) {
        long which = Typed.id(id);
        return CaseJson.of(Refusals.orRefuse(
                publicity.takeOff(which, version(which, body.version(), person), Typed.text(body.reason()), person)));
    }

    /** Takes an answer away that was sent; the reason is public, and a case that stood on it gets a new deadline. */
    @PostMapping("/{id}/answers/{reply}/withdrawal")
    @Access({Role.LEADER, Role.OFFICE})
    @ResponseStatus(HttpStatus.CREATED)
    CaseJson.ReplyJson withdraw(
            @PathVariable String id, @PathVariable String reply, @RequestBody WithdrawalJson body, Person person) {
        return CaseJson.ReplyJson.of(Refusals.orRefuse(
                withdrawals.withdraw(Typed.id(id), Typed.id(reply), Typed.text(body.reason()), person)));
    }

    @PostMapping("/{id}/revelation")
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    AsWrittenJson reveal(@PathVariable String id, @RequestBody ReasonJson body, Person person) {
        var shown = Refusals.orRefuse(casework.reveal(Typed.id(id), Typed.text(body.reason()), person));
        return new AsWrittenJson(shown.text(), shown.place(), shown.email(), shown.phone());
    }

    private int version(long id, @Nullable Integer given, Person person) {
        return given != null
                ? given
                : Refusals.orRefuse(casework.find(id, person)).version();
    }
}
