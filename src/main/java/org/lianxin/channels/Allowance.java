package org.lianxin.channels;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * So many calls in any stretch of time of that length: {@code 30/1h}.
 *
 * @param what is counted, such as {@code publish}
 */
public record Allowance(String what, int most, Duration window) {

    /** Throws {@link IllegalArgumentException} if the text is not a number, a slash and a duration. */
    public static Allowance parse(String what, String text) {
        String[] part = text.strip().split("/", 2);
        if (part.length != 2 || !part[0].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("an allowance is written 30/1h, not " + text);
        }
        return new Allowance(what, Integer.parseInt(part[0]), DurationStyle.SIMPLE.parse(part[1]));
    }

    /** A part of it, so that something is left for what matters more. */
    public Allowance part(double share) {
        return new Allowance(what, (int) Math.floor(most * share), window);
    }
}
