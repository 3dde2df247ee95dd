package org.lianxin.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.lianxin.identity.People;
import org.lianxin.identity.Roll;
import org.lianxin.identity.SecondStep;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Whether somebody gets in: lock, open, reset the second step, leave. */
@Controller
@Access(admin = true)
class AccessController {
    private final People people;
    private final Roll roll;
    private final SecondStep secondStep;

    AccessController(People people, Roll roll, SecondStep secondStep) {
        this.people = people;
        this.roll = roll;
        this.secondStep = secondStep;
    }

    @PostMapping("/console/people/{id}/lock")
    String lock(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        return done(roll.lock(Forms.id(id), reason, person), id, "person-locked", page, response, model);
    }

    @PostMapping("/console/people/{id}/unlock")
    String unlock(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String reason,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        return done(roll.unlock(Forms.id(id), reason, person), id, "person-unlocked", page, response, model);
    }

    @PostMapping("/console/people/{id}/second-step/removal")
    String reset(@PathVariable String id, Person person, Page page, HttpServletResponse response, Model model) {
        return done(secondStep.turnOff(Forms.id(id), person), id, "second-step-reset", page, response, model);
    }

    /** {@code successor}: the account of who takes over. */
    @PostMapping("/console/people/{id}/departure")
    String leave(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String successor,
            Person person,
            Page page,
            HttpServletResponse response,
            Model model) {
        Outcome<Boolean> outcome = people.byLogin(successor)
                .map(next -> people.leave(Forms.id(id), next.id(), person))
                .orElseGet(() -> Outcome.invalid("successor", "identity.leave.nobody"));
        return done(outcome, id, "person-left", page, response, model);
    }

    private String done(
            Outcome<Boolean> outcome, String id, String said, Page page, HttpServletResponse response, Model model) {
        if (outcome instanceof Outcome.Refused<Boolean> refused) {
            PersonPage.fill(
                    model,
                    roll.find(Forms.id(id)).orElseThrow(Refusals::notFound),
                    null,
                    Forms.errors(refused, page, response),
                    roll,
                    people);
            return "identity/people/show";
        }
        return "redirect:/console/people/" + id + "?said=" + said;
    }
}
