package org.lianxin.channels.weibo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers where they were asked: under the comment, under the post that names the account, or as a private message. Ids carry what they are
 * of: {@code comment/…}, {@code status/…}, {@code message/…}.
 */
@Component
class WeiboAnswers {
    /** After a private message an account may answer for so long. */
    private static final Duration WINDOW = Duration.ofDays(2);

    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WeiboDesk desk;
    private final WeiboClient client;
    private final WeiboSettings settings;
    private final Arrivals arrivals;

    WeiboAnswers(WeiboDesk desk, WeiboClient client, WeiboSettings settings, Arrivals arrivals) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.arrivals = arrivals;
    }

    Attempt send(Parcel parcel) {
        Optional<Arrival.Origin> origin = arrivals.origin(parcel.reference());
        if (origin.filter(WeiboAnswers::placed).isEmpty()) {
            return new Attempt.ByHand(desk.words("channels.weibo.no-origin"));
        } else if (origin.get().way() == Arrival.Way.PRIVATE
                && origin.get().writtenAt().plus(WINDOW).isBefore(parcel.at())) {
            return new Attempt.ByHand(desk.words("channels.weibo.too-late"));
        }
        String words = Sheet.read(parcel.bytes()).plain();
        return desk.write(
                parcel.account(), connection -> sent(connection, parcel, call(connection, origin.get(), words)));
    }

    /** Whether it is known under which post it stands. */
    private static boolean placed(Arrival.Origin origin) {
        return !origin.remoteId().startsWith("comment/") || origin.thread().startsWith("status/");
    }

    private Said call(Connection connection, Arrival.Origin origin, String words) {
        String id = origin.remoteId().substring(origin.remoteId().indexOf('/') + 1);
        Map<String, String> form = new LinkedHashMap<>();
        if (origin.way() == Arrival.Way.PRIVATE) {
            form.put("type", "text");
            form.put("data", JSON.writeValueAsString(Map.of("text", words)));
            form.put("receiver_id", origin.author().id());
            return client.post(settings.messages(), "/2/messages/reply.json", connection.secret("token"), form, null);
        }
        form.put("comment", words);
        form.put("rip", settings.rip());
        if (origin.remoteId().startsWith("status/")) {
            form.put("id", id);
            return client.post(settings.api(), "/2/comments/create.json", connection.secret("token"), form, null);
        }
        form.put("cid", id);
        form.put("id", origin.thread().substring(origin.thread().indexOf('/') + 1));
        form.put("without_mention", "1");
        return client.post(settings.api(), "/2/comments/reply.json", connection.secret("token"), form, null);
    }

    private Attempt sent(Connection connection, Parcel parcel, Said said) {
        return switch (said) {
            case Said.Yes(JsonNode body)
            when body.path("result").asBoolean(false) -> new Attempt.Confirmed("message/" + parcel.delivery(), "");
            case Said.Yes(JsonNode body)
            when body.path("idstr").asString("").matches("[0-9]{1,20}") ->
                new Attempt.Confirmed("comment/" + body.path("idstr").asString(""), place(parcel));
            case Said.Yes half -> new Attempt.Unknown(desk.words("channels.weibo.half-answer"));
            case Said.No no
            when WeiboTrouble.of(no.code()) == WeiboTrouble.REPEATED ->
                read(parcel) instanceof Reading.Absent
                        ? new Attempt.Refused(desk.said(no))
                        : new Attempt.Unknown(desk.said(no));
            case Said.No no -> desk.no(connection, no);
            case Said.NotReached none -> new Attempt.NotSent(desk.words("channels.weibo.not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(desk.words("channels.weibo.lost", lost.why()));
        };
    }

    private String place(Parcel parcel) {
        return arrivals.origin(parcel.reference()).map(Arrival.Origin::url).orElse("");
    }

    /** Among the comments that the account has written; what was sent privately cannot be read back. */
    Reading read(Parcel parcel) {
        Optional<Arrival.Origin> origin = arrivals.origin(parcel.reference());
        Optional<Connection> connection = desk.toRead(parcel.account(), settings.toRead());
        if (origin.isEmpty() || origin.get().way() == Arrival.Way.PRIVATE || connection.isEmpty()) {
            return new Reading.Unreadable(desk.words("channels.weibo.unreadable"));
        }
        Said said = client.get(
                settings.api(), "/2/comments/by_me.json", connection.get().secret("token"), Map.of("count", "50"));
        if (!(said instanceof Said.Yes(JsonNode body)) || !body.path("comments").isArray()) {
            return new Reading.Unreadable(desk.words("channels.weibo.unreadable"));
        }
        String wanted = WeiboTimeline.bare(Sheet.read(parcel.bytes()).plain());
        Instant earliest = parcel.since().minus(CLOCKS_APART);
        int seen = 0;
        Instant oldest = Instant.MAX;
        for (JsonNode comment : body.path("comments")) {
            Instant at = WeiboTimeline.instant(comment.path("created_at").asString(""));
            seen++;
            oldest = at;
            String answered = comment.path("reply_comment").path("idstr").asString("");
            // Weibo may set "answer to @somebody:" before it
            if ((answered.isEmpty() || origin.get().remoteId().endsWith("/" + answered))
                    && WeiboTimeline.bare(comment.path("text").asString("")).endsWith(wanted)
                    && !at.isBefore(earliest)) {
                return new Reading.Found("comment/" + comment.path("idstr").asString(""), place(parcel));
            }
        }
        return seen < 50 || oldest.isBefore(earliest)
                ? new Reading.Absent()
                : new Reading.Unreadable(desk.words("channels.weibo.unreadable"));
    }

    Attempt withdraw(Parcel parcel, String remoteId) {
        return desk.write(parcel.account(), connection -> switch (client.post(
                settings.api(),
                "/2/comments/destroy.json",
                connection.secret("token"),
                Map.of("cid", remoteId.substring("comment/".length())),
                null)) {
            case Said.Yes gone -> new Attempt.Confirmed(remoteId, "");
            case Said.No no
            when WeiboTrouble.of(no.code()) == WeiboTrouble.NOT_THERE -> new Attempt.Confirmed(remoteId, "");
            case Said.No no -> desk.no(connection, no);
            case Said.NotReached none -> new Attempt.NotSent(desk.words("channels.weibo.not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(desk.words("channels.weibo.lost", lost.why()));
        });
    }
}
