package org.lianxin.simulators.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.weibo.WeiboWorld.BASIC;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;

class WeiboAccessTests {
    private static final String BACK = "https://city.example/back";

    @TempDir
    Path folder;

    private WeiboWorld weibo;

    @BeforeEach
    void opens() {
        weibo = new WeiboWorld(folder);
    }

    @AfterEach
    void closes() {
        weibo.close();
    }

    private String code() {
        Answer allowed = weibo.far.post(
                "/oauth2/authorize",
                "client_id",
                "101",
                "redirect_uri",
                BACK,
                "state",
                "a b",
                "uid",
                "2001",
                "answer",
                "allow");
        assertThat(allowed.status()).isEqualTo(303);
        assertThat(allowed.location()).startsWith(BACK + "?code=").endsWith("&state=a+b");
        return allowed.location().replaceFirst(".*code=([^&]+).*", "$1");
    }

    private Answer exchange(String code, String secret, String back) {
        return weibo.far.post(
                "/oauth2/access_token",
                "client_id",
                "101",
                "client_secret",
                secret,
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                back);
    }

    @Test
    void a_person_allows_it_in_a_form_and_the_code_becomes_a_token_once() {
        assertThat(weibo.far
                        .get("/oauth2/authorize", "client_id", "101", "redirect_uri", BACK, "state", "\"><b>")
                        .body())
                .contains("是否授权", "模拟", "&quot;&gt;&lt;b&gt;")
                .doesNotContain("<b>\"");
        String code = code();
        Answer token = exchange(code, "s1", BACK);
        assertThat(token.json().path("uid").asString()).isEqualTo("2001");
        assertThat(token.json().path("expires_in").asLong()).isEqualTo(30L * 24 * 3600);
        assertThat(token.json().path("refresh_token").isMissingNode()).isTrue();
        String issued = token.json().path("access_token").asString();
        assertThat(weibo.get("/2/account/get_uid.json", issued)
                        .json()
                        .path("uid")
                        .asLong())
                .isEqualTo(2001);
        assertThat(exchange(code, "s1", BACK).code()).isEqualTo(21325);
    }

    @Test
    void wrong_secret_wrong_address_bad_and_old_codes_are_refused() {
        assertThat(weibo.far
                        .get("/oauth2/authorize", "client_id", "101", "redirect_uri", "https://evil.example")
                        .code())
                .isEqualTo(21322);
        assertThat(exchange("nothing", "s1", BACK).code()).isEqualTo(21325);
        String code = code();
        assertThat(exchange(code, "wrong", BACK).code()).isEqualTo(21324);
        assertThat(exchange(code, "s1", "https://evil.example").code()).isEqualTo(21322);
        weibo.far.advance("PT10M");
        Answer old = exchange(code, "s1", BACK);
        assertThat(old.code()).isEqualTo(21325);
        assertThat(old.json().path("error_description").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void who_denies_leads_back_with_an_error() {
        assertThat(weibo.far
                        .post("/oauth2/authorize", "client_id", "101", "redirect_uri", BACK, "answer", "deny")
                        .location())
                .isEqualTo(BACK + "?error=access_denied&error_code=21330");
    }

    @Test
    void a_token_tells_how_long_it_lives_and_is_dead_when_expired_revoked_or_unknown() {
        weibo.far.json("/sim/tokens", "{'app':'101','user':'2001','token':'short','seconds':60}");
        assertThat(weibo.far
                        .post("/oauth2/get_token_info", "access_token", "short")
                        .json()
                        .path("expire_in")
                        .asLong())
                .isEqualTo(60);
        weibo.far.advance("PT1M");
        assertThat(weibo.get("/2/account/get_uid.json", "short").code()).isEqualTo(21327);
        assertThat(weibo.get("/2/account/get_uid.json", "unknown").code()).isEqualTo(21332);
        assertThat(weibo.far.get("/2/account/get_uid.json").code()).isEqualTo(10006);
        assertThat(weibo.far
                        .post("/oauth2/revokeoauth2", "access_token", BASIC)
                        .json()
                        .path("result")
                        .asString())
                .isEqualTo("true");
        assertThat(weibo.get("/2/account/get_uid.json", BASIC).code()).isEqualTo(21316);
    }
}
