package org.lianxin.channels.weibo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.ShortText;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Carried;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Publishes;
import org.lianxin.delivery.ReadsBack;
import org.lianxin.delivery.Reposts;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.ShowsTimeline;
import org.lianxin.delivery.Withdraws;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The connector of Weibo: short posts with one picture and a link to the micro-site. Nothing on Weibo can be corrected by a program. */
@Component
class Weibo implements Publishes, Reposts, Withdraws, ReadsBack, ShowsTimeline {
    private final WeiboDesk desk;
    private final WeiboClient client;
    private final Rooms rooms;

    Weibo(WeiboDesk desk, WeiboClient client, Rooms rooms) {
        this.desk = desk;
        this.client = client;
        this.rooms = rooms;
    }

    /** What else it works with. */
    @Component
    record Rooms(
            ShortText shortText,
            WeiboRights rights,
            WeiboSharing sharing,
            WeiboReposting reposting,
            WeiboAnswers answers,
            WeiboTimeline timeline) {}

    @Override
    public Platform platform() {
        return Platform.WEIBO;
    }

    @Override
    public Limits limits() {
        WeiboRights rights = rooms.rights();
        return new Limits(rights.longest(), rights.pictures(), false, false, rights.advanced());
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return rooms.shortText().fit(manuscript, rooms.rights().shape());
    }

    @Override
    public @Nullable String cannotRepost() {
        return rooms.reposting().cannot();
    }

    @Override
    public int ownWords() {
        return WeiboReposting.WORDS;
    }

    @Override
    public Fitted fitRepost(Manuscript own, Carried original) {
        return rooms.reposting().fit(own, original);
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
        WeiboSharing.Outcome outcome = sheet.carried() == null
                ? rooms.sharing().share(parcel, connection)
                : rooms.reposting().send(sheet, sheet.carried(), connection);
        return switch (outcome) {
            case WeiboSharing.Outcome.NotAsked(Attempt why) -> why;
            case WeiboSharing.Outcome.Asked(Said said) ->
                switch (said) {
                    case Said.Yes(JsonNode body) -> confirmed(connection, body);
                    case Said.No no
                    when WeiboTrouble.of(no.code()) == WeiboTrouble.REPEATED ->
                        rooms.timeline().repeated(parcel, desk.said(no));
                    case Said.No no -> desk.no(connection, no);
                    case Said.NotReached none -> new Attempt.NotSent(desk.words("channels.weibo.not-reached"), 0);
                    case Said.Lost lost -> new Attempt.Unknown(desk.words("channels.weibo.lost", lost.why()));
                };
        };
    }

    private Attempt confirmed(Connection connection, JsonNode status) {
        String id = status.path("idstr").asString("");
        return id.matches("[0-9]{1,20}")
                ? new Attempt.Confirmed(id, rooms.timeline().url(connection.remoteId(), id))
                // taken, but what we need to find it again is missing: reading back will tell
                : new Attempt.Unknown(desk.words("channels.weibo.half-answer"));
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        if (remoteId.startsWith("comment/")) {
            return rooms.answers().withdraw(parcel, remoteId);
        } else if (!rooms.rights().advanced()) {
            return new Attempt.ByHand(desk.words("channels.weibo.cannot-withdraw"));
        }
        return desk.write(parcel.account(), connection -> switch (client.post(
                rooms.rights().base(),
                rooms.rights().path("destroy"),
                connection.secret("token"),
                Map.of("id", remoteId),
                null)) {
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
