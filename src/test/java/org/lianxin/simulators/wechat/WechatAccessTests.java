package org.lianxin.simulators.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.wechat.WechatWorld.code;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;

class WechatAccessTests {
    @TempDir
    Path folder;

    private WechatWorld wechat;

    @BeforeEach
    void opens() {
        wechat = new WechatWorld(folder);
    }

    @AfterEach
    void closes() {
        wechat.close();
    }

    private int with(String token) {
        return code(wechat.far.get("/cgi-bin/draft/count", "access_token", token));
    }

    private String plain() {
        return wechat.far
                .get("/cgi-bin/token", "grant_type", "client_credential", "appid", "wx1", "secret", "s1")
                .json()
                .path("access_token")
                .asString();
    }

    @Test
    void the_stable_token_repeats_itself_until_five_minutes_before_its_end_and_both_work_then() {
        assertThat(wechat.stable(false).path("access_token").asString()).isEqualTo(wechat.token);
        wechat.far.advance("PT1H54M");
        assertThat(wechat.stable(false).path("expires_in").asLong()).isEqualTo(360);
        wechat.far.advance("PT1M");
        String next = wechat.stable(false).path("access_token").asString();
        assertThat(next).isNotEqualTo(wechat.token);
        assertThat(with(wechat.token)).isZero();
        assertThat(with(next)).isZero();
        wechat.far.advance("PT5M");
        assertThat(with(wechat.token)).isEqualTo(42001);
        assertThat(with(next)).isZero();
    }

    @Test
    void a_forced_one_kills_the_one_before_at_once_and_not_twice_in_half_a_minute() {
        wechat.far.advance("PT1M");
        String next = wechat.stable(true).path("access_token").asString();
        assertThat(with(wechat.token)).isEqualTo(40001);
        assertThat(with(next)).isZero();
        assertThat(wechat.stable(true).path("errcode").asInt()).isEqualTo(45011);
    }

    @Test
    void the_plain_call_gives_a_new_one_and_leaves_the_old_five_minutes_and_the_stable_one_alone() {
        String first = plain();
        String second = plain();
        assertThat(with(first)).isZero();
        wechat.far.advance("PT5M");
        assertThat(with(first)).isEqualTo(40001);
        assertThat(with(second)).isZero();
        assertThat(with(wechat.token)).isZero();
    }

    @Test
    void every_error_has_the_status_200_and_a_request_id() {
        Answer answer = wechat.far.get("/cgi-bin/draft/count");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.simulated()).isEqualTo("true");
        assertThat(code(answer)).isEqualTo(41001);
        assertThat(answer.json().path("errmsg").asString()).matches(".+ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
    }

    @Test
    void wrong_secrets_methods_and_bodies_are_refused() {
        assertThat(code(wechat.far.json(
                        "/cgi-bin/stable_token", "{'grant_type':'client_credential','appid':'wx1','secret':'no'}")))
                .isEqualTo(40125);
        assertThat(code(wechat.far.json(
                        "/cgi-bin/stable_token", "{'grant_type':'client_credential','appid':'wx9','secret':'s1'}")))
                .isEqualTo(40013);
        assertThat(with("unknown")).isEqualTo(40001);
        assertThat(code(wechat.get("/cgi-bin/draft/add"))).isEqualTo(43002);
        assertThat(code(wechat.call("/cgi-bin/draft/count", "{}"))).isEqualTo(43001);
        assertThat(code(wechat.call("/cgi-bin/draft/get", ""))).isEqualTo(44002);
        assertThat(code(wechat.call("/cgi-bin/draft/get", "media_id=1"))).isEqualTo(47001);
        assertThat(code(wechat.call("/cgi-bin/draft/get", "{'media_id':'1','colour':'red'}")))
                .isEqualTo(40035);
    }

    @Test
    void the_quota_can_be_cleared_ten_times_a_month() {
        for (int i = 0; i < 10; i++) {
            assertThat(code(wechat.call("/cgi-bin/clear_quota", "{'appid':'wx1'}")))
                    .isZero();
        }
        assertThat(code(wechat.call("/cgi-bin/clear_quota", "{'appid':'wx1'}"))).isEqualTo(48006);
    }

    @Test
    void a_scripted_fault_meets_the_account_it_is_for() {
        wechat.far.json("/sim/faults", "{'kind':'error','code':45009,'who':'wx1','next':3}");
        for (int i = 0; i < 3; i++) {
            assertThat(with(wechat.token)).isEqualTo(45009);
        }
        assertThat(with(wechat.token)).isZero();
    }
}
