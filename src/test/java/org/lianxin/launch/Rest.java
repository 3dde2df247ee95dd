package org.lianxin.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls a program that may die at any moment. */
final class Rest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String base;

    Rest(String base) {
        this.base = base;
    }

    /** @param status 0 where no whole answer came */
    record Answer(int status, String text) {
        boolean done() {
            return status / 100 == 2;
        }

        /** The program did not say what became of it. */
        boolean lost() {
            return status == 0 || status >= 500;
        }

        JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (JacksonException none) {
                return MissingNode.getInstance();
            }
        }
    }

    Answer get(String path, String bearer) {
        return send("GET", path, bearer, null);
    }

    /** {@code bearer} empty: nobody; {@code body} null: none. */
    Answer send(String method, String path, String bearer, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Accept", "*/*")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException none) {
            return new Answer(0, none.toString());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }
}
