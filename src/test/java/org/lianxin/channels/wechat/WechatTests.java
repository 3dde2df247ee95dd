package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Counts;
import org.lianxin.channels.Figures;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Waybill;
import org.lianxin.intake.Pictured;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Articles, answers and what people write, with a WeChat that refuses what the real one refuses. */
class WechatTests extends OnWechat {
    @Autowired
    org.lianxin.cases.Following following;

    @Autowired
    Pictured pictured;

    @Autowired
    org.lianxin.media.Media media;

    @Autowired
    org.springframework.jdbc.core.simple.JdbcClient db;

    @Test
    void an_article_is_published_with_its_picture_and_its_link_when_wechat_says_so() {
        Post post = post("早高峰望湖大道施工，请绕行朝晖路。", Illustration.of(deeds.picture(), "施工围挡", ""));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(waybill(post).why()).contains("正在审核发布");
        later(Duration.ofSeconds(31));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        JsonNode article = there().path(0).path("content").path("news_item").path(0);
        assertThat(article.path("title").asString()).isEqualTo("绕行提示");
        assertThat(article.path("content").asString()).contains("请绕行朝晖路", "/mmbiz/");
        assertThat(article.path("content_source_url").asString()).isEqualTo("http://shifan.example/posts/" + post.id());
        assertThat(FAR.at(waybill(post).url()).body()).contains("请绕行朝晖路");
        assertThat(waybill(post).remoteId())
                .isEqualTo(there().path(0).path("article_id").asString());
    }

    @Test
    void a_lost_answer_is_found_among_what_is_out_and_nothing_is_out_twice() {
        fault("freepublish/submit", "'kind':'take-then-drop'");
        Post post = post("绕行东门，答话丢了。");
        later(Duration.ofSeconds(31));
        later(Duration.ofSeconds(31));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
        assertThat(jobs.out(account.id(), Duration.ofDays(1)))
                .as("its number is read from its address, so that comments can be fetched")
                .hasSize(1);
    }

    @Test
    void what_never_arrived_is_asked_for_again_with_the_same_draft_but_not_before_it_is_sure() {
        fault("freepublish/submit", "'kind':'drop-before'");
        Post post = post("绕行东门，没有送到。");
        later(Duration.ofSeconds(100));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(there()).isEmpty();
        later(Duration.ofMinutes(5));
        later(Duration.ofSeconds(31));
        later(Duration.ofSeconds(90));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
        assertThat(FAR.get("/cgi-bin/draft/count", "access_token", token())
                        .json()
                        .path("total_count")
                        .asInt())
                .as("no draft is left over")
                .isZero();
    }

    @Test
    void a_draft_whose_answer_was_lost_is_made_again_since_nobody_sees_drafts() {
        fault("draft/add", "'kind':'take-then-drop'");
        Post post = post("草稿丢了。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        later(Duration.ofSeconds(60));
        later(Duration.ofSeconds(31));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void what_wechat_does_not_let_pass_is_refused_with_its_reason() {
        FAR.json("/sim/outcomes", "{'app':'" + appid + "','state':4,'fail_idx':[1]}");
        Post post = post("审核不过。");
        later(Duration.ofSeconds(31));
        later(Duration.ofSeconds(90));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(waybill(post).why()).contains("平台审核没有通过");
    }

    @Test
    void where_nothing_is_reported_it_is_asked_now_and_then() {
        FAR.json("/sim/pushes", "{'app':'" + appid + "'}");
        Post post = post("没有回调。");
        later(Duration.ofSeconds(31));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofMinutes(2));
        later(Duration.ofMinutes(1));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(FAR.get("/sim/journal", "kind", "call").body().lines())
                .filteredOn(l -> l.contains("freepublish/get\"") && l.contains("\"" + appid + "\""))
                .hasSizeLessThan(3);
    }

    @Test
    void over_the_quota_it_waits_and_a_token_that_was_killed_is_fetched_anew() {
        fault("freepublish/submit", "'kind':'error','code':45009");
        Post post = post("次数用完。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(waybill(post).why()).contains("45009");
        FAR.advance("PT1M");
        FAR.json(
                "/cgi-bin/stable_token",
                "{'grant_type':'client_credential','appid':'" + appid + "','secret':'secret1','force_refresh':true}");
        later(Duration.ofMinutes(11));
        later(Duration.ofSeconds(31));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void an_article_is_taken_away_on_request() {
        Post post = post("撤下这一篇。");
        later(Duration.ofSeconds(31));
        delivery.withdraw("post", post.id(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();

        assertThat(waybills(post)).extracting(Waybill::state).contains(DeliveryState.WITHDRAWN);
        assertThat(FAR.get("/sim/journal", "kind", "call").body()).contains("deleted ART");
    }

    @Test
    void a_wrong_secret_is_refused_before_anything_is_kept() {
        assertThat(tried("wrong1", "")).isInstanceOf(Outcome.Refused.class);
        assertThat(tried("secret1", "short")).isInstanceOf(Outcome.Refused.class);
        Connection connection = connection();
        assertThat(connects.tryOut(connection).orThrow()).isEqualTo(account.name());
    }

    private String published(String words) {
        Post post = post(words);
        later(Duration.ofSeconds(31));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        return String.valueOf(
                jobs.out(account.id(), Duration.ofDays(1)).getFirst().data());
    }

    private String asked(String data) {
        String words = "请问绕行到几号结束" + NEXT.incrementAndGet() + "？";
        FAR.json(
                "/sim/people/comment",
                "{'app':'" + appid + "','name':'猫','msg_data_id':'" + data + "','text':'" + words + "'}");
        polling.fetch(connection());
        polling.fetch(connection());
        return words;
    }

    @Test
    void a_comment_becomes_a_case_and_the_answer_stands_under_it() {
        String data = published("评论区答复。");
        String words = asked(data);
        assertThat(letter(words).channel()).isEqualTo("wechat");
        deeds.answer(letter(words), "绕行到本月28号结束，谢谢关注。");

        assertThat(FAR.at(FAR.url() + "/s/" + data + "/1").body()).contains("绕行到本月28号结束");
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    @Test
    void a_comment_that_its_author_took_away_is_marked_when_it_is_missing_twice() {
        String data = published("撤回的留言。");
        String words = asked(data);
        String number = letter(words).number();
        String id = FAR.json(
                        "/cgi-bin/comment/list?access_token=" + token(),
                        "{'msg_data_id':" + data + ",'index':0,'begin':0,'count':10,'type':0}")
                .json()
                .path("comment")
                .path(0)
                .path("user_comment_id")
                .asString();
        FAR.json("/sim/people/delete", "{'comment':'" + id + "'}");
        polling.fetch(connection());
        assertThat(arrivals.origin(number).orElseThrow().deleted()).isFalse();
        polling.fetch(connection());
        assertThat(arrivals.origin(number).orElseThrow().deleted()).isTrue();
    }

    @Test
    void an_answer_whose_own_answer_was_lost_is_found_under_the_comment() {
        FAR.json("/sim/knobs", "{'replyAsArray':1}");
        String words = asked(published("答复丢了答话。"));
        fault("comment/reply/add", "'kind':'take-then-drop'");
        deeds.answer(letter(words), "28号起可以走。");
        later(Duration.ofSeconds(3));
        FAR.json("/sim/knobs", "{'replyAsArray':0}");

        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    private String message(String more) {
        String words = "我家门口的红绿灯坏了" + NEXT.incrementAndGet() + "，请修一修。";
        JsonNode pushed = FAR.json(
                        "/sim/people/message", "{'app':'" + appid + "','name':'李四','text':'" + words + "'" + more + "}")
                .json();
        assertThat(pushed.path("pushes").path(0).path("answer").asString())
                .as("the receipt is taken for a message to whoever wrote")
                .matches("[0-9]{16}");
        return words;
    }

    private List<String> receipts() {
        return FAR.get("/sim/journal", "kind", "message")
                .body()
                .lines()
                .filter(l -> l.contains("\"" + appid + "\"") && l.contains("\"byAccount\":true"))
                .map(l -> org.lianxin.simulators.Logbook.JSON
                        .readTree(l)
                        .path("is")
                        .path("text")
                        .asString())
                .toList();
    }

    private String answer(String name, String words) {
        return FAR.json("/sim/people/message", "{'app':'" + appid + "','name':'" + name + "','text':'" + words + "'}")
                .json()
                .path("pushes")
                .path(0)
                .path("answer")
                .asString();
    }

    @Test
    void whoever_asks_privately_reads_at_once_number_key_day_and_address() {
        connect(KEY);
        String words = message(",'times':2");
        Case letter = letter(words);
        var due = java.util.Objects.requireNonNull(letter.clock()).dueFinal().atZone(clock.getZone());

        assertThat(receipts())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r)
                        .isEqualTo(receipts().getFirst())
                        .contains(
                                letter.number(),
                                due.getMonthValue() + "月" + due.getDayOfMonth() + "日",
                                "http://shifan.example/follow?number=" + letter.number())
                        .doesNotContain(words));
        String key = receipts().getFirst().replaceFirst("(?s).*查询码：([0-9A-Z-]+).*", "$1");
        assertThat(following.open(letter.number(), key, "127.0.0.1").orThrow().id())
                .isEqualTo(letter.id());
        assertThat(FAR.get("/sim/journal", "kind", "bad-answer").body()).doesNotContain(appid);
    }

    private String imageOf(String name) {
        return FAR.json("/sim/people/message", "{'app':'" + appid + "','name':'" + name + "','type':'image'}")
                .json()
                .path("id")
                .asString();
    }

    private long registered(String id) {
        return db.sql("select message from intake.face_arrival where account = ? and remote_id = ?")
                .params(account.id(), "message/" + id)
                .query(Long.class)
                .single();
    }

    /** Others may be fetching at the same time, so it is looked at for a while. */
    private Pictured.Missing fetched(long message) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (pictured.missing(message).coming() > 0 && System.nanoTime() < until) {
            pictured.fetch();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        return pictured.missing(message);
    }

    @Test
    void a_picture_that_somebody_sends_is_fetched_and_seen_with_the_case() {
        long message = registered(imageOf("拍照的人"));
        assertThat(fetched(message)).isEqualTo(new Pictured.Missing(0, 0));

        Case seen = cases
                .list(new Cases.Filter(Cases.Part.ALL, null, null, ""), null, 50, cast.person("office"))
                .items()
                .stream()
                .filter(c -> c.message() == message)
                .findFirst()
                .orElseThrow();
        assertThat(seen.pictures()).hasSize(1);
        assertThat(media.kept(seen.pictures().getFirst(), "original")
                        .orElseThrow()
                        .mediaType())
                .as("as our own pictures are encoded")
                .startsWith("image/");
        assertThat(FAR.at("http://127.0.0.1:" + port + "/media/"
                                + seen.pictures().getFirst() + "/original")
                        .status())
                .as("it is evidence and not public")
                .isEqualTo(404);
    }

    /** What stands with the case of a message of another type than text. */
    private String sent(String name, String message) {
        String id = FAR.json("/sim/people/message", "{'app':'" + appid + "','name':'" + name + "'," + message + "}")
                .json()
                .path("id")
                .asString();
        long registered = registered(id);
        return cases
                .list(new Cases.Filter(Cases.Part.ALL, null, null, ""), null, 50, cast.person("office"))
                .items()
                .stream()
                .filter(c -> c.message() == registered)
                .map(Case::masked)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_place_and_a_link_say_in_words_what_they_are() {
        assertThat(sent("甲", "'type':'location','text':'芦花巷东口','x':'35.233412345','y':'115.4807'"))
                .isEqualTo("（发来一个位置：芦花巷东口，纬度35.233412，经度115.4807）");
        assertThat(sent("乙", "'type':'location','text':'河边','x':'<b>','y':'1'")).isEqualTo("（发来一个位置：河边）");
        assertThat(sent(
                        "丙",
                        "'type':'link','text':'路又\\n塌\u202e了','description':'第三次','url':'https://news.example/a?b=c'"))
                .isEqualTo("（发来一个链接：路又 塌 了）\n第三次\nhttps://news.example/a?b=c");
        assertThat(sent("丁", "'type':'link','text':'看这里','url':'javascript:alert(1)'"))
                .isEqualTo("（发来一个链接：看这里）");
        assertThat(sent(
                        "戊",
                        "'type':'link','text':'" + "长".repeat(300) + "','url':'https://a.example/" + "x".repeat(1_000)
                                + "'"))
                .isEqualTo("（发来一个链接：" + "长".repeat(199) + "…）");
    }

    @Test
    void a_token_that_is_over_is_fetched_anew_for_a_picture_and_one_that_is_gone_is_said_to_be() {
        fault("media/get", "'kind':'error','code':40001");
        assertThat(fetched(registered(imageOf("甲")))).isEqualTo(new Pictured.Missing(0, 0));
        fault("media/get", "'kind':'error','code':40007");
        assertThat(fetched(registered(imageOf("乙")))).isEqualTo(new Pictured.Missing(0, 1));
    }

    @Test
    void what_is_added_to_a_case_is_told_so_and_what_is_none_is_answered_with_nothing() {
        String number = letter(message("")).number();
        assertThat(answer("李四", "谢谢")).matches("[0-9]{16}");
        assertThat(receipts().getLast()).isEqualTo("收到了，已加到编号" + number + "里，办理的人看得到。");
        assertThat(answer("王五", "谢谢")).isEqualTo("none");
        FAR.json("/sim/people/event", "{'app':'" + appid + "','name':'赵六','event':'subscribe'}");
        assertThat(receipts()).hasSize(2);
    }

    @Test
    void a_message_that_is_pushed_three_times_is_one_case_and_is_answered_as_a_message() {
        String words = message(",'times':3");
        assertThat(cases.list(
                                new Cases.Filter(Cases.Part.ALL, null, null, words),
                                null,
                                5,
                                cast.person("traffic.editor"))
                        .items())
                .hasSize(1);
        deeds.answer(letter(words), "已经派人去修。");

        assertThat(letter(words).state().word()).isEqualTo("answered");
        assertThat(FAR.at(FAR.url() + "/u/" + appid).body()).contains("已经派人去修");
    }

    @Test
    void an_encrypted_message_is_opened_and_what_is_not_encrypted_is_turned_away_then() {
        connect(KEY);
        assertThat(letter(message("")).channel()).isEqualTo("wechat");
        FAR.json("/sim/pushes", "{'app':'" + appid + "','token':'AAAAA','url':'" + hook("wechat") + "'}");
        JsonNode pushed = FAR.json("/sim/people/message", "{'app':'" + appid + "','name':'李四','text':'没有加密的话，请看一看。'}")
                .json();
        assertThat(pushed.path("pushes").path(0).path("status").asInt()).isEqualTo(403);
    }

    @Test
    void a_message_older_than_two_days_is_answered_by_hand() {
        String words = message("");
        clock.set(clock.instant().plus(Duration.ofDays(3)));
        deeds.answer(letter(words), "正在办理。");

        assertThat(deliveries
                        .list(
                                new Deliveries.Filter(Deliveries.View.HAND, null, account.id()),
                                null,
                                10,
                                cast.person("traffic.editor"))
                        .items())
                .hasSize(1);
    }

    @Test
    void what_is_not_signed_with_our_token_is_turned_away() {
        String at = hook("wechat") + "?timestamp=1714037059&nonce=486452656&echostr=dnPdpTZz85&signature=";
        String signature = "899cf89e464efb63f54ddac96b0a0a235f53aa78";
        assertThat(FAR.at(at + signature).body()).isEqualTo("dnPdpTZz85");
        assertThat(FAR.at(at + signature.replace('8', '9')).status()).isEqualTo(403);
        assertThat(FAR.at(at).status()).isEqualTo(403);
    }

    @Test
    void figures_are_those_of_yesterday_and_what_is_not_given_stays_empty() {
        String data = published("看数的一篇。");
        message("");
        FAR.advance("PT30H");
        clock.set(clock.instant().plus(Duration.ofHours(30)));
        java.time.LocalDate yesterday =
                java.time.LocalDate.ofInstant(clock.instant(), clock.getZone()).minusDays(1);
        FAR.json(
                "/sim/figures",
                "{'msg_data_id':'" + data + "','date':'" + yesterday + "','read':1204,'share':31,'like':40}");
        Connection connection = connection();
        figures.keep(account.id(), counts.count(connection, outOf(data)));

        assertThat(figures.followers(account.id())).contains(1L);
        assertThat(figures.latest(account.id(), 5))
                .singleElement()
                .extracting(Figures.Row::numbers)
                .isEqualTo(new Counts.Numbers(1204L, 31L, 0L, 40L));
        assertThat(counts.count(connection, List.of()).posts()).isEmpty();
    }

    private List<Counts.Out> outOf(String data) {
        return jobs.out(account.id(), Duration.ofDays(3)).stream()
                .filter(j -> data.equals(j.data()))
                .map(j -> new Counts.Out(String.valueOf(j.article()), java.util.Objects.requireNonNull(j.submitted())))
                .toList();
    }

    @Test
    void the_menu_follows_the_sections_of_the_site() {
        assertThat(menus.put(account, cast.person("traffic.editor")).orThrow().buttons())
                .isNotEmpty();
        JsonNode there = FAR.get("/cgi-bin/menu/get", "access_token", token())
                .json()
                .path("menu")
                .path("button");
        assertThat(there.valueStream().map(b -> b.path("name").asString()))
                .containsExactlyElementsOf(menus.menu(account).buttons().stream()
                        .map(WechatMenu.Button::name)
                        .toList());
        assertThat(menus.put(account, cast.person("water.editor"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void a_letter_with_declarations_is_not_read() {
        assertThat(WechatLetter.read(
                        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xml><MsgType>&a;</MsgType></xml>"))
                .isEmpty();
        assertThat(WechatLetter.read("<xml><MsgType>text</MsgType></xml>")
                        .orElseThrow()
                        .text("MsgType"))
                .isEqualTo("text");
    }
}
