package org.lianxin.site.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post as its page shows it.
 *
 * @param html of its text, clean
 * @param standings the accounts on which it stands
 * @param corrections the last one first
 * @param earlier its former wordings, the last one first: each is what the correction at the same place replaced
 * @param description its beginning, for search engines
 */
public record Whole(
        String id,
        String title,
        String html,
        String author,
        long account,
        String unitCode,
        String unitName,
        String category,
        @Nullable Section section,
        List<Picture> media,
        Instant at,
        List<Listed> standings,
        List<Correction> corrections,
        List<Version> earlier,
        String description) {

    /** A correction that was made: what changed, why, when. */
    public record Correction(Instant at, String reason, List<Change> changes) {}

    public record Listed(long account, String name) {}

    public @Nullable Correction correction() {
        return corrections.isEmpty() ? null : corrections.getFirst();
    }
}
