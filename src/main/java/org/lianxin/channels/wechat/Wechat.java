package org.lianxin.channels.wechat;

import java.util.List;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Publishes;
import org.lianxin.delivery.ReadsBack;
import org.lianxin.delivery.ShowsTimeline;
import org.lianxin.delivery.Withdraws;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** The connector of WeChat official accounts: whole articles with pictures, deleted again on request, never corrected in place. */
@Component
class Wechat implements Publishes, Withdraws, ReadsBack, ShowsTimeline {
    private final WechatDesk desk;
    private final Rooms rooms;

    Wechat(WechatDesk desk, Rooms rooms) {
        this.desk = desk;
        this.rooms = rooms;
    }

    /** What it consists of. */
    @Component
    record Rooms(
            WechatArticle article,
            WechatPublishing publishing,
            WechatShelf shelf,
            WechatAnswers answers,
            WechatRecall recall) {}

    @Override
    public Platform platform() {
        return Platform.WECHAT;
    }

    @Override
    public Limits limits() {
        return new Limits(WechatArticle.CHARACTERS, WechatArticle.PICTURES, false, false, true);
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return rooms.article().fit(manuscript);
    }

    @Override
    public Attempt publish(Parcel parcel) {
        return parcel.kind() == Parcel.Kind.REPLY
                ? rooms.answers().send(parcel)
                : rooms.publishing().publish(parcel);
    }

    @Override
    public Attempt withdraw(Parcel parcel, String remoteId) {
        if (remoteId.startsWith("reply/")) {
            return rooms.answers().withdraw(parcel, remoteId);
        } else if (remoteId.startsWith("message/")) {
            return new Attempt.ByHand(desk.words("channels.wechat.message-stays"));
        }
        return rooms.recall().withdraw(parcel, remoteId);
    }

    @Override
    public Reading read(Parcel parcel) {
        return switch (parcel.kind()) {
            case REPLY -> rooms.answers().read(parcel);
            case WITHDRAW ->
                String.valueOf(parcel.remoteId()).startsWith("reply/")
                        ? rooms.answers().stillThere(parcel)
                        : rooms.recall().stillThere(parcel);
            case PUBLISH, CORRECT -> rooms.shelf().find(parcel);
        };
    }

    @Override
    public Timeline latest(long account, int most) {
        return rooms.shelf()
                .latest(account)
                .<Timeline>map(all -> new Timeline.Shown(List.copyOf(all.subList(0, Math.min(most, all.size())))))
                .orElseGet(() -> new Timeline.Unreadable(desk.words("channels.wechat.unreadable")));
    }
}
