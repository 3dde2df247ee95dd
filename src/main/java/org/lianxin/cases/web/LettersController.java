package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.lianxin.cases.Following;
import org.lianxin.intake.VisitCookie;
import org.lianxin.intake.VisitCookie.Standing;
import org.lianxin.intake.Visitor;
import org.lianxin.intake.Visits;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** 我的留言: the letters of whoever has shown on a network who they are there, and of nobody else. Not there where that is not offered. */
@Controller
@Open
@RequestMapping("/letters")
class LettersController {
    /** What is older is read by number and key. */
    static final int MOST = 50;

    private final Visits visits;
    private final VisitCookie visit;
    private final Following following;
    private final Clock clock;

    LettersController(Visits visits, VisitCookie visit, Following following, Clock clock) {
        this.visits = visits;
        this.visit = visit;
        this.following = following;
        this.clock = clock;
    }

    @GetMapping
    String list(Page page, Model model, HttpServletRequest request, HttpServletResponse response) {
        Standing standing = visit.standing(request).orElseThrow(Refusals::notFound);
        response.setHeader("Cache-Control", "no-store");
        Optional<Visitor> visitor = visit.visitor(request);
        List<LetterRow> rows = visitor.map(v -> following.of(visits.messages(v, MOST)).stream()
                        .map(c -> LetterRow.of(c, following.view(c, visit.name(request)), clock.instant()))
                        .toList())
                .orElse(List.of());
        model.addAttribute("view", new LettersPage(standing, rows, rows.size() == MOST, visits.lasting(page.t)));
        return visitor.isPresent() ? "cases/letters/index" : "cases/letters/nobody";
    }

    @PostMapping("/sign-out")
    String signOut(Page page, HttpServletRequest request, HttpServletResponse response) {
        if (visits.place().isEmpty()) {
            throw Refusals.notFound();
        }
        response.setHeader("Cache-Control", "no-store");
        visit.end(request, response);
        return "redirect:" + page.href("/follow") + "?said=follow-signed-out";
    }
}
