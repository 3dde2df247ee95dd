package org.lianxin.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.web.Role;

/**
 * Which roles sign one after the other.
 *
 * @param unit null for the whole matrix
 * @param subjectType empty for everything
 * @param category empty for everything of the type
 * @param steps one to three
 * @param setBy null for the program itself
 */
public record Chain(
        long id,
        @Nullable Long unit,
        String subjectType,
        String category,
        List<Role> steps,
        @Nullable Long setBy,
        Instant setAt,
        int version) {}
