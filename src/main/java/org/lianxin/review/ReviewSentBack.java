package org.lianxin.review;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.audit.Audited;

/** A step sent the subject back with a remark, or a look-back failed ({@code afterRelease}), which opens a correction. */
public record ReviewSentBack(
        long review,
        String subjectType,
        long subjectId,
        long unitId,
        String remark,
        boolean afterRelease,
        @Nullable Long actor,
        @Nullable Long standInFor)
        implements Audited {
    @Override
    public String action() {
        return afterRelease ? "review.look-back-failed" : "review.sent-back";
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
        return Map.of(
                "review", Long.toString(review), "remark", remark.length() > 500 ? remark.substring(0, 500) : remark);
    }
}
