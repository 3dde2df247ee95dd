package org.lianxin.channels.discourse;

import java.util.List;
import java.util.regex.Pattern;
import org.lianxin.channels.Connection;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.intake.Pictured;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells what is said to us from what is said on a forum at all, and hands it on. */
@Component
class DiscourseHeard {
    private static final int ORDINARY = 1;

    private final DiscourseTopics topics;
    private final Arrivals arrivals;
    private final DiscourseGone gone;
    private final Pictured pictured;

    DiscourseHeard(DiscourseTopics topics, Arrivals arrivals, DiscourseGone gone, Pictured pictured) {
        this.topics = topics;
        this.arrivals = arrivals;
        this.gone = gone;
        this.pictured = pictured;
    }

    /**
     * A post as the forum shows it: by a person, in one of our topics or naming us, is an arrival; whatever comes again is the same one.
     * Conversations between others are none of our business, even where a key would show them.
     */
    void post(Connection connection, JsonNode post) {
        String id = DiscourseDesk.id(post, "id");
        String topic = DiscourseDesk.id(post, "topic_id");
        String author = post.path("username").asString("");
        String raw = post.path("raw").asString("");
        if (id.isEmpty()
                || topic.isEmpty()
                || author.isEmpty()
                || author.equalsIgnoreCase(connection.secret("user"))
                || post.path("user_id").asLong(1) <= 0
                || post.path("post_type").asInt(ORDINARY) != ORDINARY
                || !post.path("deleted_at").asString("").isEmpty()
                || post.path("topic_archetype").asString("regular").equals("private_message")
                || gone.has(connection.account(), id)) {
            return;
        }
        String text = DiscourseText.spoken(post.path("cooked").asString(""), raw);
        boolean ours = topics.ours(connection.account(), topic);
        if (!ours && !names(raw.isEmpty() ? text : raw, connection.secret("user"))) {
            return;
        }
        String answers = DiscourseDesk.id(post, "reply_to_post_number");
        Arrival arrival = new Arrival(
                connection.account(),
                "post/" + id,
                "topic/" + topic,
                answers.isEmpty() ? "" : "topic/" + topic + "/" + answers,
                ours ? Arrival.Way.COMMENT : Arrival.Way.MENTION,
                text,
                DiscourseTopics.url(connection, topic) + "/" + DiscourseDesk.id(post, "post_number"),
                new Arrival.Author(author, post.path("name").asString(author)),
                DiscourseTopics.instant(post.path("created_at")),
                List.of());
        pictured.arrive(
                arrival,
                DiscourseText.pictures(
                        connection.secret("base") + "/", post.path("cooked").asString("")));
        if (gone.has(connection.account(), id)) {
            // taken away in this very moment
            arrivals.deleted(connection.account(), "post/" + id);
        }
    }

    void destroyed(Connection connection, JsonNode post) {
        String id = DiscourseDesk.id(post, "id");
        if (!id.isEmpty()) {
            gone.enter(connection.account(), id);
            arrivals.deleted(connection.account(), "post/" + id);
        }
    }

    void recovered(Connection connection, JsonNode post) {
        gone.strikeOff(connection.account(), DiscourseDesk.id(post, "id"));
        post(connection, post);
    }

    static boolean names(String text, String user) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_@/.])@" + Pattern.quote(user) + "(?![\\p{L}\\p{N}_-])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }
}
