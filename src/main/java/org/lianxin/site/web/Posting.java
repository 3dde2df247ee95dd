package org.lianxin.site.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a post stands, or stood, on a network other than the micro-site.
 *
 * @param url of it there; empty if it has no address of its own
 * @param withdrawnAt when it was taken away, null while it stands
 * @param reason why it was taken away, else empty
 */
public record Posting(
        long account,
        String accountName,
        String platform,
        String unitCode,
        String unitName,
        String url,
        Instant at,
        @Nullable Instant withdrawnAt,
        String reason) {}
