package org.lianxin.console.web;

import java.util.List;
import java.util.Map;
import org.lianxin.review.Queue;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 等我处理: everything that waits for the person, by deadline; beside it what they wrote and others have in hand. */
@Controller
@Access
class HomeController {
    private static final int BESIDE = 6;

    private final Desk desk;
    private final Queue queue;
    private final Subjects subjects;

    HomeController(Desk desk, Queue queue, Subjects subjects) {
        this.desk = desk;
        this.queue = queue;
        this.subjects = subjects;
    }

    @GetMapping("/console")
    String show(Person person, Page page, Model model) {
        model.addAttribute("work", desk.of(person));
        model.addAttribute("others", withOthers(person, page));
        return "console/home/show";
    }

    private List<Elsewhere> withOthers(Person person, Page page) {
        List<Queue.Listed> mine = queue.open(person).stream()
                .filter(l -> l.review().writers().contains(person.id()))
                .limit(BESIDE)
                .toList();
        Map<Long, Subject.Brief> briefs =
                subjects.briefs(mine.stream().map(Queue.Listed::review).toList());
        return mine.stream()
                .map(l -> {
                    Subject.Brief brief = briefs.get(l.review().id());
                    String role = l.review()
                            .next()
                            .map(r -> page.t.of("review.role." + r.name()))
                            .orElse("");
                    return new Elsewhere(
                            brief == null ? page.t.of("review.gone") : brief.title(),
                            "/console/reviews/" + l.review().id(),
                            page.t.of("home.with", role),
                            l.review().askedAt());
                })
                .toList();
    }
}
