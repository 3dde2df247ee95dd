package org.lianxin.channels.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.Line;
import org.lianxin.channels.Line.Answer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The line to the sandbox: no address but the configured one. */
@Component
class SandboxClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final @Nullable URI base;
    private final String token;
    private final Line line;

    /** @param base for example {@code http://127.0.0.1:9090}; empty where no sandbox runs */
    SandboxClient(
            @Value("${lianxin.sandbox.url:}") String base,
            @Value("${lianxin.sandbox.token:sandbox}") String token,
            Line line) {
        this.base = base.isBlank() ? null : URI.create(base.endsWith("/") ? base : base + "/");
        this.token = token;
        this.line = line;
    }

    /** What the network said about a failure. */
    static String error(Answer.Spoken spoken) {
        JsonNode body = spoken.body();
        String status = "HTTP " + spoken.status();
        return body == null ? status : body.path("error").asString(status);
    }

    boolean configured() {
        return base != null;
    }

    Answer post(String path, Object body) {
        return call(path, "POST", JSON.writeValueAsString(body));
    }

    Answer get(String path) {
        return call(path, "GET", null);
    }

    Answer delete(String path) {
        return call(path, "DELETE", null);
    }

    private Answer call(String path, String method, @Nullable String body) {
        if (base == null) {
            return new Answer.NotReached("");
        }
        URI address = base.resolve(path);
        if (!Optional.ofNullable(address.getRawAuthority()).equals(Optional.ofNullable(base.getRawAuthority()))) {
            return new Answer.NotReached("not the configured address");
        }
        return line.call(HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
