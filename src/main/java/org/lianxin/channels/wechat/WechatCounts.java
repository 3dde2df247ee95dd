package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Counts;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** WeChat tells of a day when it is over, article by article of the day on which they were published: one day a call, for a week. */
@Component
class WechatCounts implements Counts {
    private static final int DAYS = 7;

    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatJobs jobs;
    private final WechatSettings settings;
    private final Clock clock;

    WechatCounts(WechatDesk desk, WechatClient client, WechatJobs jobs, WechatSettings settings, Clock clock) {
        this.desk = desk;
        this.client = client;
        this.jobs = jobs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.WECHAT;
    }

    @Override
    public Counted count(Connection connection, List<Out> out) {
        LocalDate yesterday = day(clock.instant()).minusDays(1);
        Map<String, String> articles = new HashMap<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Out post : out) {
            LocalDate day = day(post.since());
            Optional<String> data =
                    jobs.ofArticle(connection.account(), post.remoteId()).map(WechatJob::data);
            if (data.isPresent() && !day.isAfter(yesterday) && day.isAfter(yesterday.minusDays(DAYS))) {
                // the first article of a publication, which is all we make
                articles.put(data.get() + "_1", post.remoteId());
                days.add(day);
            }
        }
        Map<String, Numbers> posts = new HashMap<>();
        for (LocalDate day : days) {
            for (JsonNode article : list(connection, WechatCall.ARTICLE_FIGURES, day)) {
                String post = articles.get(article.path("msgid").asString(""));
                JsonNode details = article.path("detail_list");
                if (post != null && !details.isEmpty()) {
                    posts.put(post, numbers(details.path(details.size() - 1)));
                }
            }
        }
        Long followers = list(connection, WechatCall.FOLLOWERS, yesterday).stream()
                .findFirst()
                .map(n -> number(n, "cumulate_user"))
                .orElse(null);
        return new Counted(yesterday, followers, posts);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, clock.getZone());
    }

    private List<JsonNode> list(Connection connection, WechatCall call, LocalDate day) {
        if (desk.toRead(connection.account(), settings.toCount()).isEmpty()) {
            return List.of();
        }
        return client.post(connection, call, Map.of("begin_date", day.toString(), "end_date", day.toString()))
                        instanceof Said.Yes(JsonNode body)
                ? body.path("list").valueStream().toList()
                : List.of();
    }

    /** Thumbs are likes; what is there called a heart is not told apart by anybody else. */
    private static Numbers numbers(JsonNode detail) {
        return new Numbers(
                number(detail, "read_user"),
                number(detail, "share_user"),
                number(detail, "comment_count"),
                number(detail, "like_user"));
    }

    private static @Nullable Long number(JsonNode node, String name) {
        return node.path(name).isIntegralNumber() ? node.path(name).asLong() : null;
    }
}
