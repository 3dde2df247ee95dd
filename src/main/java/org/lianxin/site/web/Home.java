package org.lianxin.site.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the home page shows.
 *
 * @param alarms emergencies of the last two days
 * @param headline the newest of the others, null on an empty site
 * @param next what came before the headline, only where that has no picture
 * @param others further ones, only where no section has any
 * @param units how many there are; accounts: how many are in use
 */
public record Home(
        List<Post> alarms,
        @Nullable Post headline,
        List<Post> next,
        List<Part> parts,
        List<Post> others,
        List<Answer> answers,
        List<Area> areas,
        int units,
        int accounts) {

    /** A section with its latest posts. */
    public record Part(Section section, List<Post> posts) {}
}
