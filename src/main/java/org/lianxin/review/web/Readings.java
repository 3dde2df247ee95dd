package org.lianxin.review.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Ids;
import org.lianxin.review.Kept;
import org.lianxin.review.Powers;
import org.lianxin.review.Review;
import org.lianxin.review.ReviewState;
import org.lianxin.review.Reviews;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.lianxin.web.Page;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.lianxin.web.Renderer;
import org.springframework.stereotype.Component;

/** Puts a review together for reading: the kept bytes as they will be seen, what the checks say, and whose hands it went through. */
@Component
class Readings {
    private final Reviews reviews;
    private final Subjects subjects;
    private final Hands hands;
    private final Renderer renderer;
    private final Clock clock;

    Readings(Reviews reviews, Subjects subjects, Hands hands, Renderer renderer, Clock clock) {
        this.reviews = reviews;
        this.subjects = subjects;
        this.hands = hands;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** The review in an address, if the person may read it; else there is no such page. */
    Review visible(String id, Person person) {
        java.util.OptionalLong parsed = Ids.parse(id);
        return (parsed.isEmpty() ? Optional.<Review>empty() : reviews.find(parsed.getAsLong()))
                .filter(r -> person.reads(r.unit()))
                .orElseThrow(Refusals::notFound);
    }

    Reading read(Review review, Page page, Reading.Form form) {
        Optional<Subject> subject = subjects.of(review.subjectType());
        Subject.@Nullable Shown shown =
                subject.map(s -> s.show(review.subjectId())).orElse(null);
        List<Kept> kept = reviews.kept(review.id());
        // what was signed stays readable even when the thing itself is gone
        String template = shown == null ? "review/reviews/_raw" : shown.template();
        List<Reading.Sheet> sheets = kept.stream()
                .map(k -> new Reading.Sheet(
                        k.label(), renderer.page(template, page, Map.of("bytes", k.bytes(), "label", k.label()))))
                .toList();
        List<Review.Told> story = reviews.of(review.subjectType(), review.subjectId());
        Review latest = story.isEmpty() ? review : story.getLast().review();
        boolean late = review.onLastStep()
                && review.planned() != null
                && !review.planned().isAfter(clock.instant());
        return new Reading(
                review,
                Subjects.kind(review.subjectType()),
                shown,
                String.join(
                        page.t.of("review.and"), kept.stream().map(Kept::label).toList()),
                hands.name(review.author()),
                sheets,
                review.state() == ReviewState.OPEN
                        ? subject.map(s -> s.findings(review.subjectId(), page)).orElse(List.of())
                        : List.of(),
                hands.of(story, review, page),
                Powers.of(review, page.me()),
                late,
                hands.sentBackBefore(story, review, page),
                latest.id() == review.id() ? null : latest.id(),
                form);
    }
}
