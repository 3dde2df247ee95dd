package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.springframework.stereotype.Component;

/** Takes an article away again, and the message by which it was pushed to all; what only waited to be pushed is not pushed any more. */
@Component
class WechatRecall {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final WechatDesk desk;
    private final WechatClient client;
    private final WechatMasses masses;
    private final WechatSettings settings;
    private final Looking looking;

    WechatRecall(WechatDesk desk, WechatClient client, WechatMasses masses, WechatSettings settings, Looking looking) {
        this.desk = desk;
        this.client = client;
        this.masses = masses;
        this.settings = settings;
        this.looking = looking;
    }

    /** Where it looks, and when. */
    @Component
    record Looking(WechatShelf shelf, Clock clock) {}

    Attempt withdraw(Parcel parcel, String article) {
        List<WechatMass> pushed = pushed(parcel);
        if (pushed.isEmpty() || !pushed.stream().allMatch(WechatMass::articleGone)) {
            Attempt gone = article(parcel, article);
            if (!(gone instanceof Attempt.Confirmed)) {
                return gone;
            }
            pushed.forEach(m -> masses.articleGone(m.delivery()));
        }
        Attempt left = null;
        for (WechatMass m : pushed) {
            Attempt undone = message(parcel, m);
            left = undone == null ? left : undone;
        }
        return left == null ? new Attempt.Confirmed(article, "") : left;
    }

    /** Those that people may read; the others will not go out. */
    private List<WechatMass> pushed(Parcel parcel) {
        List<WechatMass> all = masses.of(parcel.subjectType(), parcel.subjectId(), parcel.account());
        all.forEach(m -> masses.said(
                m.delivery(),
                WechatMass.State.ORDERED,
                WechatMass.State.DROPPED,
                desk.words("channels.mass.why.not-any-more")));
        return masses.of(parcel.subjectType(), parcel.subjectId(), parcel.account()).stream()
                .filter(WechatMass::perhapsOut)
                .toList();
    }

    private Attempt article(Parcel parcel, String article) {
        return desk.write(parcel.account(), settings.toWithdraw(), connection -> {
            Said said = client.post(connection, WechatCall.DELETE, Map.of("article_id", article, "index", 0));
            return gone(said) ? new Attempt.Confirmed(article, "") : desk.failed(connection, said);
        });
    }

    /** Somebody may have taken it away already, which is what was wanted. */
    private static boolean gone(Said said) {
        return said instanceof Said.Yes
                || (said instanceof Said.No no && WechatTrouble.of(no.code()) == WechatTrouble.NOT_THERE);
    }

    /** Null if it is gone. Deleting twice does no harm, so that a lost answer is asked for again. */
    private @Nullable Attempt message(Parcel parcel, WechatMass m) {
        return switch (m.state()) {
            case SENDING, TAKEN ->
                new Attempt.Waits(
                        desk.words("channels.mass.why.recall-waits"),
                        looking.clock().instant().plus(SOON));
            case UNKNOWN -> new Attempt.ByHand(desk.words("channels.mass.why.recall-by-hand"));
            case SENT -> {
                if (m.message() == null) {
                    // a person has seen it there; its number is not known
                    yield new Attempt.ByHand(desk.words("channels.mass.why.recall-by-hand"));
                }
                Attempt deleted = desk.write(parcel.account(), settings.toDeleteMass(), connection -> {
                    Said said = client.post(
                            connection,
                            WechatCall.MASS_DELETE,
                            Map.of("msg_id", Long.parseLong(String.valueOf(m.message())), "article_idx", 1));
                    return gone(said) ? new Attempt.Confirmed("", "") : desk.failed(connection, said);
                });
                if (deleted instanceof Attempt.Confirmed) {
                    masses.deleted(m.delivery());
                    yield null;
                }
                yield deleted instanceof Attempt.Unknown unknown ? new Attempt.NotSent(unknown.why(), 60) : deleted;
            }
            case ORDERED, FAILED, REFUSED, DROPPED -> null;
        };
    }

    /** The article, or a message by which it was pushed. */
    Reading stillThere(Parcel parcel) {
        Reading article = looking.shelf().stillThere(parcel);
        return article instanceof Reading.Absent && !pushed(parcel).isEmpty()
                ? new Reading.Found(String.valueOf(parcel.remoteId()), "")
                : article;
    }
}
