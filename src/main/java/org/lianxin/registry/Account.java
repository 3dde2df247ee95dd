package org.lianxin.registry;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An account of a unit on a platform. {@code excuse}: why there is a second one on the same platform, empty for the only one.
 *
 * @param plannedFor the day by which it should be live
 * @param filing number or note of the filing (备案)
 * @param closureProposedAt when its closing was proposed, if it was
 * @param closureNoticeAt when the public notice of its closing appeared; only then it may be closed
 */
public record Account(
        long id, long unit, Platform platform, String handle, String name, String url, AccountState state, String excuse, Positioning positioning,
        @Nullable LocalDate plannedFor, String filing, @Nullable Instant closureProposedAt, @Nullable Instant closureNoticeAt, int version) {}
