package org.lianxin.review.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.kernel.Outcome;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
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

/** The verbs under the thumb. A refused one comes back as the same page with what was typed and why not. */
@Controller
class DecisionsController {
    private final Reviews reviews;
    private final Readings readings;
    private final Clock clock;

    DecisionsController(Reviews reviews, Readings readings, Clock clock) {
        this.reviews = reviews;
        this.readings = readings;
        this.clock = clock;
    }

    /** At the planned time, or at once ({@code now}), or at a time of the approver's choice ({@code at}). */
    @PostMapping("/console/reviews/{id}/approval")
    @Access({Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE})
    String approve(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam String digest,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String at,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Review review = readings.visible(id, person);
        Outcome<Boolean> outcome = planned(when, at)
                .then(time -> reviews.approve(review.id(), version, digest, time.orElse(null), person));
        String said =
                outcome instanceof Outcome.Done<Boolean>(var last) && last ? "review-passed" : "review-step-approved";
        return answer(review, outcome, said, new Reading.Form(at, "", "", Map.of()), person, page, model, response);
    }

    private Outcome<Optional<Instant>> planned(String when, String at) {
        if (when.equals("now")) {
            return Outcome.done(Optional.of(clock.instant()));
        } else if (!when.equals("at")) {
            return Outcome.done(Optional.empty());
        }
        try {
            Instant time = LocalDateTime.parse(at).atZone(clock.getZone()).toInstant();
            return time.isAfter(clock.instant())
                    ? Outcome.done(Optional.of(time))
                    : Outcome.invalid("newPlanned", "review.time-passed");
        } catch (DateTimeParseException none) {
            return Outcome.invalid("newPlanned", "review.time-needed");
        }
    }

    @PostMapping("/console/reviews/{id}/return")
    @Access({Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE})
    String sendBack(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String remark,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Review review = readings.visible(id, person);
        return answer(
                review,
                reviews.sendBack(review.id(), version, remark, person),
                "review-sent-back",
                new Reading.Form("", remark, "", Map.of()),
                person,
                page,
                model,
                response);
    }

    @PostMapping("/console/reviews/{id}/bypass")
    @Access({Role.LEADER, Role.OFFICE})
    String bypass(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam String digest,
            @RequestParam(defaultValue = "") String reason,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Review review = readings.visible(id, person);
        return answer(
                review,
                reviews.bypass(review.id(), version, digest, reason, person),
                "review-bypassed",
                new Reading.Form("", "", reason, Map.of()),
                person,
                page,
                model,
                response);
    }

    @PostMapping("/console/reviews/{id}/look-back")
    @Access({Role.LEADER, Role.ON_SCENE_LEADER, Role.SPOKESPERSON, Role.OFFICE})
    String lookBack(
            @PathVariable String id,
            @RequestParam boolean good,
            @RequestParam(defaultValue = "") String remark,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        Review review = readings.visible(id, person);
        return answer(
                review,
                reviews.lookBack(review.id(), good, remark, person),
                good ? "review-looked-back" : "review-look-back-failed",
                new Reading.Form("", remark, "", Map.of()),
                person,
                page,
                model,
                response);
    }

    private String answer(
            Review review,
            Outcome<Boolean> outcome,
            String said,
            Reading.Form typed,
            Person person,
            Page page,
            Model model,
            HttpServletResponse response) {
        return switch (outcome) {
            case Outcome.Done<Boolean> done -> "redirect:/console/reviews/" + review.id() + "?said=" + said;
            case Outcome.Refused<Boolean> refused -> {
                Review now = readings.visible(Long.toString(review.id()), person);
                if (refused.kind() == Outcome.Kind.CHANGED_MEANWHILE && isTheirs(now, person)) {
                    // the same form sent twice: it is done already
                    yield "redirect:/console/reviews/" + review.id();
                } else if (refused.kind() == Outcome.Kind.NOT_FOUND) {
                    throw Refusals.notFound();
                }
                response.setStatus(refused.kind().status());
                Map<String, String> errors = new LinkedHashMap<>();
                errors.put(
                        refused.field() == null ? "" : refused.field(), page.t.of(refused.key(), refused.arguments()));
                model.addAttribute(
                        "reading",
                        readings.read(now, page, new Reading.Form(typed.at(), typed.remark(), typed.reason(), errors)));
                yield "review/reviews/show";
            }
        };
    }

    private boolean isTheirs(Review review, Person person) {
        return reviews.of(review.subjectType(), review.subjectId()).stream()
                .filter(t -> t.review().id() == review.id() && !t.steps().isEmpty())
                .anyMatch(t ->
                        Long.valueOf(person.id()).equals(t.steps().getLast().person()));
    }
}
