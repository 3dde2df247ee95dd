package org.lianxin.channels.wechat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final WechatMasses masses;
    private final WechatSettings settings;

    WechatCounts(WechatDesk desk, WechatClient client, WechatJobs jobs, WechatMasses masses, WechatSettings settings) {
        this.desk = desk;
        this.client = client;
        this.jobs = jobs;
        this.masses = masses;
        this.settings = settings;
    }

    @Override
    public Platform platform() {
        return Platform.WECHAT;
    }

    @Override
    public Counted count(Connection connection, List<Out> out) {
        LocalDate yesterday = day(desk.moment()).minusDays(1);
        Map<String, String> articles = new HashMap<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Out post : out) {
            for (Made made : made(connection, post)) {
                LocalDate day = day(made.at());
                if (!day.isAfter(yesterday) && day.isAfter(yesterday.minusDays(DAYS))) {
                    // the first article of a publication, which is all we make
                    articles.put(made.data() + "_1", post.remoteId());
                    days.add(day);
                }
            }
        }
        Map<String, Numbers> posts = new HashMap<>();
        for (LocalDate day : days) {
            for (JsonNode article : list(connection, WechatCall.ARTICLE_FIGURES, day)) {
                String post = articles.get(article.path("msgid").asString(""));
                JsonNode details = article.path("detail_list");
                if (post != null && !details.isEmpty()) {
                    posts.merge(post, numbers(details.path(details.size() - 1)), WechatCounts::both);
                }
            }
        }
        Long followers = list(connection, WechatCall.FOLLOWERS, yesterday).stream()
                .findFirst()
                .map(n -> number(n, "cumulate_user"))
                .orElse(null);
        return new Counted(yesterday, followers, posts);
    }

    /** An article of a post. */
    private record Made(String data, Instant at) {}

    /** As it was published, and as it was sent to all, which WeChat counts apart. */
    private List<Made> made(Connection connection, Out post) {
        List<Made> made = new ArrayList<>();
        jobs.ofArticle(connection.account(), post.remoteId()).ifPresent(job -> {
            if (job.data() != null) {
                made.add(new Made(job.data(), post.since()));
            }
            masses.of(job.delivery()).ifPresent(mass -> {
                if (mass.data() != null && mass.sent() != null) {
                    made.add(new Made(mass.data(), mass.sent()));
                }
            });
        });
        return made;
    }

    private static Numbers both(Numbers one, Numbers other) {
        return new Numbers(
                sum(one.reads(), other.reads()),
                sum(one.reposts(), other.reposts()),
                sum(one.comments(), other.comments()),
                sum(one.likes(), other.likes()));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : (Long) (one + other);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, desk.zone());
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
