package org.lianxin.simulators.discourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.Logbook;
import tools.jackson.databind.JsonNode;

/** The simulated forum refuses what a forum refuses, says so in its form, and forgets nothing when it starts anew. */
class DiscourseSimulatorTests {
    private static final String TOPIC =
            "{'title':'A title that is long enough','raw':'A text that is quite long enough','category':5,'external_id':'k-1'}";

    @TempDir
    Path folder;

    Far far;
    final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void begins() throws IOException {
        far = open();
        far.json("/sim/categories", "{'id':5,'name':'news'}");
        far.json("/sim/users", "{'username':'office','key':'0123456789abcdef'}");
    }

    private Far open() throws IOException {
        return Far.in(folder, DiscourseSimulator::start);
    }

    @AfterEach
    void ends() {
        far.close();
        http.close();
    }

    private HttpResponse<String> call(String method, String path, String key, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(far.url() + path))
                            .header("Api-Key", key)
                            .header("Api-Username", "office")
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private HttpResponse<String> post(String body) {
        return call("POST", "/posts.json", "0123456789abcdef", body);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Logbook.JSON.readTree(answer.body());
    }

    private static String says(HttpResponse<String> answer) {
        return json(answer).path("errors").path(0).asString("");
    }

    @Test
    void whoHasNoRightKeyReadsAndWritesNothing() {
        HttpResponse<String> answer = call("POST", "/posts.json", "0000", TOPIC);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("error_type").asString("")).isEqualTo("invalid_access");
    }

    @Test
    void whatIsTooShortIsRefusedWithASentence() {
        HttpResponse<String> answer = post(TOPIC.replace("A title that is long enough", "Short"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(says(answer)).contains("Title is too short (minimum is 15 characters)");
        assertThat(says(post(TOPIC.replace("A text that is quite long enough", "Short"))))
                .contains("Body is too short (minimum is 20 characters)");
    }

    @Test
    void aKeyOfOursIsTakenOnceAndLeadsToTheTopic() {
        assertThat(post(TOPIC).statusCode()).isEqualTo(200);
        assertThat(says(post(TOPIC.replace("A title", "Another title")))).contains("already been taken");
        HttpResponse<String> there = call("GET", "/t/external_id/k-1.json", "0123456789abcdef", "");

        assertThat(there.statusCode()).isEqualTo(301);
        assertThat(there.headers().firstValue("Location").orElse("")).isEqualTo("/t/topic/1.json");
        assertThat(call("GET", "/t/external_id/k-2.json", "0123456789abcdef", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSameTitleAgainIsRefused() {
        post(TOPIC);

        assertThat(says(post(TOPIC.replace("k-1", "k-2")))).isEqualTo("Title has already been used");
    }

    @Test
    void whatTheForumDoesNotKnowItDoesNotTake() {
        assertThat(post(TOPIC.replace("'category'", "'kategory'")).statusCode()).isEqualTo(400);
        assertThat(post(TOPIC.replace("':5", "':6")).statusCode()).isEqualTo(403);
    }

    @Test
    void tooManyCallsAMinuteAreToldHowLongToWait() {
        far.json("/sim/knobs", "{'callsPerMinute':1}");
        post(TOPIC);
        HttpResponse<String> answer = post(TOPIC);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(json(answer).path("extras").path("wait_seconds").asInt(0)).isBetween(1, 61);
    }

    @Test
    void whatWasTakenIsThereAfterARestart() throws IOException {
        post(TOPIC);
        far.close();
        far = open();

        assertThat(far.get("/").body()).contains("A title that is long enough").contains("模拟论坛");
        assertThat(says(post(TOPIC))).contains("already been");
    }
}
