package org.lianxin.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a case.
 *
 * @param unit the unit it concerns, if any
 * @param words what the citizen may read of it where {@code what} is open
 * @param remark for staff only
 */
public record Step(
        long id,
        Happening what,
        @Nullable Long unit,
        @Nullable Long by,
        @Nullable Long standInFor,
        Instant at,
        String words,
        String remark) {}
