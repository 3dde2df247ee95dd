package org.lianxin.channels.mastodon;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.OpenLine;
import org.lianxin.channels.OpenLine.Answer;
import org.lianxin.channels.OpenLine.Far;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Calls of the client interface: JSON both ways, the token in a header, never in an address. */
@Component
class MastodonClient {
    private final OpenLine line;
    private final MastodonSettings settings;

    MastodonClient(OpenLine line, MastodonSettings settings) {
        this.line = line;
        this.settings = settings;
    }

    /** What came of a call. */
    sealed interface Said {
        record Yes(int status, JsonNode body) implements Said {}

        /** The server said no, in words of its own. */
        record No(int status, String words) implements Said {
            boolean gone() {
                return status == 404 || status == 410;
            }
        }

        /** Too much; certainly not taken. */
        record Later(Instant until) implements Said {}

        /** Nothing was sent. */
        record NotReached(String why) implements Said {}

        /** Nobody knows: no answer, or one that nobody can read. */
        record Lost(String why) implements Said {}
    }

    Said get(Connection connection, String path) {
        return said(line.get(far(connection), path));
    }

    /** @param once by which the server takes it once; empty for none */
    Said send(String method, Connection connection, String path, @Nullable Object body, String once) {
        return said(line.send(
                method, far(connection), path, body, once.isEmpty() ? Map.of() : Map.of("Idempotency-Key", once)));
    }

    Said upload(Connection connection, OpenLine.File file, String description) {
        return said(line.upload(far(connection), "/api/v2/media", file, Map.of("description", description)));
    }

    static Far far(Connection connection) {
        return new Far(
                URI.create(connection.secret("base")), Map.of("Authorization", "Bearer " + connection.secret("token")));
    }

    private Said said(Answer answer) {
        return switch (answer) {
            case Answer.NotReached none -> new Said.NotReached(none.why());
            case Answer.Lost lost -> new Said.Lost(lost.why());
            case Answer.Spoken spoken -> said(spoken);
        };
    }

    /** Only a no in the interface's own form is a no: a page of some machine before it says nothing about what was taken. */
    private Said said(Answer.Spoken spoken) {
        JsonNode body = spoken.body();
        if (spoken.good()) {
            // some say nothing more to a deletion; where an id is needed, its absence is noticed
            return new Said.Yes(spoken.status(), body == null ? JsonNodeFactory.instance.objectNode() : body);
        } else if (spoken.status() == 429) {
            return new Said.Later(line.again(spoken, "retry-after", "x-ratelimit-reset")
                    .orElseGet(() -> line.within(settings.pause().toSeconds())));
        }
        return body != null && body.isObject() && spoken.status() / 100 == 4
                ? new Said.No(spoken.status(), body.path("error").asString(""))
                : new Said.Lost("HTTP " + spoken.status());
    }
}
