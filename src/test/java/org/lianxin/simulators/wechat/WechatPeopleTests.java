package org.lianxin.simulators.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.wechat.WechatWorld.code;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;
import org.lianxin.simulators.Pushes;
import org.lianxin.simulators.Receiver;
import org.lianxin.simulators.Receiver.Push;
import tools.jackson.databind.JsonNode;

class WechatPeopleTests {
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    @TempDir
    Path folder;

    private WechatWorld wechat;
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void opens() {
        wechat = new WechatWorld(folder);
        receiver.answer = push -> "success";
        wechat.far.json("/sim/pushes", "{'app':'wx1','token':'AAAAA','url':'" + receiver.url() + "'}");
    }

    @AfterEach
    void closes() {
        wechat.close();
        receiver.close();
    }

    private Answer message(String text) {
        return wechat.far.json("/sim/people/message", "{'app':'wx1','name':'甲','text':'" + text + "'}");
    }

    private String event(String event) {
        return wechat.far
                .json("/sim/people/event", "{'app':'wx1','name':'甲','event':'" + event + "','key':'K1'}")
                .json()
                .path("openid")
                .asString();
    }

    private int send(String openid, String text) {
        return code(wechat.call(
                "/cgi-bin/message/custom/send",
                "{'touser':'" + openid + "','msgtype':'text','text':{'content':'" + text + "'}}"));
    }

    @Test
    void encryption_and_signatures_are_as_the_platform_computes_them() {
        Cipher cipher = new Cipher(KEY, "wxb11529c136998cb6");
        String encrypted = cipher.encrypt("我是中文abcd123", "aaaabbbbccccdddd".getBytes(StandardCharsets.UTF_8));
        assertThat(encrypted)
                .isEqualTo("jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");
        assertThat(cipher.decrypt(encrypted)).isEqualTo("我是中文abcd123");
        assertThat(Pushes.signature("pamtest", "1409304348", "xxxxxx", encrypted))
                .isEqualTo("82c962d39941aa48552f90ef55aa323dc620cc10");
        assertThat(Pushes.signature("AAAAA", "1714037059", "486452656"))
                .isEqualTo("899cf89e464efb63f54ddac96b0a0a235f53aa78");
    }

    @Test
    void a_message_is_pushed_signed_with_an_id_and_twice_with_the_same_if_scripted() {
        wechat.far.json("/sim/people/message", "{'app':'wx1','name':'甲','text':']]><x>','times':2}");
        Push push = receiver.pushes.getFirst();
        assertThat(push.parameter("signature"))
                .isEqualTo(Pushes.signature("AAAAA", push.parameter("timestamp"), push.parameter("nonce")));
        assertThat(push.body()).contains("<MsgType><![CDATA[text]]></MsgType>", "<MsgId>", "]]]]><![CDATA[><x>");
        assertThat(receiver.pushes).hasSize(2).extracting(Push::body).containsOnly(push.body());
    }

    @Test
    void who_wants_it_encrypted_gets_it_encrypted_and_answers_so() {
        wechat.far.json(
                "/sim/pushes", "{'app':'wx1','token':'AAAAA','aesKey':'" + KEY + "','url':'" + receiver.url() + "'}");
        Cipher cipher = new Cipher(KEY, "wx1");
        receiver.answer = push -> sealed(cipher, push, "AAAAA");
        Answer sent = message("你好");
        Push push = receiver.pushes.getFirst();
        assertThat(push.body()).doesNotContain("你好");
        assertThat(push.parameter("msg_signature"))
                .isEqualTo(Pushes.signature(
                        "AAAAA", push.parameter("timestamp"), push.parameter("nonce"), value(push.body(), "Encrypt")));
        assertThat(sent.json().path("pushes").path(0).path("answer").asString()).matches("\\d{16}");
        assertThat(wechat.far.get("/u/wx1").body()).contains("收到");
    }

    private static String value(String xml, String tag) {
        return xml.replaceFirst("(?s).*<" + tag + "><!\\[CDATA\\[(.*?)]]></" + tag + ">.*", "$1");
    }

    private static String answer(String to, String from) {
        return "<xml>" + Callbacks.text("ToUserName", to) + Callbacks.text("FromUserName", from)
                + Callbacks.number("CreateTime", 1_714_037_059) + Callbacks.text("MsgType", "text")
                + Callbacks.text("Content", "收到") + "</xml>";
    }

    private static String sealed(Cipher cipher, Push push, String token) {
        String to = value(cipher.decrypt(value(push.body(), "Encrypt")), "FromUserName");
        String encrypted = cipher.encrypt(answer(to, "gh_1"));
        return "<xml>" + Callbacks.text("Encrypt", encrypted)
                + Callbacks.text("MsgSignature", Pushes.signature(token, "1714037059", "n1", encrypted))
                + Callbacks.number("TimeStamp", 1_714_037_059) + Callbacks.text("Nonce", "n1") + "</xml>";
    }

    /** What a bad answer is called in the journal. */
    private String why(java.util.function.Function<Push, String> answers) {
        receiver.answer = answers;
        assertThat(message("在吗").json().path("pushes").path(0).path("answer").asString())
                .isEqualTo("unavailable");
        String[] lines =
                wechat.far.get("/sim/journal", "kind", "bad-answer").body().split("\n");
        return lines[lines.length - 1].replaceFirst(".*\"why\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void an_answer_that_cannot_be_used_stands_in_the_journal_and_on_the_page_with_its_fault() {
        assertThat(why(p -> "<html>")).isEqualTo("not XML");
        assertThat(why(p -> "ok")).isEqualTo("not XML");
        assertThat(why(p -> answer("oSomebodyElse", "gh_1"))).isEqualTo("ToUserName is not whoever wrote");
        assertThat(why(p -> answer(value(p.body(), "FromUserName"), "wx1")))
                .isEqualTo("FromUserName is not the account");
        assertThat(why(p -> answer(value(p.body(), "FromUserName"), "gh_1").replaceFirst("<CreateTime>.*?e>", "")))
                .isEqualTo("CreateTime is no time");
        assertThat(why(p -> answer(value(p.body(), "FromUserName"), "gh_1").replace("收到", "长".repeat(700))))
                .isEqualTo("too long");
        wechat.far.json(
                "/sim/pushes", "{'app':'wx1','token':'AAAAA','aesKey':'" + KEY + "','url':'" + receiver.url() + "'}");
        assertThat(why(p -> answer("o", "gh_1"))).isEqualTo("not encrypted");
        assertThat(why(p -> sealed(new Cipher(KEY, "wx1"), p, "BBBBB"))).isEqualTo("MsgSignature is wrong");
        assertThat(wechat.far.get("/u/wx1").body()).contains("MsgSignature is wrong");
    }

    @Test
    void a_picture_that_was_sent_is_given_to_the_account_for_three_days() {
        wechat.far.json("/sim/people/message", "{'app':'wx1','name':'甲','type':'image'}");
        String media = value(receiver.pushes.getFirst().body(), "MediaId");
        assertThat(code(wechat.call("/cgi-bin/media/get", "{}"))).isEqualTo(43001);
        assertThat(wechat.get("/cgi-bin/media/get", "media_id", media).body()).contains("PNG");
        assertThat(code(wechat.get("/cgi-bin/media/get", "media_id", "x"))).isEqualTo(40007);
        assertThat(code(wechat.get("/cgi-bin/media/get", "media_id", media, "size", "1")))
                .isEqualTo(40035);
        wechat.far.advance("P4D");
        wechat.token = wechat.stable(false).path("access_token").asString();
        assertThat(code(wechat.get("/cgi-bin/media/get", "media_id", media))).isEqualTo(40007);
    }

    @Test
    void what_is_not_taken_is_pushed_three_times_and_the_sender_sees_that_nobody_is_there() {
        receiver.status = 500;
        JsonNode push = message("你好").json().path("pushes").path(0);
        assertThat(push.path("tries").asInt()).isEqualTo(3);
        assertThat(push.path("answer").asString()).isEqualTo("unavailable");
        receiver.status = 200;
        receiver.answer = p -> "<html>";
        assertThat(message("再问").json().path("pushes").path(0).path("answer").asString())
                .isEqualTo("unavailable");
    }

    @Test
    void five_messages_within_two_days_after_they_wrote() {
        String openid = message("你好").json().path("openid").asString();
        for (int i = 0; i < 5; i++) {
            assertThat(send(openid, "第" + i)).isZero();
        }
        assertThat(send(openid, "第六")).isEqualTo(45047);
        message("还在吗");
        assertThat(send(openid, "在")).isZero();
        wechat.far.advance("PT48H");
        wechat.token = wechat.stable(false).path("access_token").asString();
        assertThat(send(openid, "晚了")).isEqualTo(45015);
    }

    @Test
    void three_within_a_minute_after_a_tap_and_none_to_who_left() {
        String openid = event("subscribe");
        for (int i = 0; i < 3; i++) {
            assertThat(send(openid, "第" + i)).isZero();
        }
        assertThat(send(openid, "第四")).isEqualTo(45047);
        event("CLICK");
        assertThat(receiver.pushes.getLast().body()).contains("<EventKey><![CDATA[K1]]></EventKey>");
        assertThat(send(openid, "点了菜单")).isZero();
        wechat.far.advance("PT1M");
        assertThat(send(openid, "晚了")).isEqualTo(45015);
        event("unsubscribe");
        assertThat(send(openid, "走了")).isEqualTo(43004);
        assertThat(send("nobody", "谁")).isEqualTo(40003);
    }

    private Answer list(String data, String more) {
        return wechat.call("/cgi-bin/comment/list", "{'msg_data_id':'" + data + "','index':0" + more + "}");
    }

    private Answer comment(String data, String more) {
        return wechat.far.json(
                "/sim/people/comment", "{'app':'wx1','name':'乙','msg_data_id':'" + data + "'" + more + "}");
    }

    @Test
    void comments_are_read_in_pages_below_fifty_with_a_total_that_is_the_page() {
        String data = wechat.published("有留言");
        for (int i = 0; i < 60; i++) {
            comment(data, ",'text':'第" + i + "','anonymous':" + (i % 2 == 0));
        }
        assertThat(code(list(data, ",'begin':0,'count':50,'type':0"))).isEqualTo(88010);
        Answer page = list(data, ",'begin':0,'count':49,'type':0");
        assertThat(page.json().path("total").asInt()).isEqualTo(49);
        assertThat(page.json().path("comment").path(0).path("user_comment_id").asLong())
                .isGreaterThan(Integer.MAX_VALUE);
        assertThat(page.json().path("comment").path(0).has("openid")).isTrue();
        assertThat(page.json().path("comment").path(1).has("openid")).isFalse();
        assertThat(list(data, ",'begin':'49','count':'49','type':'0'")
                        .json()
                        .path("comment")
                        .size())
                .isEqualTo(11);
        assertThat(code(list("1", ",'begin':0,'count':10,'type':0"))).isEqualTo(88001);
    }

    private int reply(String data, String comment, String text) {
        return code(wechat.call(
                "/cgi-bin/comment/reply/add",
                "{'msg_data_id':" + data + ",'index':0,'user_comment_id':'" + comment + "','content':'" + text + "'}"));
    }

    @Test
    void the_author_answers_once_and_the_answer_is_an_object_or_by_a_knob_an_array() {
        String data = wechat.published("有留言");
        String comment = comment(data, ",'text':'几点来水'").json().path("id").asString();
        assertThat(reply(data, comment, "")).isEqualTo(88007);
        assertThat(reply(data, comment, "六点")).isZero();
        assertThat(reply(data, comment, "六点半")).isEqualTo(88005);
        assertThat(list(data, ",'begin':0,'count':10,'type':0")
                        .json()
                        .path("comment")
                        .path(0)
                        .path("reply")
                        .path("content")
                        .asString())
                .isEqualTo("六点");
        wechat.far.json("/sim/knobs", "{'replyAsArray':1}");
        assertThat(list(data, ",'begin':0,'count':10,'type':0")
                        .json()
                        .path("comment")
                        .path(0)
                        .path("reply")
                        .isArray())
                .isTrue();
        wechat.far.json("/sim/people/delete", "{'comment':'" + comment + "'}");
        assertThat(reply(data, comment, "又答")).isEqualTo(88004);
        assertThat(reply(data, "7", "谁")).isEqualTo(88008);
    }

    @Test
    void a_closed_article_takes_no_comments_and_gives_none() {
        String data = wechat.published("有留言");
        String comment = comment(data, ",'text':'一'").json().path("id").asString();
        String body = "{'msg_data_id':" + data + ",'index':0,'user_comment_id':" + comment + "}";
        assertThat(code(wechat.call("/cgi-bin/comment/markelect", body))).isZero();
        assertThat(list(data, ",'begin':0,'count':10,'type':2")
                        .json()
                        .path("comment")
                        .size())
                .isEqualTo(1);
        assertThat(code(wechat.call("/cgi-bin/comment/reply/delete", body))).isEqualTo(87009);
        assertThat(code(wechat.call("/cgi-bin/comment/close", "{'msg_data_id':" + data + ",'index':0}")))
                .isZero();
        assertThat(code(list(data, ",'begin':0,'count':10,'type':0"))).isEqualTo(88000);
        assertThat(comment(data, ",'text':'二'").status()).isEqualTo(422);
    }

    private int menu(String buttons) {
        return code(wechat.call("/cgi-bin/menu/create", "{'button':[" + buttons + "]}"));
    }

    @Test
    void a_menu_is_three_by_five_with_names_counted_in_bytes() {
        assertThat(code(wechat.get("/cgi-bin/menu/get"))).isEqualTo(46003);
        String view = "{'type':'view','name':'办事','url':'https://city.example/'}";
        assertThat(menu(String.join(",", List.of(view, view, view, view)))).isEqualTo(40016);
        assertThat(menu("{'name':'六个汉字太长','type':'click','key':'K'}")).isEqualTo(40018);
        assertThat(menu("{'name':'办事','sub_button':[" + String.join(",", List.of(view, view, view, view, view, view))
                        + "]}"))
                .isEqualTo(40023);
        assertThat(menu("{'name':'办事','sub_button':[" + view.replace("办事", "字".repeat(21)) + "]}"))
                .isEqualTo(40025);
        assertThat(menu("{'name':'办事','type':'dance'}")).isEqualTo(40017);
        assertThat(menu("{'name':'办事','type':'view','url':'" + "x".repeat(1025) + "'}"))
                .isEqualTo(40020);
        assertThat(menu("{'name':'办事','type':'click','key':'" + "x".repeat(129) + "'}"))
                .isEqualTo(40019);
        assertThat(menu("{'name':'办事','sub_button':[" + view + "]}," + view)).isZero();
        assertThat(wechat.get("/cgi-bin/menu/get")
                        .json()
                        .path("menu")
                        .path("button")
                        .size())
                .isEqualTo(2);
        assertThat(code(wechat.get("/cgi-bin/menu/delete"))).isZero();
        assertThat(code(wechat.get("/cgi-bin/menu/get"))).isEqualTo(46003);
    }

    @Test
    void people_have_followed_for_as_long_as_the_back_office_says() {
        assertThat(wechat.far
                        .json("/sim/users", "{'app':'wx1','number':7,'days':3}")
                        .json()
                        .path("number")
                        .asInt())
                .isEqualTo(7);
        event("subscribe");
        JsonNode days = wechat.call("/datacube/getusercumulate", "{'begin_date':'2026-11-20','end_date':'2026-11-24'}")
                .json()
                .path("list");
        assertThat(days.valueStream().map(day -> day.path("cumulate_user").asInt()))
                .containsExactly(0, 0, 7, 7, 7);
        assertThat(wechat.far
                        .json("/sim/users", "{'app':'wx1','number':10001,'days':3}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void figures_are_of_yesterday_at_the_latest_and_followers_come_in_pages() {
        String data = wechat.published("看数");
        String openid = event("subscribe");
        wechat.far.advance("PT22H");
        wechat.token = wechat.stable(false).path("access_token").asString();
        wechat.far.json("/sim/figures", "{'msg_data_id':'" + data + "','read':120,'share':3,'like':4}");
        String day = "{'begin_date':'2026-11-25','end_date':'2026-11-25'}";
        JsonNode detail = wechat.call("/datacube/getarticletotaldetail", day).json();
        assertThat(detail.path("is_delay").asBoolean()).isTrue();
        assertThat(detail.path("list").path(0).path("msgid").asString()).isEqualTo(data + "_1");
        assertThat(detail.path("list")
                        .path(0)
                        .path("detail_list")
                        .path(0)
                        .path("read_user")
                        .asInt())
                .isEqualTo(120);
        assertThat(wechat.call("/datacube/getbizsummary", day)
                        .json()
                        .path("list")
                        .path(0)
                        .path("detail")
                        .path("share_user")
                        .asInt())
                .isEqualTo(3);
        assertThat(wechat.call("/datacube/getusercumulate", day)
                        .json()
                        .path("list")
                        .path(0)
                        .path("cumulate_user")
                        .asInt())
                .isEqualTo(1);
        assertThat(code(wechat.call("/datacube/getbizsummary", "{'begin_date':'2026-11-26','end_date':'2026-11-26'}")))
                .isEqualTo(61501);
        assertThat(code(wechat.call("/datacube/getbizsummary", "{'begin_date':'25.11.','end_date':'2026-11-25'}")))
                .isEqualTo(61500);
        assertThat(wechat.get("/cgi-bin/user/get")
                        .json()
                        .path("data")
                        .path("openid")
                        .path(0)
                        .asString())
                .isEqualTo(openid);
        assertThat(wechat.get("/cgi-bin/user/get", "next_openid", openid).json().has("data"))
                .isFalse();
        assertThat(wechat.get("/cgi-bin/user/info", "openid", openid)
                        .json()
                        .path("nickname")
                        .asString("x"))
                .isEmpty();
    }

    @Test
    void a_newcomer_reads_an_article_comments_on_it_and_writes_to_the_account_by_the_page() {
        String data = wechat.published("停水通知");
        assertThat(wechat.far.get("/").body()).contains("这是模拟的微信公众平台", "停水通知");
        assertThat(wechat.far
                        .post("/people/comment", "data", data, "index", "0", "name", "<b>甲", "text", "几点来水")
                        .location())
                .isEqualTo("/s/" + data + "/1");
        assertThat(wechat.far.get("/s/" + data + "/1").body()).contains("&lt;b&gt;甲", "几点来水", "<p>正文</p>");
        assertThat(wechat.far
                        .post("/people/message", "app", "wx1", "name", "甲", "text", "路灯坏了")
                        .location())
                .isEqualTo("/u/wx1");
        assertThat(receiver.pushes.getLast().body()).contains("路灯坏了");
        assertThat(wechat.far.get("/u/wx1").body()).contains("路灯坏了");
    }
}
