package org.lianxin.api.mastodon;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** What an app writes, as a post has it: a title of its own or the first sentence, and no name in front of an answer. */
final class Wording {
    private static final Duration SOONEST = Duration.ofMinutes(5);
    private static final int TITLE = 40;
    private static final Pattern NAMES = Pattern.compile("^(?:\\s*@[\\w.-]+(?:@[\\w.:-]+)?)+\\s*");

    private Wording() {}

    /** The first sentence, at most 40 characters. */
    static String title(String text) {
        String line = text.strip().lines().findFirst().orElse("").strip();
        int end = 0;
        int count = 0;
        while (end < line.length() && count < TITLE) {
            int c = line.codePointAt(end);
            if (count >= 2 && "\u3002\uff01\uff1f!?".indexOf(c) >= 0) {
                return c == '\u3002' ? line.substring(0, end) : line.substring(0, end + 1);
            }
            end += Character.charCount(c);
            count++;
        }
        return end < line.length() ? line.substring(0, end) + "\u2026" : line;
    }

    /** A title without the sign that it was cut. */
    static String bare(String title) {
        return title.endsWith("\u2026") ? title.substring(0, title.length() - 1) : title;
    }

    /** Apps put the names of those who are answered in front; our answer says them itself. */
    static String withoutNames(String text) {
        return NAMES.matcher(text).replaceFirst("");
    }

    static boolean farEnough(Instant at, Instant now) {
        return !at.isBefore(now.plus(SOONEST));
    }
}
