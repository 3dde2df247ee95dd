package org.lianxin.channels.discourse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Said;
import org.lianxin.channels.discourse.DiscourseTopics.Place;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Corrects;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Publishes;
import org.lianxin.delivery.ReadsBack;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline;
import org.lianxin.delivery.Withdraws;
import org.lianxin.media.Media;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The connector of a Discourse forum: a topic with its pictures, corrected in place with the reason in its history, deleted so that it can be seen by the forum's staff alone. */
@Component
class Discourse implements Publishes, Corrects, Withdraws, ReadsBack, ShowsTimeline {
    private final DiscourseDesk desk;
    private final DiscourseClient client;
    private final DiscourseSettings settings;
    private final Rooms rooms;

    Discourse(DiscourseDesk desk, DiscourseClient client, DiscourseSettings settings, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(DiscourseText text, DiscourseTopics topics, DiscourseAnswers answers, Media media) {}

    /** Raw text with its pictures, or why there is none. */
    private sealed interface Made {
        record Raw(String text) implements Made {}

        record Not(Attempt attempt) implements Made {}
    }

    @Override
    public Platform platform() {
        return Platform.FORUM;
    }

    @Override
    public Limits limits() {
        return new Limits(settings.textMost(), settings.pictures(), false, true, true);
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return rooms.text().fit(manuscript);
    }

    @Override
    public Attempt publish(Parcel parcel) {
        return parcel.kind() == Parcel.Kind.REPLY
                ? rooms.answers().send(parcel)
                : desk.write(parcel.account(), connection -> topic(parcel, connection));
    }

    private Attempt topic(Parcel parcel, Connection connection) {
        Sheet sheet = Sheet.read(parcel.bytes());
        Made made = withPictures(sheet, connection);
        if (made instanceof Made.Not(Attempt why)) {
            return why;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", sheet.title());
        body.put("raw", ((Made.Raw) made).text());
        body.put("category", Long.parseLong(connection.secret("category")));
        body.put("external_id", DiscourseTopics.key(parcel));
        return switch (client.send("POST", connection, "/posts.json", body)) {
            case Said.Yes(JsonNode post, var spoken)
            when !DiscourseDesk.id(post, "topic_id").isEmpty()
                    && !DiscourseDesk.id(post, "id").isEmpty() ->
                new Attempt.Confirmed(
                        new Place(DiscourseDesk.id(post, "topic_id"), DiscourseDesk.id(post, "id")).remoteId(),
                        DiscourseTopics.url(connection, DiscourseDesk.id(post, "topic_id")));
            case Said.Yes(JsonNode post, var spoken)
            when post.path("action").asString("").equals("enqueued") ->
                // nobody tells us when a moderator has let it through
                new Attempt.ByHand(desk.words("looked-at-first"));
            case Said.No no
            when no.status() == 422
                    && rooms.topics().find(connection, parcel) instanceof Reading.Found(String id, String url) ->
                // refused because it stands there already: a try whose answer was lost
                new Attempt.Confirmed(id, url);
            case Said other -> desk.no(connection, other);
        };
    }

    /** Pictures are put on the forum first; those that no topic shows are thrown away there after a while. */
    private Made withPictures(Sheet sheet, Connection connection) {
        StringBuilder raw = new StringBuilder(sheet.plain());
        for (Manuscript.Picture picture : sheet.media()) {
            Optional<Attempt> usedUp = desk.another(connection);
            if (usedUp.isPresent()) {
                return new Made.Not(usedUp.get());
            }
            Said said;
            try {
                var kept = rooms.media().kept(picture.hash(), "medium").orElseThrow(() -> new IOException("gone"));
                String type = kept.mediaType();
                said = client.upload(
                        connection,
                        picture.hash().substring(0, 16) + "." + type.substring(type.indexOf('/') + 1),
                        type,
                        Files.readAllBytes(kept.file()));
            } catch (IOException gone) {
                return new Made.Not(new Attempt.NotSent(desk.words("no-picture"), 60));
            }
            String at = said instanceof Said.Yes(JsonNode upload, var spoken)
                    ? upload.path("short_url").asString("")
                    : "";
            if (!at.matches("upload://[A-Za-z0-9._-]{1,100}")) {
                // nothing of the topic has been sent, so an answer that was lost here costs nothing
                return new Made.Not(
                        said instanceof Said.Yes || said instanceof Said.Lost
                                ? new Attempt.NotSent(desk.words("no-picture"), 60)
                                : desk.no(connection, said));
            }
            raw.append("\n\n![")
                    .append(picture.alternative().replaceAll("[\\[\\]|\\n\\\\]", " "))
                    .append("](")
                    .append(at)
                    .append(')');
        }
        return new Made.Raw(raw.toString());
    }

    @Override
    public Attempt correct(Parcel parcel, String remoteId) {
        Optional<Place> place = Place.of(remoteId).filter(p -> !p.post().isEmpty());
        return place.isEmpty()
                ? new Attempt.ByHand(desk.words("not-ours"))
                : desk.write(parcel.account(), connection -> corrected(parcel, place.get(), connection));
    }

    /** Title first, then the text: both may be done again, and what is read back is the text. */
    private Attempt corrected(Parcel parcel, Place place, Connection connection) {
        Sheet sheet = Sheet.read(parcel.bytes());
        Made made = withPictures(sheet, connection);
        if (made instanceof Made.Not(Attempt why)) {
            return why;
        }
        if (!sheet.title().isEmpty()) {
            Optional<Attempt> usedUp = desk.another(connection);
            if (usedUp.isPresent()) {
                return usedUp.get();
            }
            Said title =
                    client.send("PUT", connection, "/t/-/" + place.topic() + ".json", Map.of("title", sheet.title()));
            if (!(title instanceof Said.Yes)) {
                return desk.no(connection, title);
            }
        }
        Map<String, Object> post = Map.of("raw", ((Made.Raw) made).text(), "edit_reason", parcel.reason());
        Said said = client.send("PUT", connection, "/posts/" + place.post() + ".json", Map.of("post", post));
        return said instanceof Said.Yes
                ? new Attempt.Confirmed(place.remoteId(), DiscourseTopics.url(connection, place.topic()))
                : desk.no(connection, said);
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        return desk.write(parcel.account(), connection -> switch (client.send(
                "DELETE", connection, path(remoteId) + ".json", null)) {
            case Said.Yes gone -> new Attempt.Confirmed(remoteId, "");
            // somebody has taken it away already, which is what was wanted
            case Said.No no when no.gone() -> new Attempt.Confirmed(remoteId, "");
            case Said.No no
            when no.status() == 403 && desk.no(connection, no) instanceof Attempt.Refused ->
                new Attempt.ByHand(desk.words("cannot-withdraw", desk.said(no)));
            case Said other -> desk.no(connection, other);
        });
    }

    /** Where a thing of that id is, without {@code .json}. */
    private static String path(String remoteId) {
        return Place.of(remoteId)
                .map(place -> "/t/" + place.topic())
                .orElse("/posts/" + remoteId.substring(remoteId.indexOf('/') + 1));
    }

    @Override
    public Reading read(Parcel parcel) {
        return switch (parcel.kind()) {
            case REPLY -> rooms.answers().read(parcel);
            case WITHDRAW -> rooms.topics().stillThere(parcel, path(String.valueOf(parcel.remoteId())));
            case CORRECT -> rooms.topics().corrected(parcel);
            case PUBLISH -> rooms.topics().find(parcel);
        };
    }

    @Override
    public Timeline latest(long account, int most) {
        Optional<List<Posted>> posts = rooms.topics().latest(account);
        return posts.<Timeline>map(
                        all -> new Timeline.Shown(all.stream().limit(most).toList()))
                .orElseGet(() -> new Timeline.Unreadable(desk.words("unreadable")));
    }
}
