package org.lianxin.api.mastodon.oauth;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an app may do, in the words of its interface: {@code read}, or only a part of it, {@code read:statuses}. */
public record Scopes(Set<String> words) {
    private static final Set<String> PARTS = Set.of(
            "accounts",
            "blocks",
            "bookmarks",
            "favourites",
            "filters",
            "follows",
            "lists",
            "mutes",
            "notifications",
            "search",
            "statuses");
    private static final Set<String> WRITES = Set.of(
            "accounts",
            "blocks",
            "bookmarks",
            "conversations",
            "favourites",
            "filters",
            "follows",
            "lists",
            "media",
            "mutes",
            "notifications",
            "reports",
            "statuses");
    private static final Set<String> WHOLE = Set.of("read", "write", "follow", "push", "profile");
    private static final Set<String> FOLLOWS = Set.of("follows", "blocks", "mutes");

    public Scopes {
        words = Set.copyOf(words);
    }

    /** Those words; empty if one of them is none of ours. No words mean {@code read}. */
    public static Optional<Scopes> of(String text) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(text.strip().split("[\\s+]+")));
        words.remove("");
        if (words.isEmpty()) {
            words.add("read");
        }
        return words.stream().allMatch(Scopes::known) ? Optional.of(new Scopes(words)) : Optional.empty();
    }

    private static boolean known(String word) {
        return WHOLE.contains(word)
                || (word.startsWith("read:") && PARTS.contains(word.substring(5)))
                || (word.startsWith("write:") && WRITES.contains(word.substring(6)));
    }

    /** All that there are, for whoever asks what they may ask for. */
    public static Stream<String> all() {
        return Stream.of(
                        WHOLE.stream(),
                        PARTS.stream().map(part -> "read:" + part),
                        WRITES.stream().map(part -> "write:" + part))
                .flatMap(s -> s)
                .sorted();
    }

    /** Whether these are enough for what asks for one of those, apart by spaces; for what asks for none any are. */
    public boolean cover(String asked) {
        return asked.isBlank() || Arrays.stream(asked.split(" ")).anyMatch(this::covers);
    }

    private boolean covers(String word) {
        int colon = word.indexOf(':');
        return words.contains(word)
                || (colon > 0
                        && (words.contains(word.substring(0, colon))
                                || (words.contains("follow") && FOLLOWS.contains(word.substring(colon + 1)))));
    }

    /** Whether nothing in these goes beyond the others. */
    public boolean within(Scopes others) {
        return words.stream().allMatch(others::covers);
    }

    /** As it stands in answers and tables. */
    public String text() {
        return String.join(" ", words.stream().sorted().toList());
    }
}
