package org.lianxin.channels.weibo;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Places;
import org.lianxin.channels.Polls;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fetches comments and mentions, as often as the allowance of calls permits, from where the last fetch ended. */
@Component
class WeiboPolling {
    private static final Logger LOG = LoggerFactory.getLogger(WeiboPolling.class);
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 20;

    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboSettings settings;
    private final Rooms rooms;

    WeiboPolling(WeiboDesk desk, WeiboClient client, WeiboSettings settings, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(Arrivals arrivals, Places places, WeiboTimeline timeline, Polls polls) {}

    /** The lists, what each entry is of, and in which way it was said. */
    private enum Feed {
        TO_ME("/2/comments/to_me.json", "comments", "comment", Arrival.Way.COMMENT),
        COMMENT_MENTIONS("/2/comments/mentions.json", "comments", "comment", Arrival.Way.MENTION),
        MENTIONS("/2/statuses/mentions.json", "statuses", "status", Arrival.Way.MENTION);

        private final String path;
        private final String list;
        private final String kind;
        private final Arrival.Way way;

        Feed(String path, String list, String kind, Arrival.Way way) {
            this.path = path;
            this.list = list;
            this.kind = kind;
            this.way = way;
        }
    }

    @Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
    void look() {
        rooms.polls().due(Platform.WEIBO, settings.poll(), this::fetch);
    }

    void fetch(Connection connection) {
        for (Feed feed : Feed.values()) {
            try {
                fetch(connection, feed);
            } catch (RuntimeException trouble) {
                LOG.warn("{} of {} could not be fetched: {}", feed, connection, trouble.toString());
            }
        }
    }

    /**
     * From the newest back to the last place; the place moves only when all in between is registered. The first time, what was written before
     * the account was connected is nobody's question to us.
     */
    private void fetch(Connection connection, Feed feed) {
        Optional<String> place = rooms.places().of(connection.account(), feed.name());
        String since = place.orElse("0");
        // Weibo says the second
        Instant earliest = place.isPresent() || connection.connectedAt() == null
                ? Instant.MIN
                : connection.connectedAt().truncatedTo(ChronoUnit.SECONDS);
        List<JsonNode> found = new ArrayList<>();
        String before = "0";
        for (int page = 0; page < MOST_PAGES; page++) {
            if (desk.toRead(connection.account(), settings.toPoll()).isEmpty()) {
                return;
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("since_id", since);
            parameters.put("max_id", before);
            parameters.put("count", Integer.toString(PAGE));
            Said said = client.get(settings.api(), feed.path, connection.secret("token"), parameters);
            if (said instanceof Said.No no) {
                desk.expired(connection, no);
            }
            if (!(said instanceof Said.Yes(JsonNode body))
                    || !body.path(feed.list).isArray()) {
                return;
            }
            List<JsonNode> entries = body.path(feed.list)
                    .valueStream()
                    .filter(e -> e.path("idstr").asString("").matches("[0-9]{1,20}"))
                    .toList();
            found.addAll(entries);
            if (entries.size() < PAGE || written(entries.getLast()).isBefore(earliest)) {
                break;
            }
            before = new BigInteger(id(entries.getLast()))
                    .subtract(BigInteger.ONE)
                    .toString();
        }
        for (JsonNode entry : found.reversed()) {
            if (!written(entry).isBefore(earliest)) {
                arrival(connection, feed, entry).ifPresent(rooms.arrivals()::arrive);
            }
        }
        if (!found.isEmpty()) {
            rooms.places().set(connection, feed.name(), id(found.getFirst()));
        }
    }

    private static Instant written(JsonNode entry) {
        return WeiboTimeline.instant(entry.path("created_at").asString(""));
    }

    private static String id(JsonNode entry) {
        return entry.path("idstr").asString("");
    }

    /** Our own words are nobody's question; a deleted post has no author. */
    private Optional<Arrival> arrival(Connection connection, Feed feed, JsonNode entry) {
        String author = entry.path("user").path("idstr").asString("");
        if (author.isEmpty() || author.equals(connection.remoteId())) {
            return Optional.empty();
        }
        JsonNode status = feed.kind.equals("status") ? entry : entry.path("status");
        String thread = id(status);
        String of = status.path("user").path("idstr").asString(connection.remoteId());
        String parent = entry.path("reply_comment").path("idstr").asString("");
        return Optional.of(new Arrival(
                connection.account(),
                feed.kind + "/" + id(entry),
                thread.isEmpty() ? "" : "status/" + thread,
                parent.isEmpty() ? "" : "comment/" + parent,
                feed.way,
                entry.path("text").asString(""),
                thread.isEmpty() ? "" : rooms.timeline().url(of, thread),
                new Arrival.Author(
                        author, entry.path("user").path("screen_name").asString("")),
                written(entry),
                List.of()));
    }
}
