package org.lianxin.simulators.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.Logbook;
import tools.jackson.databind.JsonNode;

/** The simulated server refuses what a Mastodon refuses, in its words, and forgets nothing when it starts anew. */
class MastodonSimulatorTests {
    private static final String BACK = "https://shifan.example/back";
    /** Of the verifier in RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @TempDir
    Path folder;

    Far far;
    final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void begins() throws IOException {
        far = open();
        far.json("/sim/users", "{'username':'culture','name':'Culture','followers':7}");
        far.json("/sim/tokens", "{'username':'culture','token':'all-of-it'}");
        far.json("/sim/tokens", "{'username':'culture','token':'reads','scopes':'read'}");
    }

    private Far open() throws IOException {
        return Far.in(folder, MastodonSimulator::start);
    }

    @AfterEach
    void ends() {
        far.close();
        http.close();
    }

    private HttpResponse<String> call(String method, String path, String token, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(far.url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private HttpResponse<String> post(String body, String... headers) {
        return call("POST", "/api/v1/statuses", "all-of-it", body, headers);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Logbook.JSON.readTree(answer.body());
    }

    private static String id(HttpResponse<String> answer) {
        return json(answer).path("id").asString("");
    }

    @ParameterizedTest
    @CsvSource({"nobody,401", "reads,403", "all-of-it,200"})
    void a_token_is_good_for_what_it_was_granted_for(String token, int status) {
        HttpResponse<String> answer = call("POST", "/api/v1/statuses", token, "{'status':'Good morning'}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Simulated")).contains("true");
    }

    @Test
    void the_same_key_again_is_the_same_post_for_an_hour() {
        String first = id(post("{'status':'Once'}", "Idempotency-Key", "k-1"));

        assertThat(id(post("{'status':'Once'}", "Idempotency-Key", "k-1"))).isEqualTo(first);
        assertThat(Long.parseLong(first)).isGreaterThan(1L << 53);
        far.advance("PT61M");
        assertThat(id(post("{'status':'Once'}", "Idempotency-Key", "k-1"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':''}|can't be blank",
                "{'status':'x','visibility':'secret'}|Visibility",
                "{'status':'x','colour':'red'}|unknown parameter",
                "{'status':'x','media_ids':['1']}|Media not found"
            })
    void what_is_wrong_with_a_post_is_said(String body, String why) {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("error").asString("")).contains(why);
    }

    @Test
    void a_link_counts_for_23_and_nothing_else_is_cut_short() {
        String link = " https://shifan.example/" + "x".repeat(300);

        assertThat(post("{'status':'" + "w".repeat(476) + link + "'}").statusCode())
                .isEqualTo(200);
        assertThat(post("{'status':'" + "w".repeat(477) + link + "'}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_picture_that_takes_a_while_is_not_there_at_once() throws IOException, InterruptedException {
        far.json("/sim/knobs", "{'mediaSeconds':60}");
        HttpResponse<String> put = http.send(
                HttpRequest.newBuilder(URI.create(far.url() + "/api/v2/media"))
                        .header("Authorization", "Bearer all-of-it")
                        .header("Content-Type", "multipart/form-data; boundary=m")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "--m\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--m--\r\n"))
                        .build(),
                BodyHandlers.ofString());
        String picture = "{'status':'See','media_ids':['" + id(put) + "']}";

        assertThat(put.statusCode()).isEqualTo(202);
        assertThat(json(put).path("url").isNull()).isTrue();
        assertThat(call("GET", "/api/v1/media/" + id(put), "all-of-it", "").statusCode())
                .isEqualTo(206);
        assertThat(post(picture).statusCode()).isEqualTo(422);
        far.advance("PT2M");
        assertThat(call("GET", "/api/v1/media/" + id(put), "all-of-it", "").statusCode())
                .isEqualTo(200);
        assertThat(post(picture).statusCode()).isEqualTo(200);
    }

    @Test
    void too_many_calls_are_refused_until_the_moment_that_is_named() {
        far.json("/sim/knobs", "{'callsPerFiveMinutes':1}");
        HttpResponse<String> first = post("{'status':'One'}");
        HttpResponse<String> second = post("{'status':'Two'}");

        assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(Instant.parse(
                        second.headers().firstValue("X-RateLimit-Reset").orElseThrow()))
                .isAfter(Instant.EPOCH);
        far.advance("PT5M");
        assertThat(post("{'status':'Two'}").statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_is_named_or_answered_is_told_of_it_page_by_page() throws IOException {
        String post = id(post("{'status':'Leaves'}"));
        far.json("/sim/people/status", "{'name':'anna','text':'Which way?','answers':'" + post + "'}");
        far.json("/sim/people/status", "{'name':'bert','text':'Hello @culture'}");
        far.json("/sim/people/status", "{'name':'carl','text':'Nothing of yours'}");
        far.close();
        far = open();
        HttpResponse<String> newest = call("GET", "/api/v1/notifications?limit=1", "all-of-it", "");
        String next = newest.headers().firstValue("Link").orElseThrow();
        HttpResponse<String> older =
                call("GET", next.replaceFirst("^<https?://[^/]*", "").replaceFirst(">.*", ""), "all-of-it", "");

        assertThat(json(newest).path(0).path("status").path("content").asString(""))
                .contains("Hello");
        assertThat(json(older).path(0).path("status").path("in_reply_to_id").asString(""))
                .isEqualTo(post);
        assertThat(json(call("GET", "/api/v1/notifications?limit=40", "all-of-it", "")))
                .hasSize(2);
    }

    @Test
    void what_is_edited_and_deleted_is_gone_for_others_too() {
        String post = id(post("{'status':'Leaves'}"));
        call("PUT", "/api/v1/statuses/" + post, "all-of-it", "{'status':'Yellow leaves'}");
        JsonNode edited = json(call("GET", "/api/v1/statuses/" + post, "reads", ""));
        call("DELETE", "/api/v1/statuses/" + post, "all-of-it", "");

        assertThat(edited.path("content").asString("")).contains("Yellow");
        assertThat(edited.path("edited_at").asString("")).isNotEmpty();
        assertThat(call("GET", "/api/v1/statuses/" + post, "reads", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_app_gets_a_token_for_a_code_once_and_with_its_proof_alone() {
        JsonNode app = app();
        String user = far.get("/sim/users").json().path(0).path("id").asString("");
        String asked = "/oauth/authorize";
        String[] fields = {
            "client_id", app.path("client_id").asString(""),
            "redirect_uri", BACK,
            "response_type", "code",
            "scope", "read:accounts",
            "state", "s-1",
            "code_challenge", CHALLENGE,
            "code_challenge_method", "S256",
            "user", user,
            "answer", "allow"
        };
        String back = far.form(asked, fields).location();
        String code = back.replaceFirst(".*[?&]code=", "").replaceFirst("&.*", "");

        assertThat(back).startsWith(BACK + "?code=").contains("&state=s-1");
        assertThat(token(app, code, "wrong").status()).isEqualTo(400);
        assertThat(token(app, code, VERIFIER).json().path("scope").asString("")).isEqualTo("read:accounts");
        assertThat(token(app, code, VERIFIER).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "https://elsewhere.example,read:accounts,S256,422",
        "https://shifan.example/back,write,S256,303",
        "https://shifan.example/back,read:accounts,plain,303"
    })
    void what_was_not_registered_is_not_granted(String back, String scope, String method, int status) {
        Far.Answer answer = far.form("/oauth/authorize", new String[] {
            "client_id", app().path("client_id").asString(""),
            "redirect_uri", back,
            "response_type", "code",
            "scope", scope,
            "code_challenge", CHALLENGE,
            "code_challenge_method", method,
            "answer", "allow"
        });

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.location()).doesNotContain("code=");
    }

    private JsonNode app() {
        return far.post(
                        "/api/v1/apps",
                        "client_name",
                        "Ours",
                        "redirect_uris",
                        BACK,
                        "scopes",
                        "read:accounts write:statuses")
                .json();
    }

    private Far.Answer token(JsonNode app, String code, String verifier) {
        return far.post(
                "/oauth/token",
                "grant_type",
                "authorization_code",
                "client_id",
                app.path("client_id").asString(""),
                "client_secret",
                app.path("client_secret").asString(""),
                "redirect_uri",
                BACK,
                "code",
                code,
                "code_verifier",
                verifier);
    }
}
