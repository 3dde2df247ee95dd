package org.lianxin.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Platform;
import org.springframework.context.ApplicationContext;

/** A server elsewhere that knows a post by its key. Its own limits are told in its own time, so that here only ours and its script bite. */
record MastodonCut(Simulated far) implements Cut {
    private static final String STATUSES = "/api/v1/statuses";

    static MastodonCut in(Path home) throws IOException {
        return new MastodonCut(Simulated.of("mastodon", SPEED, home));
    }

    @Override
    public Platform platform() {
        return Platform.MASTODON;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "LIANXIN_MASTODON_CALLS", "8/10s",
                "LIANXIN_MASTODON_PAUSE", "2s",
                "LIANXIN_MASTODON_POLL", "0s",
                "LIANXIN_OUTBOUND_ALLOW", "127.0.0.0/8",
                "LIANXIN_OUTBOUND_HTTP", "true");
    }

    @Override
    public void open(ApplicationContext program, Serving serving) {
        far.tell("/sim/knobs", Map.of("callsPerFiveMinutes", 1_000_000));
    }

    @Override
    public Connections.Granted connect(String name) {
        String id = far.tell("/sim/users", Map.of("username", name, "name", name))
                .path("id")
                .asString("");
        String token = "a-token-for-" + name;
        far.tell("/sim/tokens", Map.of("username", name, "token", token, "scopes", "read write"));
        return new Connections.Granted(
                name, name, Map.of("base", far.address(), "id", id, "token", token, "characters", "500"), null);
    }

    @Override
    public void script(int posts) {
        fault(STATUSES, posts, Map.of("kind", "error", "code", 429, "odds", 40));
        fault(STATUSES, posts, Map.of("kind", "error", "code", 422, "odds", 10));
        fault(STATUSES, posts, Map.of("kind", "error", "code", 503, "odds", 20));
        badLine(STATUSES, posts);
        fault(STATUSES, posts, Map.of("kind", "slow", "ms", 3_000, "odds", 15));
        fault("/api/v1/accounts/", posts, Map.of("kind", "unreadable", "odds", 50));
    }

    @Override
    public List<String> there() {
        return far.latest("status").stream()
                .map(status -> status.path("text").asString(""))
                .toList();
    }
}
