package org.lianxin.channels.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lianxin.channels.Allowance;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** What every errand to WeChat needs: a connection that works, an allowance, and what to make of a no. */
@Component
class WechatDesk {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Connections connections;
    private final Allowances allowances;
    private final WechatSettings settings;
    private final Clock clock;
    private final Pages pages;

    WechatDesk(Connections connections, Allowances allowances, WechatSettings settings, Clock clock, Pages pages) {
        this.connections = connections;
        this.allowances = allowances;
        this.settings = settings;
        this.clock = clock;
        this.pages = pages;
    }

    /** Something to be done with a connection. */
    interface Errand {
        Attempt with(Connection connection);
    }

    Attempt write(long account, List<Allowance> wanted, Errand errand) {
        Optional<Connection> found = connections.of(account).filter(c -> c.state() != Connection.State.ENDED);
        if (found.isEmpty()) {
            return new Attempt.ByHand(words("channels.wechat.not-connected"));
        } else if (found.get().state() == Connection.State.EXPIRED) {
            return new Attempt.Waits(
                    words("channels.wechat.expired"), clock.instant().plus(AGAIN));
        }
        Optional<Instant> usedUp = allowances.take(account, wanted);
        return usedUp.isPresent()
                ? new Attempt.Waits(words("channels.wechat.used-up"), usedUp.get())
                : errand.with(found.get());
    }

    /** The connection, if it works and one more call is allowed. */
    Optional<Connection> toRead(long account, List<Allowance> wanted) {
        return connections
                .open(account)
                .filter(c -> allowances.take(account, wanted).isEmpty());
    }

    List<Connection> all() {
        return connections.open(Platform.WECHAT);
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
                yield new Attempt.Waits(
                        words("channels.wechat.expired"), clock.instant().plus(AGAIN));
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
            connections.expired(connection, said(no));
        }
    }

    /** In our words where there are some, in WeChat's otherwise; its number always, for those who look it up. */
    String said(Said.No no) {
        String ours = pages.texts(Locale.SIMPLIFIED_CHINESE).find("channels.wechat.no." + no.code());
        return words("channels.wechat.no", ours == null ? no.words() : ours, Integer.toString(no.code()));
    }

    Instant moment() {
        return clock.instant();
    }

    String words(String key, Object... arguments) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }
}
