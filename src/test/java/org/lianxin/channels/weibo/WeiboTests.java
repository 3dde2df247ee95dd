package org.lianxin.channels.weibo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.OneAccount;
import org.lianxin.channels.Polls;
import org.lianxin.channels.Pushed;
import org.lianxin.channels.ShortText;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.ReadsBack.Reading;
import org.lianxin.delivery.Settlements;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.Waybill;
import org.lianxin.intake.Pictured;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.review.Reviews;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.weibo.WeiboSimulator;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Posts, answers and what people write, with a Weibo that refuses what the real one refuses. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.weibo.poll=0s",
            "lianxin.weibo.publish=12/1h",
            // whatever the machine's speed, there is time for a receipt
            "lianxin.channels.receipts-within=60s",
            "lianxin.public-url=http://shifan.example"
        })
class WeiboTests extends OneAccount {
    private static final Far FAR = Far.of(WeiboSimulator::start);

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry settings) {
        for (String base : List.of("api", "commercial", "messages", "web", "files")) {
            settings.add("lianxin.weibo." + base, FAR::url);
        }
    }

    @AfterAll
    static void end() {
        FAR.close();
    }

    @Autowired
    Apps apps;

    @Autowired
    Weibo weibo;

    @Autowired
    WeiboSettings settings;

    @Autowired
    WeiboDesk desk;

    @Autowired
    WeiboClient client;

    @Autowired
    WeiboPolling polling;

    String name;
    String token;

    @BeforeEach
    void connected() {
        name = "shifan" + NEXT.incrementAndGet();
        app("basic");
        open(Platform.WEIBO, name, name);
        FAR.json("/sim/users", "{'name':'" + name + "','office':true}");
        FAR.json("/sim/knobs", "{'pushTimeoutMs':60000}");
        connect("1000000");
    }

    @AfterEach
    void allIsWellAgain() {
        FAR.delete("/sim/faults");
    }

    private void app(String level) {
        FAR.json(
                "/sim/apps",
                "{'key':'4000000001','secret':'xyz123xyz','name':'连心桥','level':'" + level
                        + "','domain':'shifan.example','callback':'http://shifan.example/console/connections/return'}");
        apps.set(Platform.WEIBO, "4000000001", "xyz123xyz", level.equals("advanced"), null)
                .orThrow();
    }

    private void connect(String seconds) {
        JsonNode issued = FAR.json(
                        "/sim/tokens", "{'app':'4000000001','user':'" + name + "','seconds':" + seconds + "}")
                .json();
        token = issued.path("token").asString("");
        connect(new Connections.Granted(
                issued.path("uid").asString(""),
                name,
                Map.of("token", token),
                clock.instant().plusSeconds(Long.parseLong(seconds))));
    }

    private void fault(String fault) {
        FAR.json("/sim/faults", "{'path':'/2/statuses/share','token':'" + token + "'," + fault + "}");
    }

    private List<JsonNode> there() {
        return FAR.get("/2/statuses/user_timeline.json", "access_token", token, "count", "20")
                .json()
                .path("statuses")
                .valueStream()
                .toList();
    }

    @Test
    void whatWasApprovedStandsOnWeiboWithALinkAndOnePicture() {
        Post post = post("早高峰望湖大道施工，请绕行朝晖路。", Illustration.of(deeds.picture(), "施工围挡", ""));

        Waybill waybill = waybill(post);
        assertThat(waybill.state()).isEqualTo(DeliveryState.CONFIRMED);
        JsonNode status = there().getFirst();
        assertThat(status.path("text").asString(""))
                .startsWith("【绕行提示】早高峰望湖大道施工，请绕行朝晖路。 http://shifan.example/posts/" + post.id());
        assertThat(status.path("idstr").asString("")).isEqualTo(waybill.remoteId());
        assertThat(status.path("pic_urls").size()).isEqualTo(1);
        assertThat(waybill.url())
                .isEqualTo(FAR.url() + "/" + connection().remoteId() + "/" + Mid.base62(waybill.remoteId()));
    }

    @Test
    void anAdvancedApplicationShowsAllPicturesInTheirOrder() {
        app("advanced");
        Post post = post("三处施工，请绕行。", pictures(3));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there().getFirst().path("pic_urls").size()).isEqualTo(3);
        assertThat(there().getFirst()
                        .path("pic_urls")
                        .valueStream()
                        .map(p -> p.path("thumbnail_pic").asString(""))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void aPictureWhoseAnswerWasLostIsBroughtAgainAndThePostStandsThereOnce() {
        app("advanced");
        FAR.json(
                "/sim/faults",
                "{'path':'/2/statuses/upload_pic','token':'" + token + "','kind':'take-then-drop','next':1}");
        Post post = post("两处施工，请绕行。", pictures(2));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(there()).isEmpty();
        later(Duration.ofMinutes(5));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void whatWasApprovedWithMorePicturesThanMayBePostedNowIsLeftToAPerson() {
        app("advanced");
        List<Manuscript.Picture> four = java.util.stream.IntStream.range(0, 4)
                .mapToObj(n -> new Manuscript.Picture(deeds.picture(), "image/png", "施工", "", 64, 64))
                .toList();
        var fitted = weibo.fit(new Manuscript(
                "post", "绕行", "四处施工。", "service", "", 1, "", account.id(), "", "913541254409030953", four));
        assertThat(Sheet.read(fitted.bytes()).media()).hasSize(4);
        app("basic");

        assertThat(weibo.publish(parcel(fitted))).isInstanceOf(Attempt.ByHand.class);
        assertThat(there()).isEmpty();
    }

    private Parcel parcel(Connector.Fitted fitted) {
        return new Parcel(
                1,
                Parcel.Kind.PUBLISH,
                account.id(),
                Platform.WEIBO,
                "post",
                913541254409030953L,
                "913541254409030953",
                fitted.mediaType(),
                fitted.bytes(),
                "",
                null,
                "",
                clock.instant(),
                clock.instant());
    }

    private Illustration[] pictures(int many) {
        return java.util.stream.IntStream.range(0, many)
                .mapToObj(n -> Illustration.of(deeds.picture(), "第" + n + "处施工", ""))
                .toArray(Illustration[]::new);
    }

    @Test
    void theCommercialInterfaceTakesALongTextWholeAndItIsFoundByItsBeginning() {
        app("advanced");
        var biz = new WeiboSettings(
                settings.api(),
                settings.commercial(),
                settings.messages(),
                settings.web(),
                settings.files(),
                settings.rip(),
                true,
                2000,
                settings.characters(),
                settings.link(),
                settings.publish(),
                settings.calls(),
                settings.pause(),
                settings.late(),
                settings.poll());
        var rights = new WeiboRights(apps, biz);
        String words = "望湖大道施工，请绕行朝晖路。".repeat(40);
        Manuscript long_ = new Manuscript(
                "post", "绕行", words, "service", "", 1, "", account.id(), "", "913541254409030953", List.of());
        var fitted = context.getBean(ShortText.class).fit(long_, rights.shape());
        assertThat(fitted.cut()).isFalse();
        assertThat(Sheet.read(fitted.bytes()).plain()).contains(words).endsWith("/posts/913541254409030953");

        Parcel parcel = parcel(fitted);
        var sharing = new WeiboSharing(desk, client, rights, biz, context.getBean(Media.class));
        var timeline = new WeiboTimeline(desk, client, rights, biz, deliveries);
        assertThat(timeline.find(parcel)).isInstanceOf(Reading.Absent.class);
        var asked = (WeiboSharing.Outcome.Asked) sharing.share(parcel, connection());
        assertThat(asked.said()).isInstanceOf(WeiboClient.Said.Yes.class);
        assertThat(there().getFirst().path("text").asString("")).endsWith("\u2026");
        assertThat(timeline.find(parcel)).isInstanceOf(Reading.Found.class);
    }

    @Test
    void aBeginningIsOnlyTakenForAPostThatIsLonger() {
        String words = "望湖大道施工，请绕行朝晖路。".repeat(6);
        assertThat(WeiboTimeline.same(words.substring(0, 70) + "\u2026", words + "完"))
                .isTrue();
        assertThat(WeiboTimeline.same(words.substring(0, 70) + "...全文", words + "完"))
                .isTrue();
        assertThat(WeiboTimeline.same(words.substring(0, 20) + "\u2026", words))
                .as("too little")
                .isFalse();
        assertThat(WeiboTimeline.same(words.substring(1, 70) + "\u2026", words)).isFalse();
        assertThat(WeiboTimeline.same(words, words + "完")).as("not cut").isFalse();
    }

    @Test
    void theLongestPostIsAsLongAsWeiboCountsWhateverTheLinkHas() {
        Manuscript long_ = new Manuscript(
                "post", "", "绕行".repeat(200), "service", "", 1, "", account.id(), "", "913541254409030953", List.of());
        var fitted = weibo.fit(long_);
        String plain = Sheet.read(fitted.bytes()).plain();

        assertThat(fitted.problem()).isNull();
        assertThat(fitted.characters()).isEqualTo(130);
        assertThat(plain).endsWith(" http://shifan.example/posts/913541254409030953");
        assertThat(plain.indexOf(' ')).as("characters beside the link").isEqualTo(130 - 11);
    }

    @Test
    void topicsThatAnOrdinaryApplicationMayNotWriteAreWordsOfTheText() {
        Manuscript topic =
                new Manuscript("post", "", "#示范交警# 今晚绕行", "service", "", 1, "", account.id(), "", "1", List.of());

        assertThat(Sheet.read(weibo.fit(topic).bytes()).plain()).startsWith("示范交警 今晚绕行");
    }

    @Test
    void aLostAnswerIsFoundOnTheTimelineAndNothingStandsThereTwice() {
        fault("'kind':'take-then-drop'");
        Post post = post("绕行东门，答话丢了。");
        later(Duration.ofSeconds(3));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void whatNeverArrivedIsSentAgainOnce() {
        fault("'kind':'drop-before'");
        Post post = post("绕行东门，没有送到。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(90));
        later(Duration.ofSeconds(90));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void whatWeiboHasTakenAndShowsLaterIsWaitedFor() {
        fault("'kind':'late','minutes':4,'code':20032");
        Post post = post("绕行东门，稍后显示。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(100));
        later(Duration.ofSeconds(100));
        assertThat(waybill(post).state()).as("not sent again while it may come").isEqualTo(DeliveryState.UNKNOWN);
        FAR.advance("PT5M");
        later(Duration.ofSeconds(70));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void whenTheAllowanceIsUsedUpItSaysWhenItGoesOn() {
        for (int i = 0; i < 12; i++) {
            assertThat(waybill(post("第" + i + "条，各不相同。")).state()).isEqualTo(DeliveryState.CONFIRMED);
        }
        Post one = post("第十三条，等一等。");

        assertThat(waybill(one).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(waybill(one).nextAt())
                .isBetween(clock.instant().plusSeconds(3_000), clock.instant().plusSeconds(3_600));
        assertThat(there()).as("only five are ever shown").hasSize(5);
    }

    @Test
    void aTokenThatIsOverIsAuthorisedAgainAndThenItGoesOut() {
        connect("0");
        Post post = post("授权过期了。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(connection().state()).isEqualTo(Connection.State.EXPIRED);

        connect("1000000");
        later(Duration.ofMinutes(6));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(there()).hasSize(1);
    }

    @Test
    void theSameWordsTwiceAreRefusedInWordsThatSayWhy() {
        String words = "同样的话。";
        post(words);
        FAR.json("/sim/faults", "{'kind':'error','path':'/2/statuses/share','token':'" + token + "','code':20019}");
        Post again = post("另外的话。");

        assertThat(waybill(again).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(waybill(again).why()).contains("和刚发过的一样").contains("20019");
    }

    @Test
    void anOrdinaryApplicationAsksAPersonToTakeAwayAndAnAdvancedOneDoesIt() {
        Post post = post("撤下这一条。");
        delivery.withdraw("post", post.id(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(waybills(post)).extracting(Waybill::state).contains(DeliveryState.HAND);

        app("advanced");
        Post other = post("撤下那一条。");
        delivery.withdraw("post", other.id(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(there()).extracting(s -> s.path("text").asString("")).noneMatch(t -> t.contains("那一条"));
        assertThat(waybillOf(other, DeliveryState.WITHDRAWN)).isTrue();
    }

    /** The link in a post that is only here leads to a page that says so, and never to nothing. */
    @Test
    void theLinkOfAPostThatIsNotOnTheMicroSiteLeadsToWhereItStands() throws IOException, InterruptedException {
        app("advanced");
        Post post = post("只发微博的一条。");

        String url = waybill(post).url();
        HttpResponse<String> there = page(post);
        assertThat(there.statusCode()).isEqualTo(200);
        assertThat(there.body())
                .contains("确实发过这一条", "微博", "/accounts/" + account.id(), name, "href=\"" + url + "\"")
                .doesNotContain("只发微博的一条");

        delivery.withdraw("post", post.id(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        HttpResponse<String> gone = page(post);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("已经撤下", "时间写错了").doesNotContain(url);
    }

    @Test
    void aPostThatIsNotOutHasNoPage() throws IOException, InterruptedException {
        fault("'kind':'drop-before'");

        assertThat(page(post("还没有送到的一条。")).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> page(Post post) throws IOException, InterruptedException {
        try (HttpClient reader = HttpClient.newHttpClient()) {
            return reader.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/posts/" + post.id()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private boolean waybillOf(Post post, DeliveryState state) {
        return waybills(post).stream().anyMatch(w -> w.state() == state);
    }

    @Test
    void whoeverIsNotConnectedDoesItByHand() {
        connections.end(account, cast.person("traffic.editor")).orThrow();

        assertThat(waybill(post("手工发。")).state()).isEqualTo(DeliveryState.HAND);
        assertThat(connection().secrets()).isEmpty();
    }

    @Test
    void aCommentBecomesACaseAndTheAnswerStandsUnderIt() {
        Post post = post("评论区答复。");
        String id = waybill(post).remoteId();
        String words = "请问绕行到几号结束" + NEXT.incrementAndGet() + "？";
        FAR.json("/sim/people/comment", "{'name':'爱晒太阳的猫','status':'" + id + "','text':'" + words + "'}");
        polling.fetch(connection());
        polling.fetch(connection());

        Case letter = letter(words);
        assertThat(letter.channel()).isEqualTo("weibo");
        deeds.answer(letter, "绕行到本月28号结束，谢谢关注。");

        JsonNode comments = FAR.get("/2/comments/show.json", "access_token", token, "id", id)
                .json()
                .path("comments");
        assertThat(comments.valueStream().map(c -> c.path("text").asString("")))
                .anyMatch(t -> t.contains("绕行到本月28号结束"));
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    @Test
    void anAnswerWhoseOwnAnswerWasLostStandsThereOnce() {
        String id = waybill(post("答复丢了答话。")).remoteId();
        String words = "几号能走" + NEXT.incrementAndGet() + "？";
        FAR.json("/sim/people/comment", "{'name':'张三','status':'" + id + "','text':'" + words + "'}");
        polling.fetch(connection());
        FAR.json("/sim/faults", "{'kind':'take-then-drop','path':'/2/comments/reply','token':'" + token + "'}");
        deeds.answer(letter(words), "28号起可以走。");
        later(Duration.ofSeconds(3));

        assertThat(FAR.get("/2/comments/by_me.json", "access_token", token)
                        .json()
                        .path("comments"))
                .hasSize(1);
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    private void push() {
        FAR.json("/sim/pushes", "{'app':'4000000001','user':'" + name + "','url':'" + hook("weibo") + "'}");
    }

    @Test
    void aPrivateMessageThatIsPushedThreeTimesIsOneCaseAndIsAnsweredPrivately() {
        push();
        String words = "我家门口的红绿灯坏了" + NEXT.incrementAndGet() + "，请修一修。";
        JsonNode pushed = FAR.json(
                        "/sim/people/message", "{'name':'李四','to':'" + name + "','text':'" + words + "','times':3}")
                .json();

        assertThat(pushed.path("pushes").size()).isEqualTo(3);
        assertThat(cases.list(
                                new Cases.Filter(Cases.Part.ALL, null, null, words),
                                null,
                                5,
                                cast.person("traffic.editor"))
                        .items())
                .hasSize(1);
        deeds.answer(letter(words), "已经派人去修。");
        assertThat(letter(words).state().word()).isEqualTo("answered");
        assertThat(FAR.get("/sim/journal", "kind", "call").body()).contains("/2/messages/reply.json");
    }

    private List<String> received() {
        return FAR.get("/sim/journal", "kind", "message")
                .body()
                .lines()
                .map(l -> org.lianxin.simulators.Logbook.JSON.readTree(l).path("is"))
                .filter(m -> m.path("from").asString("").equals(uid()))
                .map(m -> m.path("text").asString(""))
                .toList();
    }

    private String uid() {
        return connection().remoteId();
    }

    @Test
    void whoeverAsksPrivatelyGetsAReceiptAndWhoeverNamesTheAccountDoesNot() {
        push();
        String words = "我家门口的红绿灯坏了" + NEXT.incrementAndGet() + "，请修一修。";
        FAR.json("/sim/people/message", "{'name':'李四','to':'" + name + "','text':'" + words + "','times':2}");
        String number = letter(words).number();

        assertThat(received())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r)
                        .isEqualTo(received().getFirst())
                        .contains(number, "查询码", "/follow?number=" + number)
                        .doesNotContain(words)
                        .hasSizeLessThan(300));
        FAR.json("/sim/people/status", "{'name':'李四','text':'@" + name + " 路灯什么时候修？'}");
        FAR.json("/sim/people/message", "{'name':'王五','to':'" + name + "','text':'谢谢'}");
        assertThat(received()).hasSize(2);
        assertThat(FAR.get("/sim/journal", "kind", "bad-answer").body()).doesNotContain(uid());
    }

    private String statusOfSomebody() {
        return FAR.json("/sim/people/status", "{'name':'李四','text':'今天天气好" + NEXT.incrementAndGet() + "'}")
                .json()
                .path("id")
                .asString("");
    }

    @Test
    void whoNamesTheAccountInACommentIsAnsweredUnderThatPostWhetherItIsPushedOrNot() throws InterruptedException {
        push();
        Polls polls = context.getBean(Polls.class);
        BlockingQueue<Long> fetched = new LinkedBlockingQueue<>();
        Consumer<Connection> fetch = c -> {
            if (c.account() == account.id()) {
                fetched.add(c.account());
            }
        };
        polls.due(Platform.WEIBO, Duration.ofHours(1), fetch);
        assertThat(fetched.poll(60, TimeUnit.SECONDS)).as("the first time").isNotNull();
        String status = statusOfSomebody();
        String words = "请问这里的路灯什么时候修" + NEXT.incrementAndGet() + "？";
        FAR.json("/sim/people/comment", "{'name':'王五','status':'" + status + "','text':'@" + name + " " + words + "'}");
        clock.set(clock.instant().plus(Duration.ofMinutes(6)));
        polls.due(Platform.WEIBO, Duration.ofHours(1), fetch);
        assertThat(fetched.poll(60, TimeUnit.SECONDS)).as("called for").isNotNull();
        clock.set(null);
        polling.fetch(connection());
        deeds.answer(letter(words), "本周之内修好。");

        assertThat(FAR.get("/2/comments/show.json", "access_token", token, "id", status)
                        .json()
                        .path("comments")
                        .valueStream()
                        .map(c -> c.path("text").asString("")))
                .anyMatch(t -> t.contains("本周之内修好"));
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    @Test
    void whatWasSaidBeforeTheAccountWasConnectedIsNobodysQuestionToUs() {
        String id = waybill(post("连接以前的评论。")).remoteId();
        String before = "请问以前封到几号" + NEXT.incrementAndGet() + "？";
        String after = "请问现在封到几号" + NEXT.incrementAndGet() + "？";
        FAR.json("/sim/people/comment", "{'name':'张三','status':'" + id + "','text':'" + before + "'}");
        clock.set(clock.instant().plus(Duration.ofHours(1)));
        connect("1000000");
        clock.set(null);
        polling.fetch(connection());
        FAR.json("/sim/people/comment", "{'name':'张三','status':'" + id + "','text':'" + after + "'}");
        polling.fetch(connection());

        assertThat(letters(before)).isEmpty();
        assertThat(letters(after)).as("from where the last fetch ended").hasSize(1);
    }

    @Test
    void aPictureThatSomebodySendsIsFetchedAndSeenWithTheCase() {
        push();
        String words = "这里的路灯什么时候修？看图" + NEXT.incrementAndGet();
        FAR.json("/sim/people/message", "{'name':'李四','to':'" + name + "','type':'image','text':'" + words + "'}");
        long message = letter(words).message();
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (pictured.missing(message).coming() > 0 && System.nanoTime() < until) {
            pictured.fetch();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }

        assertThat(pictured.missing(message)).isEqualTo(new Pictured.Missing(0, 0));
        assertThat(letter(words).pictures()).hasSize(1);
    }

    @Test
    void aPrivateMessageOlderThanTwoDaysIsAnsweredByHand() {
        push();
        String words = "两天前问的事" + NEXT.incrementAndGet() + "怎么样了？";
        FAR.json("/sim/people/message", "{'name':'王五','to':'" + name + "','text':'" + words + "'}");
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
    void whatIsNotSignedWithOurSecretIsTurnedAway() {
        String at = hook("weibo") + "?timestamp=1397022061823&nonce=57155157&echostr=dnPdpTZz85&signature=";
        String signature = Pushed.sha1(Stream.of("xyz123xyz", "1397022061823", "57155157"));

        assertThat(signature).isEqualTo("90e4c22c90a58f26526c2dd5b6c56c8822edeaa1");
        assertThat(FAR.at(at + signature).body()).isEqualTo("dnPdpTZz85");
        assertThat(FAR.at(at + signature.replace('1', '2')).status()).isEqualTo(403);
        assertThat(FAR.at(at).status()).isEqualTo(403);
    }

    @Autowired
    Pictured pictured;

    @Autowired
    WeiboCounts counts;

    @Autowired
    org.lianxin.channels.Figures figures;

    @Test
    void figuresAreKeptAndWhatWeiboDoesNotSayStaysEmpty() {
        Post post = post("看数的一条。");
        String id = waybill(post).remoteId();
        FAR.json("/sim/people/figures", "{'status':'" + id + "','reposts':14,'likes':63}");
        FAR.json("/sim/users", "{'name':'" + name + "','office':true,'followers':1200}");
        var counted = counts.count(connection(), List.of(new org.lianxin.channels.Counts.Out(id, clock.instant())));
        figures.keep(account.id(), counted);
        figures.keep(account.id(), counted);

        assertThat(figures.followers(account.id())).contains(1200L);
        assertThat(figures.latest(account.id(), 5))
                .singleElement()
                .extracting(org.lianxin.channels.Figures.Row::numbers)
                .isEqualTo(new org.lianxin.channels.Counts.Numbers(null, 14L, 0L, 63L));
    }

    /** An account of another unit, connected as well. */
    private record Carrier(Account account, String token, Deeds deeds) {}

    private Carrier carrier() {
        String handle = "shifan" + NEXT.incrementAndGet();
        Account live = cast.live("water", Platform.WEIBO, handle, handle);
        FAR.json("/sim/users", "{'name':'" + handle + "','office':true}");
        JsonNode issued = FAR.json("/sim/tokens", "{'app':'4000000001','user':'" + handle + "','seconds':1000000}")
                .json();
        String key = issued.path("token").asString("");
        connections
                .connect(
                        live,
                        new Connections.Granted(
                                issued.path("uid").asString(""),
                                handle,
                                Map.of("token", key),
                                clock.instant().plusSeconds(1_000_000)),
                        cast.person("water.editor"))
                .orThrow();
        return new Carrier(live, key, Deeds.of("water", "转发", context));
    }

    private Outcome<Post> carry(Post original, Carrier by, String words) {
        return context.getBean(Reposting.class)
                .create(
                        context.getBean(Ids.class).next(),
                        by.account().unit(),
                        original.id(),
                        words,
                        List.of(by.account().id()),
                        cast.person("water.editor"));
    }

    private Post carried(Post original, Carrier by, String words) {
        return by.deeds().published(carry(original, by, words).orThrow());
    }

    private List<JsonNode> of(Carrier by) {
        return FAR.get("/2/statuses/user_timeline.json", "access_token", by.token(), "count", "20")
                .json()
                .path("statuses")
                .valueStream()
                .toList();
    }

    private Waybill of(Post post, Carrier by) {
        return deliveries.of("post", post.id(), cast.person("water.editor")).getFirst();
    }

    @Test
    void aPostOfAnotherUnitIsCarriedWithOwnWordsOrWithThoseThatWeiboPutsThere() {
        app("advanced");
        Carrier water = carrier();
        Post original = post("文昌街今晚封路，请绕行。");
        Post carried = carried(original, water, "取水车照常通行。");

        JsonNode status = of(water).getFirst();
        assertThat(status.path("text").asString("")).isEqualTo("取水车照常通行。");
        assertThat(status.path("retweeted_status").path("idstr").asString(""))
                .isEqualTo(waybill(original).remoteId());
        assertThat(of(carried, water).remoteId()).isEqualTo(status.path("idstr").asString(""));

        Post bare = carried(post("朝晖路今晚封路，请绕行。"), water, "");
        assertThat(of(bare, water).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(of(water).getFirst().path("text").asString("")).isEqualTo("转发微博");
        String page = FAR.get("/u/"
                        + connections.of(water.account().id()).orElseThrow().remoteId())
                .body();
        assertThat(page).contains("取水车照常通行。").contains("文昌街今晚封路");
    }

    @Test
    void aRepostWhoseAnswerWasLostIsFoundByWhatItCarriesAndStandsThereOnce() {
        app("advanced");
        Carrier water = carrier();
        Post first = carried(post("东门今晚封路。"), water, "");
        FAR.json(
                "/sim/faults",
                "{'path':'/2/statuses/repost','token':'" + water.token() + "','kind':'take-then-drop','next':1}");
        Post lost = carried(post("西门今晚封路。"), water, "");
        assertThat(of(lost, water).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));

        assertThat(of(lost, water).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(of(lost, water).remoteId()).isNotEqualTo(of(first, water).remoteId());
        assertThat(of(water)).hasSize(2);
    }

    @Test
    void aPersonReadsBackARepostWhoseOriginalIsTakenAwayMeanwhile() {
        app("advanced");
        Carrier water = carrier();
        Post original = post("桥头今晚封路。");
        for (String fault : List.of(
                "'path':'/2/statuses/repost','kind':'take-then-drop','next':1",
                "'path':'/2/statuses/user_timeline','kind':'drop-before','next':1000")) {
            FAR.json("/sim/faults", "{'token':'" + water.token() + "'," + fault + "}");
        }
        Post lost = carried(original, water, "");
        later(Duration.ofMinutes(5));
        later(Duration.ofMinutes(6));
        assertThat(of(lost, water).state()).isEqualTo(DeliveryState.MANUAL);
        FAR.delete("/sim/faults");
        delivery.withdraw("post", original.id(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();

        assertThat(context.getBean(Settlements.class)
                        .look(of(lost, water).id(), cast.person("water.editor"))
                        .orThrow())
                .as(of(lost, water).why())
                .isTrue();
        assertThat(of(lost, water).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void aRepostThatNeverArrivedIsSentAgainOnce() {
        app("advanced");
        Carrier water = carrier();
        FAR.json(
                "/sim/faults",
                "{'path':'/2/statuses/repost','token':'" + water.token() + "','kind':'drop-before','next':1}");
        Post lost = carried(post("南门今晚封路。"), water, "注意。");
        assertThat(of(lost, water).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(90));
        later(Duration.ofSeconds(90));

        assertThat(of(lost, water).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(of(water)).hasSize(1);
    }

    @Test
    void anOrdinaryApplicationIsNotOfferedAndWhatWasApprovedBeforeIsLeftToAPerson() {
        app("advanced");
        Carrier water = carrier();
        Post original = post("北门今晚封路。");
        Post draft = carry(original, water, "").orThrow();
        app("basic");
        var offer = context.getBean(Reposting.class).offer(original.id()).orElseThrow();
        assertThat(context.getBean(Reposting.class)
                        .choices(offer, water.account().unit(), null))
                .filteredOn(c -> c.account().id() == water.account().id())
                .singleElement()
                .satisfies(c -> assertThat(c.why()).isEqualTo("channels.weibo.cannot-repost"));

        app("advanced");
        var review = water.deeds().submitted(draft);
        app("basic");
        context.getBean(Reviews.class)
                .approve(review.id(), review.version(), review.digest(), null, cast.person("water.leader"))
                .orThrow();
        delivery.drain();
        assertThat(of(draft, water).state()).isEqualTo(DeliveryState.HAND);
        assertThat(of(water)).isEmpty();
    }

    @Test
    void wordsThatAreTooLongForARepostAreNotCutButRefused() {
        app("advanced");
        Carrier water = carrier();
        Post draft = carry(post("全城今晚封路。"), water, "字".repeat(141)).orThrow();
        assertThat(context.getBean(Posts.class).submit(draft.id(), draft.version(), cast.person("water.editor")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.key()).isEqualTo("posts.target-refuses"));
        assertThat(context.getBean(WeiboReposting.class).count("ab字 https://example.com/a"))
                .isEqualTo(10 + 3);
        assertThat(context.getBean(WeiboReposting.class).count("详见https://t.cn/abc" + "请大家".repeat(66)))
                .as("Chinese that goes on behind a link without a space")
                .isEqualTo(2 + 10 + 198);
    }

    @Test
    void aWithdrawnOriginalTakesTheRepostWithItAndWeiboSaysWhyOneThatIsGoneIsNotCarried() {
        app("advanced");
        Carrier water = carrier();
        Post original = post("河堤今晚封路。");
        Post carried = carried(original, water, "请注意。");
        context.getBean(Posts.class)
                .withdraw(original.id(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(of(water)).isEmpty();
        assertThat(there()).isEmpty();
        assertThat(deliveries.of("post", carried.id(), cast.person("water.editor")))
                .extracting(Waybill::state)
                .contains(DeliveryState.WITHDRAWN);

        Post other = post("河堤明晚封路。");
        FAR.post(
                "/2/statuses/destroy.json",
                "access_token",
                token,
                "id",
                waybill(other).remoteId());
        Post late = carried(other, water, "");
        assertThat(of(late, water).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(of(late, water).why()).contains("微博不存在").contains("20101");
    }
}
