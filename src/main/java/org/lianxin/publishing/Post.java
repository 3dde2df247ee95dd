package org.lianxin.publishing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post as it stands: its working copy and how far it has come.
 *
 * @param version grows with every change of the working copy and every decision; a form that was made from an older one is refused
 * @param owner whose work it is; null if the program drafted it
 * @param writers who has written since the last approval
 * @param revision number of the latest submission, 0 before the first
 * @param review the latest review, or null
 * @param remark why it was sent back, refused or withdrawn; else empty
 * @param closes the account whose closing it announces, or null
 */
public record Post(
        long id,
        long unit,
        PostState state,
        int version,
        Draft draft,
        @Nullable Long owner,
        @Nullable Long editedBy,
        List<Long> writers,
        Instant createdAt,
        Instant changedAt,
        int revision,
        @Nullable Long review,
        String remark,
        @Nullable Instant firstPublishedAt,
        @Nullable Long closes) {

    boolean may(PostState.Move move) {
        return state.may(move);
    }
}
