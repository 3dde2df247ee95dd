package org.lianxin.channels.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Places;
import org.lianxin.channels.Polls;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.registry.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Fetches comments, of which WeChat tells nobody. */
@Component
class WechatPolling {
    private static final Logger LOG = LoggerFactory.getLogger(WechatPolling.class);
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final WechatComments comments;
    private final WechatJobs jobs;
    private final WechatSettings settings;
    private final Rooms rooms;

    WechatPolling(WechatComments comments, WechatJobs jobs, WechatSettings settings, Rooms rooms) {
        this.comments = comments;
        this.jobs = jobs;
        this.settings = settings;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(Arrivals arrivals, Places places, WechatSeen seen, WechatMasses masses, Polls polls) {}

    @Scheduled(fixedDelay = 2_000, initialDelay = 5_000)
    void look() {
        rooms.polls().due(Platform.WECHAT, settings.poll(), this::fetch);
    }

    void fetch(Connection connection) {
        Duration within = Duration.ofDays(settings.pollDays());
        List<Article> articles = Stream.concat(
                        jobs.out(connection.account(), within).stream()
                                .map(j -> new Article(String.valueOf(j.data()), j.url())),
                        rooms.masses().out(connection.account(), within).stream()
                                .map(m -> new Article(String.valueOf(m.data()), m.url())))
                .toList();
        for (Article article : articles) {
            try {
                fetch(connection, article);
            } catch (RuntimeException trouble) {
                LOG.warn("comments of {} could not be fetched: {}", connection, trouble.toString());
            }
        }
    }

    /** Published, or pushed to all, which WeChat tells apart. */
    private record Article(String data, String url) {}

    /** The place moves only when all before it is registered. */
    private void fetch(Connection connection, Article article) {
        String data = article.data();
        String list = "comments/" + data;
        long place = rooms.places()
                .of(connection.account(), list)
                .map(Long::parseLong)
                .orElse(0L);
        Optional<WechatComments.Read> read = comments.all(connection, data, 0);
        if (read.isEmpty()) {
            return;
        }
        List<JsonNode> all = read.get().comments();
        long newest = place;
        for (JsonNode comment : all.reversed()) {
            long at = comment.path("create_time").asLong(0);
            if (at >= place - CLOCKS_APART.toSeconds()) {
                rooms.arrivals().arrive(arrival(connection, article, comment));
                newest = Math.max(newest, at);
            }
        }
        if (read.get().whole()) {
            markGone(connection.account(), data, all);
        }
        if (newest > place) {
            rooms.places().set(connection, list, Long.toString(newest));
        }
    }

    private void markGone(long account, String data, List<JsonNode> all) {
        List<String> there =
                all.stream().map(c -> c.path("user_comment_id").asString("")).toList();
        rooms.seen()
                .gone(account, data, there)
                .forEach(number -> rooms.arrivals().deleted(account, name(data, number)));
    }

    private static String name(String data, String number) {
        return "comment/" + data + "/0/" + number;
    }

    /** Who comments without an identity there has none here either. */
    private static Arrival arrival(Connection connection, Article article, JsonNode comment) {
        String data = article.data();
        return new Arrival(
                connection.account(),
                name(data, comment.path("user_comment_id").asString("")),
                "article/" + data + "/0",
                "",
                Arrival.Way.COMMENT,
                comment.path("content").asString(""),
                article.url(),
                new Arrival.Author(comment.path("openid").asString(""), ""),
                Instant.ofEpochSecond(comment.path("create_time").asLong(0)),
                List.of());
    }
}
