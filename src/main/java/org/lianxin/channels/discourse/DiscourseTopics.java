package org.lianxin.channels.discourse;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Said;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline.Posted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Our topics on a forum. Each carries a key of ours by which it is found again, so that what became of a lost answer can always be told. */
@Component
class DiscourseTopics {
    private final DiscourseDesk desk;
    private final DiscourseClient client;
    private final JdbcClient db;

    DiscourseTopics(DiscourseDesk desk, DiscourseClient client, JdbcClient db) {
        this.desk = desk;
        this.client = client;
        this.db = db;
    }

    /** The forum's ids of a topic and of its first post: {@code topic/12/34}. */
    record Place(String topic, String post) {
        static Optional<Place> of(String remoteId) {
            String[] part = remoteId.split("/", -1);
            return part.length == 3 && part[0].equals("topic") && !part[1].isEmpty()
                    ? Optional.of(new Place(part[1], part[2]))
                    : Optional.empty();
        }

        String remoteId() {
            return "topic/" + topic + "/" + post;
        }
    }

    /** By which the forum takes a topic once. */
    static String key(Parcel parcel) {
        return "lianxin-" + parcel.delivery();
    }

    static String url(Connection connection, String topic) {
        return connection.secret("base") + "/t/" + topic;
    }

    static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asString(""));
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }

    /** Whether the topic is one that this account has begun. */
    boolean ours(long account, String topic) {
        return db.sql(
                        "select exists (select from delivery.face_delivery where account = ? and kind = 'PUBLISH' and remote_id like ?)")
                .params(account, "topic/" + topic + "/%")
                .query(Boolean.class)
                .single();
    }

    /** What was to be published. */
    Reading find(Parcel parcel) {
        return desk.toRead(parcel.account())
                .map(connection -> find(connection, parcel))
                .orElseGet(this::unreadable);
    }

    Reading find(Connection connection, Parcel parcel) {
        return switch (client.get(connection, "/t/external_id/" + key(parcel) + ".json")) {
            case Said.Yes(JsonNode topic, var spoken) -> found(connection, topic);
            case Said.No no when no.status() == 404 -> new Reading.Absent();
            case Said.No no -> new Reading.Unreadable(desk.said(no));
            case Said.Later later -> unreadable();
            case Said.NotReached none -> unreadable();
            case Said.Lost lost -> unreadable();
        };
    }

    private Reading found(Connection connection, JsonNode topic) {
        String id = DiscourseDesk.id(topic, "id");
        String post = DiscourseDesk.id(topic.path("post_stream").path("posts").path(0), "id");
        String author =
                topic.path("details").path("created_by").path("username").asString("");
        return id.isEmpty() || post.isEmpty() || !author.equalsIgnoreCase(connection.secret("user"))
                ? unreadable()
                : new Reading.Found(new Place(id, post).remoteId(), url(connection, id));
    }

    private Reading unreadable() {
        return new Reading.Unreadable(desk.words("unreadable"));
    }

    /** Whether the first post has the corrected words. */
    Reading corrected(Parcel parcel) {
        Optional<Place> place = Place.of(String.valueOf(parcel.remoteId()));
        Optional<Connection> connection = desk.toRead(parcel.account());
        if (place.isEmpty() || connection.isEmpty()) {
            return unreadable();
        }
        Sheet sheet = Sheet.read(parcel.bytes());
        return switch (client.get(connection.get(), "/t/" + place.get().topic() + ".json?include_raw=1")) {
            case Said.Yes(JsonNode topic, var spoken) -> {
                yield DiscourseText.shows(
                                        topic.path("post_stream").path("posts").path(0), sheet)
                                && DiscourseText.sameTitle(topic.path("title").asString(""), sheet.title())
                        ? new Reading.Found(
                                place.get().remoteId(),
                                url(connection.get(), place.get().topic()))
                        : new Reading.Absent();
            }
            case Said.No no -> new Reading.Unreadable(desk.said(no));
            case Said.Later later -> unreadable();
            case Said.NotReached none -> unreadable();
            case Said.Lost lost -> unreadable();
        };
    }

    /** Whether what was to be taken away still stands there; {@code path} without {@code .json}. */
    Reading stillThere(Parcel parcel, String path) {
        String id = String.valueOf(parcel.remoteId());
        return desk.toRead(parcel.account())
                .map(connection -> switch (client.get(connection, path + ".json")) {
                    case Said.Yes(JsonNode there, var spoken)
                    when !there.path("deleted_at").asString("").isEmpty() -> new Reading.Absent();
                    case Said.Yes there -> new Reading.Found(id, "");
                    case Said.No no when no.gone() -> new Reading.Absent();
                    case Said.No no -> new Reading.Unreadable(desk.said(no));
                    case Said.Later later -> unreadable();
                    case Said.NotReached none -> unreadable();
                    case Said.Lost lost -> unreadable();
                })
                .orElseGet(this::unreadable);
    }

    /** The newest topics of the account, newest first; empty if they could not be read. */
    Optional<List<Posted>> latest(long account) {
        return desk.toRead(account)
                .flatMap(connection -> list(connection, 0).map(topics -> {
                    List<Posted> posts = new ArrayList<>();
                    for (JsonNode topic : topics) {
                        String id = DiscourseDesk.id(topic, "id");
                        if (!id.isEmpty()) {
                            posts.add(new Posted(
                                    "topic/" + id + "/",
                                    url(connection, id),
                                    topic.path("title").asString(""),
                                    instant(topic.path("created_at"))));
                        }
                    }
                    return posts;
                }));
    }

    /** A page of the topics that the account has begun; empty if it could not be read. */
    Optional<List<JsonNode>> list(Connection connection, int page) {
        String user = URLEncoder.encode(connection.secret("user"), StandardCharsets.UTF_8);
        return client.get(connection, "/topics/created-by/" + user + ".json?page=" + page)
                                instanceof Said.Yes(JsonNode body, var spoken)
                        && body.path("topic_list").path("topics").isArray()
                ? Optional.of(
                        body.path("topic_list").path("topics").valueStream().toList())
                : Optional.empty();
    }
}
