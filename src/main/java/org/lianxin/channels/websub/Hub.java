package org.lianxin.channels.websub;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.lianxin.channels.Topics;
import org.lianxin.kernel.Outcome;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes what subscribers ask for. Nothing begins or ends before the callback itself has said yes. */
@Service
class Hub {
    private static final int LONGEST_ADDRESS = 1_000;
    private static final int LONGEST_SECRET = 199;
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private final ObjectProvider<Topics> topics;
    private final Requests requests;
    private final Subscriptions subscriptions;
    private final WebsubSettings settings;

    Hub(ObjectProvider<Topics> topics, Requests requests, Subscriptions subscriptions, WebsubSettings settings) {
        this.topics = topics;
        this.requests = requests;
        this.subscriptions = subscriptions;
        this.settings = settings;
    }

    /** As it came; {@code lease} in seconds or empty. */
    record Wish(String mode, String topic, String callback, String lease, String secret) {}

    Optional<Topics.Content> content(String topic) {
        return topics.stream().flatMap(all -> all.at(topic).stream()).findFirst();
    }

    /** Accepted, not yet verified; refusals are in words for whoever runs the subscriber. */
    @Transactional
    public Outcome<String> ask(Wish wish) {
        boolean subscribe = wish.mode().equals("subscribe");
        Optional<URI> callback = callback(wish.callback());
        if (!subscribe && !wish.mode().equals("unsubscribe")) {
            return Outcome.invalid("hub.mode", "channels.websub.mode");
        } else if (callback.isEmpty()) {
            return Outcome.invalid("hub.callback", "channels.websub.callback");
        } else if (wish.topic().length() > LONGEST_ADDRESS
                || (subscribe && content(wish.topic()).isEmpty())) {
            return Outcome.invalid("hub.topic", "channels.websub.topic");
        } else if (!wish.lease().isEmpty() && !wish.lease().matches("[0-9]{1,10}")) {
            return Outcome.invalid("hub.lease_seconds", "channels.websub.lease");
        } else if (wish.secret().getBytes(StandardCharsets.UTF_8).length > LONGEST_SECRET
                || wish.secret().indexOf('\0') >= 0) {
            return Outcome.invalid("hub.secret", "channels.websub.secret");
        }
        String host = callback.get().getHost().toLowerCase(Locale.ROOT);
        if (requests.asked(host) >= settings.asked()
                || requests.asked() >= settings.all()
                || (subscribe && subscriptions.ofHost(host) >= settings.perHost())) {
            return Outcome.refused(Outcome.Kind.TOO_MANY, "channels.websub.many");
        }
        requests.enter(subscribe, wish.topic(), wish.callback(), host, lease(wish.lease()), wish.secret());
        return Outcome.done(host);
    }

    private int lease(String wished) {
        long seconds = wished.isEmpty() ? settings.lease().toSeconds() : Long.parseLong(wished);
        return (int) Math.min(
                Math.max(seconds, SHORTEST.toSeconds()), settings.longest().toSeconds());
    }

    private static Optional<URI> callback(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme());
            return text.length() > LONGEST_ADDRESS
                            || uri.getHost() == null
                            || uri.getRawUserInfo() != null
                            || uri.getRawFragment() != null
                            || !(scheme.equals("https") || scheme.equals("http"))
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
