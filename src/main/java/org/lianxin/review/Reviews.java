package org.lianxin.review;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Outcome.Kind;
import org.lianxin.review.ReviewStore.Decision;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for approval and takes the decisions. What was approved is what a review keeps; a change of it is another review. Every decision
 * names the version it was made on, so of two people at once one decides and the other is told.
 */
@Service
public class Reviews {
    /** Within this time somebody else looks back at an urgent bypass. */
    static final Duration LOOK_BACK = Duration.ofHours(24);

    /** A new time lies at most this far ahead. */
    private static final Duration FURTHEST = Duration.ofDays(366);

    private final ReviewStore store;
    private final Decisions decisions;
    private final Bypasses bypasses;
    private final Bell bell;
    private final ObjectProvider<Outgoing> outgoing;

    Reviews(ReviewStore store, Decisions decisions, Bypasses bypasses, Bell bell, ObjectProvider<Outgoing> outgoing) {
        this.store = store;
        this.decisions = decisions;
        this.bypasses = bypasses;
        this.bell = bell;
        this.outgoing = outgoing;
    }

    public Optional<Review> find(long review) {
        return store.find(review);
    }

    /** The latest review of a thing. */
    public Optional<Review> latest(String subjectType, long subjectId) {
        return store.latest(subjectType, subjectId);
    }

    /** All reviews of a thing with the decisions taken, oldest first, at most 200. */
    public List<Review.Told> of(String subjectType, long subjectId) {
        List<Review> reviews = store.ofSubject(subjectType, subjectId);
        Map<Long, List<Review.Step>> steps = store
                .steps(reviews.stream().map(Review::id).toList())
                .stream()
                .collect(Collectors.groupingBy(Review.Step::review));
        return reviews.stream()
                .map(r -> new Review.Told(r, steps.getOrDefault(r.id(), List.of())))
                .toList();
    }

    /**
     * What a review keeps, in order. Throws {@link IllegalStateException} if the kept bytes are not those of the digest that was signed:
     * then nobody may send or show them as approved.
     */
    public List<Kept> kept(long review) {
        Review found = store.find(review).orElseThrow(() -> new IllegalStateException("no review " + review));
        List<Kept> contents = store.kept(review);
        if (!store.matches(found.digest(), contents, found.mediaHashes())) {
            throw new IllegalStateException("review " + review + " keeps other bytes than were asked about");
        }
        return contents;
    }

    /** What may leave the house, in order: {@link #kept} of a review that was approved or let through, an exception for any other. */
    public List<Kept> released(long review) {
        if (!store.find(review).map(r -> r.state().released()).orElse(false)) {
            throw new IllegalStateException("review " + review + " is not approved");
        }
        return kept(review);
    }

    /** Whether what it keeps may be brought to still more people: released, and nobody who looked back has found it wrong. */
    public boolean good(long review) {
        return store.find(review).map(r -> r.state().good()).orElse(false);
    }

    /** Keeps the bytes and starts the chain of the unit and category; an open review of the same thing becomes void. */
    @Transactional
    public Outcome<Long> ask(Request request, @Nullable Person by) {
        if (request.contents().isEmpty()
                || request.contents().stream().map(Kept::target).distinct().count()
                        != request.contents().size()) {
            throw new IllegalArgumentException("a review keeps at least one rendering, one per target");
        }
        Optional<Review> before = store.latestForUpdate(request.subjectType(), request.subjectId());
        if (before.isPresent() && before.get().state() == ReviewState.OPEN) {
            makeVoid(before.get(), "", by);
        }
        Set<Long> writers = new HashSet<>(request.otherAuthors());
        writers.add(request.author());
        ReviewStore.Begun begun = store.begin(request, writers, by == null ? null : by.id());
        if (begun.raced()) {
            return Outcome.changedMeanwhile();
        }
        decisions.publish(new Audited.Entry(
                "review.asked",
                request.subjectType(),
                request.subjectId(),
                request.unit(),
                by == null ? null : by.id(),
                null,
                Map.of(
                        "review",
                        Long.toString(begun.id()),
                        "digest",
                        begun.digest(),
                        "chain",
                        begun.chain().toString())));
        bell.nextStep(begun.chain().getFirst(), request.unit(), writers, Set.of());
        return Outcome.done(begun.id());
    }

    /**
     * Takes the next step; true when it was the last one. {@code newPlanned} at or before this moment means at once; null keeps the planned
     * time, and is refused ({@code review.late}) if that has passed when the last step is taken.
     */
    @Transactional
    public Outcome<Boolean> approve(long review, int version, String digest, @Nullable Instant newPlanned, Person by) {
        Optional<Review> found = decisions.visible(review, by);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Review before = found.get();
        Outcome<Grant> hand = Signing.step(before, by);
        if (Decisions.isStale(before, version, digest)) {
            return Outcome.changedMeanwhile();
        } else if (hand instanceof Outcome.Refused<Grant> refused) {
            return refused.cast();
        }
        Instant now = store.moment();
        Instant planned = newPlanned == null ? before.planned() : newPlanned.isAfter(now) ? newPlanned : null;
        boolean last = before.onLastStep();
        if (last && newPlanned == null && planned != null && !planned.isAfter(now)) {
            return Outcome.invalid("newPlanned", "review.late");
        } else if (planned != null && planned.isAfter(now.plus(FURTHEST))) {
            return Outcome.invalid("newPlanned", "review.too-far");
        }
        Grant grant = hand.orThrow();
        ReviewState to = last ? ReviewState.PASSED : ReviewState.OPEN;
        if (!store.decide(
                before, new Decision(Review.Kind.APPROVED, to, before.step() + 1, grant, by.id(), "", planned))) {
            return Outcome.changedMeanwhile();
        }
        if (last) {
            decisions.publish(new ReviewPassed(
                    review,
                    before.subjectType(),
                    before.subjectId(),
                    before.unit(),
                    digest,
                    false,
                    planned,
                    by.id(),
                    grant.standInFor(),
                    ""));
        } else {
            decisions.note(
                    "review.step-approved",
                    before,
                    by,
                    grant,
                    Map.of("step", before.step() + 1, "digest", before.digest()));
            Set<Long> taken = new HashSet<>(before.taken());
            taken.add(by.id());
            bell.nextStep(before.chain().get(before.step() + 1), before.unit(), before.writers(), taken);
        }
        return Outcome.done(last);
    }

    /** Gives it back to its author; the remark says what should be different, at most 1,000 characters. */
    @Transactional
    public Outcome<Boolean> sendBack(long review, int version, String remark, Person by) {
        Optional<Review> found = decisions.visible(review, by);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Review before = found.get();
        Outcome<Grant> hand = Signing.step(before, by);
        if (Decisions.isStale(before, version, before.digest())) {
            return Outcome.changedMeanwhile();
        } else if (hand instanceof Outcome.Refused<Grant> refused) {
            return refused.cast();
        }
        Outcome<String> said = Decisions.said("remark", remark, "review.remark-needed");
        if (said instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        }
        Grant grant = hand.orThrow();
        if (!store.decide(
                before,
                new Decision(
                        Review.Kind.SENT_BACK,
                        ReviewState.SENT_BACK,
                        before.step(),
                        grant,
                        by.id(),
                        said.orThrow(),
                        before.planned()))) {
            return Outcome.changedMeanwhile();
        }
        decisions.publish(new ReviewSentBack(
                review,
                before.subjectType(),
                before.subjectId(),
                before.unit(),
                said.orThrow(),
                false,
                by.id(),
                grant.standInFor()));
        bell.tell(before.writers());
        return Outcome.done(true);
    }

    /**
     * Lets it through before the chain has signed, with a reason, bound to the digest the person saw: a leader of the unit or the office. It
     * goes out at its planned time, or at once if that has passed. Somebody else has to look back within {@link #LOOK_BACK}.
     */
    @Transactional
    public Outcome<Boolean> bypass(long review, int version, String digest, String reason, Person by) {
        return bypasses.bypass(review, version, digest, reason, by);
    }

    /** What somebody else thinks of a bypass afterwards. Not good: {@link ReviewSentBack} opens a correction; then a remark is needed. */
    @Transactional
    public Outcome<Boolean> lookBack(long review, boolean good, String remark, Person by) {
        return bypasses.lookBack(review, good, remark, by);
    }

    /**
     * The content changed: an open review, or an approval of which nothing has left the house yet, becomes void. Done(true) if there was
     * one, Done(false) if there was nothing to void; refused if part of it is on its way already.
     */
    @Transactional
    public Outcome<Boolean> recall(String subjectType, long subjectId, String why, @Nullable Person by) {
        Optional<Review> found = store.latestForUpdate(subjectType, subjectId);
        if (found.isEmpty() || !found.get().state().may(ReviewState.VOID)) {
            return Outcome.done(false);
        }
        Review before = found.get();
        if (before.state().released() && !outgoing.stream().allMatch(o -> o.takeBack(before.id()))) {
            return Outcome.refused(Kind.CHANGED_MEANWHILE, "review.on-its-way");
        }
        makeVoid(before, why, by);
        return Outcome.done(true);
    }

    private void makeVoid(Review before, String why, @Nullable Person by) {
        String remark = why.length() > Decisions.LONGEST_REMARK ? why.substring(0, Decisions.LONGEST_REMARK) : why;
        Decision decision = new Decision(
                Review.Kind.VOIDED,
                ReviewState.VOID,
                before.step(),
                null,
                by == null ? null : by.id(),
                remark,
                before.planned());
        if (!store.decide(before, decision)) {
            throw new IllegalStateException("review " + before.id() + " was locked and yet changed");
        }
        decisions.note(
                "review.voided",
                before,
                by,
                null,
                Map.of("why", remark, "was", before.state().name()));
    }
}
