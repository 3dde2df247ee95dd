package org.lianxin.review;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/**
 * The last step of a chain approved, or an urgent bypass let through. Heard in the same transaction by the module of the subject, which
 * enqueues the delivery of exactly the kept bytes.
 *
 * @param digest over all kept bytes
 * @param planned when it shall go out; null means at once
 * @param reason of an urgent bypass; else empty
 */
public record ReviewPassed(
        long review,
        String subjectType,
        long subjectId,
        long unitId,
        String digest,
        boolean urgent,
        @Nullable Instant planned,
        @Nullable Long actor,
        @Nullable Long standInFor,
        String reason)
        implements Audited {

    @Override
    public String action() {
        return urgent ? "review.bypassed" : "review.passed";
    }

    @Override
    public String subject() {
        return subjectType;
    }

    @Override
    public Long unit() {
        return unitId;
    }

    @Override
    public Map<String, ?> details() {
        String when = planned == null ? "" : planned.toString();
        return reason.isEmpty()
                ? Map.of("review", Long.toString(review), "digest", digest, "planned", when)
                : Map.of(
                        "review",
                        Long.toString(review),
                        "digest",
                        digest,
                        "planned",
                        when,
                        "reason",
                        reason.length() > 500 ? reason.substring(0, 500) : reason);
    }
}
