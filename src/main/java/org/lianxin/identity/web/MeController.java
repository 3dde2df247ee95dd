package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.Roll;
import org.lianxin.identity.SecondStep;
import org.lianxin.identity.Sessions;
import org.lianxin.identity.Tokens;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own account: who one is here, the password, where one is signed in, which programs act in one's name. */
@Controller
@Access
class MeController {
    private final Roll roll;
    private final Credentials credentials;
    private final SecondStep secondStep;
    private final Sessions sessions;
    private final Tokens tokens;

    MeController(Roll roll, Credentials credentials, SecondStep secondStep, Sessions sessions, Tokens tokens) {
        this.roll = roll;
        this.credentials = credentials;
        this.secondStep = secondStep;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @GetMapping("/console/me")
    String show(Person person, Model model) {
        Roll.Line line = line(person);
        return page(person, line, ProfileForm.of(line), Map.of(), model);
    }

    @PostMapping("/console/me")
    String change(ProfileForm form, Person person, Page page, HttpServletResponse response, Model model) {
        var changes =
                new Roll.Changes(form.name(), form.email(), form.phone(), person.admin(), Forms.locale(form.locale()));
        return switch (roll.change(person.id(), changes, form.version(), person)) {
            case Outcome.Done<Roll.Line> done -> "redirect:/console/me?said=me-saved";
            case Outcome.Refused<Roll.Line> refused ->
                page(person, line(person), form, Forms.errors(refused, page, response), model);
        };
    }

    @PostMapping("/console/me/password")
    String password(
            @RequestParam(name = "old-password", defaultValue = "") String old,
            @RequestParam(name = "password", defaultValue = "") String fresh,
            Person person,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Outcome<Boolean> outcome = credentials
                .confirm(person, old, "old-password", request.getRemoteAddr())
                .then(ok -> credentials.change(person, fresh));
        return switch (outcome) {
            case Outcome.Done<Boolean> done -> "redirect:/console/me?said=password-changed";
            case Outcome.Refused<Boolean> refused -> again(person, Forms.errors(refused, page, response), model);
        };
    }

    @PostMapping("/console/me/sessions/{id}/end")
    String end(@PathVariable String id, Person person) {
        Refusals.orRefuse(sessions.end(Forms.id(id), person));
        return "redirect:/console/me?said=session-ended";
    }

    @PostMapping("/console/me/sessions/end")
    String endOthers(Person person) {
        sessions.endOthers(person.id(), Ids.parse(person.session()).orElse(0));
        return "redirect:/console/me?said=sessions-ended";
    }

    /** The answer itself shows the token, this once; there is no address under which it could be seen again. */
    @PostMapping("/console/me/tokens")
    String issue(
            @RequestParam(name = "token-name", defaultValue = "") String name,
            @RequestParam(name = "token-password", defaultValue = "") String password,
            Person person,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Outcome<Boolean> outcome = name.isBlank() || name.strip().length() > 60 || Unseen.in(name)
                ? Outcome.invalid("token-name", "identity.token.name-form")
                : credentials.confirm(person, password, "token-password", request.getRemoteAddr());
        if (outcome instanceof Outcome.Refused<Boolean> refused) {
            model.addAttribute("tokenName", name);
            return again(person, Forms.errors(refused, page, response), model);
        }
        model.addAttribute("name", name.strip());
        model.addAttribute("token", tokens.issue(name, person.id()));
        return "identity/me/token";
    }

    @PostMapping("/console/me/tokens/{id}/revocation")
    String revoke(@PathVariable String id, Person person) {
        Refusals.orRefuse(tokens.revoke(Forms.id(id), person));
        return "redirect:/console/me?said=token-revoked";
    }

    private Roll.Line line(Person person) {
        return roll.find(person.id()).orElseThrow();
    }

    private String again(Person person, Map<String, String> errors, Model model) {
        Roll.Line line = line(person);
        return page(person, line, ProfileForm.of(line), errors, model);
    }

    private String page(Person person, Roll.Line line, ProfileForm form, Map<String, String> errors, Model model) {
        model.addAttribute("me", line);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("codesLeft", line.secondStep() ? secondStep.recoveryCodesLeft(person.id()) : 0);
        model.addAttribute("sessions", sessions.of(person.id()));
        model.addAttribute("tokens", tokens.of(person.id()));
        return "identity/me/show";
    }
}
