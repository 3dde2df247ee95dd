package org.lianxin.channels.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The line to the sandbox: time-outs on connecting and reading, no redirects, no address but the configured one. */
@Component
class SandboxClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);

    private final @Nullable URI base;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param base for example {@code http://127.0.0.1:9090}; empty where no sandbox runs */
    SandboxClient(
            @Value("${lianxin.sandbox.url:}") String base, @Value("${lianxin.sandbox.token:sandbox}") String token) {
        this.base = base.isBlank() ? null : URI.create(base.endsWith("/") ? base : base + "/");
        this.token = token;
    }

    /** What came of a call. */
    sealed interface Answer {
        /** @param body null if there was none that could be read */
        record Spoken(int status, @Nullable JsonNode body) implements Answer {
            String error() {
                return body == null ? "HTTP " + status : body.path("error").asString("HTTP " + status);
            }
        }

        /** No connection came about, so nothing was sent. */
        record NotReached(String why) implements Answer {}

        /** Sent, at least in part, and no answer came. */
        record Lost(String why) implements Answer {}
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
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(CONNECT.plus(READ))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer.Spoken(response.statusCode(), parsed(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException none) {
            return new Answer.NotReached(none.getClass().getSimpleName());
        } catch (IOException lost) {
            return new Answer.Lost(lost.getClass().getSimpleName());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Answer.Lost("interrupted");
        }
    }

    private static @Nullable JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException none) {
            return null;
        }
    }
}
