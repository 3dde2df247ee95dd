package org.lianxin.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A round that ended with "not solved", or with its answer taken away: its deadlines and answers as they were.
 *
 * @param number from 1
 * @param rating what the citizen said, null if nothing
 */
public record Round(
        int number,
        @Nullable Long unit,
        @Nullable Instant dueFirstAt,
        @Nullable Instant dueFinalAt,
        @Nullable Instant firstAnsweredAt,
        @Nullable Instant answeredAt,
        Case.@Nullable Rating rating,
        Instant endedAt) {

    /** Answered by the end of its last day. */
    public boolean kept() {
        return answeredAt != null && dueFinalAt != null && !answeredAt.isAfter(dueFinalAt);
    }
}
