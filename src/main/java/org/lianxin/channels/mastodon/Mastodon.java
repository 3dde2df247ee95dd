package org.lianxin.channels.mastodon;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.OpenLine;
import org.lianxin.channels.Said;
import org.lianxin.channels.ShortText;
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

/** The connector of an account on a server elsewhere: short posts with pictures and a link to the micro-site, edited and deleted there. */
@Component
class Mastodon implements Publishes, Corrects, Withdraws, ReadsBack, ShowsTimeline {
    private static final int LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final MastodonDesk desk;
    private final MastodonClient client;
    private final MastodonSettings settings;
    private final Rooms rooms;

    Mastodon(MastodonDesk desk, MastodonClient client, MastodonSettings settings, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(
            ShortText shortText,
            Connections connections,
            Media media,
            MastodonAnswers answers,
            MastodonTimeline timeline) {}

    /** Ids of the pictures that were put there, or why they were not. */
    private sealed interface Put {
        record Ids(List<String> ids) implements Put {}

        record Not(Attempt attempt) implements Put {}
    }

    @Override
    public Platform platform() {
        return Platform.MASTODON;
    }

    @Override
    public Limits limits() {
        return new Limits(settings.characters(), settings.pictures(), false, true, true);
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        int longest = rooms.connections()
                .of(manuscript.account())
                .map(c -> c.secret("characters"))
                .filter(c -> c.matches("[0-9]{2,6}"))
                .map(Integer::parseInt)
                .orElse(settings.characters());
        boolean reply = manuscript.kind().equals("reply");
        return rooms.shortText()
                .fit(
                        manuscript,
                        new ShortText.Shape(
                                MastodonDesk.TEXTS,
                                // the name of whoever is answered goes before it, and is not ours to keep
                                reply ? longest - settings.mention() : longest,
                                settings.link(),
                                true,
                                settings.pictures()));
    }

    @Override
    public Attempt publish(Parcel parcel) {
        return parcel.kind() == Parcel.Kind.REPLY
                ? rooms.answers().send(parcel)
                : desk.write(parcel.account(), connection -> write(parcel, connection, "POST", "/api/v1/statuses"));
    }

    @Override
    public Attempt correct(Parcel parcel, String remoteId) {
        return desk.write(
                parcel.account(), connection -> write(parcel, connection, "PUT", "/api/v1/statuses/" + bare(remoteId)));
    }

    static String bare(String remoteId) {
        return remoteId.substring(remoteId.indexOf('/') + 1);
    }

    private Attempt write(Parcel parcel, Connection connection, String method, String path) {
        Sheet sheet = Sheet.read(parcel.bytes());
        Put put = pictures(sheet, connection);
        if (put instanceof Put.Not(Attempt why)) {
            return why;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", sheet.plain());
        body.put("media_ids", ((Put.Ids) put).ids());
        body.put("language", "zh");
        if (method.equals("POST")) {
            body.put("visibility", "public");
        }
        Said said = client.send(method, connection, path, body, "lianxin-" + parcel.delivery());
        return said instanceof Said.Yes(JsonNode status, var spoken)
                        && !MastodonDesk.id(status, "id").isEmpty()
                ? new Attempt.Confirmed("status/" + MastodonDesk.id(status, "id"), MastodonTimeline.url(status))
                : desk.no(connection, said);
    }

    /** Pictures are put there first; those that no post shows are thrown away there after a while. */
    private Put pictures(Sheet sheet, Connection connection) {
        List<String> ids = new ArrayList<>();
        for (Manuscript.Picture picture : sheet.media()) {
            Optional<Attempt> usedUp = desk.another(connection);
            if (usedUp.isPresent()) {
                return new Put.Not(usedUp.get());
            }
            Said said;
            try {
                var kept = rooms.media().kept(picture.hash(), "medium").orElseThrow(() -> new IOException("gone"));
                String type = kept.mediaType();
                said = client.upload(
                        connection,
                        new OpenLine.File(
                                "picture." + type.substring(type.indexOf('/') + 1),
                                type,
                                Files.readAllBytes(kept.file())),
                        picture.alternative());
            } catch (IOException gone) {
                return new Put.Not(new Attempt.NotSent(desk.words("no-picture"), 60));
            }
            if (said instanceof Said.Yes(JsonNode media, var spoken)
                    && !MastodonDesk.id(media, "id").isEmpty()
                    && ready(spoken.status(), MastodonDesk.id(media, "id"), connection)) {
                ids.add(MastodonDesk.id(media, "id"));
            } else {
                // nothing of the post has been sent, so an answer that was lost here costs nothing
                return new Put.Not(
                        said instanceof Said.Yes || said instanceof Said.Lost
                                ? new Attempt.NotSent(desk.words("no-picture"), 60)
                                : desk.no(connection, said));
            }
        }
        return new Put.Ids(ids);
    }

    /** A server that is still at work on it says 202, and 206 until it has done; moving pictures take it a few seconds. */
    private boolean ready(int status, String id, Connection connection) {
        int now = status;
        for (int looks = 0; now == 202 || now == 206; looks++) {
            if (looks == LOOKS || desk.another(connection).isPresent()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            now = client.get(connection, "/api/v1/media/" + id) instanceof Said.Yes(JsonNode media, var spoken)
                    ? spoken.status()
                    : 0;
        }
        return now / 100 == 2;
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        return desk.write(parcel.account(), connection -> switch (client.send(
                "DELETE", connection, "/api/v1/statuses/" + bare(remoteId), null, "")) {
            case Said.Yes gone -> new Attempt.Confirmed(remoteId, "");
            // somebody has taken it away already, which is what was wanted
            case Said.No no when no.gone() -> new Attempt.Confirmed(remoteId, "");
            // not in the form of the interface: that server does not know the call, as snac does not
            case Said.Lost lost
            when lost.why().matches("HTTP (?:404|405|501)") -> new Attempt.ByHand(desk.words("cannot-withdraw"));
            case Said other -> desk.no(connection, other);
        });
    }

    @Override
    public Reading read(Parcel parcel) {
        return switch (parcel.kind()) {
            case REPLY -> rooms.answers().read(parcel);
            case WITHDRAW, CORRECT -> rooms.timeline().look(parcel);
            case PUBLISH -> rooms.timeline().find(parcel, "");
        };
    }

    @Override
    public Timeline latest(long account, int most) {
        Optional<List<Posted>> posts = rooms.timeline().latest(account);
        return posts.<Timeline>map(
                        all -> new Timeline.Shown(all.stream().limit(most).toList()))
                .orElseGet(() -> new Timeline.Unreadable(desk.words("unreadable")));
    }
}
