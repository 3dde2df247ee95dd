package org.lianxin.channels.weibo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Counts;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Weibo tells what was passed on, commented on and liked, but not what was read. Numbers come as texts, or not. */
@Component
class WeiboCounts implements Counts {
    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboSettings settings;
    private final Clock clock;

    WeiboCounts(WeiboDesk desk, WeiboClient client, WeiboSettings settings, Clock clock) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.WEIBO;
    }

    @Override
    public Counted count(Connection connection, List<Out> out) {
        Map<String, Numbers> posts = new HashMap<>();
        String ids = out.stream()
                .map(Out::remoteId)
                .filter(id -> id.matches("[0-9]{1,20}"))
                .limit(100)
                .collect(Collectors.joining(","));
        if (!ids.isEmpty()) {
            list(connection, "/2/statuses/count.json", Map.of("ids", ids))
                    .forEach(n -> posts.put(
                            n.path("id").asString(""),
                            new Numbers(null, number(n, "reposts"), number(n, "comments"), number(n, "attitudes"))));
        }
        Long followers = list(connection, "/2/users/counts.json", Map.of("uids", connection.remoteId())).stream()
                .findFirst()
                .map(n -> number(n, "followers_count"))
                .orElse(null);
        return new Counted(LocalDate.ofInstant(clock.instant(), clock.getZone()), followers, posts);
    }

    private List<JsonNode> list(Connection connection, String path, Map<String, String> parameters) {
        if (desk.toRead(connection.account(), settings.toPoll()).isEmpty()) {
            return List.of();
        }
        return client.get(settings.api(), path, connection.secret("token"), parameters)
                        instanceof Said.Yes(JsonNode body)
                ? body.valueStream().toList()
                : List.of();
    }

    private static @Nullable Long number(JsonNode node, String name) {
        String text = node.path(name).asString("");
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}
