package org.lianxin.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;

/**
 * Send what this review kept for this target. The same (review, target, kind) is delivered once, however often it is ordered.
 *
 * @param target of the kept rendering, the account's id as text
 * @param reference the post's id or the case's number, as in {@link Manuscript#reference()}
 * @param notBefore the planned time; null means at once
 * @param reason shown to the public with a correction or withdrawal; else empty
 * @param actor who caused it; null for the program itself
 */
public record Order(
        long review,
        String target,
        long account,
        Platform platform,
        Parcel.Kind kind,
        String subjectType,
        long subjectId,
        long unit,
        String reference,
        @Nullable Instant notBefore,
        String reason,
        @Nullable Long actor) {}
