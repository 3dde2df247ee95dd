package org.lianxin.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Platform;
import org.springframework.context.ApplicationContext;

/** A forum that takes two calls of an account in one of its minutes. */
record DiscourseCut(Simulated far) implements Cut {
    private static final String POSTS = "/posts.json";

    static DiscourseCut in(Path home) throws IOException {
        return new DiscourseCut(Simulated.of("discourse", SPEED, home));
    }

    @Override
    public Platform platform() {
        return Platform.FORUM;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "LIANXIN_DISCOURSE_CALLS", "12/10s",
                "LIANXIN_DISCOURSE_PAUSE", "2s",
                "LIANXIN_DISCOURSE_POLL", "0s",
                "LIANXIN_OUTBOUND_ALLOW", "127.0.0.0/8",
                "LIANXIN_OUTBOUND_HTTP", "true");
    }

    @Override
    public void open(ApplicationContext program, Serving serving) {
        far.tell("/sim/knobs", Map.of("titleLeast", 6, "textLeast", 8, "callsPerMinute", 2));
        far.tell("/sim/categories", Map.of("id", 5, "name", "news"));
    }

    @Override
    public Connections.Granted connect(String name) {
        String key = "0123456789abcdef-" + name;
        far.tell("/sim/users", Map.of("username", name, "key", key));
        return new Connections.Granted(
                "forum/u/" + name,
                name,
                Map.of("base", far.address(), "user", name, "key", key, "category", "5", "hook", "a-secret-of-ours"),
                null);
    }

    @Override
    public void script(int posts) {
        fault(POSTS, posts, Map.of("kind", "error", "code", 429, "odds", 40));
        fault(POSTS, posts, Map.of("kind", "error", "code", 422, "odds", 10));
        fault(POSTS, posts, Map.of("kind", "error", "code", 503, "odds", 20));
        badLine(POSTS, posts);
        fault(POSTS, posts, Map.of("kind", "slow", "ms", 3_000, "odds", 15));
        fault("/t/external_id", posts, Map.of("kind", "unreadable", "odds", 50));
    }

    @Override
    public List<String> there() {
        return far.latest("topic").stream()
                .map(topic -> topic.path("title").asString(""))
                .toList();
    }
}
