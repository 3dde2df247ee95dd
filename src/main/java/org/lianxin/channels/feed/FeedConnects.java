package org.lianxin.channels.feed;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.channels.feed.FeedFetch.Fetched;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** A website is connected by the address of its feed; the try says what it is called and what is newest. */
@Component
class FeedConnects implements Connects {
    private static final int NEWEST = 5;

    private final FeedFetch fetch;

    FeedConnects(FeedFetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public Platform platform() {
        return Platform.WEBSITE;
    }

    @Override
    public boolean pushes() {
        return false;
    }

    @Override
    public List<Field> fields() {
        return List.of(new Field("feed", false, 1_000));
    }

    @Override
    public Outcome<Connections.Granted> tried(Account account, Map<String, String> typed) {
        Optional<URI> url = FeedFetch.url(typed.getOrDefault("feed", ""));
        return url.isEmpty()
                ? Outcome.invalid("feed", "channels.connect.website.feed-form")
                : read(url.get())
                        .map(feed -> new Connections.Granted(
                                url.get().toString(),
                                feed.title().isEmpty() ? account.name() : feed.title(),
                                Map.of("feed", url.get().toString()),
                                null));
    }

    @Override
    public Outcome<String> tryOut(Connection connection) {
        return FeedFetch.url(connection.secret("feed"))
                .map(this::read)
                .orElseGet(() -> Outcome.invalid("feed", "channels.connect.website.feed-form"))
                .map(feed -> String.join(
                        "\n",
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(
                                                feed.title().isEmpty() ? connection.remoteName() : feed.title()),
                                        feed.items().stream().limit(NEWEST).map(Parsed.Item::title))
                                .toList()));
    }

    private Outcome<Parsed> read(URI url) {
        return switch (fetch.fetch(url, FeedFetch.Remembered.NOTHING)) {
            case Fetched.Fresh fresh -> Outcome.done(fresh.feed());
            case Fetched.Same same -> Outcome.invalid("feed", "channels.connect.website.no", "304");
            case Fetched.Not not -> Outcome.invalid("feed", "channels.connect.website.no", not.why());
        };
    }
}
