package org.lianxin.channels.weibo;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.lianxin.channels.Allowance;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Errands;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
import org.springframework.stereotype.Component;

/** What every errand to Weibo needs: a connection that works, an allowance, and what to make of a no. */
@Component
class WeiboDesk {
    private static final String TEXTS = "channels.weibo";

    private final Errands errands;
    private final WeiboSettings settings;
    private final Clock clock;

    WeiboDesk(Errands errands, WeiboSettings settings, Clock clock) {
        this.errands = errands;
        this.settings = settings;
        this.clock = clock;
    }

    Attempt write(long account, Errands.Errand errand) {
        return errands.write(account, TEXTS, settings.toWrite(), errand);
    }

    /** One more call in the same errand; empty: go on. */
    Optional<Attempt> another(Connection connection) {
        return errands.another(connection.account(), TEXTS, settings.toRead());
    }

    /** The connection, if it works and one more call is allowed. */
    Optional<Connection> toRead(long account, List<Allowance> wanted) {
        return errands.toRead(account, wanted);
    }

    /** What a no means for something that was to be written. */
    Attempt no(Connection connection, Said.No no) {
        return switch (WeiboTrouble.of(no.code())) {
            case REAUTHORISE -> {
                expired(connection, no);
                yield errands.resting(TEXTS + ".expired");
            }
            case WAIT -> new Attempt.Waits(said(no), clock.instant().plus(settings.pause()));
            case FAULT, REPEATED -> new Attempt.Unknown(said(no));
            case LATE -> new Attempt.Unknown(said(no), settings.late());
            case NOT_PERMITTED -> new Attempt.ByHand(said(no));
            case NOT_THERE, REFUSED -> new Attempt.Refused(said(no));
        };
    }

    void expired(Connection connection, Said.No no) {
        if (WeiboTrouble.of(no.code()) == WeiboTrouble.REAUTHORISE) {
            errands.expired(connection, said(no));
        }
    }

    /** In our words where there are some, in Weibo's otherwise; its number always, for those who look it up. */
    String said(Said.No no) {
        String ours = errands.find("channels.weibo.no." + no.code());
        return words("channels.weibo.no", ours == null ? no.words() : ours, Integer.toString(no.code()));
    }

    String words(String key, Object... arguments) {
        return errands.words(key, arguments);
    }
}
