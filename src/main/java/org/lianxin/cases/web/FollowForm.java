package org.lianxin.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/**
 * Number and key as they were typed.
 *
 * @param rating what was being said about the answer when its page was put away, else empty; so with {@code words}
 */
public record FollowForm(String number, String key, String rating, String words) {

    static FollowForm of(HttpServletRequest request) {
        return new FollowForm(
                text(request, "number"), text(request, "key"), text(request, "rating"), text(request, "words"));
    }

    private static String text(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    /** As it comes from a link or a code: the number only. */
    static FollowForm of(String number) {
        return new FollowForm(number.length() > 40 || number.indexOf('\0') >= 0 ? "" : number.strip(), "", "", "");
    }

    /** Something was being written. */
    public boolean writing() {
        return !rating.isEmpty() || !words.isEmpty();
    }
}
