package org.lianxin.channels.mastodon;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Counts;
import org.lianxin.channels.Said;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A server tells what was passed on, answered and liked, and how many follow; how often something was read, nobody counts there. */
@Component
class MastodonCounts implements Counts {
    private static final int MOST_PAGES = 5;

    private final MastodonDesk desk;
    private final MastodonClient client;
    private final MastodonTimeline timeline;
    private final Clock clock;

    MastodonCounts(MastodonDesk desk, MastodonClient client, MastodonTimeline timeline, Clock clock) {
        this.desk = desk;
        this.client = client;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.MASTODON;
    }

    @Override
    public Counted count(Connection connection, List<Out> out) {
        Set<String> wanted = new HashSet<>();
        out.forEach(o -> wanted.add(o.remoteId()));
        Map<String, Numbers> posts = new HashMap<>();
        String before = "";
        for (int page = 0; page < MOST_PAGES && posts.size() < wanted.size(); page++) {
            String from = before;
            Optional<List<JsonNode>> statuses =
                    desk.toPoll(connection.account()).flatMap(c -> timeline.page(c, from));
            if (statuses.isEmpty() || statuses.get().isEmpty()) {
                break;
            }
            for (JsonNode status : statuses.get()) {
                String id = "status/" + MastodonDesk.id(status, "id");
                if (wanted.contains(id)) {
                    posts.put(
                            id,
                            new Numbers(
                                    null,
                                    number(status, "reblogs_count"),
                                    number(status, "replies_count"),
                                    number(status, "favourites_count")));
                }
            }
            before = MastodonDesk.id(statuses.get().getLast(), "id");
        }
        Long followers = desk.toPoll(connection.account()).isPresent()
                        && client.get(connection, "/api/v1/accounts/verify_credentials")
                                instanceof Said.Yes(JsonNode me, var spoken)
                ? number(me, "followers_count")
                : null;
        return new Counted(LocalDate.ofInstant(clock.instant(), clock.getZone()), followers, posts);
    }

    private static @Nullable Long number(JsonNode node, String name) {
        return node.path(name).isIntegralNumber()
                ? (Long) Math.max(0, node.path(name).asLong())
                : null;
    }
}
