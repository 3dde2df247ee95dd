package org.lianxin.channels.discourse;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.OpenLine;
import org.lianxin.channels.OpenLine.Answer;
import org.lianxin.channels.OpenLine.Far;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Calls of a forum's interface: JSON both ways, key and user in headers, never in an address. */
@Component
class DiscourseClient {
    private final OpenLine line;
    private final DiscourseSettings settings;

    DiscourseClient(OpenLine line, DiscourseSettings settings) {
        this.line = line;
        this.settings = settings;
    }

    /** What came of a call. */
    sealed interface Said {
        /** @param at the address after redirects */
        record Yes(JsonNode body, URI at) implements Said {}

        /** The forum said no, in words of its own. */
        record No(int status, String type, String words) implements Said {
            boolean gone() {
                return status == 404 || status == 410;
            }
        }

        /** Too much, or the forum takes nothing at the moment; certainly not taken. */
        record Later(String words, Instant until) implements Said {}

        /** Nothing was sent. */
        record NotReached(String why) implements Said {}

        /** Nobody knows: no answer, or one that nobody can read. */
        record Lost(String why) implements Said {}
    }

    Said get(Connection connection, String path) {
        return said(line.get(far(connection), path));
    }

    Said send(String method, Connection connection, String path, @Nullable Object body) {
        return said(line.send(method, far(connection), path, body, Map.of()));
    }

    Said upload(Connection connection, String name, String type, byte[] bytes) {
        return said(line.upload(
                far(connection),
                "/uploads.json",
                new OpenLine.File(name, type, bytes),
                Map.of("type", "composer", "synchronous", "true")));
    }

    static Far far(Connection connection) {
        return new Far(
                URI.create(connection.secret("base")),
                Map.of("Api-Key", connection.secret("key"), "Api-Username", connection.secret("user")));
    }

    private Said said(Answer answer) {
        return switch (answer) {
            case Answer.NotReached none -> new Said.NotReached(none.why());
            case Answer.Lost lost -> new Said.Lost(lost.why());
            case Answer.Spoken spoken -> said(spoken);
        };
    }

    /** Only a no in the forum's own form is a no: a page of some machine before it says nothing about what was taken. */
    private Said said(Answer.Spoken spoken) {
        JsonNode body = spoken.body();
        String words = body == null
                ? ""
                : body.path("errors").valueStream().map(e -> e.asString("")).collect(Collectors.joining(" "));
        if (spoken.good()) {
            // a deletion may answer with nothing at all
            return new Said.Yes(
                    body == null ? tools.jackson.databind.node.JsonNodeFactory.instance.objectNode() : body,
                    spoken.at());
        } else if (spoken.status() == 429) {
            return new Said.Later(words, until(spoken, body));
        }
        String type = body == null ? "" : body.path("error_type").asString("");
        if (spoken.status() == 503 && type.equals("read_only")) {
            return new Said.Later(words, line.within(settings.pause().toSeconds()));
        }
        return body != null && body.isObject() && spoken.status() / 100 == 4
                ? new Said.No(spoken.status(), type, words)
                : new Said.Lost("HTTP " + spoken.status());
    }

    private Instant until(Answer.Spoken spoken, @Nullable JsonNode body) {
        long wait = body == null ? 0 : body.path("extras").path("wait_seconds").asLong(0);
        return wait > 0
                ? line.within(wait)
                : line.again(spoken, "retry-after")
                        .orElseGet(() -> line.within(settings.pause().toSeconds()));
    }
}
