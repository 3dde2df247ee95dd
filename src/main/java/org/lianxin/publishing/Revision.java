package org.lianxin.publishing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted once, word for word.
 *
 * @param correction of a text that was out already
 * @param passedAt when it was let through, or null
 * @param passedFor whom {@code passedBy} stood in for, or null
 * @param urgent let through by the urgent bypass
 */
public record Revision(
        long post,
        int number,
        boolean correction,
        Draft draft,
        List<Long> writers,
        long submittedBy,
        Instant submittedAt,
        long review,
        @Nullable Instant passedAt,
        @Nullable Long passedBy,
        @Nullable Long passedFor,
        boolean urgent) {}
