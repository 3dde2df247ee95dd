package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.SecondStep;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Turning one's own second step on and off, and its recovery codes. Each change asks for the password again. */
@Controller
@Access
class SecondStepController {
    private final SecondStep secondStep;
    private final Credentials credentials;

    SecondStepController(SecondStep secondStep, Credentials credentials) {
        this.secondStep = secondStep;
        this.credentials = credentials;
    }

    @GetMapping("/console/me/second-step")
    String show(Person person, Page page, Model model) {
        return page(person, page, Map.of(), model);
    }

    /** Makes the secret that the next page shows. */
    @PostMapping("/console/me/second-step")
    String begin(
            @RequestParam(defaultValue = "") String password,
            Person person,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Outcome<Boolean> outcome = credentials
                .confirm(person, password, "password", request.getRemoteAddr())
                .then(ok -> secondStep.begin(person));
        return switch (outcome) {
            case Outcome.Done<Boolean> done -> "redirect:/console/me/second-step";
            case Outcome.Refused<Boolean> refused -> page(person, page, Forms.errors(refused, page, response), model);
        };
    }

    @PostMapping("/console/me/second-step/confirmation")
    String confirm(
            @RequestParam(defaultValue = "") String code,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        return codes(secondStep.confirm(person, code), person, page, response, model);
    }

    @PostMapping("/console/me/second-step/recovery-codes")
    String codes(
            @RequestParam(defaultValue = "") String password,
            Person person,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return codes(
                credentials
                        .confirm(person, password, "password", request.getRemoteAddr())
                        .then(ok -> secondStep.newCodes(person)),
                person,
                page,
                response,
                model);
    }

    @PostMapping("/console/me/second-step/removal")
    String remove(
            @RequestParam(defaultValue = "") String password,
            Person person,
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Outcome<Boolean> outcome = credentials
                .confirm(person, password, "password", request.getRemoteAddr())
                .then(ok -> secondStep.turnOff(person.id(), person));
        return switch (outcome) {
            case Outcome.Done<Boolean> done -> "redirect:/console/me?said=second-step-off";
            case Outcome.Refused<Boolean> refused -> page(person, page, Forms.errors(refused, page, response), model);
        };
    }

    private String codes(
            Outcome<List<String>> outcome, Person person, Page page, HttpServletResponse response, Model model) {
        if (outcome instanceof Outcome.Refused<List<String>> refused) {
            return page(person, page, Forms.errors(refused, page, response), model);
        }
        model.addAttribute("codes", outcome.orThrow());
        return "identity/me/codes";
    }

    private String page(Person person, Page page, Map<String, String> errors, Model model) {
        Optional<SecondStep.Setup> setup = secondStep.setup(person, page.t.of("frame.product"));
        model.addAttribute("on", secondStep.isOn(person.id()));
        model.addAttribute("setup", setup.orElse(null));
        model.addAttribute("errors", errors);
        return "identity/me/step";
    }
}
