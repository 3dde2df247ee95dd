package org.lianxin.simulators.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;

/** Who opens a page of an account: asked by service accounts alone, about their own domain, in the order that the platform wants. */
class WechatWebTests {
    private static final String BACK = "https://shifan.example/letters/wechat/back";

    @TempDir
    Path folder;

    private WechatWorld world;

    @BeforeEach
    void aServiceAccount() {
        world = new WechatWorld(folder);
        world.far.json(
                "/sim/apps", "{'appid':'wx1','secret':'s1','name':'示范发布','service':true,'domain':'shifan.example'}");
    }

    @AfterEach
    void end() {
        world.far.close();
    }

    private Answer asked(String... pairs) {
        return world.far.get("/connect/oauth2/authorize", pairs);
    }

    private static String[] question(String appid, String back, String scope, String state) {
        return new String[] {
            "appid", appid, "redirect_uri", back, "response_type", "code", "scope", scope, "state", state
        };
    }

    private String code(String... more) {
        String[] question = question("wx1", BACK, "snsapi_base", "abc");
        String[] all = new String[question.length + more.length];
        System.arraycopy(question, 0, all, 0, question.length);
        System.arraycopy(more, 0, all, question.length, more.length);
        String to = world.far.post("/connect/oauth2/authorize", all).location();
        assertThat(to).startsWith(BACK + "?code=").endsWith("&state=abc");
        return to.replaceFirst(".*code=([^&]+)&.*", "$1");
    }

    private Answer exchanged(String appid, String secret, String code, String grant) {
        return world.far.get(
                "/sns/oauth2/access_token", "appid", appid, "secret", secret, "code", code, "grant_type", grant);
    }

    @Test
    void the_page_says_that_it_is_simulated_and_lets_one_be_who_has_written() {
        world.far.json("/sim/people/message", "{'app':'wx1','name':'阿宁','text':'你好'}");
        Answer page = asked(question("wx1", BACK, "snsapi_base", "abc"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("这是模拟的微信公众平台", "value=\"阿宁\"", "不同意，回去");
    }

    @Test
    void whoever_agrees_is_led_back_with_a_code_that_gives_the_same_id_as_their_messages() {
        String openid = world.far
                .json("/sim/people/message", "{'app':'wx1','name':'阿宁','text':'你好'}")
                .json()
                .path("openid")
                .asString();
        Answer who = exchanged("wx1", "s1", code("answer", "allow", "name", "阿宁"), "authorization_code");
        assertThat(who.json().path("openid").asString()).isEqualTo(openid);
        assertThat(who.json().path("scope").asString()).isEqualTo("snsapi_base");
        assertThat(who.json().has("is_snapshotuser")).isFalse();
        Answer half =
                exchanged("wx1", "s1", code("answer", "allow", "half", "true", "name", "阿宁"), "authorization_code");
        assertThat(half.json().path("is_snapshotuser").asInt()).isEqualTo(1);
        assertThat(half.json().path("openid").asString()).isNotEqualTo(openid);
    }

    @Test
    void whoever_says_no_is_led_back_without_a_code() {
        String[] question = question("wx1", BACK, "snsapi_base", "abc");
        String[] no = java.util.Arrays.copyOf(question, question.length + 2);
        no[question.length] = "answer";
        no[question.length + 1] = "deny";
        assertThat(world.far.post("/connect/oauth2/authorize", no).location()).isEqualTo(BACK + "?state=abc");
    }

    @Test
    void another_domain_another_order_another_kind_of_account_are_refused_on_a_page() {
        assertThat(asked(question("wx1", "https://evil.example/letters", "snsapi_base", "abc"))
                        .body())
                .contains("10003");
        assertThat(asked(question("wx1", "https://shifan.example.evil.example/", "snsapi_base", "abc"))
                        .body())
                .contains("10003");
        assertThat(asked(question("wx2", BACK, "snsapi_base", "abc")).body()).contains("10012");
        assertThat(asked(question("wx1", BACK, "snsapi_login", "abc")).body()).contains("10005");
        assertThat(asked(question("wx1", BACK, "snsapi_base", "a-b")).body()).contains("10013");
        assertThat(world.far
                        .get("/connect/oauth2/authorize?redirect_uri="
                                + URLEncoder.encode(BACK, StandardCharsets.UTF_8)
                                + "&appid=wx1&response_type=code&scope=snsapi_base&state=abc")
                        .body())
                .contains("10002");
        world.far.json("/sim/apps", "{'appid':'wx1','service':false}");
        assertThat(asked(question("wx1", BACK, "snsapi_base", "abc")).body()).contains("10005");
    }

    @Test
    void a_journal_from_before_there_was_such_a_thing_goes_on() throws Exception {
        world.far.close();
        Path journal = folder.resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceAll(",\"web\":\\{[^}]*}", ""));
        world = new WechatWorld(folder);
        assertThat(world.far.get("/u/wx1").status()).isEqualTo(200);
        assertThat(asked(question("wx1", BACK, "snsapi_base", "abc")).body()).contains("10005");
    }

    @Test
    void a_code_is_good_once_and_five_minutes_for_its_account_with_its_secret() {
        String code = code("answer", "allow", "name", "阿宁");
        assertThat(WechatWorld.code(exchanged("wx9", "s1", code, "authorization_code")))
                .isEqualTo(40013);
        assertThat(WechatWorld.code(exchanged("wx1", "s2", code, "authorization_code")))
                .isEqualTo(40125);
        assertThat(WechatWorld.code(exchanged("wx1", "s1", code, "client_credential")))
                .isEqualTo(40002);
        assertThat(WechatWorld.code(exchanged("wx1", "s1", "", "authorization_code")))
                .isEqualTo(41008);
        assertThat(WechatWorld.code(exchanged("wx1", "s1", "0abc", "authorization_code")))
                .isEqualTo(40029);
        assertThat(WechatWorld.code(exchanged("wx1", "s1", code, "authorization_code")))
                .isZero();
        assertThat(WechatWorld.code(exchanged("wx1", "s1", code, "authorization_code")))
                .isEqualTo(40163);
        String late = code("answer", "allow", "name", "阿宁");
        world.far.advance("PT5M1S");
        assertThat(WechatWorld.code(exchanged("wx1", "s1", late, "authorization_code")))
                .isEqualTo(40029);
    }
}
