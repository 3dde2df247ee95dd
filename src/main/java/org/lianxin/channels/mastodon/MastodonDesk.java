package org.lianxin.channels.mastodon;

import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Errands;
import org.lianxin.channels.mastodon.MastodonClient.Said;
import org.lianxin.delivery.Attempt;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Errands to a server, and what to make of its no. */
@Component
class MastodonDesk {
    static final String TEXTS = "channels.mastodon";

    private final Errands errands;
    private final MastodonSettings settings;

    MastodonDesk(Errands errands, MastodonSettings settings) {
        this.errands = errands;
        this.settings = settings;
    }

    Attempt write(long account, Errands.Errand errand) {
        return errands.write(account, TEXTS, settings.toDo(), errand);
    }

    /** One more call in the same errand; empty: go on. */
    Optional<Attempt> another(Connection connection) {
        return errands.another(connection.account(), TEXTS, settings.toDo());
    }

    Optional<Connection> toRead(long account) {
        return errands.toRead(account, settings.toDo());
    }

    /** For what can wait. */
    Optional<Connection> toPoll(long account) {
        return errands.toRead(account, settings.toPoll());
    }

    String words(String what, Object... arguments) {
        return errands.words(TEXTS + "." + what, arguments);
    }

    /** What came of something that was to be written, when it is not the yes that was wanted. */
    Attempt no(Connection connection, Said said) {
        return switch (said) {
            case Said.Yes half -> new Attempt.Unknown(words("half-answer"));
            case Said.Later later -> new Attempt.Waits(words("later"), later.until());
            case Said.No no
            when no.status() == 401 -> {
                errands.expired(connection, said(no));
                yield errands.resting(TEXTS + ".expired");
            }
            case Said.No no -> new Attempt.Refused(said(no));
            case Said.NotReached none -> new Attempt.NotSent(words("not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(words("lost", lost.why()));
        };
    }

    /** The server does not take the token any more. */
    void heed(Connection connection, Said said) {
        if (said instanceof Said.No no && no.status() == 401) {
            errands.expired(connection, said(no));
        }
    }

    String said(Said.No no) {
        return words("no", no.words().isBlank() ? words("no-words") : no.words(), Integer.toString(no.status()));
    }

    /** A server's id of something, or empty: numbers with some, letters with others. */
    static String id(JsonNode node, String name) {
        String id = node.path(name).asString("");
        return id.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}") ? id : "";
    }
}
