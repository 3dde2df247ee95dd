package org.lianxin.channels.discourse;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Counts;
import org.lianxin.channels.discourse.DiscourseTopics.Place;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A forum tells how often a topic was seen, answered and liked. Nothing is passed on there, and nobody follows an account. */
@Component
class DiscourseCounts implements Counts {
    private static final int MOST_PAGES = 4;

    private final DiscourseDesk desk;
    private final DiscourseTopics topics;
    private final Clock clock;

    DiscourseCounts(DiscourseDesk desk, DiscourseTopics topics, Clock clock) {
        this.desk = desk;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.FORUM;
    }

    @Override
    public Counted count(Connection connection, List<Out> out) {
        Map<String, String> wanted = new HashMap<>();
        out.forEach(o -> Place.of(o.remoteId()).ifPresent(p -> wanted.put(p.topic(), o.remoteId())));
        Map<String, Numbers> posts = new HashMap<>();
        for (int page = 0; page < MOST_PAGES && posts.size() < wanted.size(); page++) {
            Optional<List<JsonNode>> list =
                    desk.toPoll(connection.account()).isEmpty() ? Optional.empty() : topics.list(connection, page);
            if (list.isEmpty() || list.get().isEmpty()) {
                break;
            }
            for (JsonNode topic : list.get()) {
                String remoteId = wanted.get(DiscourseDesk.id(topic, "id"));
                if (remoteId != null) {
                    posts.put(
                            remoteId,
                            new Numbers(
                                    number(topic, "views", 0), null, answers(topic), number(topic, "like_count", 0)));
                }
            }
        }
        return new Counted(LocalDate.ofInstant(clock.instant(), clock.getZone()), null, posts);
    }

    /** All posts but the first: what a forum calls replies leaves out who answers to the topic as a whole. */
    private static @Nullable Long answers(JsonNode topic) {
        Long all = number(topic, "posts_count", 1);
        return all == null ? number(topic, "reply_count", 0) : all;
    }

    private static @Nullable Long number(JsonNode node, String name, long less) {
        return node.path(name).isIntegralNumber()
                ? (Long) Math.max(0, node.path(name).asLong() - less)
                : null;
    }
}
