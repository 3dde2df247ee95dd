package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lianxin.cases.Additions;
import org.lianxin.cases.Case;
import org.lianxin.cases.Following;
import org.lianxin.cases.Publicity;
import org.lianxin.cases.Reopening;
import org.lianxin.kernel.Outcome;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 查进度: number and key open the citizen's own case. The key never stands in an address; what does is a proof that it was shown, good for
 * two hours, so that the page can be read again, in large print and in the other language, without a cookie.
 */
@Controller
@Open
@RequestMapping("/follow")
class FollowController {
    private final Following following;
    private final Reopening reopening;
    private final Additions additions;
    private final Publicity publicity;
    private final FollowPages pages;

    FollowController(
            Following following, Reopening reopening, Additions additions, Publicity publicity, FollowPages pages) {
        this.following = following;
        this.reopening = reopening;
        this.additions = additions;
        this.publicity = publicity;
        this.pages = pages;
    }

    @ModelAttribute
    void neverKept(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
    }

    @GetMapping
    String ask(@RequestParam(defaultValue = "") String number, Model model) {
        return form(FollowForm.of(number), Map.of(), false, model);
    }

    @PostMapping
    String open(Page page, Model model, HttpServletRequest request, HttpServletResponse response) {
        FollowForm typed = FollowForm.of(request);
        return switch (following.open(typed.number(), typed.key(), request.getRemoteAddr())) {
            case Outcome.Done<Case>(Case letter)
            when !typed.writing() -> "redirect:" + page.href("/follow/" + following.view(letter));
            // the page had been put away while somebody was writing: what they wrote stands in the form again
            case Outcome.Done<Case>(Case letter) ->
                show(pages.of(following.view(letter), letter, typed.rating(), typed.words(), Map.of()), model);
            case Outcome.Refused<Case> refused -> {
                response.setStatus(refused.kind().status());
                yield form(typed, errors(refused, page), false, model);
            }
        };
    }

    @GetMapping("/{view}")
    String read(@PathVariable String view, Model model, HttpServletResponse response) {
        Optional<Case> letter = following.seen(view);
        if (letter.isEmpty()) {
            response.setStatus(410);
            return form(FollowForm.of(""), Map.of(), true, model);
        }
        return show(pages.of(view, letter.get()), model);
    }

    @PostMapping("/{view}/rating")
    String rate(
            @PathVariable String view,
            Page page,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        FollowForm typed = FollowForm.of(request);
        Optional<Case> letter = following.seen(view);
        if (letter.isEmpty()) {
            response.setStatus(410);
            return form(typed, Map.of(), true, model);
        }
        Optional<Case.Rating> rating = Typed.rating(typed.rating());
        Outcome<Case> outcome = rating.isEmpty()
                ? Outcome.invalid("rating", "cases.rating.choose")
                : reopening.rate(letter.get().id(), rating.get(), typed.words());
        return switch (outcome) {
            case Outcome.Done<Case>(Case rated) ->
                "redirect:" + page.href("/follow/" + view) + "?said="
                        + (rated.state().running() ? "follow-reopened" : "follow-rated");
            case Outcome.Refused<Case> refused -> {
                response.setStatus(refused.kind().status());
                yield show(pages.of(view, letter.get(), typed.rating(), typed.words(), errors(refused, page)), model);
            }
        };
    }

    @PostMapping("/{view}/additions")
    String add(
            @PathVariable String view,
            Page page,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        FollowForm typed = FollowForm.of(request);
        Optional<Case> letter = following.seen(view);
        if (letter.isEmpty()) {
            response.setStatus(410);
            return form(typed, Map.of(), true, model);
        }
        return switch (additions.add(letter.get().id(), typed.words())) {
            case Outcome.Done<Case> done -> "redirect:" + page.href("/follow/" + view) + "?said=follow-added";
            case Outcome.Refused<Case> refused -> {
                response.setStatus(refused.kind().status());
                yield show(pages.of(view, letter.get(), null, typed.words(), errors(refused, page)), model);
            }
        };
    }

    /** {@code public}: whether everybody may read it from now on. */
    @PostMapping("/{view}/consent")
    String consent(
            @PathVariable String view,
            @RequestParam(name = "public", defaultValue = "false") boolean open,
            Page page,
            Model model,
            HttpServletResponse response) {
        Optional<Case> letter = following.seen(view);
        if (letter.isEmpty()) {
            response.setStatus(410);
            return form(FollowForm.of(""), Map.of(), true, model);
        }
        Refusals.orRefuse(
                open
                        ? publicity.agreeAgain(letter.get().id())
                        : publicity.keepPrivate(letter.get().id()));
        return "redirect:" + page.href("/follow/" + view) + "?said=" + (open ? "follow-public" : "follow-private");
    }

    /** Where a link on the page of a refused form leads: language and print of the same case. */
    @GetMapping("/{view}/{part}")
    String back(@PathVariable String view, Page page) {
        return "redirect:" + page.href("/follow/" + view);
    }

    private static Map<String, String> errors(Outcome.Refused<?> refused, Page page) {
        return Map.of(Objects.requireNonNullElse(refused.field(), ""), page.t.of(refused.key(), refused.arguments()));
    }

    private static String form(FollowForm form, Map<String, String> errors, boolean over, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("over", over);
        return "cases/following/new";
    }

    private static String show(FollowPage view, Model model) {
        model.addAttribute("view", view);
        return "cases/following/show";
    }
}
