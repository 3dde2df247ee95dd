package org.lianxin.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Platform;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** A Weibo with a basic application and three posts an hour. */
record WeiboCut(Simulated far) implements Cut {
    private static final String SHARE = "/2/statuses/share";

    static WeiboCut in(Path home) throws IOException {
        return new WeiboCut(Simulated.of("weibo", SPEED, home));
    }

    @Override
    public Platform platform() {
        return Platform.WEIBO;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "LIANXIN_WEIBO_PUBLISH", "4/10s",
                "LIANXIN_WEIBO_CALLS", "100/240s",
                "LIANXIN_WEIBO_PAUSE", "2s",
                "LIANXIN_WEIBO_LATE", "6s",
                "LIANXIN_WEIBO_POLL", "0s"));
        for (String door : List.of("API", "COMMERCIAL", "MESSAGES", "WEB", "FILES")) {
            settings.put("LIANXIN_WEIBO_" + door, far.address());
        }
        return settings;
    }

    @Override
    public void open(ApplicationContext program, Serving serving) {
        far.tell("/sim/knobs", Map.of("postsPerHour", 3));
        Map<String, String> app = new HashMap<>(Map.of("key", "1", "secret", "xyz", "level", "basic"));
        // the address that commands beside a program know
        app.put("domain", "localhost:8080");
        app.put("callback", serving.address());
        far.tell("/sim/apps", app);
        program.getBean(Apps.class).set(Platform.WEIBO, "1", "xyz", false, null).orThrow();
    }

    @Override
    public Connections.Granted connect(String name) {
        far.tell("/sim/users", Map.of("name", name, "office", true));
        JsonNode token = far.tell("/sim/tokens", Map.of("app", "1", "user", name));
        return new Connections.Granted(
                token.path("uid").asString(""),
                name,
                Map.of("token", token.path("token").asString("")),
                Instant.parse("2099-01-01T00:00:00Z"));
    }

    @Override
    public void script(int posts) {
        fault(SHARE, posts, Map.of("kind", "error", "code", 10009, "odds", 40));
        fault(SHARE, posts, Map.of("kind", "error", "code", 20021, "odds", 10));
        badLine(SHARE, posts);
        fault(SHARE, posts, Map.of("kind", "slow", "ms", 3_000, "odds", 15));
    }

    @Override
    public List<String> there() {
        return far.lines("status").stream()
                .map(status -> status.path("text").asString(""))
                .toList();
    }
}
