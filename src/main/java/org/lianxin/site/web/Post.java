package org.lianxin.site.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Cursor;

/**
 * A public post as lists show it.
 *
 * @param page the row by which it is listed; with the time it is the place in a list
 * @param id of the post, the one in its address
 * @param author the account that speaks; unitCode is empty if the unit is no longer registered
 * @param section code, empty if it stands in none
 * @param summary its beginning in at most 80 characters, whole sentences where there are any
 */
public record Post(
        long page,
        String id,
        long account,
        String author,
        String unitCode,
        String unitName,
        String category,
        String section,
        String title,
        String summary,
        List<Picture> media,
        Instant at,
        @Nullable Instant correctedAt) {

    public Cursor place() {
        return new Cursor(at, page);
    }

    public String href() {
        return "/posts/" + id;
    }

    public @Nullable Picture picture() {
        return media.stream().filter(p -> !p.video()).findFirst().orElse(null);
    }

    /** The beginning of a text, cut after a sentence if one ends in time, else with an ellipsis. */
    static String beginning(String plain, int most) {
        String text = plain.strip().replaceAll("\\s*\\n\\s*", "");
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        String cut = text.substring(0, text.offsetByCodePoints(0, most));
        int end = -1;
        for (char stop : "\u3002\uff01\uff1f.!?".toCharArray()) {
            end = Math.max(end, cut.lastIndexOf(stop));
        }
        return end >= most / 3 ? cut.substring(0, end + 1) : cut + "\u2026";
    }
}
