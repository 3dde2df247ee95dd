package org.lianxin.channels.discourse;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Places;
import org.lianxin.channels.Polls;
import org.lianxin.channels.Said;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fetches what is new on a forum beside what is pushed: its newest posts, fifty numbers at a time, from where the last fetch ended. */
@Component
class DiscoursePolling {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoursePolling.class);
    private static final String PLACE = "posts";
    /** A page of a forum's posts is so many numbers, not so many posts. */
    private static final int PAGE = 50;

    private static final int MOST_PAGES = 100;

    private final DiscourseDesk desk;
    private final DiscourseClient client;
    private final Rooms rooms;

    DiscoursePolling(DiscourseDesk desk, DiscourseClient client, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(DiscourseHeard heard, Places places, DiscourseSettings settings, Polls polls) {}

    @Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
    void look() {
        rooms.polls().due(Platform.FORUM, rooms.settings().poll(), this::fetch);
    }

    /** Upwards from the last place, which moves only when all up to it is registered. The first time the newest fifty have to do. */
    void fetch(Connection connection) {
        try {
            Optional<List<JsonNode>> newest = page(connection, "");
            if (newest.isEmpty() || newest.get().isEmpty()) {
                return;
            }
            long end = number(newest.get().getLast());
            long place = Long.parseLong(
                    rooms.places().of(connection.account(), PLACE).orElse(Long.toString(end - PAGE)));
            for (int page = 0; page < MOST_PAGES && place < end; page++) {
                long next = Math.min(end, place + PAGE);
                Optional<List<JsonNode>> posts =
                        next == end && end - place <= PAGE ? newest : page(connection, "?before=" + next);
                if (posts.isEmpty()) {
                    return;
                }
                for (JsonNode post : posts.get()) {
                    if (number(post) > place && number(post) <= next) {
                        rooms.heard().post(connection, post);
                    }
                }
                place = next;
                rooms.places().set(connection, PLACE, Long.toString(place));
            }
        } catch (RuntimeException trouble) {
            LOG.warn("posts for {} could not be fetched: {}", connection, trouble.toString());
        }
    }

    private static long number(JsonNode post) {
        return post.path("id").asLong(0);
    }

    /** Oldest first; empty if it could not be read. */
    private Optional<List<JsonNode>> page(Connection connection, String query) {
        if (desk.toPoll(connection.account()).isEmpty()) {
            return Optional.empty();
        }
        return client.get(connection, "/posts.json" + query) instanceof Said.Yes(JsonNode body, var spoken)
                        && body.path("latest_posts").isArray()
                ? Optional.of(body.path("latest_posts")
                        .valueStream()
                        .sorted(Comparator.comparingLong(DiscoursePolling::number))
                        .toList())
                : Optional.empty();
    }
}
