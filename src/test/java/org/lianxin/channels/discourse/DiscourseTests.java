package org.lianxin.channels.discourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Counts;
import org.lianxin.channels.OneAccount;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.Waybill;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.discourse.DiscourseSimulator;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Topics, corrections, answers and what people write, with a forum that refuses what a real one refuses. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.discourse.poll=0s",
            "lianxin.discourse.calls=5000/1m",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.public-url=http://shifan.example"
        })
class DiscourseTests extends OneAccount {
    private static final Far FAR = Far.of(DiscourseSimulator::start);
    private static final String SECRET = "a secret of ours".replace(' ', '-');

    @AfterAll
    static void end() {
        FAR.close();
    }

    @Autowired
    Discourse discourse;

    @Autowired
    DiscourseConnects connects;

    @Autowired
    DiscoursePolling polling;

    @Autowired
    DiscourseCounts counts;

    String name;
    String key;

    @BeforeEach
    void connected() {
        name = "shifan_" + NEXT.incrementAndGet();
        key = "0123456789abcdef" + NEXT.incrementAndGet();
        FAR.json("/sim/knobs", "{'titleLeast':6,'textLeast':8,'callsPerMinute':100000,'sameTitles':1}");
        FAR.json("/sim/categories", "{'id':5,'name':'公告'}");
        FAR.json("/sim/categories", "{'id':6,'name':'只读','open':false}");
        FAR.json("/sim/users", "{'username':'" + name + "','key':'" + key + "'}");
        open(Platform.FORUM, name, name);
        connect(key);
    }

    @AfterEach
    void allIsWellAgain() {
        FAR.delete("/sim/faults");
        FAR.json("/sim/knobs", "{'moderated':0,'readOnly':0}");
    }

    private Map<String, String> typed() {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("base", FAR.url() + "/");
        typed.put("user", name);
        typed.put("key", key);
        typed.put("category", "5");
        typed.put("hook", SECRET);
        return typed;
    }

    private void connect(String with) {
        connect(new Connections.Granted(
                "forum/u/" + name,
                name,
                Map.of("base", FAR.url(), "user", name, "key", with, "category", "5", "hook", SECRET),
                null));
    }

    private void fault(String path, String fault) {
        FAR.json("/sim/faults", "{'path':'" + path + "','who':'" + name + "'," + fault + "}");
    }

    private List<JsonNode> there() {
        return topicsOf(name);
    }

    private List<JsonNode> topicsOf(String user) {
        return json("/topics/created-by/" + user + ".json")
                .path("topic_list")
                .path("topics")
                .valueStream()
                .toList();
    }

    private JsonNode json(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return org.lianxin.simulators.Logbook.JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(FAR.url() + path))
                                    .header("Api-Key", key)
                                    .header("Api-Username", name)
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private JsonNode topic(Waybill waybill) {
        return json("/t/" + waybill.remoteId().split("/")[1] + ".json?include_raw=1");
    }

    @Test
    void whatWasApprovedIsATopicWithItsPictureAndAWayToTheOriginal() {
        Post post = post("早高峰**望湖大道**施工，请绕行朝晖路。", Illustration.of(deeds.picture(), "施工围挡", ""));

        Waybill waybill = waybill(post);
        assertThat(waybill.state()).isEqualTo(DeliveryState.CONFIRMED);
        JsonNode topic = topic(waybill);
        JsonNode first = topic.path("post_stream").path("posts").path(0);
        assertThat(topic.path("title").asString("")).as("too short alone").endsWith("：绕行提示");
        assertThat(first.path("raw").asString(""))
                .startsWith("早高峰**望湖大道**施工，请绕行朝晖路。\n\n[原文](http://shifan.example/posts/" + post.id() + ")")
                .contains("![施工围挡](upload://");
        assertThat(waybill.url()).isEqualTo(FAR.url() + "/t/" + topic.path("id").asString(""));
        assertThat(FAR.at(waybill.url()).body()).contains("<strong>望湖大道</strong>");
    }

    @Test
    void rawHtmlAndPicturesFromElsewhereAreWordsOnAForumToo() {
        Manuscript sly = new Manuscript(
                "post",
                "一个够长的题目",
                "写了<script>和 ![图](http://far.example/p.png) 的话",
                "service",
                "",
                1,
                "示范交警",
                account.id(),
                "",
                "1",
                List.of());

        String raw = Sheet.read(discourse.fit(sly).bytes()).plain();
        assertThat(raw).startsWith("写了&lt;script>和 图 的话");
    }

    @Test
    void thePicturesOfAPostAreThoseThatItsAuthorPutThere() {
        assertThat(DiscourseText.pictures("https://forum.example/f/", """
                        <p>看<img src="/images/emoji/x.png" class="emoji"> <a href="#"><img alt="a" src="//cdn.example/a.jpg?x=1&amp;y=2"></a>
                        <img src="uploads/b.png" class="d-lazyload"><img src="data:image/png;base64,AAAA"><img src="https://u:p@h.example/c.png"></p>
                        <aside class="quote"><img src="/quoted.png"></aside>"""))
                .containsExactly("https://cdn.example/a.jpg?x=1&y=2", "https://forum.example/f/uploads/b.png");
    }

    @Test
    void whatAForumWouldRefuseIsSaidWhileWriting() {
        assertThat(problem("", "够长的正文够长")).isEqualTo("channels.discourse.no-title");
        assertThat(problem("题".repeat(256), "够长的正文够长")).isEqualTo("channels.discourse.title-too-long");
        assertThat(problem("够长的题目在此", "字".repeat(32_001))).isEqualTo("channels.discourse.too-long");
        assertThat(problem("够长的题目在此", "够长的正文够长")).isNull();
    }

    private String problem(String title, String text) {
        return discourse
                .fit(new Manuscript("post", title, text, "service", "", 1, "示范交警", account.id(), "", "1", List.of()))
                .problem();
    }

    @Test
    void aLostAnswerIsFoundByOurOwnKeyAndNothingStandsThereTwice() {
        fault("/posts.json", "'kind':'take-then-drop'");
        Post post = post("绕行东门，答话丢了。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(waybill(post).remoteId()).matches("topic/[0-9]+/[0-9]+");
        assertThat(there()).hasSize(1);
    }

    @Test
    void whatNeverArrivedIsSentAgainOnce() {
        fault("/posts.json", "'kind':'drop-before'");
        Post post = post("绕行东门，没有送到。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));
        later(Duration.ofSeconds(90));
        later(Duration.ofSeconds(90));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void whatAForumRefusesIsRefusedInItsOwnWords() {
        fault("/posts.json", "'kind':'error','code':422");
        Post post = post("有不让发的词语。");

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(waybill(post).why()).contains("Body contains a word").contains("422");
    }

    @Test
    void whoIsToldToWaitWaitsSoLongAndNoLonger() {
        fault("/posts.json", "'kind':'error','code':429");
        Post post = post("发得太快，等一等。");

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(waybill(post).nextAt())
                .isBetween(clock.instant().plusSeconds(2), clock.instant().plusSeconds(8));
        later(Duration.ofSeconds(8));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void aForumThatTakesNothingAtTheMomentIsWaitedFor() {
        FAR.json("/sim/knobs", "{'readOnly':1}");
        Post post = post("论坛正在维护中。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        FAR.json("/sim/knobs", "{'readOnly':0}");
        later(Duration.ofMinutes(2));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void aKeyThatWasRevokedIsAskedForAnewAndThenItGoesOut() {
        connect("0000000000000000");
        Post post = post("密钥被撤销了。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(connection().state()).isEqualTo(Connection.State.EXPIRED);
        connect(key);
        later(Duration.ofMinutes(6));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void whatModeratorsLookAtFirstIsATaskForAPerson() {
        FAR.json("/sim/knobs", "{'moderated':1}");
        Post post = post("版主先看一看。");

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.HAND);
        assertThat(waybill(post).why()).contains("版主");
    }

    @Test
    void aCorrectionIsWrittenIntoTheTopicWithItsReason() {
        Post post = post("施工到二十号为止。");
        fault("/posts/", "'kind':'take-then-drop'");
        deeds.corrected(post, "施工到二十八号为止。", "日期写错了");
        later(Duration.ofSeconds(3));

        JsonNode first = topic(waybills(post).getFirst())
                .path("post_stream")
                .path("posts")
                .path(0);
        assertThat(first.path("raw").asString("")).startsWith("施工到二十八号为止。");
        assertThat(first.path("edit_reason").asString("")).isEqualTo("日期写错了");
        assertThat(waybills(post)).extracting(Waybill::state).containsOnly(DeliveryState.CONFIRMED);
    }

    @Test
    void aTopicIsTakenAwayAndOneWithAnswersIsLeftToAModerator() {
        Post alone = post("没有人回复过的。");
        Post answered = post("有人回复过的。");
        say("张三", answered, "收到", 0);
        for (Post post : List.of(alone, answered)) {
            delivery.withdraw("post", post.id(), "时间写错了", cast.person("traffic.leader"))
                    .orThrow();
        }
        delivery.drain();

        assertThat(there()).hasSize(1);
        assertThat(waybills(alone)).extracting(Waybill::state).contains(DeliveryState.WITHDRAWN);
        assertThat(waybills(answered)).extracting(Waybill::state).contains(DeliveryState.HAND);
    }

    private JsonNode say(String who, Post under, String words, int answers) {
        String topic = under == null ? "0" : waybill(under).remoteId().split("/")[1];
        return FAR.json(
                        "/sim/people/post",
                        "{'name':'" + who + "','topic':'" + topic + "','text':'" + words + "','answers':" + answers
                                + ",'times':2}")
                .json();
    }

    private void pushes() {
        assertThat(FAR.json("/sim/pushes", "{'url':'" + hook("discourse") + "','secret':'" + SECRET + "'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAnswerInOurTopicIsACaseAndOursStandsBelowIt() {
        pushes();
        Post post = post("评论区答复大家。");
        String words = "请问绕行到几号结束" + NEXT.incrementAndGet() + "？";
        String id = say("爱晒太阳的猫", post, words, 1).path("id").asString("");
        polling.fetch(connection());

        assertThat(letters(words)).hasSize(1);
        assertThat(letter(words).channel()).isEqualTo("forum");
        deeds.answer(letter(words), "绕行到本月28号结束，谢谢关注。");

        JsonNode answer = json("/posts/" + id + "/replies.json").path(0);
        assertThat(answer.path("cooked").asString("")).contains("绕行到本月28号结束");
        assertThat(answer.path("username").asString("")).isEqualTo(name);
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    @Test
    void anAnswerWhoseOwnAnswerWasLostStandsThereOnce() {
        Post post = post("答复丢了答话。");
        String words = "几号能走啊" + NEXT.incrementAndGet() + "？";
        String id = say("张三", post, words, 0).path("id").asString("");
        polling.fetch(connection());
        fault("/posts.json", "'kind':'take-then-drop'");
        deeds.answer(letter(words), "28号起就可以走了。");
        later(Duration.ofSeconds(3));

        assertThat(json("/posts/" + id + "/replies.json")).hasSize(1);
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    @Test
    void whoNamesUsInATopicOfTheirOwnIsHeardAndOthersAreNot() {
        polling.fetch(connection());
        String words = "红绿灯坏了" + NEXT.incrementAndGet();
        say("李四", null, "@" + name + " 请问" + words + "怎么办？", 0);
        say("李四", null, "请问别人的" + words + "怎么办？", 0);
        say(name, null, "@" + name + " 自己说" + words + "怎么办？", 0);
        polling.fetch(connection());

        assertThat(letters(words)).hasSize(1);
    }

    @Test
    void whatWasMissedForHoursIsFetchedFromWhereItEnded() {
        Post post = post("说得很多的一条。");
        polling.fetch(connection());
        String words = "第一句" + NEXT.incrementAndGet();
        say("王五", post, "请问" + words + "怎么办？", 0);
        IntStream.range(0, 130).forEach(i -> say("王五", null, "不相干的话" + i, 0));
        polling.fetch(connection());

        assertThat(letters(words)).hasSize(1);
    }

    @Test
    void whatItsAuthorTookAwayIsMarked() {
        pushes();
        Post post = post("有人会后悔的。");
        String words = "这句话要删掉" + NEXT.incrementAndGet() + "怎么办？";
        String id = say("赵六", post, words, 0).path("id").asString("");
        FAR.json("/sim/people/delete", "{'id':'" + id + "'}");

        assertThat(context.getBean(Arrivals.class)
                        .origin(letter(words).number())
                        .orElseThrow()
                        .deleted())
                .isTrue();
    }

    private int pushed(String signature, byte[] body, long to) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/discourse/" + to))
                                    .header("Content-Type", "application/json")
                                    .header("X-Discourse-Event", "ping")
                                    .header("X-Discourse-Event-Signature", signature)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void whatIsNotSignedWithOurSecretIsTurnedAway() {
        byte[] ping = "{\"ping\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
        String right = DiscoursePush.signature(SECRET, ping);

        assertThat(pushed(right, ping, account.id())).isEqualTo(200);
        assertThat(pushed(right, "{\"ping\":\"no\"}".getBytes(StandardCharsets.UTF_8), account.id()))
                .isEqualTo(403);
        assertThat(pushed(DiscoursePush.signature("another", ping), ping, account.id()))
                .isEqualTo(403);
        assertThat(pushed(right, ping, 1)).as("another account").isEqualTo(403);
        byte[] long_ = new byte[600 * 1024];
        assertThat(pushed(DiscoursePush.signature(SECRET, long_), long_, account.id()))
                .isEqualTo(413);
        byte[] nonsense = "{".getBytes(StandardCharsets.UTF_8);
        assertThat(pushed(DiscoursePush.signature(SECRET, nonsense), nonsense, account.id()))
                .isEqualTo(400);
    }

    private String refused(String field, String value) {
        Map<String, String> typed = typed();
        typed.put(field, value);
        return connects.tried(account, typed) instanceof Outcome.Refused<Connections.Granted> refused
                ? refused.key()
                : "";
    }

    @Test
    void aTryAsksForKeyAndCategoryAndPublishesNothing() {
        assertThat(connects.tried(account, typed()).orThrow().remoteName()).isEqualTo(name + " · 公告");
        assertThat(refused("base", "not an address")).isEqualTo("channels.connect.forum.base-form");
        assertThat(refused("base", "https://10.1.2.3")).isEqualTo("channels.connect.may-not-reach");
        assertThat(refused("key", "0000000000000000")).isEqualTo("channels.connect.forum.key-not-taken");
        assertThat(refused("user", "somebody_else")).isEqualTo("channels.connect.forum.key-not-taken");
        assertThat(refused("category", "7")).isEqualTo("channels.connect.forum.no-category");
        assertThat(refused("category", "6")).isEqualTo("channels.connect.forum.category-closed");
        assertThat(refused("hook", "short")).isEqualTo("channels.connect.forum.hook-form");
        assertThat(there()).isEmpty();
    }

    @Test
    void aForumTellsHowOftenATopicWasSeenAnsweredAndLiked() {
        Post post = post("数一数有多少人。");
        say("张三", post, "收到了", 0);
        String remote = waybill(post).remoteId();
        FAR.json("/sim/people/figures", "{'topic':'" + remote.split("/")[1] + "','views':120,'likes':7}");
        var counted = counts.count(connection(), List.of(new Counts.Out(remote, clock.instant())));

        assertThat(counted.posts().get(remote)).isEqualTo(new Counts.Numbers(120L, null, 1L, 7L));
        assertThat(counted.followers()).isNull();
    }

    @Test
    void thePostsOnTheAccountAreShownToWhoeverHasToDecide() {
        post("看一看账号上有什么。");

        assertThat(discourse.latest(account.id(), 5))
                .isInstanceOfSatisfying(
                        org.lianxin.delivery.ShowsTimeline.Timeline.Shown.class,
                        shown -> assertThat(shown.posts()).hasSize(1));
    }
}
