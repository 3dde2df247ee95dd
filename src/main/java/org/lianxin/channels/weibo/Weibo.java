package org.lianxin.channels.weibo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connection;
import org.lianxin.channels.ShortText;
import org.lianxin.channels.weibo.WeiboClient.Picture;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
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

/** The connector of Weibo: short posts with one picture and a link to the micro-site. Nothing on Weibo can be corrected by a program. */
@Component
class Weibo implements Publishes, Withdraws, ReadsBack, ShowsTimeline {
    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboSettings settings;
    private final Rooms rooms;

    Weibo(WeiboDesk desk, WeiboClient client, WeiboSettings settings, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(ShortText shortText, Apps apps, Media media, WeiboAnswers answers, WeiboTimeline timeline) {}

    @Override
    public Platform platform() {
        return Platform.WEIBO;
    }

    private boolean advanced() {
        return rooms.apps().of(Platform.WEIBO).filter(Apps.App::advanced).isPresent();
    }

    @Override
    public Limits limits() {
        return new Limits(settings.characters(), 1, false, false, advanced());
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return rooms.shortText()
                .fit(
                        manuscript,
                        new ShortText.Shape("channels.weibo", settings.characters(), settings.link(), advanced()));
    }

    @Override
    public Attempt publish(Parcel parcel) {
        if (parcel.kind() == Parcel.Kind.REPLY) {
            return rooms.answers().send(parcel);
        }
        return desk.write(parcel.account(), connection -> share(parcel, connection));
    }

    private Attempt share(Parcel parcel, Connection connection) {
        Sheet sheet = Sheet.read(parcel.bytes());
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("status", sheet.plain());
        parameters.put("rip", settings.rip());
        Picture picture;
        try {
            picture = picture(sheet);
        } catch (IOException gone) {
            return new Attempt.NotSent(desk.words("channels.weibo.no-picture"), 60);
        }
        // an ordinary application has one way to post, and it demands a link to its own site
        String path = !advanced()
                ? "/2/statuses/share.json"
                : picture == null ? "/2/statuses/update.json" : "/2/statuses/upload.json";
        return switch (client.post(settings.api(), path, connection.secret("token"), parameters, picture)) {
            case Said.Yes(JsonNode body) -> confirmed(connection, body);
            case Said.No no
            when WeiboTrouble.of(no.code()) == WeiboTrouble.REPEATED ->
                rooms.timeline().repeated(parcel, desk.said(no));
            case Said.No no -> desk.no(connection, no);
            case Said.NotReached none -> new Attempt.NotSent(desk.words("channels.weibo.not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(desk.words("channels.weibo.lost", lost.why()));
        };
    }

    private Attempt confirmed(Connection connection, JsonNode status) {
        String id = status.path("idstr").asString("");
        return id.matches("[0-9]{1,20}")
                ? new Attempt.Confirmed(id, rooms.timeline().url(connection.remoteId(), id))
                // taken, but what we need to find it again is missing: reading back will tell
                : new Attempt.Unknown(desk.words("channels.weibo.half-answer"));
    }

    private @Nullable Picture picture(Sheet sheet) throws IOException {
        if (sheet.media().isEmpty()) {
            return null;
        }
        Manuscript.Picture first = sheet.media().getFirst();
        var kept = rooms.media().kept(first.hash(), "medium").orElseThrow(() -> new IOException("gone"));
        return new Picture(kept.mediaType(), Files.readAllBytes(kept.file()));
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        if (remoteId.startsWith("comment/")) {
            return rooms.answers().withdraw(parcel, remoteId);
        } else if (!advanced()) {
            return new Attempt.ByHand(desk.words("channels.weibo.cannot-withdraw"));
        }
        return desk.write(parcel.account(), connection -> switch (client.post(
                settings.api(), "/2/statuses/destroy.json", connection.secret("token"), Map.of("id", remoteId), null)) {
            case Said.Yes gone -> new Attempt.Confirmed(remoteId, "");
            // somebody has taken it away already, which is what was wanted
            case Said.No no
            when WeiboTrouble.of(no.code()) == WeiboTrouble.NOT_THERE -> new Attempt.Confirmed(remoteId, "");
            case Said.No no -> desk.no(connection, no);
            case Said.NotReached none -> new Attempt.NotSent(desk.words("channels.weibo.not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(desk.words("channels.weibo.lost", lost.why()));
        });
    }

    @Override
    public Reading read(Parcel parcel) {
        return switch (parcel.kind()) {
            case REPLY -> rooms.answers().read(parcel);
            case WITHDRAW -> rooms.timeline().stillThere(parcel);
            case PUBLISH, CORRECT -> rooms.timeline().find(parcel);
        };
    }

    @Override
    public Timeline latest(long account, int most) {
        Optional<List<Posted>> posts = rooms.timeline().latest(account);
        return posts.<Timeline>map(all ->
                        new Timeline.Shown(new ArrayList<>(all.subList(0, Math.min(most, all.size())))))
                .orElseGet(() -> new Timeline.Unreadable(desk.words("channels.weibo.unreadable")));
    }
}
