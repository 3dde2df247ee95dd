package org.lianxin.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lianxin.identity.People;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.springframework.stereotype.Component;

/** What of the reviews waits for a person: steps to take, bypasses to look back at, and for the office what nobody can sign. */
@Component
class Approvals implements Waiting {
    private final Queue queue;
    private final Subjects subjects;
    private final People people;
    private final Pages pages;

    Approvals(Queue queue, Subjects subjects, People people, Pages pages) {
        this.queue = queue;
        this.subjects = subjects;
        this.people = people;
        this.pages = pages;
    }

    @Override
    public List<Item> waitingFor(Person person) {
        List<Queue.Listed> found = queue.of(person);
        if (found.isEmpty()) {
            return List.of();
        }
        Map<Long, Subject.Brief> briefs =
                subjects.briefs(found.stream().map(Queue.Listed::review).toList());
        Map<Long, String> names = people.names(found.stream()
                .flatMap(l -> Stream.of(l.review().author(), by(l.review())))
                .toList());
        Page page = pages.of(person.locale());
        return found.stream()
                .map(l -> item(l, briefs.get(l.review().id()), names, page))
                .toList();
    }

    private static long by(Review review) {
        return review.bypassedBy() == null ? review.author() : review.bypassedBy();
    }

    private static Item item(Queue.Listed listed, Subject.@Nullable Brief brief, Map<Long, String> names, Page page) {
        Review review = listed.review();
        String title = brief == null ? page.t.of("review.gone") : brief.title();
        String where = String.join(page.t.of("review.and"), listed.labels());
        String wrote =
                page.t.of("review.item.wrote", names.getOrDefault(review.author(), ""), page.when(review.askedAt()));
        Instant planned = review.planned();
        String goes = planned == null
                ? page.t.of("review.item.at-once", where)
                : page.t.of("review.item.planned", page.when(planned), where);
        String href = "/console/reviews/" + review.id();
        return switch (listed.why()) {
            case STEP, OTHERS ->
                new Item(
                        "review/" + review.id() + "/" + review.step(),
                        "mine",
                        Subjects.kind(review.subjectType()),
                        title,
                        wrote + goes,
                        verb(review),
                        href,
                        due(planned, brief),
                        review.askedAt());
            case LOOK_BACK ->
                new Item(
                        "review/" + review.id() + "/look-back",
                        "care",
                        "review.kind.look-back",
                        title,
                        page.t.of("review.item.bypassed", names.getOrDefault(by(review), "")),
                        "review.verb.look-back",
                        href,
                        review.lookBackDue(),
                        review.decidedAt() == null ? review.askedAt() : review.decidedAt());
            case NOBODY ->
                new Item(
                        "review/" + review.id() + "/nobody",
                        "care",
                        "review.kind.nobody",
                        title,
                        wrote + page.t.of("review.item.nobody"),
                        "review.verb.open",
                        href,
                        due(planned, brief),
                        review.askedAt());
        };
    }

    private static @Nullable Instant due(@Nullable Instant planned, Subject.@Nullable Brief brief) {
        Instant due = brief == null ? null : brief.due();
        if (planned == null || due == null) {
            return planned == null ? due : planned;
        }
        return planned.isBefore(due) ? planned : due;
    }

    private static String verb(Review review) {
        return switch (review.subjectType()) {
            case "post" -> "review.verb.post";
            case "reply" -> "review.verb.reply";
            default -> "review.verb.open";
        };
    }
}
