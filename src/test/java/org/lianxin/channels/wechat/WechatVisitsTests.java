package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.channels.Connection;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.support.Chromium;
import org.lianxin.support.Deeds;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Citizens whom WeChat recognises read what they wrote, and nobody else does. */
class WechatVisitsTests extends OnWechat {
    static final String APPID = "wxvisits";

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient db;

    private Account official;
    private Citizen citizen;
    private String name;

    @BeforeEach
    void theAccountMayAsk() {
        FAR.json(
                "/sim/apps",
                "{'appid':'" + APPID + "','secret':'secret1','name':'示范服务号','service':true,'domain':'shifan.example'}");
        official = connections.open(Platform.WECHAT).stream()
                .filter(c -> c.remoteId().equals(APPID))
                .findFirst()
                .flatMap(c -> accounts.find(c.account()))
                .orElseGet(() -> cast.live("traffic", Platform.WECHAT, APPID, "示范服务号"));
        connected("service");
        FAR.json(
                "/sim/pushes",
                "{'app':'" + APPID + "','token':'AAAAA','url':'http://127.0.0.1:" + port + "/hooks/wechat/"
                        + official.id() + "'}");
        citizen = new Citizen(port);
        name = Deeds.fresh("市民");
    }

    private void connected(String kind) {
        var granted = connects.tried(
                        official,
                        Map.of("kind", kind, "appid", APPID, "secret", "secret1", "token", "AAAAA", "aes", ""))
                .orThrow();
        connections.connect(official, granted, cast.person("traffic.editor")).orThrow();
    }

    private void writes(String who, String words) {
        assertThat(FAR.json(
                                "/sim/people/message",
                                "{'app':'" + APPID + "','name':'" + who + "','text':'" + words + "'}")
                        .status())
                .isEqualTo(200);
    }

    private static String text(HttpResponse<String> answer) {
        return answer.body().replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    private void refused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(text(answer)).contains(sentence, "用编号和查询码看");
        assertThat(answer.body()).contains("href=\"/follow\"");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(citizen.recognised()).isFalse();
        assertThat(text(citizen.get("/letters"))).contains("用微信登录").doesNotContain("退出登录");
    }

    @Test
    void whoever_wrote_in_private_reads_their_own_letters_with_state_and_deadline_and_no_others() {
        String mine = "解放路口的红绿灯什么时候修好？" + name;
        writes(name, mine);
        writes(Deeds.fresh("别人"), "别人家门口的路灯什么时候修？");
        HttpResponse<String> back = citizen.signIn(name);
        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(Citizen.to(back)).endsWith("/letters");
        assertThat(back.headers().allValues("Set-Cookie"))
                .anySatisfy(c -> assertThat(c)
                        .startsWith("lianxin_visit=")
                        .contains("HttpOnly", "SameSite=Lax", "Max-Age=7200"));
        HttpResponse<String> letters = citizen.get("/letters");
        assertThat(text(letters))
                .contains(mine.substring(0, 12), "在办", "最晚", "编号L", "发的私信")
                .doesNotContain("别人家");
        assertThat(letters.headers().firstValue("Cache-Control")).contains("no-store");
        String letter = letters.body().replaceFirst("(?s).*?href=\"(/follow/[^\"]+)\".*", "$1");
        HttpResponse<String> whole = citizen.get(letter);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(text(whole)).contains(mine, "我的留言");
        assertThat(text(citizen.get("/en/letters"))).contains("My letters", "Sign out");
        assertThat(citizen.get("/large/letters").body()).contains("data-print=\"large\"");
        assertThat(text(new Citizen(port).get("/letters"))).doesNotContain(mine.substring(0, 12));
    }

    @Test
    void what_is_written_on_the_site_while_recognised_is_theirs_too_if_they_want_it() {
        citizen.signIn(name);
        String wanted = asked("建议广场舞晚上九点结束，" + name, "mine", "on");
        String unwanted = asked("建议早市早点收摊，路才通，" + name);
        assertThat(text(citizen.get("/letters"))).contains(wanted, "在这里写的").doesNotContain(unwanted);
        assertThat(citizen.get("/follow").body()).contains("href=\"/letters\"");
        Citizen again = new Citizen(port);
        again.signIn(name);
        assertThat(text(again.get("/letters"))).contains(wanted);
    }

    /** Answers how the letter begins. */
    private String asked(String words, String... more) {
        String form = citizen.get("/ask").body();
        assertThat(form).contains("name=\"mine\"");
        String token = form.replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        clock.set(clock.instant().plusSeconds(5));
        String[] fields = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("text", words, "kind", "suggestion", "token", token, "work", ""),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        HttpResponse<String> sent = citizen.post("/ask", fields);
        assertThat(sent.statusCode()).as(text(sent)).isEqualTo(302);
        assertThat(text(citizen.get(Citizen.to(sent).replaceFirst("^http://localhost:\\d+", ""))))
                .contains("我的留言");
        return words.substring(0, 8);
    }

    @Test
    void neither_the_id_at_wechat_nor_the_token_of_the_visit_is_kept() {
        String openid = FAR.json(
                        "/sim/people/message", "{'app':'" + APPID + "','name':'" + name + "','text':'公交几点末班？'}")
                .json()
                .path("openid")
                .asString();
        citizen.signIn(name);
        asked("建议公交末班推迟半小时，" + name, "mine", "on");
        String token = citizen.carried("lianxin_visit").getFirst().split("=", 2)[1];
        String kept = String.join(
                "\n",
                db.sql(
                                "select v::text from intake.visit v union all select m::text from intake.message m"
                                        + " union all select a::text from intake.arrival a union all select s::text from channels.wechat_spent s")
                        .query(String.class)
                        .list());
        String inHex = java.util.HexFormat.of().formatHex(openid.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(openid).hasSizeGreaterThan(20);
        assertThat(kept).isNotEmpty().doesNotContain(openid, inHex, token);
    }

    @Test
    void a_visit_ends_by_the_button_and_by_the_clock_and_its_token_opens_nothing_afterwards() {
        writes(name, "水管爆了找谁修？" + name);
        citizen.signIn(name);
        var stolen = java.net.HttpCookie.parse(citizen.carried("lianxin_visit").getFirst())
                .getFirst();
        stolen.setPath("/");
        stolen.setVersion(0);
        Citizen thief = new Citizen(port);
        thief.cookies.getCookieStore().add(java.net.URI.create("http://localhost"), stolen);
        assertThat(text(thief.get("/letters"))).contains("水管爆了");
        HttpResponse<String> out = citizen.post("/letters/sign-out");
        assertThat(Citizen.to(out)).endsWith("/follow?said=follow-signed-out");
        assertThat(citizen.recognised()).isFalse();
        assertThat(text(thief.get("/letters"))).doesNotContain("水管爆了");
        citizen.signIn(name);
        assertThat(text(citizen.get("/letters"))).contains("水管爆了");
        clock.set(clock.instant().plus(Duration.ofMinutes(121)));
        assertThat(text(citizen.get("/letters"))).doesNotContain("水管爆了");
    }

    @Test
    void whoever_signs_out_leaves_no_letter_behind_for_the_button_that_leads_back() {
        writes(name, "老槐树倒了找谁扶？" + name);
        citizen.signIn(name);
        String letter = citizen.get("/letters").body().replaceFirst("(?s).*?href=\"(/follow/[^\"]+)\".*", "$1");
        assertThat(text(citizen.get(letter))).contains("老槐树倒了");
        assertThat(letter)
                .doesNotContain(citizen.carried("lianxin_visit").getFirst().split("=", 2)[1]);
        // another visit of theirs has nothing to do with it
        Citizen elsewhere = new Citizen(port);
        elsewhere.signIn(name);
        citizen.post("/letters/sign-out");
        HttpResponse<String> again = citizen.get(letter);
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(text(again)).doesNotContain("老槐树倒了");
        assertThat(citizen.post(letter + "/additions", "words", "还在吗？").statusCode())
                .isEqualTo(410);
        String theirs = elsewhere.get("/letters").body().replaceFirst("(?s).*?href=\"(/follow/[^\"]+)\".*", "$1");
        assertThat(text(elsewhere.get(theirs))).contains("老槐树倒了");
    }

    @Test
    void led_back_twice_at_the_same_moment_nobody_reads_of_an_error() {
        String back = citizen.answered(citizen.departed(""), "answer", "allow", "name", name);
        Citizen sameBrowser = new Citizen(port);
        citizen.cookies
                .getCookieStore()
                .getCookies()
                .forEach(c -> sameBrowser.cookies.getCookieStore().add(java.net.URI.create("http://localhost"), c));
        assertThat(Citizen.to(citizen.get(back))).endsWith("/letters");
        HttpResponse<String> second = sameBrowser.get(back);
        assertThat(second.statusCode()).isEqualTo(302);
        assertThat(Citizen.to(second)).endsWith("/letters");
        assertThat(sameBrowser.recognised()).as("by the first alone").isFalse();
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        assertThat(sameBrowser.get(back).statusCode()).as("too late").isEqualTo(403);
    }

    @Test
    void what_wechat_brings_back_belongs_to_the_browser_that_set_out_and_counts_once() {
        String back = citizen.answered(citizen.departed(""), "answer", "allow", "name", name);
        Citizen other = new Citizen(port);
        other.departed("");
        assertThat(text(other.get(back))).contains("这次登录不作数");
        assertThat(other.recognised()).isFalse();
        assertThat(text(new Citizen(port).get(back))).contains("这次登录不作数");
        assertThat(Citizen.to(citizen.get(back))).endsWith("/letters");
        // WeChat leads back twice at times: whoever is recognised goes on
        assertThat(Citizen.to(citizen.get(back))).endsWith("/letters");
        citizen.post("/letters/sign-out");
        refused(citizen.get(back), 403, "这次登录不作数");
    }

    @Test
    void a_code_counts_once_and_not_after_its_time_and_no_other_state_helps_it() {
        String used = Citizen.of(citizen.answered(citizen.departed(""), "answer", "allow", "name", name), "code");
        assertThat(FAR.get(
                                "/sns/oauth2/access_token",
                                "appid",
                                APPID,
                                "secret",
                                "secret1",
                                "code",
                                used,
                                "grant_type",
                                "authorization_code")
                        .json()
                        .path("openid")
                        .asString())
                .isNotEmpty();
        refused(withCode(used), 403, "已经用过");
        refused(withCode("0123456789"), 403, "过期了");
        refused(withCode("a&appid=b"), 403, "过期了");
        String late = Citizen.of(citizen.answered(citizen.departed(""), "answer", "allow", "name", name), "code");
        FAR.advance("PT6M");
        refused(withCode(late), 403, "过期了");
    }

    private HttpResponse<String> withCode(String code) {
        String state = Citizen.of(citizen.departed(""), "state");
        return citizen.get("/letters/wechat/back?code="
                + java.net.URLEncoder.encode(code, java.nio.charset.StandardCharsets.UTF_8) + "&state=" + state);
    }

    @Test
    void whoever_says_no_or_comes_too_late_or_has_half_a_page_is_told_so() {
        refused(citizen.get(citizen.answered(citizen.departed(""), "answer", "deny")), 403, "没有得到您的同意");
        refused(
                citizen.get(citizen.answered(citizen.departed(""), "answer", "allow", "half", "true", "name", name)),
                403,
                "使用完整服务");
        String back = citizen.answered(citizen.departed(""), "answer", "allow", "name", name);
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        refused(citizen.get(back), 403, "隔了十分钟以上");
        refused(citizen.get("/letters/wechat/back"), 403, "这次登录不作数");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'kind':'drop-before'",
                "'kind':'take-then-drop'",
                "'kind':'unreadable'",
                "'kind':'status','status':502",
                "'kind':'error','code':-1",
                "'kind':'error','code':40125"
            })
    void when_wechat_is_away_or_talks_nonsense_it_is_said_and_the_other_way_stays(String fault) {
        String back = citizen.answered(citizen.departed(""), "answer", "allow", "name", name);
        FAR.json("/sim/faults", "{'path':'/sns/','who':'" + APPID + "'," + fault + "}");
        refused(citizen.get(back), 503, "现在连不上微信");
    }

    @Test
    void too_many_wrong_codes_from_one_network_are_not_carried_to_wechat() {
        // in a window of its own
        clock.set(clock.instant().plus(Duration.ofMinutes(30)));
        for (int i = 0; i < WechatWays.MOST_WRONG; i++) {
            assertThat(withCode("wrong" + i).statusCode()).isEqualTo(403);
        }
        refused(withCode("wrong"), 429, "次数太多");
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        assertThat(withCode("wrong").statusCode()).isEqualTo(403);
    }

    @Test
    void it_is_offered_inside_wechat_and_nowhere_else() {
        assertThat(citizen.get("/follow").body()).contains("href=\"/letters/wechat\"");
        assertThat(citizen.get("/en/follow").body()).contains("href=\"/en/letters/wechat\"");
        Citizen outside = new Citizen(port, "Mozilla/5.0 Chrome/130.0 Safari/537.36");
        Citizen atWork = new Citizen(port, Citizen.WECHAT + " wxwork/4.1");
        for (Citizen each : java.util.List.of(outside, atWork)) {
            assertThat(each.get("/follow").body()).doesNotContain("/letters/wechat");
            assertThat(text(each.get("/letters"))).contains("只能在微信里打开").doesNotContain("用微信登录");
            HttpResponse<String> gone = each.get("/letters/wechat");
            assertThat(gone.statusCode()).isEqualTo(403);
            assertThat(text(gone)).contains("只能在微信里用", "用编号和查询码看");
            assertThat(gone.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(citizen.get("/follow").headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void wechat_is_asked_for_the_id_alone_in_the_language_of_the_page_and_finds_its_proof() {
        String asked = citizen.departed("/en/large");
        assertThat(asked)
                .startsWith(FAR.url() + "/connect/oauth2/authorize?appid=" + APPID + "&redirect_uri=")
                .contains("&response_type=code&scope=snsapi_base&state=")
                .endsWith("#wechat_redirect");
        assertThat(Citizen.of(asked, "redirect_uri")).isEqualTo("http://shifan.example/en/large/letters/wechat/back");
        assertThat(Citizen.of(asked, "state")).matches("[a-zA-Z0-9]{1,128}");
        assertThat(Citizen.to(citizen.get(citizen.answered(asked, "answer", "allow", "name", name))))
                .endsWith("/en/large/letters");
        assertThat(citizen.get("/MP_verify_AbCd12.txt").body()).isEqualTo("AbCd12");
        assertThat(citizen.get("/MP_verify_other.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void the_menu_of_the_account_leads_to_the_letters_and_that_of_others_does_not() {
        assertThat(menus.menu(official).body().toString()).contains("http://shifan.example/letters", "我的留言");
        assertThat(menus.menu(account).body().toString()).doesNotContain("/letters");
    }

    @Test
    void an_account_of_the_other_kind_recognises_nobody_and_nothing_is_there() {
        citizen.signIn(name);
        connected("subscription");
        try {
            for (String path : java.util.List.of("/letters", "/letters/wechat", "/letters/wechat/back")) {
                assertThat(citizen.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(citizen.post("/letters/sign-out").statusCode()).isEqualTo(404);
            assertThat(citizen.get("/follow").body()).doesNotContain("/letters");
        } finally {
            connected("service");
        }
        assertThat(connections.open(official.id()).map(Connection::remoteId)).contains(APPID);
    }

    @ParameterizedTest
    @CsvSource({"390,false,'',false", "320,false,/large,true", "1280,true,/en,true"})
    void a_citizen_goes_to_wechat_and_back_with_script_and_without(
            int width, boolean dark, String prefix, boolean script) {
        writes(name, "老旧小区改造怎么报名？" + name);
        var look = new Chromium.Look(width, dark, prefix.contains("en"), script);
        try (BrowserContext window = Chromium.window(look)) {
            window.setExtraHTTPHeaders(Map.of("User-Agent", Citizen.WECHAT));
            Page page = window.newPage();
            Chromium.lead(window, "http://shifan.example", "http://localhost:" + port);
            page.navigate("http://localhost:" + port + prefix + "/follow");
            readable(page, script);
            page.click("a[href$='/letters/wechat']");
            page.click("button[value='" + name + "']");
            page.waitForURL("**" + prefix + "/letters");
            assertThat(page.innerText("main")).contains("老旧小区改造怎么报名");
            readable(page, script);
            page.click("main ol a");
            page.waitForURL("**" + prefix + "/follow/*");
            readable(page, script);
            page.click("a.back");
            page.click("main form button");
            page.waitForURL("**/follow?said=follow-signed-out");
            page.navigate("http://localhost:" + port + prefix + "/letters");
            readable(page, script);
            assertThat(page.innerText("main")).doesNotContain("老旧小区改造怎么报名");
            page.navigate("http://localhost:" + port + prefix + "/letters/wechat/back");
            readable(page, script);
        }
    }

    /** What looks closely at a page needs script. */
    private static void readable(Page page, boolean script) {
        if (script) {
            Chromium.readable(page, page.url());
        }
    }
}
