package org.lianxin.review;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Unseen;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What every decision has in common: who sees the review, whether they saw it as it is, what they said, and the entry in the trail. */
@Component
class Decisions {
    static final int LONGEST_REMARK = 1000;

    private final ReviewStore store;
    private final Subjects subjects;
    private final ApplicationEventPublisher events;

    Decisions(ReviewStore store, Subjects subjects, ApplicationEventPublisher events) {
        this.store = store;
        this.subjects = subjects;
        this.events = events;
    }

    /** The review, with its subject held for this transaction; empty for who may not read it. */
    Optional<Review> visible(long review, Person by) {
        Optional<Review> found = store.find(review).filter(r -> by.reads(r.unit()));
        found.ifPresent(r -> subjects.of(r.subjectType()).ifPresent(s -> s.hold(r.subjectId())));
        return found;
    }

    static boolean isStale(Review review, int version, String digest) {
        return review.state() != ReviewState.OPEN
                || review.version() != version
                || !review.digest().equals(digest);
    }

    /** The remark or reason as it is kept. */
    static Outcome<String> said(String field, String text, String missing) {
        String said = text.strip().replace("\r\n", "\n");
        if (said.isEmpty()) {
            return Outcome.invalid(field, missing);
        } else if (said.length() > LONGEST_REMARK) {
            return Outcome.invalid(field, "review.remark-too-long", LONGEST_REMARK);
        } else if (Unseen.in(said) || said.indexOf('\r') >= 0) {
            return Outcome.invalid(field, "review.remark-characters");
        }
        return Outcome.done(said);
    }

    void publish(Audited event) {
        events.publishEvent(event);
    }

    void note(String action, Review review, @Nullable Person by, @Nullable Grant grant, Map<String, ?> details) {
        Map<String, Object> all = new TreeMap<>(details);
        all.put("review", Long.toString(review.id()));
        events.publishEvent(new Audited.Entry(
                action,
                review.subjectType(),
                review.subjectId(),
                review.unit(),
                by == null ? null : by.id(),
                grant == null ? null : grant.standInFor(),
                all));
    }
}
