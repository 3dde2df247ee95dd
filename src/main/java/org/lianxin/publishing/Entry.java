package org.lianxin.publishing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the publication register: a post on one account, who wrote and approved it, and what became of it.
 *
 * @param revision number of the submission that this account has or was last sent
 * @param passedFor whom the approver stood in for, or null
 * @param awaiting something ordered has not been confirmed yet
 * @param delivery the latest delivery heard of, or null
 * @param reason of a refusal or of not knowing, in the network's words
 */
public record Entry(
        long id,
        long post,
        long account,
        long unit,
        int revision,
        String title,
        String category,
        List<Long> writers,
        Instant passedAt,
        @Nullable Long passedBy,
        @Nullable Long passedFor,
        boolean urgent,
        State state,
        boolean awaiting,
        @Nullable Long delivery,
        String url,
        String reason,
        @Nullable Instant outAt,
        @Nullable Instant correctedAt,
        @Nullable Instant withdrawnAt) {

    public enum State {
        /** Approved, not out yet. */
        WAITING,
        OUT,
        REFUSED,
        /** Nobody knows yet whether the network has it. */
        UNSETTLED,
        WITHDRAWN,
        /** Withdrawn before it went out. */
        STOPPED;

        /** As it stands in addresses and requests. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
