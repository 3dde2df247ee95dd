package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.ShowsTimeline.Posted;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds out what became of a publication: by what WeChat reported, by asking now and then, by looking among what is out. */
@Component
class WechatShelf {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);
    private static final int PAGE = 20;

    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatJobs jobs;
    private final WechatSettings settings;
    private final Seen seen;

    WechatShelf(WechatDesk desk, WechatClient client, WechatJobs jobs, WechatSettings settings, Seen seen) {
        this.desk = desk;
        this.client = client;
        this.jobs = jobs;
        this.settings = settings;
        this.seen = seen;
    }

    /** By what it is recognised, and when it was seen. */
    @Component
    record Seen(WechatArticle article, Clock clock) {}

    Reading find(Parcel parcel) {
        Optional<WechatJob> found = jobs.of(parcel.delivery());
        if (found.isEmpty() || found.get().submitted() == null) {
            // a draft at most, and drafts are not public
            return new Reading.Absent();
        }
        WechatJob job = found.get();
        if (job.out()) {
            return new Reading.Found(String.valueOf(job.article()), job.url());
        } else if (job.failed()) {
            return new Reading.Absent();
        }
        return job.publication() == null ? search(parcel, job) : ask(job);
    }

    /** WeChat reports an end by itself; we ask only now and then, since it allows that a hundred times a day. */
    private Reading ask(WechatJob job) {
        Instant last = job.looked() == null ? job.submitted() : job.looked();
        Instant now = seen.clock().instant();
        if (last != null && now.isBefore(last.plus(settings.lookAfter()))) {
            return working();
        }
        Optional<Connection> connection = desk.toRead(job.account(), settings.toLook());
        if (connection.isEmpty()) {
            return working();
        }
        jobs.looked(job.delivery());
        Said said = client.post(
                connection.get(), WechatCall.PUBLICATION, Map.of("publish_id", String.valueOf(job.publication())));
        if (!(said instanceof Said.Yes(JsonNode body))
                || !body.path("publish_status").isIntegralNumber()) {
            return working();
        }
        int state = body.path("publish_status").asInt();
        String article = body.path("article_id").asString("");
        String url = body.path("article_detail")
                .path("item")
                .path(0)
                .path("article_url")
                .asString("");
        jobs.reported(job.account(), String.valueOf(job.publication()), state, article.isEmpty() ? null : article, url);
        if (state == WechatJob.OUT) {
            return new Reading.Found(article, url);
        }
        return state == WechatJob.WORKING ? working() : new Reading.Absent();
    }

    private Reading working() {
        return new Reading.Unreadable(desk.words("channels.wechat.working"));
    }

    /** The answer was lost, so its number is not known: it is known by the page that it links to. */
    private Reading search(Parcel parcel, WechatJob job) {
        Optional<Connection> connection = desk.toRead(parcel.account(), settings.toList());
        Optional<List<JsonNode>> items = connection.flatMap(this::items);
        if (connection.isEmpty() || items.isEmpty()) {
            return new Reading.Unreadable(desk.words("channels.wechat.unreadable"));
        }
        String source = seen.article().source(parcel.reference());
        Instant earliest = parcel.since().minus(CLOCKS_APART);
        for (JsonNode item : items.get()) {
            JsonNode article = item.path("content").path("news_item").path(0);
            if (article.path("content_source_url").asString("").equals(source)
                    && !article.path("is_deleted").asBoolean(false)
                    && !at(item).isBefore(earliest)) {
                String id = item.path("article_id").asString("");
                String url = article.path("url").asString("");
                jobs.found(job.delivery(), id, url);
                return new Reading.Found(id, url);
            }
        }
        Said draft = client.post(connection.get(), WechatCall.DRAFT_GET, Map.of("media_id", job.draft()));
        Instant submitted = job.submitted();
        boolean longAgo = submitted != null && !seen.clock().instant().isBefore(submitted.plus(settings.late()));
        // a draft that is still there long after has not been published
        return draft instanceof Said.Yes && longAgo ? new Reading.Absent() : working();
    }

    private static Instant at(JsonNode item) {
        return Instant.ofEpochSecond(item.path("update_time").asLong(0));
    }

    private Optional<List<JsonNode>> items(Connection connection) {
        Said said = client.post(connection, WechatCall.PUBLISHED, Map.of("offset", 0, "count", PAGE, "no_content", 1));
        if (said instanceof Said.No no) {
            desk.refused(connection, no);
        }
        return said instanceof Said.Yes(JsonNode body) && body.path("item").isArray()
                ? Optional.of(body.path("item").valueStream().toList())
                : Optional.empty();
    }

    /** What is out, newest first; empty if that cannot be read. */
    Optional<List<Posted>> latest(long account) {
        return desk.toRead(account, settings.toList()).flatMap(this::items).map(items -> {
            List<Posted> posts = new ArrayList<>();
            for (JsonNode item : items) {
                JsonNode article = item.path("content").path("news_item").path(0);
                if (!article.path("is_deleted").asBoolean(false)) {
                    posts.add(new Posted(
                            item.path("article_id").asString(""),
                            article.path("url").asString(""),
                            article.path("title").asString(""),
                            at(item)));
                }
            }
            return posts;
        });
    }

    Reading stillThere(Parcel parcel) {
        String id = String.valueOf(parcel.remoteId());
        Optional<Connection> connection = desk.toRead(parcel.account(), settings.toList());
        if (connection.isEmpty()) {
            return new Reading.Unreadable(desk.words("channels.wechat.unreadable"));
        }
        return switch (client.post(connection.get(), WechatCall.ARTICLE, Map.of("article_id", id))) {
            case Said.Yes(JsonNode body)
            when body.path("news_item")
                    .valueStream()
                    .allMatch(a -> a.path("is_deleted").asBoolean(false)) -> new Reading.Absent();
            case Said.Yes there ->
                new Reading.Found(
                        id,
                        jobs.ofArticle(parcel.account(), id).map(WechatJob::url).orElse(""));
            case Said.No no when WechatTrouble.of(no.code()) == WechatTrouble.NOT_THERE -> new Reading.Absent();
            case Said.No no -> new Reading.Unreadable(desk.said(no));
            case Said.NotReached none -> new Reading.Unreadable(desk.words("channels.wechat.unreadable"));
            case Said.Lost lost -> new Reading.Unreadable(desk.words("channels.wechat.unreadable"));
        };
    }
}
