package org.lianxin.channels.discourse;

import java.util.Optional;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Errands;
import org.lianxin.channels.discourse.DiscourseClient.Said;
import org.lianxin.delivery.Attempt;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Errands to a forum, and what to make of its no. */
@Component
class DiscourseDesk {
    static final String TEXTS = "channels.discourse";

    private final Errands errands;
    private final DiscourseClient client;
    private final DiscourseSettings settings;

    DiscourseDesk(Errands errands, DiscourseClient client, DiscourseSettings settings) {
        this.errands = errands;
        this.client = client;
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

    /** What came of something that was to be written, when it is not a yes. */
    Attempt no(Connection connection, Said said) {
        return switch (said) {
            case Said.Yes half -> new Attempt.Unknown(words("half-answer"));
            case Said.Later later -> new Attempt.Waits(words("later", later.words()), later.until());
            case Said.No no
            when no.status() == 401 || (no.status() == 403 && !works(connection)) -> {
                errands.expired(connection, said(no));
                yield errands.resting(TEXTS + ".expired");
            }
            case Said.No no -> new Attempt.Refused(said(no));
            case Said.NotReached none -> new Attempt.NotSent(words("not-reached"), 0);
            case Said.Lost lost -> new Attempt.Unknown(words("lost", lost.why()));
        };
    }

    /** A forum says the same whether the key is wrong or this one thing is not allowed. Only a clear no counts. */
    private boolean works(Connection connection) {
        return !(client.get(connection, "/session/current.json") instanceof Said.No);
    }

    String said(Said.No no) {
        return words("no", no.words().isBlank() ? words("no-words") : no.words(), Integer.toString(no.status()));
    }

    /** The forum's id of something, or empty. */
    static String id(JsonNode node, String name) {
        String id = node.path(name).asString("");
        return id.matches("[0-9]{1,18}") ? id : "";
    }
}
