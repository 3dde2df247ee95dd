package org.lianxin.channels.wechat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.springframework.stereotype.Component;

/**
 * Answers where they were asked: under the comment, once and for all, or as a message within the days that WeChat allows. A comment is called
 * {@code comment/<article>/<index>/<number>}, the answer under it {@code reply/…}.
 */
@Component
class WechatAnswers {
    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatSettings settings;
    private final WechatComments comments;
    private final Arrivals arrivals;

    WechatAnswers(
            WechatDesk desk, WechatClient client, WechatSettings settings, WechatComments comments, Arrivals arrivals) {
        this.desk = desk;
        this.client = client;
        this.settings = settings;
        this.comments = comments;
        this.arrivals = arrivals;
    }

    Attempt send(Parcel parcel) {
        Optional<Arrival.Origin> origin = arrivals.origin(parcel.reference());
        if (origin.isEmpty()) {
            return new Attempt.ByHand(desk.words("channels.wechat.no-origin"));
        }
        Arrival.Origin asked = origin.get();
        String words = Sheet.read(parcel.bytes()).plain();
        if (asked.way() != Arrival.Way.PRIVATE) {
            return desk.write(
                    parcel.account(), settings.toWrite(), connection -> under(connection, parcel, asked, words));
        } else if (asked.writtenAt().plus(settings.window()).isBefore(parcel.at())) {
            return new Attempt.ByHand(desk.words("channels.wechat.too-late"));
        }
        return desk.write(parcel.account(), settings.toWrite(), connection -> {
            Said said = client.post(
                    connection,
                    WechatCall.MESSAGE,
                    Map.of("touser", asked.author().id(), "msgtype", "text", "text", Map.of("content", words)));
            return said instanceof Said.Yes
                    ? new Attempt.Confirmed("message/" + parcel.delivery(), "")
                    : desk.failed(connection, said);
        });
    }

    private Attempt under(Connection connection, Parcel parcel, Arrival.Origin asked, String words) {
        Map<String, Object> body = new LinkedHashMap<>(comments.named(asked.remoteId()));
        body.put("content", words);
        Said said = client.post(connection, WechatCall.COMMENT_REPLY, body);
        if (said instanceof Said.Yes) {
            return confirmed(asked);
        } else if (said instanceof Said.No no && WechatTrouble.of(no.code()) == WechatTrouble.REPEATED) {
            // by us, when an answer of theirs was lost; or by somebody at their console
            return read(parcel) instanceof Reading.Found
                    ? confirmed(asked)
                    : new Attempt.ByHand(desk.words("channels.wechat.answered-already"));
        }
        return desk.failed(connection, said);
    }

    private static Attempt confirmed(Arrival.Origin asked) {
        return new Attempt.Confirmed(reply(asked), asked.url());
    }

    private static String reply(Arrival.Origin asked) {
        return asked.remoteId().replaceFirst("^comment/", "reply/");
    }

    /** What was sent privately cannot be read back; what stands under a comment can. */
    Reading read(Parcel parcel) {
        Optional<Arrival.Origin> origin = arrivals.origin(parcel.reference());
        Optional<Connection> connection = desk.toRead(parcel.account(), settings.toWrite());
        if (origin.isEmpty() || origin.get().way() == Arrival.Way.PRIVATE || connection.isEmpty()) {
            return new Reading.Unreadable(desk.words("channels.wechat.unreadable"));
        }
        String words = Sheet.read(parcel.bytes()).plain();
        return comments.reply(connection.get(), origin.get().remoteId())
                .<Reading>map(there -> there.equals(words)
                        ? new Reading.Found(reply(origin.get()), origin.get().url())
                        : new Reading.Absent())
                .orElseGet(() -> new Reading.Unreadable(desk.words("channels.wechat.unreadable")));
    }

    Attempt withdraw(Parcel parcel, String remoteId) {
        return desk.write(parcel.account(), settings.toWrite(), connection -> {
            Said said = client.post(connection, WechatCall.COMMENT_REPLY_DELETE, comments.named(remoteId));
            boolean gone = said instanceof Said.Yes
                    || (said instanceof Said.No no && WechatTrouble.of(no.code()) == WechatTrouble.NOT_THERE);
            return gone ? new Attempt.Confirmed(remoteId, "") : desk.failed(connection, said);
        });
    }

    Reading stillThere(Parcel parcel) {
        String id = String.valueOf(parcel.remoteId());
        return desk.toRead(parcel.account(), settings.toWrite())
                .flatMap(c -> comments.reply(c, id))
                .<Reading>map(there -> there.isEmpty() ? new Reading.Absent() : new Reading.Found(id, ""))
                .orElseGet(() -> new Reading.Unreadable(desk.words("channels.wechat.unreadable")));
    }
}
