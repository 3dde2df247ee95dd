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
 */
public record ReviewPassed(
        long review, String subjectType, long subjectId, long unitId, String digest, boolean urgent, @Nullable Instant planned, @Nullable Long actor, @Nullable Long standInFor)
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
        return Map.of("review", Long.toString(review), "digest", digest);
    }
}
