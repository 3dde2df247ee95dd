package org.lianxin.delivery.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lianxin.delivery.Settlements;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a person decides about a delivery. A refused decision comes back as the same page with what was typed and why not. */
@Controller
@Access({Role.EDITOR, Role.LEADER, Role.OFFICE})
class SettlementsController {
    private final Settlements settlements;
    private final Journeys journeys;

    SettlementsController(Settlements settlements, Journeys journeys) {
        this.settlements = settlements;
        this.journeys = journeys;
    }

    /** {@code there} true: it is there, at {@code url} or under {@code remoteId}; false: it is certainly not, and goes out again. */
    @PostMapping("/console/deliveries/{id}/settlement")
    String settle(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam boolean there,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String remoteId,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Waybill waybill = journeys.visible(id, person);
        Outcome<Long> outcome = there
                ? settlements.isThere(waybill.id(), version, url, remoteId, person)
                : settlements.isNotThere(waybill.id(), version, person);
        return answer(
                waybill,
                outcome,
                there ? "delivery-there" : "delivery-not-there",
                new Typed(url, remoteId),
                person,
                page,
                model,
                response);
    }

    @PostMapping("/console/deliveries/{id}/done")
    String done(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String url,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Waybill waybill = journeys.visible(id, person);
        return answer(
                waybill,
                settlements.done(waybill.id(), version, url, person),
                "delivery-done",
                new Typed(url, ""),
                person,
                page,
                model,
                response);
    }

    @PostMapping("/console/deliveries/{id}/again")
    String again(
            @PathVariable String id,
            @RequestParam int version,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Waybill waybill = journeys.visible(id, person);
        return answer(
                waybill,
                settlements.again(waybill.id(), version, person),
                "delivery-again",
                new Typed("", ""),
                person,
                page,
                model,
                response);
    }

    @PostMapping("/console/deliveries/{id}/dismissal")
    String drop(
            @PathVariable String id,
            @RequestParam int version,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Waybill waybill = journeys.visible(id, person);
        return answer(
                waybill,
                settlements.drop(waybill.id(), version, person),
                "delivery-dropped",
                new Typed("", ""),
                person,
                page,
                model,
                response);
    }

    /** Reads the account now; what was found there settles it, else the page shows both side by side. */
    @PostMapping("/console/deliveries/{id}/reading")
    String look(@PathVariable String id, Person person) {
        Waybill waybill = journeys.visible(id, person);
        boolean settled = Refusals.orRefuse(settlements.look(waybill.id(), person));
        return "redirect:/console/deliveries/" + waybill.id()
                + (settled ? "?said=delivery-found" : "?account=true#beside");
    }

    private record Typed(String url, String remoteId) {}

    private String answer(
            Waybill waybill,
            Outcome<Long> outcome,
            String said,
            Typed typed,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        return switch (outcome) {
            case Outcome.Done<Long> done -> "redirect:/console/deliveries/" + waybill.id() + "?said=" + said;
            case Outcome.Refused<Long> refused -> {
                if (refused.kind() == Outcome.Kind.NOT_FOUND || refused.kind() == Outcome.Kind.NOT_ALLOWED) {
                    yield Refusals.orRefuse(refused.cast());
                }
                response.setStatus(refused.kind().status());
                Map<String, String> errors = new LinkedHashMap<>();
                errors.put(
                        refused.field() == null ? "" : refused.field(), page.t.of(refused.key(), refused.arguments()));
                Journey.Form form = new Journey.Form(waybill.id(), typed.url(), typed.remoteId(), errors);
                model.addAttribute(
                        "journey",
                        journeys.of(journeys.visible(Long.toString(waybill.id()), person), person, page, form, false));
                yield "delivery/deliveries/show";
            }
        };
    }
}
