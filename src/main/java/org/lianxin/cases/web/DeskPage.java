package org.lianxin.cases.web;

import org.jspecify.annotations.Nullable;
import org.lianxin.cases.Case;

/**
 * The office's desk: one letter after another.
 *
 * @param letter the one to be placed now, null if there is none
 * @param left how many are to be placed
 * @param after the place of the one before this, or empty at the beginning
 * @param next the place of this one: from here the next one is found
 * @param done the one that was placed just now, and where it went
 */
public record DeskPage(
        @Nullable Case letter,
        @Nullable Routing routing,
        int left,
        String after,
        String next,
        @Nullable Done done,
        Form form) {

    /** @param unit empty if it was closed */
    public record Done(Case letter, String unit) {}
}
