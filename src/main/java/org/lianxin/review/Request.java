package org.lianxin.review;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for approval of exactly these bytes.
 *
 * @param subjectType {@link Subject#type()} of the thing
 * @param category by which the chain is chosen; empty if the thing has none
 * @param author who wrote the last wording
 * @param otherAuthors who wrote parts of it before; none of them approves either
 * @param contents one per target, at least one; targets differ
 * @param mediaHashes names of the stored files that go out with it
 * @param planned when it shall go out; null means as soon as it is approved
 * @param urgentAllowed false for replies to citizens: they are never let through unread
 */
public record Request(
        String subjectType,
        long subjectId,
        long unit,
        String category,
        long author,
        Set<Long> otherAuthors,
        List<Kept> contents,
        List<String> mediaHashes,
        @Nullable Instant planned,
        boolean urgentAllowed) {}
