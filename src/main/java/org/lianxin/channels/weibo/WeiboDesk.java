package org.lianxin.channels.weibo;

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
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.delivery.Attempt;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** What every errand to Weibo needs: a connection that works, an allowance, and what to make of a no. */
@Component
class WeiboDesk {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Connections connections;
    private final Allowances allowances;
    private final WeiboSettings settings;
    private final Clock clock;
    private final Pages pages;

    WeiboDesk(Connections connections, Allowances allowances, WeiboSettings settings, Clock clock, Pages pages) {
        this.connections = connections;
        this.allowances = allowances;
        this.settings = settings;
        this.clock = clock;
        this.pages = pages;
    }

    /** Something to be done with a token. */
    interface Errand {
        Attempt with(Connection connection);
    }

    Attempt write(long account, Errand errand) {
        Optional<Connection> found = connections.of(account).filter(c -> c.state() != Connection.State.ENDED);
        if (found.isEmpty()) {
            return new Attempt.ByHand(words("channels.weibo.not-connected"));
        } else if (found.get().state() == Connection.State.EXPIRED) {
            return new Attempt.Waits(
                    words("channels.weibo.expired"), clock.instant().plus(AGAIN));
        }
        Optional<Instant> usedUp = allowances.take(account, settings.toWrite());
        return usedUp.isPresent()
                ? new Attempt.Waits(words("channels.weibo.used-up"), usedUp.get())
                : errand.with(found.get());
    }

    /** One more call in the same errand; empty: go on. */
    Optional<Attempt> another(Connection connection) {
        return allowances
                .take(connection.account(), settings.toRead())
                .map(until -> new Attempt.Waits(words("channels.weibo.used-up"), until));
    }

    /** The connection, if it works and one more call is allowed. */
    Optional<Connection> toRead(long account, List<Allowance> wanted) {
        return connections
                .open(account)
                .filter(c -> allowances.take(account, wanted).isEmpty());
    }

    List<Connection> all() {
        return connections.open(Platform.WEIBO);
    }

    /** What a no means for something that was to be written. */
    Attempt no(Connection connection, Said.No no) {
        return switch (WeiboTrouble.of(no.code())) {
            case REAUTHORISE -> {
                expired(connection, no);
                yield new Attempt.Waits(
                        words("channels.weibo.expired"), clock.instant().plus(AGAIN));
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
            connections.expired(connection, said(no));
        }
    }

    /** In our words where there are some, in Weibo's otherwise; its number always, for those who look it up. */
    String said(Said.No no) {
        String ours = pages.texts(Locale.SIMPLIFIED_CHINESE).find("channels.weibo.no." + no.code());
        return words("channels.weibo.no", ours == null ? no.words() : ours, Integer.toString(no.code()));
    }

    String words(String key, Object... arguments) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }
}
