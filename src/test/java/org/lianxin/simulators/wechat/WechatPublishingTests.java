package org.lianxin.simulators.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.wechat.WechatWorld.article;
import static org.lianxin.simulators.wechat.WechatWorld.code;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;
import org.lianxin.simulators.Receiver;
import org.lianxin.simulators.Receiver.Push;

class WechatPublishingTests {
    @TempDir
    Path folder;

    private WechatWorld wechat;
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void opens() {
        wechat = new WechatWorld(folder);
        wechat.far.json("/sim/pushes", "{'app':'wx1','token':'AAAAA','url':'" + receiver.url() + "'}");
    }

    @AfterEach
    void closes() {
        wechat.close();
        receiver.close();
    }

    private Answer submit(String draft) {
        return wechat.call("/cgi-bin/freepublish/submit", "{'media_id':'" + draft + "'}");
    }

    private Answer state(String publication) {
        return wechat.call("/cgi-bin/freepublish/get", "{'publish_id':'" + publication + "'}");
    }

    @Test
    void a_draft_is_submitted_is_out_a_while_later_and_an_event_tells_it() {
        String draft = wechat.draft("停水通知");
        Answer submitted = submit(draft);
        assertThat(submitted.json().path("publish_id").isString()).isTrue();
        assertThat(submitted.json().path("msg_data_id").isString()).isTrue();
        String id = submitted.json().path("publish_id").asString();
        assertThat(state(id).json().path("publish_status").asInt()).isEqualTo(1);
        assertThat(receiver.pushes).isEmpty();
        wechat.far.advance("PT30S");
        assertThat(state(id).json().path("publish_status").asInt()).isZero();
        String address = state(id)
                .json()
                .path("article_detail")
                .path("item")
                .path(0)
                .path("article_url")
                .asString();
        assertThat(wechat.far.get(address.replace(wechat.far.url(), "")).body()).contains("停水通知", "正文");
        assertThat(receiver.pushes)
                .singleElement()
                .extracting(Push::body)
                .asString()
                .contains(
                        "<Event><![CDATA[PUBLISHJOBFINISH]]></Event>",
                        "<publish_id>" + id + "</publish_id>",
                        "<publish_status>0</publish_status>",
                        "<article_id><![CDATA[ART");
        assertThat(code(submit(draft))).isEqualTo(40007);
    }

    @Test
    void a_job_that_fails_says_which_articles_and_leaves_the_draft() {
        String draft = wechat.draft("原创");
        wechat.far.json("/sim/outcomes", "{'app':'wx1','state':2,'fail_idx':[1,2]}");
        String id = submit(draft).json().path("publish_id").asString();
        wechat.far.advance("PT30S");
        assertThat(state(id).json().path("publish_status").asInt()).isEqualTo(2);
        assertThat(state(id).json().path("fail_idx").size()).isEqualTo(2);
        assertThat(receiver.pushes.getFirst().body())
                .contains("<publish_status>2</publish_status><fail_idx>1</fail_idx><fail_idx>2</fail_idx>");
        assertThat(code(wechat.call("/cgi-bin/draft/get", "{'media_id':'" + draft + "'}")))
                .isZero();
    }

    @Test
    void what_is_out_is_listed_and_can_be_taken_away() {
        String data = wechat.published("第一篇");
        wechat.published("第二篇");
        Answer list = wechat.call("/cgi-bin/freepublish/batchget", "{'offset':0,'count':20,'no_content':1}");
        assertThat(list.json().path("total_count").asInt()).isEqualTo(2);
        String id = list.json().path("item").path(1).path("article_id").asString();
        assertThat(list.json()
                        .path("item")
                        .path(1)
                        .path("content")
                        .path("news_item")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("第一篇");
        assertThat(code(wechat.call("/cgi-bin/freepublish/delete", "{'article_id':'" + id + "'}")))
                .isZero();
        assertThat(wechat.far.get("/s/" + data + "/1").status()).isEqualTo(404);
        assertThat(code(wechat.call("/cgi-bin/freepublish/delete", "{'article_id':'nothing'}")))
                .isEqualTo(53600);
    }

    @Test
    void the_state_may_be_asked_a_hundred_times_a_day() {
        String id = submit(wechat.draft("问状态")).json().path("publish_id").asString();
        for (int i = 0; i < 100; i++) {
            assertThat(code(state(id))).isZero();
        }
        assertThat(code(state(id))).isEqualTo(45009);
        assertThat(wechat.call("/cgi-bin/openapi/quota/get", "{'cgi_path':'/cgi-bin/freepublish/get'}")
                        .json()
                        .path("quota")
                        .path("remain")
                        .asInt(-1))
                .isZero();
        assertThat(code(wechat.call("/cgi-bin/clear_quota", "{'appid':'wx1'}"))).isZero();
        assertThat(code(state(id))).isZero();
    }

    @Test
    void articles_that_are_too_long_or_without_a_known_cover_are_refused() {
        String cover = wechat.cover();
        assertThat(code(add(article("字".repeat(33), cover)))).isEqualTo(45003);
        assertThat(code(add(article("标题", "nothing")))).isEqualTo(40007);
        assertThat(code(add("{'title':'标题','thumb_media_id':'" + cover + "','content':'" + "字".repeat(20_000) + "'}")))
                .isEqualTo(45002);
        assertThat(code(add("{'title':'标题','thumb_media_id':'" + cover + "','content':'一','digest':'" + "字".repeat(129)
                        + "'}")))
                .isEqualTo(45004);
        assertThat(code(add("{'title':'标题','thumb_media_id':'" + cover + "','content':'一','mood':'x'}")))
                .isEqualTo(40035);
        assertThat(code(wechat.call("/cgi-bin/draft/add", "{'articles':[]}"))).isEqualTo(44003);
    }

    private Answer add(String article) {
        return wechat.call("/cgi-bin/draft/add", "{'articles':[" + article + "]}");
    }

    private String content(Answer added) {
        return wechat.call(
                        "/cgi-bin/draft/get",
                        "{'media_id':'" + added.json().path("media_id").asString() + "'}")
                .json()
                .path("news_item")
                .path(0)
                .path("content")
                .asString();
    }

    @Test
    void scripts_and_pictures_from_elsewhere_are_dropped_and_ours_stay() {
        String ours = wechat.far
                .upload("/cgi-bin/media/uploadimg?access_token=" + wechat.token, "media", WechatWorld.PNG, Map.of())
                .json()
                .path("url")
                .asString();
        String kept = content(add("{'title':'图','thumb_media_id':'" + wechat.cover()
                + "','content':'<p>一</p><script>x()</script><img src=\\'" + ours
                + "\\'><img src=\\'https://elsewhere.example/a.png\\'>'}"));
        assertThat(kept).contains(ours).doesNotContain("script", "elsewhere");
    }

    @Test
    void a_character_written_as_an_escape_is_shown_as_it_is_written() {
        Answer added = add("{'title':'\\u505c水','content':'一','thumb_media_id':'" + wechat.cover() + "'}");
        assertThat(wechat.call(
                                "/cgi-bin/draft/get",
                                "{'media_id':'" + added.json().path("media_id").asString() + "'}")
                        .json()
                        .path("news_item")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("\\u505c水");
    }

    @Test
    void drafts_are_changed_listed_counted_and_thrown_away() {
        String draft = wechat.draft("旧标题");
        assertThat(code(wechat.call(
                        "/cgi-bin/draft/update",
                        "{'media_id':'" + draft + "','index':'0','articles':" + article("新标题", wechat.cover()) + "}")))
                .isZero();
        assertThat(wechat.call("/cgi-bin/draft/batchget", "{'offset':'0','count':'20','no_content':1}")
                        .body())
                .contains("新标题")
                .doesNotContain("正文</p>");
        assertThat(wechat.get("/cgi-bin/draft/count").json().path("total_count").asInt())
                .isEqualTo(1);
        assertThat(code(wechat.call("/cgi-bin/draft/delete", "{'media_id':'" + draft + "'}")))
                .isZero();
        assertThat(code(wechat.call("/cgi-bin/draft/get", "{'media_id':'" + draft + "'}")))
                .isEqualTo(40007);
        assertThat(code(wechat.call("/cgi-bin/draft/batchget", "{'offset':0,'count':21}")))
                .isEqualTo(40035);
    }

    @Test
    void to_all_goes_one_a_day_and_its_own_id_makes_it_once() {
        wechat.far.json("/sim/knobs", "{'massSeconds':120}");
        wechat.far.json("/sim/people/event", "{'app':'wx1','name':'甲','event':'subscribe'}");
        receiver.pushes.clear();
        String body = "{'filter':{'is_to_all':true},'mpnews':{'media_id':'" + wechat.draft("群发")
                + "'},'msgtype':'mpnews','clientmsgid':'lianxin-1'}";
        Answer sent = wechat.call("/cgi-bin/message/mass/sendall", body);
        assertThat(sent.json().path("msg_id").isNumber()).isTrue();
        assertThat(code(wechat.call("/cgi-bin/message/mass/sendall", body)))
                .as("within a minute")
                .isEqualTo(45066);
        wechat.far.advance("PT1M");
        Answer again = wechat.call("/cgi-bin/message/mass/sendall", body);
        assertThat(code(again)).isEqualTo(45065);
        assertThat(again.json().path("msg_id")).isEqualTo(sent.json().path("msg_id"));
        String other = body.replace("lianxin-1", "lianxin-2");
        assertThat(code(wechat.call("/cgi-bin/message/mass/sendall", other))).isEqualTo(45028);
        String ask = "{'msg_id':" + sent.json().path("msg_id").asString() + "}";
        assertThat(wechat.call("/cgi-bin/message/mass/get", ask)
                        .json()
                        .path("msg_status")
                        .asString())
                .isEqualTo("SENDING");
        wechat.far.advance("PT1M");
        assertThat(wechat.call("/cgi-bin/message/mass/get", ask)
                        .json()
                        .path("msg_status")
                        .asString())
                .isEqualTo("SEND_SUCCESS");
        assertThat(receiver.pushes.getFirst().body())
                .contains("MASSSENDJOBFINISH", "<![CDATA[send success]]>", "<SentCount>1</SentCount>", "<ArticleUrl>");
        assertThat(code(wechat.call("/cgi-bin/message/mass/delete", ask))).isZero();
        assertThat(wechat.call("/cgi-bin/message/mass/get", ask)
                        .json()
                        .path("msg_status")
                        .asString())
                .isEqualTo("DELETE");
        assertThat(code(wechat.call("/cgi-bin/message/mass/sendall", body.replace("lianxin-1", "x".repeat(65)))))
                .isEqualTo(45067);
    }

    @Test
    void to_all_goes_nothing_but_a_draft_and_its_own_id_is_known_for_a_day() {
        String body =
                "{'filter':{'is_to_all':true},'mpnews':{'media_id':'%s'},'msgtype':'mpnews','clientmsgid':'lianxin-1'}";
        String path = "/cgi-bin/message/mass/sendall";
        assertThat(code(wechat.call(path, body.formatted(wechat.cover())))).isEqualTo(40007);
        String draft = wechat.draft("先发布");
        submit(draft);
        wechat.far.advance("PT30S");
        assertThat(code(wechat.call(path, body.formatted(draft))))
                .as("a draft that was published is none any more")
                .isEqualTo(40007);
        assertThat(code(wechat.call(
                        path, body.replace("'filter':{'is_to_all':true},", "").formatted(wechat.draft("一")))))
                .isEqualTo(40035);
        assertThat(code(wechat.call(path, body.formatted(wechat.draft("二"))))).isZero();
        wechat.far.advance("PT23H");
        wechat.token = wechat.stable(false).path("access_token").asString();
        assertThat(code(wechat.call(path, body.formatted(wechat.draft("三"))))).isEqualTo(45065);
        wechat.far.advance("PT2H");
        wechat.token = wechat.stable(false).path("access_token").asString();
        assertThat(code(wechat.call(path, body.formatted(wechat.draft("四"))))).isZero();
    }

    @Test
    void an_administrator_who_says_nothing_lets_nothing_out() {
        wechat.far.json("/sim/outcomes", "{'app':'wx1','state':6}");
        wechat.call(
                "/cgi-bin/message/mass/sendall",
                "{'filter':{'is_to_all':true},'mpnews':{'media_id':'" + wechat.draft("没有同意")
                        + "'},'msgtype':'mpnews','clientmsgid':'lianxin-1'}");
        wechat.far.advance("PT1M");
        assertThat(receiver.pushes.getFirst().body()).contains("<![CDATA[err(40002)]]>", "<SentCount>0</SentCount>");
    }

    @Test
    void pictures_of_another_kind_are_refused() {
        assertThat(code(wechat.far.upload(
                        "/cgi-bin/media/uploadimg?access_token=" + wechat.token,
                        "media",
                        "GIF89a".getBytes(StandardCharsets.UTF_8),
                        Map.of())))
                .isEqualTo(40137);
    }

    @Test
    void what_was_submitted_before_a_restart_is_finished_after_it() {
        String id = submit(wechat.draft("重启")).json().path("publish_id").asString();
        wechat.close();
        wechat = new WechatWorld(folder);
        wechat.far.advance("PT30S");
        assertThat(state(id).json().path("publish_status").asInt()).isZero();
        assertThat(receiver.pushes).hasSize(1);
    }
}
