package org.lianxin.api.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.api.mastodon.Phone.Answer;
import org.lianxin.api.mastodon.oauth.Signed;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Settings;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What apps take for granted of any address: JSON whatever happens, a slash or none, any page's script, and how fast they may ask. */
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false"})
class DoorTests {
    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private Phone anybody;

    @BeforeEach
    void meet() {
        Cast.in(context);
        anybody = new Phone(port, null);
    }

    private Phone phone() {
        return new Phone(
                port,
                Signed.in(
                                context,
                                "traffic.editor",
                                Town.account(context, "traffic").id(),
                                "read write follow push")
                        .token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/no-such-thing", "/api/v9", "/api/", "/oauth/no-such-thing", "/api/v1/instance/x"})
    void an_unknown_address_is_json_as_well(String path) {
        Answer answer = anybody.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text("/error")).isNotEmpty();
    }

    @Test
    void every_no_is_json() {
        assertThat(anybody.post("/api/v1/instance").status()).isEqualTo(405);
        assertThat(anybody.post("/api/v1/instance").text("/error")).isNotEmpty();
        Answer nobody = anybody.get("/api/v1/accounts/verify_credentials");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.text("/error")).isNotEmpty();
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
        Answer wrong = new Phone(port, "lxa_nobody").get("/api/v1/accounts/verify_credentials");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("/error")).isNotEmpty();
        assertThat(anybody.json("POST", "/api/v1/apps", "{\"client_name\":").text("/error"))
                .isNotEmpty();
        assertThat(anybody.json("POST", "/api/v1/apps", "[1]").status()).isEqualTo(422);
        assertThat(anybody.json("POST", "/api/v1/apps", "{\"client_name\":\"a\\u0000b\"}")
                        .status())
                .isEqualTo(422);
        assertThat(anybody.json("POST", "/api/v1/apps", "{\"client_name\":\"" + "a".repeat(300_000) + "\"}")
                        .status())
                .isEqualTo(422);
        assertThat(anybody.get("/api/v1/instance?x=%00").status()).isEqualTo(422);
        assertThat(anybody.get("/api/v1/%2e%2e/x").header("Content-Type")).startsWith("application/json");
    }

    @Test
    void a_no_is_said_in_the_language_of_the_app() {
        Answer english = new Phone(port, null).get("/api/v1/accounts/verify_credentials", "Accept-Language", "en");
        assertThat(List.of("请先登录。", "The access token is missing. Please sign in."))
                .contains(english.text("/error"));
    }

    @Test
    void a_slash_at_the_end_makes_no_difference() {
        for (String path : List.of("/api/v1/instance", "/api/v2/instance", "/api/v1/custom_emojis")) {
            assertThat(anybody.get(path + "/").body())
                    .isEqualTo(anybody.get(path).body());
        }
    }

    @Test
    void the_server_says_what_it_is_and_allows() {
        Answer second = anybody.get("/api/v2/instance");
        assertThat(second.text("/version")).startsWith("4.5.0 (compatible; Lianxin ");
        assertThat(second.json().at("/configuration/statuses/max_characters").asInt())
                .isEqualTo(5000);
        assertThat(second.text("/configuration/urls/streaming")).startsWith("ws");
        assertThat(second.json().path("rules").size()).isEqualTo(2);
        assertThat(second.json().at("/registrations/enabled").asBoolean(true)).isFalse();
        Answer first = anybody.get("/api/v1/instance");
        assertThat(first.text("/uri")).isEqualTo(second.text("/domain"));
        assertThat(first.text("/urls/streaming_api")).startsWith("ws");
        String picture = first.text("/thumbnail");
        assertThat(anybody.get(picture.substring(picture.indexOf("/assets"))).header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(anybody.get("/api/v1/instance/peers").json().isEmpty()).isTrue();
        assertThat(anybody.get("/.well-known/oauth-authorization-server").text("/code_challenge_methods_supported/0"))
                .isEqualTo("S256");
    }

    @Test
    void a_script_of_any_page_may_ask_and_brings_no_cookie() {
        Answer preflight = anybody.send(
                "OPTIONS",
                "/api/v1/statuses",
                "Origin",
                "https://elk.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,idempotency-key");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        Answer asked = anybody.get("/api/v1/instance", "Origin", "https://elk.example");
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(asked.header("Access-Control-Expose-Headers")).contains("Link", "X-RateLimit-Remaining");
        assertThat(anybody.get("/oauth/authorize", "Origin", "https://elk.example")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void who_asks_too_fast_is_told_until_when_to_wait() {
        // the five minutes do not begin anew in the middle
        LianxinClock clock = context.getBean(LianxinClock.class);
        clock.set(clock.instant());
        Phone phone = phone();
        Answer first = phone.get("/api/v1/accounts/verify_credentials");
        assertThat(first.header("X-RateLimit-Limit")).isEqualTo("300");
        assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("299");
        assertThat(first.header("X-RateLimit-Reset")).endsWith("Z");
        Settings settings = context.getBean(Settings.class);
        settings.set("apps.limit.calls", "3", null);
        try {
            assertThat(phone.get("/api/v1/accounts/verify_credentials").status())
                    .isEqualTo(200);
            assertThat(phone.get("/api/v1/accounts/verify_credentials").status())
                    .isEqualTo(200);
            Answer stopped = phone.get("/api/v1/accounts/verify_credentials");
            assertThat(stopped.status()).isEqualTo(429);
            assertThat(stopped.text("/error")).isNotEmpty();
            assertThat(stopped.header("X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(phone().get("/api/v1/accounts/verify_credentials").status())
                    .isEqualTo(200);
        } finally {
            settings.set("apps.limit.calls", null, null);
            clock.set(null);
        }
    }
}
