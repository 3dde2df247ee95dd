package org.lianxin.channels.discourse;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Answers below the question, in whatever topic it stands by now. */
@Component
class DiscourseAnswers {
    /** So many answers to one post a forum shows at once. */
    private static final int PAGE = 20;

    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final DiscourseDesk desk;
    private final DiscourseClient client;
    private final Arrivals arrivals;

    DiscourseAnswers(DiscourseDesk desk, DiscourseClient client, Arrivals arrivals) {
        this.desk = desk;
        this.client = client;
        this.arrivals = arrivals;
    }

    private Optional<String> question(Parcel parcel) {
        return arrivals.origin(parcel.reference())
                .map(Arrival.Origin::remoteId)
                .filter(id -> id.matches("post/[0-9]{1,18}"))
                .map(id -> id.substring("post/".length()));
    }

    Attempt send(Parcel parcel) {
        Optional<String> question = question(parcel);
        return question.isEmpty()
                ? new Attempt.ByHand(desk.words("no-origin"))
                : desk.write(parcel.account(), connection -> answer(parcel, question.get(), connection));
    }

    /** Posts are moved between topics, so the forum is asked where the question is. */
    private Attempt answer(Parcel parcel, String question, Connection connection) {
        switch (client.get(connection, "/posts/" + question + ".json")) {
            case Said.Yes(JsonNode post, var spoken)
            when !DiscourseDesk.id(post, "topic_id").isEmpty() -> {
                Optional<Attempt> usedUp = desk.another(connection);
                return usedUp.isPresent() ? usedUp.get() : answer(parcel, post, connection);
            }
            case Said.No no
            when no.gone() -> {
                arrivals.deleted(parcel.account(), "post/" + question);
                return new Attempt.Refused(desk.words("question-gone"));
            }
            case Said.Lost lost -> {
                // only looked
                return new Attempt.NotSent(desk.words("unreadable"), 60);
            }
            case Said.Yes half -> {
                return new Attempt.NotSent(desk.words("unreadable"), 60);
            }
            case Said other -> {
                return desk.no(connection, other);
            }
        }
    }

    private Attempt answer(Parcel parcel, JsonNode post, Connection connection) {
        String topic = DiscourseDesk.id(post, "topic_id");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("topic_id", Long.parseLong(topic));
        body.put("raw", Sheet.read(parcel.bytes()).plain());
        body.put("reply_to_post_number", post.path("post_number").asLong(1));
        return switch (client.send("POST", connection, "/posts.json", body)) {
            case Said.Yes(JsonNode ours, var spoken)
            when !DiscourseDesk.id(ours, "id").isEmpty() ->
                new Attempt.Confirmed("post/" + DiscourseDesk.id(ours, "id"), place(connection, ours));
            case Said.Yes(JsonNode ours, var spoken)
            when ours.path("action").asString("").equals("enqueued") ->
                new Attempt.ByHand(desk.words("looked-at-first"));
            case Said other -> desk.no(connection, other);
        };
    }

    private static String place(Connection connection, JsonNode post) {
        return DiscourseTopics.url(connection, DiscourseDesk.id(post, "topic_id")) + "/"
                + DiscourseDesk.id(post, "post_number");
    }

    /** Among what stands below the question. */
    Reading read(Parcel parcel) {
        Optional<String> question = question(parcel);
        Optional<Connection> connection = desk.toRead(parcel.account());
        if (question.isEmpty()
                || connection.isEmpty()
                || !(client.get(connection.get(), "/posts/" + question.get() + "/replies.json")
                        instanceof Said.Yes(JsonNode replies, var spoken))
                || !replies.isArray()) {
            return new Reading.Unreadable(desk.words("unreadable"));
        }
        Sheet sheet = Sheet.read(parcel.bytes());
        Instant earliest = parcel.since().minus(CLOCKS_APART);
        for (JsonNode reply : replies) {
            if (reply.path("username")
                            .asString("")
                            .equalsIgnoreCase(connection.get().secret("user"))
                    && !DiscourseTopics.instant(reply.path("created_at")).isBefore(earliest)
                    && DiscourseText.shows(reply, sheet)) {
                return new Reading.Found("post/" + DiscourseDesk.id(reply, "id"), place(connection.get(), reply));
            }
        }
        return replies.size() < PAGE ? new Reading.Absent() : new Reading.Unreadable(desk.words("unreadable"));
    }
}
