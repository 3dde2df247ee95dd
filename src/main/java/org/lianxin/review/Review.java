package org.lianxin.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Role;

/**
 * A review as it stands. {@code version} grows with every decision; a decision names the version it was made on.
 *
 * @param chain the roles that sign, as they were when the review began
 * @param step how many of them have approved
 * @param writers who wrote the content; none of them decides
 * @param taken who took a step, and for whom; none of them takes another
 * @param planned when it shall go out; null means as soon as it is approved
 * @param askedBy who asked; null for the program itself
 * @param bypassedBy who let it through before the chain had signed, and {@code bypassedFor} for whom they stood in
 * @param lookBackDue by when somebody else has to look back at a bypass
 */
public record Review(
        long id,
        int version,
        ReviewState state,
        String digest,
        String subjectType,
        long subjectId,
        long unit,
        String category,
        long author,
        Set<Long> writers,
        List<Role> chain,
        int step,
        Set<Long> taken,
        List<String> mediaHashes,
        @Nullable Instant planned,
        boolean urgentAllowed,
        @Nullable Long askedBy,
        Instant askedAt,
        @Nullable Instant decidedAt,
        @Nullable Long bypassedBy,
        @Nullable Long bypassedFor,
        @Nullable Instant lookBackDue) {

    /** The role whose turn it is; empty unless the review is open. */
    public Optional<Role> next() {
        return state == ReviewState.OPEN ? Optional.of(chain.get(step)) : Optional.empty();
    }

    public boolean onLastStep() {
        return state == ReviewState.OPEN && step == chain.size() - 1;
    }

    /** A decision in the story of a review. {@code role}: in which it was taken; null where the program or a writer did it. */
    public record Step(
            long id,
            long review,
            Kind kind,
            @Nullable Role role,
            @Nullable Long person,
            @Nullable Long standInFor,
            String remark,
            Instant at) {}

    public enum Kind {
        APPROVED,
        SENT_BACK,
        VOIDED,
        BYPASSED,
        LOOKED_BACK,
        LOOK_BACK_FAILED
    }

    /** A review with the decisions taken in it, oldest first. */
    public record Told(Review review, List<Step> steps) {}
}
