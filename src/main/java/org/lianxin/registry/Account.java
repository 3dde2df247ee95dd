package org.lianxin.registry;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account of a unit on a platform. {@code excuse}: why there is a second one on the same platform, empty for the only one.
 *
 * @param plannedFor the day by which it should be live
 * @param filing number or note of the filing (备案)
 * @param closureReason why it shall be closed, if that was proposed
 * @param closureProposedAt when its closing was proposed, if it was
 * @param closureNotice the post that announces its closing, once it was out
 * @param closureNoticeAt when the public notice of its closing appeared; only then it may be closed
 */
public record Account(
        long id,
        long unit,
        Platform platform,
        String handle,
        String name,
        String url,
        AccountState state,
        String excuse,
        Positioning positioning,
        @Nullable LocalDate plannedFor,
        String filing,
        @Nullable String closureReason,
        @Nullable Instant closureProposedAt,
        @Nullable Long closureNotice,
        @Nullable Instant closureNoticeAt,
        int version) {}
