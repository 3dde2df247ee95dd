package org.lianxin.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lianxin.registry.Platform;

/**
 * One delivery on its way: exactly the bytes that a review kept.
 *
 * @param delivery id of the delivery; the key by which a network is asked never to take it twice
 * @param reference the post's id or the case's number, as in {@link Manuscript#reference()}
 * @param remoteId of the published thing, for corrections and withdrawals
 * @param reason for a withdrawal or correction, shown to the public; else empty
 * @param since nothing of it was sent before this moment: what is older on a timeline is not it
 * @param at the moment of the attempt
 */
public record Parcel(
        long delivery,
        Kind kind,
        long account,
        Platform platform,
        String subjectType,
        long subjectId,
        String reference,
        String mediaType,
        byte[] bytes,
        String digest,
        @Nullable String remoteId,
        String reason,
        Instant since,
        Instant at) {

    public enum Kind {
        PUBLISH,
        CORRECT,
        WITHDRAW,
        /** An answer to a citizen on the platform where they asked. */
        REPLY
    }
}
