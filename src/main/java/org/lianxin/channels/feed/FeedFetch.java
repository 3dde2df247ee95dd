package org.lianxin.channels.feed;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianxin.web.Outbound;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** Asks a website for its feed, with what was remembered of the last time; what went wrong is said in words. */
@Component
class FeedFetch {
    private static final Duration LONGEST_WISH = Duration.ofDays(7);

    private final Outbound outbound;
    private final Clock clock;
    private final Pages pages;

    FeedFetch(Outbound outbound, Clock clock, Pages pages) {
        this.outbound = outbound;
        this.clock = clock;
        this.pages = pages;
    }

    /** As it was given the last time; empty where it was not. */
    record Remembered(String etag, String lastModified) {
        static final Remembered NOTHING = new Remembered("", "");
    }

    /** What came of it. */
    sealed interface Fetched {
        record Fresh(Parsed feed, Remembered remembered) implements Fetched {}

        record Same() implements Fetched {}

        /** @param earliest when its server wants to be asked again at the earliest */
        record Not(String why, Instant earliest) implements Fetched {}
    }

    Fetched fetch(URI url, Remembered before) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Accept",
                "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8");
        if (!before.etag().isEmpty()) {
            headers.put("If-None-Match", before.etag());
        }
        if (!before.lastModified().isEmpty()) {
            headers.put("If-Modified-Since", before.lastModified());
        }
        return switch (outbound.get(url, at -> headers)) {
            case Outbound.Answer.Forbidden(String why) -> not("channels.feed.forbidden." + word(why));
            case Outbound.Answer.Failed failed -> not("channels.feed.not-reached");
            case Outbound.Answer.Got got when got.status() == 304 -> new Fetched.Same();
            case Outbound.Answer.Got got
            when got.status() == 200 ->
                FeedParser.parse(got.body(), got.at())
                        .<Fetched>map(feed ->
                                new Fetched.Fresh(feed, new Remembered(kept(got, "etag"), kept(got, "last-modified"))))
                        .orElseGet(() -> not("channels.feed.no-feed"));
            case Outbound.Answer.Got got ->
                new Fetched.Not(words("channels.feed.status", Integer.toString(got.status())), wish(got));
        };
    }

    private static String word(String why) {
        return why.equals("size") || why.equals("scheme") ? why : "address";
    }

    private static String kept(Outbound.Answer.Got got, String name) {
        String value = got.header(name);
        return value.length() > 300 || value.chars().anyMatch(c -> c < ' ' || c > 0x7e) ? "" : value;
    }

    private Fetched not(String key) {
        return new Fetched.Not(words(key), Instant.EPOCH);
    }

    private String words(String key, Object... arguments) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }

    /** Seconds or a date; a week at most. */
    private Instant wish(Outbound.Answer.Got got) {
        String wished = got.header("retry-after");
        Instant now = clock.instant();
        try {
            Instant at = wished.matches("\\d{1,9}")
                    ? now.plusSeconds(Long.parseLong(wished))
                    : DateTimeFormatter.RFC_1123_DATE_TIME.parse(wished, Instant::from);
            return at.isBefore(now.plus(LONGEST_WISH)) ? at : now.plus(LONGEST_WISH);
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }

    static Optional<URI> url(String typed) {
        try {
            URI url = URI.create(typed.strip());
            return url.getHost() == null || url.getRawUserInfo() != null || typed.length() > 1_000
                    ? Optional.empty()
                    : Optional.of(url);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
