package org.lianxin.review;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lianxin.kernel.Outcome;
import org.lianxin.review.ReviewStore.Decision;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.springframework.stereotype.Component;

/** The way round the chain in an emergency, and the look back that it costs. Called by {@link Reviews} within its transaction. */
@Component
class Bypasses {
    private final ReviewStore store;
    private final Decisions decisions;
    private final Bell bell;

    Bypasses(ReviewStore store, Decisions decisions, Bell bell) {
        this.store = store;
        this.decisions = decisions;
        this.bell = bell;
    }

    Outcome<Boolean> bypass(long review, int version, String digest, String reason, Person by) {
        Optional<Review> found = decisions.visible(review, by);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Review before = found.get();
        Outcome<Grant> hand = Signing.bypass(before, by);
        if (Decisions.isStale(before, version, digest)) {
            return Outcome.changedMeanwhile();
        } else if (hand instanceof Outcome.Refused<Grant> refused) {
            return refused.cast();
        }
        Outcome<String> said = Decisions.said("reason", reason, "review.reason-needed");
        if (said instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        }
        Grant grant = hand.orThrow();
        Instant planned =
                before.planned() != null && before.planned().isAfter(store.moment()) ? before.planned() : null;
        if (!store.decide(
                before,
                new Decision(
                        Review.Kind.BYPASSED,
                        ReviewState.BYPASSED,
                        before.step(),
                        grant,
                        by.id(),
                        said.orThrow(),
                        planned))) {
            return Outcome.changedMeanwhile();
        }
        decisions.publish(new ReviewPassed(
                review,
                before.subjectType(),
                before.subjectId(),
                before.unit(),
                before.digest(),
                true,
                planned,
                by.id(),
                grant.standInFor(),
                said.orThrow()));
        bell.lookBack(before, by.id());
        return Outcome.done(true);
    }

    Outcome<Boolean> lookBack(long review, boolean good, String remark, Person by) {
        Optional<Review> found = decisions.visible(review, by);
        if (found.isEmpty()) {
            return Outcome.notFound();
        }
        Review before = found.get();
        if (before.state() != ReviewState.BYPASSED) {
            return Outcome.changedMeanwhile();
        }
        Outcome<Grant> hand = Signing.lookBack(before, by);
        Outcome<String> said =
                good && remark.isBlank() ? Outcome.done("") : Decisions.said("remark", remark, "review.remark-needed");
        if (hand instanceof Outcome.Refused<Grant> refused) {
            return refused.cast();
        } else if (said instanceof Outcome.Refused<String> refused) {
            return refused.cast();
        }
        Grant grant = hand.orThrow();
        ReviewState to = good ? ReviewState.LOOKED_BACK : ReviewState.LOOK_BACK_FAILED;
        Review.Kind kind = good ? Review.Kind.LOOKED_BACK : Review.Kind.LOOK_BACK_FAILED;
        if (!store.decide(
                before, new Decision(kind, to, before.step(), grant, by.id(), said.orThrow(), before.planned()))) {
            return Outcome.changedMeanwhile();
        }
        if (good) {
            decisions.note("review.looked-back", before, by, grant, Map.of());
        } else {
            decisions.publish(new ReviewSentBack(
                    review,
                    before.subjectType(),
                    before.subjectId(),
                    before.unit(),
                    said.orThrow(),
                    true,
                    by.id(),
                    grant.standInFor()));
            bell.tell(before.writers());
        }
        return Outcome.done(true);
    }
}
