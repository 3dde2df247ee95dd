package org.lianxin.api.mastodon.streaming;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Callers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Who listens, and what they are told. Looks for news every second as long as somebody does. */
@Component
class Hub {
    /** At once, for each token and in all. */
    private static final int EACH = 10;

    private static final int ALL = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final News news;
    private final Telling telling;
    private final Callers callers;

    Hub(News news, Telling telling, Callers callers) {
        this.news = news;
        this.telling = telling;
        this.callers = callers;
    }

    /** A listener that hears from now on, for a person; empty if too many do. Its streams are added by whoever opened it. */
    synchronized Optional<Listener> listen(Caller caller, String token, Sink sink) {
        long same = listeners.stream()
                .filter(l -> l.caller().token() == caller.token())
                .count();
        if (same >= EACH || listeners.size() >= ALL) {
            return Optional.empty();
        }
        if (listeners.isEmpty()) {
            news.since(); // what is there already is no news
        }
        Listener listener = new Listener(caller, token, sink, listeners::remove);
        listeners.add(listener);
        return Optional.of(listener);
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    void look() {
        if (listeners.isEmpty()) {
            news.rest();
            return;
        }
        for (News.Happened happened : news.since()) {
            try {
                telling.tell(happened, listeners);
            } catch (RuntimeException fault) {
                // the others of this look are told all the same: they do not come again
                LOG.error("apps that listen were not told of {} {}", happened.kind(), happened.about(), fault);
            }
        }
    }

    /** Whose token has ended, or who may not speak for the account any more, hears nothing more. */
    @Scheduled(fixedDelay = 15_000, initialDelay = 15_000)
    void check() {
        for (Listener listener : listeners) {
            listener.still(callers);
        }
    }
}
