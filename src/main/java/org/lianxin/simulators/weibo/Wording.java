package org.lianxin.simulators.weibo;

import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the platform sees in a text: its length, its links, its topics, whom it mentions. */
final class Wording {
    /** As greedy as the real parser: what follows a link without a space belongs to it. */
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private static final Pattern TOPIC = Pattern.compile("#[^#\\s][^#]*#");

    private Wording() {}

    /**
     * In Chinese characters: two half-width ones count as one.
     *
     * @param link what a link counts; negative: as it is written
     */
    static long length(String text, long link) {
        String rest = link < 0 ? text : LINK.matcher(text).replaceAll("");
        long links = link < 0 ? 0 : links(text).size() * link;
        long halves = rest.codePoints().map(c -> c < 0x80 ? 1 : 2).sum();
        return links + (halves + 1) / 2;
    }

    static List<String> links(String text) {
        return LINK.matcher(text).results().map(MatchResult::group).toList();
    }

    /** At least one link, and none to elsewhere. */
    static boolean onlyOf(String domain, String text) {
        List<String> links = links(text);
        return !links.isEmpty() && links.stream().allMatch(link -> isOf(domain, link));
    }

    private static boolean isOf(String domain, String link) {
        String host = authority(link);
        return host != null && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static @Nullable String authority(String link) {
        try {
            return URI.create(link).getRawAuthority();
        } catch (IllegalArgumentException swallowed) {
            return null;
        }
    }

    /** The plain door takes topics out without a word. */
    static String withoutTopics(String text) {
        return TOPIC.matcher(text).replaceAll("").strip();
    }

    static boolean mentions(String text, String name) {
        return Pattern.compile("@" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_-])")
                .matcher(text)
                .find();
    }
}
