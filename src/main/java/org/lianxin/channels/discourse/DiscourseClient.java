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
import org.lianxin.channels.Said;
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

    Said get(Connection connection, String path) {
        return Said.of(line.get(far(connection), path), this::said);
    }

    Said send(String method, Connection connection, String path, @Nullable Object body) {
        return Said.of(line.send(method, far(connection), path, body, Map.of()), this::said);
    }

    Said upload(Connection connection, String name, String type, byte[] bytes) {
        return Said.of(
                line.upload(
                        far(connection),
                        "/uploads.json",
                        new OpenLine.File(name, type, bytes),
                        Map.of("type", "composer", "synchronous", "true")),
                this::said);
    }

    static Far far(Connection connection) {
        return new Far(
                URI.create(connection.secret("base")),
                Map.of("Api-Key", connection.secret("key"), "Api-Username", connection.secret("user")));
    }

    private Said said(Answer.Spoken spoken) {
        JsonNode body = spoken.body();
        String words = body == null
                ? ""
                : body.path("errors").valueStream().map(e -> e.asString("")).collect(Collectors.joining(" "));
        String type = body == null ? "" : body.path("error_type").asString("");
        if (spoken.status() == 429) {
            return new Said.Later(words, until(spoken, body));
        } else if (spoken.status() == 503 && type.equals("read_only")) {
            return new Said.Later(words, line.within(settings.pause().toSeconds()));
        }
        return Said.no(spoken, type, words);
    }

    private Instant until(Answer.Spoken spoken, @Nullable JsonNode body) {
        long wait = body == null ? 0 : body.path("extras").path("wait_seconds").asLong(0);
        return wait > 0
                ? line.within(wait)
                : line.again(spoken, "retry-after")
                        .orElseGet(() -> line.within(settings.pause().toSeconds()));
    }
}
