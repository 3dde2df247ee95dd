package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.lianxin.channels.Allowance;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Errands;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Attempt;
import org.springframework.stereotype.Component;

/** What every errand to WeChat needs: a connection that works, an allowance, and what to make of a no. */
@Component
class WechatDesk {
    private static final String TEXTS = "channels.wechat";

    private final Errands errands;
    private final WechatSettings settings;
    private final Clock clock;

    WechatDesk(Errands errands, WechatSettings settings, Clock clock) {
        this.errands = errands;
        this.settings = settings;
        this.clock = clock;
    }

    Attempt write(long account, List<Allowance> wanted, Errands.Errand errand) {
        return errands.write(account, TEXTS, wanted, errand);
    }

    /** The connection, if it works and one more call is allowed. */
    Optional<Connection> toRead(long account, List<Allowance> wanted) {
        return errands.toRead(account, wanted);
    }

    /** What it means for something that was to be written that no yes came. */
    Attempt failed(Connection connection, Said said) {
        return switch (said) {
            case Said.Yes unreadable -> new Attempt.Unknown(words("channels.wechat.half-answer"));
            case Said.NotReached none -> new Attempt.NotSent(words("channels.wechat.not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(words("channels.wechat.lost", lost.why()));
            case Said.No no -> no(connection, no);
        };
    }

    private Attempt no(Connection connection, Said.No no) {
        return switch (WechatTrouble.of(no.code())) {
            case RECONNECT -> {
                refused(connection, no);
                yield errands.resting(TEXTS + ".expired");
            }
            case WAIT -> new Attempt.Waits(said(no), clock.instant().plus(settings.pause()));
            case FAULT -> new Attempt.Unknown(said(no));
            case NOT_PERMITTED -> new Attempt.ByHand(said(no));
            case REPEATED, NOT_THERE, REFUSED -> new Attempt.Refused(said(no));
        };
    }

    /** Remembers that the connection is no longer taken. */
    void refused(Connection connection, Said.No no) {
        if (WechatTrouble.of(no.code()) == WechatTrouble.RECONNECT) {
            errands.expired(connection, said(no));
        }
    }

    /** In our words where there are some, in WeChat's otherwise; its number always, for those who look it up. */
    String said(Said.No no) {
        String ours = errands.find("channels.wechat.no." + no.code());
        return words("channels.wechat.no", ours == null ? no.words() : ours, Integer.toString(no.code()));
    }

    Instant moment() {
        return clock.instant();
    }

    ZoneId zone() {
        return clock.getZone();
    }

    /** Why a message to all was not sent, by WeChat's word for it: {@code send fail} or {@code err(20001)}. */
    String notSent(String status) {
        String code = status.replaceAll("[^0-9]", "");
        String ours = code.isEmpty() ? null : errands.find("channels.mass.end." + code);
        return ours == null
                ? code.isEmpty() ? words("channels.mass.end.fail") : words("channels.mass.end.code", code)
                : ours;
    }

    String words(String key, Object... arguments) {
        return errands.words(key, arguments);
    }
}
