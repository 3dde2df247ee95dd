package org.lianxin.review.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.People;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.Slice;
import org.lianxin.review.Queue;
import org.lianxin.review.Review;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.lianxin.web.Access;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is to be approved and what was: the lists, and the page where a leader reads and decides. */
@Controller
@Access
class ReviewsController {
    private static final int PAGE = 30;

    private final Queue queue;
    private final Subjects subjects;
    private final People people;
    private final Readings readings;

    ReviewsController(Queue queue, Subjects subjects, People people, Readings readings) {
        this.queue = queue;
        this.subjects = subjects;
        this.people = people;
        this.readings = readings;
    }

    @GetMapping("/console/reviews")
    String index(@RequestParam(defaultValue = "") String before, Person person, Page page, Model model) {
        @Nullable Cursor from = Cursor.parse(before).orElse(null);
        List<Queue.Listed> mine = from == null ? queue.of(person) : List.of();
        List<Long> waiting = mine.stream().map(l -> l.review().id()).toList();
        List<Queue.Listed> others = from == null
                ? queue.open(person).stream()
                        .filter(l -> !waiting.contains(l.review().id()))
                        .toList()
                : List.of();
        Slice<Queue.Listed> decided = queue.decided(person, from, PAGE);
        model.addAttribute("mine", rows(mine, page));
        model.addAttribute("others", rows(others, page));
        model.addAttribute("decided", rows(decided.items(), page));
        model.addAttribute("next", decided.next() == null ? "" : decided.next().toString());
        model.addAttribute("first", from == null);
        return "review/reviews/index";
    }

    private List<ReviewRow> rows(List<Queue.Listed> listed, Page page) {
        List<Review> reviews = listed.stream().map(Queue.Listed::review).toList();
        Map<Long, Subject.Brief> briefs = subjects.briefs(reviews);
        Map<Long, String> names =
                people.names(reviews.stream().map(Review::author).toList());
        return listed.stream()
                .map(l -> {
                    Subject.Brief brief = briefs.get(l.review().id());
                    return new ReviewRow(
                            l,
                            brief == null ? page.t.of("review.gone") : brief.title(),
                            names.getOrDefault(l.review().author(), ""));
                })
                .toList();
    }

    @GetMapping("/console/reviews/{id}")
    String show(@PathVariable String id, Person person, Page page, Model model) {
        model.addAttribute("reading", readings.read(readings.visible(id, person), page, Reading.Form.empty()));
        return "review/reviews/show";
    }
}
