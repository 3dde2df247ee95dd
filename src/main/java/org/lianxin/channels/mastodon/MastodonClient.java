package org.lianxin.channels.mastodon;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Connection;
import org.lianxin.channels.OpenLine;
import org.lianxin.channels.OpenLine.Answer;
import org.lianxin.channels.OpenLine.Far;
import org.lianxin.channels.Said;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Calls of the client interface: JSON both ways, the token in a header, never in an address. */
@Component
class MastodonClient {
    private final OpenLine line;
    private final MastodonSettings settings;

    MastodonClient(OpenLine line, MastodonSettings settings) {
        this.line = line;
        this.settings = settings;
    }

    Said get(Connection connection, String path) {
        return Said.of(line.get(far(connection), path), this::said);
    }

    /** @param once by which the server takes it once; empty for none */
    Said send(String method, Connection connection, String path, @Nullable Object body, String once) {
        return Said.of(
                line.send(
                        method,
                        far(connection),
                        path,
                        body,
                        once.isEmpty() ? Map.of() : Map.of("Idempotency-Key", once)),
                this::said);
    }

    Said upload(Connection connection, OpenLine.File file, String description) {
        return Said.of(
                line.upload(far(connection), "/api/v2/media", file, Map.of("description", description)), this::said);
    }

    static Far far(Connection connection) {
        return new Far(
                URI.create(connection.secret("base")), Map.of("Authorization", "Bearer " + connection.secret("token")));
    }

    private Said said(Answer.Spoken spoken) {
        JsonNode body = spoken.body();
        return spoken.status() == 429
                ? new Said.Later(
                        "",
                        line.again(spoken, "retry-after", "x-ratelimit-reset")
                                .orElseGet(() -> line.within(settings.pause().toSeconds())))
                : Said.no(spoken, "", body == null ? "" : body.path("error").asString(""));
    }
}
