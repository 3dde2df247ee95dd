package org.lianxin.publishing;

import org.jspecify.annotations.Nullable;

/**
 * A section of the site, or a sub-section of one.
 *
 * @param code a–z, 0–9 and dashes: its address, never changed
 * @param parent the section it is part of; null for one of the first level
 * @param position among its siblings, from 1
 * @param open closed ones take no new posts and are not shown; what was published in them stays
 */
public record Section(
        long id,
        String code,
        @Nullable Long parent,
        String name,
        String nameEn,
        int position,
        boolean open,
        int version) {}
