package org.lianxin.api.mastodon.streaming;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the streams an app may listen to. {@code tag}: of a hashtag stream, small letters, without its sign; else empty. */
record Stream(Kind kind, String tag) {
    /** A tag is cut off here; there are none that long. */
    private static final int TAG = 100;

    /** Each by its word in addresses and messages, and the scope that it needs. */
    enum Kind {
        USER("user", "read:statuses"),
        NOTIFICATIONS("user:notification", "read:notifications"),
        PUBLIC("public", "read:statuses"),
        LOCAL("public:local", "read:statuses"),
        HASHTAG("hashtag", "read:statuses"),
        LOCAL_HASHTAG("hashtag:local", "read:statuses"),
        /** Nothing ever comes: everything here is ours, has no lists and no letters between accounts. */
        REMOTE("public:remote", "read:statuses"),
        LIST("list", "read:lists"),
        DIRECT("direct", "read:statuses");

        private final String word;
        private final String scope;

        Kind(String word, String scope) {
            this.word = word;
            this.scope = scope;
        }

        String scope() {
            return scope;
        }
    }

    static Optional<Stream> of(String word, String tag) {
        for (Kind kind : Kind.values()) {
            if (kind.word.equals(word)) {
                boolean tagged = kind == Kind.HASHTAG || kind == Kind.LOCAL_HASHTAG;
                String clean = tagged ? clean(tag) : "";
                return tagged && clean.isEmpty() ? Optional.empty() : Optional.of(new Stream(kind, clean));
            }
        }
        return Optional.empty();
    }

    private static String clean(String tag) {
        String bare = tag.strip().toLowerCase(Locale.ROOT);
        bare = bare.startsWith("#") ? bare.substring(1) : bare;
        return bare.length() > TAG ? "" : bare;
    }

    /** What everybody may see is told to every stream of it; of what is gone nobody knows its tags any more. */
    boolean tells(List<String> tags, boolean gone) {
        return switch (kind) {
            case PUBLIC, LOCAL -> true;
            case HASHTAG, LOCAL_HASHTAG -> gone || tags.contains(tag);
            case USER, NOTIFICATIONS, REMOTE, LIST, DIRECT -> false;
        };
    }

    /** As a socket names it in what it says: the stream and what narrows it. */
    List<String> name() {
        return tag.isEmpty() ? List.of(kind.word) : List.of(kind.word, tag);
    }
}
