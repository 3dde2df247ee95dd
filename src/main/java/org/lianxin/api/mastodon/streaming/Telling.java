package org.lianxin.api.mastodon.streaming;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lianxin.api.mastodon.NotificationJson;
import org.lianxin.api.mastodon.StatusJson;
import org.lianxin.api.mastodon.call.Json;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Callers;
import org.lianxin.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes of what happened what each listener is told: what a call would show them, in the same words. */
@Component
class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final StatusJson statuses;
    private final NotificationJson notifications;
    private final Callers callers;

    Telling(StatusJson statuses, NotificationJson notifications, Callers callers) {
        this.statuses = statuses;
        this.notifications = notifications;
        this.callers = callers;
    }

    void tell(News.Happened happened, List<Listener> listeners) {
        if (happened.open()) {
            shown(happened, listeners);
        }
        for (Listener listener : listeners) {
            alone(listener, () -> notified(happened, listener));
        }
    }

    /** Whoever cannot be told is let go, and reads anew; the others hear it. */
    private static void alone(Listener listener, Runnable told) {
        try {
            if (listener.open()) {
                told.run();
            }
        } catch (RuntimeException fault) {
            LOG.warn("an app that listens could not be told and is let go", fault);
            listener.end();
        }
    }

    private void shown(News.Happened happened, List<Listener> listeners) {
        boolean gone = happened.kind() == News.Kind.WITHDRAWN;
        Optional<ObjectNode> status = gone ? Optional.empty() : statuses.of(happened.about(), null);
        if (!gone && status.isEmpty()) {
            return;
        }
        String payload = status.map(Json::write).orElse(Ids.text(happened.about()));
        List<String> tags = status.map(Telling::tags).orElse(List.of());
        for (Listener listener : listeners) {
            alone(listener, () -> {
                for (Stream stream : listener.streams()) {
                    boolean hears = stream.kind() == Stream.Kind.USER
                            ? home(happened, listener.caller())
                            : stream.tells(tags, gone);
                    if (hears) {
                        listener.tell(stream, happened.kind().event(), payload);
                    }
                }
            });
        }
    }

    /** As the timeline has it: the accounts of the units for which the person works, and the one that they chose. */
    private static boolean home(News.Happened happened, Caller caller) {
        return caller.me().units().contains(happened.unit()) || caller.mine().id() == happened.account();
    }

    private static List<String> tags(ObjectNode status) {
        return status.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString("").toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What is not for everybody is told only with the rights of this moment: those of the last look may be over. */
    private void notified(News.Happened happened, Listener listener) {
        List<Stream> streams = listener.streams().stream()
                .filter(s -> s.kind() == Stream.Kind.NOTIFICATIONS
                        || (s.kind() == Stream.Kind.USER
                                && listener.caller().scopes().cover("read:notifications")))
                .toList();
        if (!streams.isEmpty()
                && notifications.of(happened.id(), listener.caller()).isPresent()
                && listener.still(callers)) {
            notifications
                    .of(happened.id(), listener.caller())
                    .map(Json::write)
                    .ifPresent(payload -> streams.forEach(s -> listener.tell(s, "notification", payload)));
        }
    }
}
