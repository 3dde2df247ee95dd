package org.lianxin.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Attempt;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** What every errand to a network needs: a connection that works, an allowance, and the words when it has neither. */
@Component
public class Errands {
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Connections connections;
    private final Allowances allowances;
    private final Clock clock;
    private final Pages pages;

    Errands(Connections connections, Allowances allowances, Clock clock, Pages pages) {
        this.connections = connections;
        this.allowances = allowances;
        this.clock = clock;
        this.pages = pages;
    }

    /** Something to be done with a key. */
    public interface Errand {
        Attempt with(Connection connection);
    }

    /** {@code texts} has the sentences {@code .not-connected}, {@code .expired} and {@code .used-up}. */
    public Attempt write(long account, String texts, List<Allowance> wanted, Errand errand) {
        Optional<Connection> found = connections.of(account).filter(c -> c.state() != Connection.State.ENDED);
        if (found.isEmpty()) {
            return new Attempt.ByHand(words(texts + ".not-connected"));
        } else if (found.get().state() == Connection.State.EXPIRED) {
            return resting(texts + ".expired");
        }
        Optional<Instant> usedUp = allowances.take(account, wanted);
        return usedUp.isPresent()
                ? new Attempt.Waits(words(texts + ".used-up"), usedUp.get())
                : errand.with(found.get());
    }

    /** One more call in the same errand; empty: go on. */
    public Optional<Attempt> another(long account, String texts, List<Allowance> wanted) {
        return allowances.take(account, wanted).map(until -> new Attempt.Waits(words(texts + ".used-up"), until));
    }

    /** Goes on when somebody has connected the account anew. */
    public Attempt resting(String key) {
        return new Attempt.Waits(words(key), clock.instant().plus(AGAIN));
    }

    /** The connection, if it works and one more call is allowed. */
    public Optional<Connection> toRead(long account, List<Allowance> wanted) {
        return connections
                .open(account)
                .filter(c -> allowances.take(account, wanted).isEmpty());
    }

    public void expired(Connection connection, String why) {
        connections.expired(connection, why);
    }

    /** Null if there is no such text. */
    public @Nullable String find(String key) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).find(key);
    }

    public String words(String key, Object... arguments) {
        return pages.texts(Locale.SIMPLIFIED_CHINESE).of(key, arguments);
    }
}
