package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletResponse;
import org.lianxin.cases.Case;
import org.lianxin.cases.Casework;
import org.lianxin.cases.Publicity;
import org.lianxin.cases.Withdrawals;
import org.lianxin.intake.Intake;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is decided about a letter. A refused decision comes back as the same page with what was typed and why not. */
@Controller
class CaseworkController {
    private final Casework casework;
    private final CaseStory story;
    private final CaseDesks desks;
    private final Withdrawals withdrawals;
    private final Publicity publicity;

    CaseworkController(
            Casework casework, CaseStory story, CaseDesks desks, Withdrawals withdrawals, Publicity publicity) {
        this.casework = casework;
        this.story = story;
        this.desks = desks;
        this.withdrawals = withdrawals;
        this.publicity = publicity;
    }

    @PostMapping("/console/cases/{id}/handler")
    @Writers
    String takeOn(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        Outcome<Case> outcome = casework.takeOn(which, Typed.version(fields), page.me());
        return answer(which, "handler", fields, outcome, at(which, "?said=case-taken-on"), page, model, response);
    }

    /** Whoever gave it back reads it no longer. */
    @PostMapping("/console/cases/{id}/return")
    @Access({Role.EDITOR, Role.LEADER})
    String giveBack(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        Outcome<Case> outcome =
                casework.giveBack(which, Typed.version(fields), Typed.field(fields, "reason"), page.me());
        return answer(
                which,
                "return",
                fields,
                outcome,
                page.me().readsAll() ? at(which, "?said=case-returned") : "/console/cases?said=case-returned",
                page,
                model,
                response);
    }

    @PostMapping("/console/cases/{id}/routing")
    @Access(Role.OFFICE)
    String route(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        Outcome<Case> outcome = Typed.chosenUnit(fields)
                .then(unit ->
                        casework.route(which, Typed.version(fields), unit, Typed.field(fields, "remark"), page.me()));
        return answer(which, "routing", fields, outcome, at(which, "?said=case-routed"), page, model, response);
    }

    @PostMapping("/console/cases/{id}/closure")
    @Access(Role.OFFICE)
    String close(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        Outcome<Case> outcome = Typed.closing(Typed.field(fields, "kind"))
                .then(as -> casework.close(which, Typed.version(fields), as, Typed.field(fields, "reason"), page.me()));
        return answer(which, "closure", fields, outcome, at(which, "?said=case-closed"), page, model, response);
    }

    @PostMapping("/console/cases/{id}/reopening")
    @Access(Role.OFFICE)
    String takeUp(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        Outcome<Case> outcome = casework.takeUp(which, Typed.version(fields), Typed.field(fields, "reason"), page.me());
        return answer(which, "reopening", fields, outcome, at(which, "?said=case-taken-up"), page, model, response);
    }

    /** Off the public pages, letter and answers. */
    @PostMapping("/console/cases/{id}/privacy")
    @Access(Role.OFFICE)
    String keepPrivate(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        Outcome<Case> outcome =
                publicity.takeOff(which, Typed.version(fields), Typed.field(fields, "reason"), page.me());
        return answer(which, "privacy", fields, outcome, at(which, "?said=case-private"), page, model, response);
    }

    /** A page may have a form for each of several answers. */
    @PostMapping("/console/cases/{id}/answers/{reply}/withdrawal")
    @Access({Role.LEADER, Role.OFFICE})
    String withdraw(
            @PathVariable String id,
            @PathVariable String reply,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        long answer = Typed.id(reply);
        Outcome<Case> outcome = withdrawals
                .withdraw(which, answer, Typed.field(fields, "reason"), page.me())
                .then(withdrawn -> casework.find(which, page.me()));
        return answer(
                which,
                CasePage.withdrawal(answer),
                fields,
                outcome,
                at(which, "?said=reply-withdrawn"),
                page,
                model,
                response);
    }

    /** Shown once, in the answer itself: nothing unmasked has an address. */
    @PostMapping("/console/cases/{id}/revelation")
    @Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
    String reveal(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            Page page,
            Model model,
            HttpServletResponse response) {
        long which = Typed.id(id);
        response.setHeader("Cache-Control", "no-store");
        return switch (casework.reveal(which, Typed.field(fields, "reason"), page.me())) {
            case Outcome.Done<Intake.AsWritten>(Intake.AsWritten written) -> {
                model.addAttribute("it", story.of(found(which, page), page, Form.empty(), written));
                yield "cases/cases/show";
            }
            case Outcome.Refused<Intake.AsWritten> refused ->
                answer(which, "revelation", fields, refused.<Case>cast(), "", page, model, response);
        };
    }

    private String answer(
            long id,
            String form,
            MultiValueMap<String, String> fields,
            Outcome<Case> outcome,
            String next,
            Page page,
            Model model,
            HttpServletResponse response) {
        boolean atDesk = Typed.field(fields, "then").equals("desk");
        return switch (outcome) {
            case Outcome.Done<Case> done -> "redirect:" + (atDesk ? CaseDesks.after(id, form, fields) : next);
            case Outcome.Refused<Case> refused -> {
                // what the person may not read or do is told as such; only the forgotten original is an answer about a
                // letter that they read
                if (refused.kind() == Outcome.Kind.NOT_ALLOWED
                        || (refused.kind() == Outcome.Kind.NOT_FOUND && !form.equals("revelation"))) {
                    yield Refusals.orRefuse(refused.cast());
                }
                Case now = found(id, page);
                response.setStatus(
                        refused.kind() == Outcome.Kind.NOT_FOUND
                                ? 422
                                : refused.kind().status());
                Form typed = Form.refused(form, fields, refused, page);
                if (atDesk && desks.takes(now)) {
                    model.addAttribute("desk", desks.at(now, typed, page));
                    yield "cases/desk/show";
                }
                model.addAttribute("it", story.of(now, page, typed, null));
                yield "cases/cases/show";
            }
        };
    }

    private Case found(long id, Page page) {
        return Refusals.orRefuse(casework.find(id, page.me()));
    }

    private static String at(long id, String rest) {
        return "/console/cases/" + Ids.text(id) + rest;
    }
}
