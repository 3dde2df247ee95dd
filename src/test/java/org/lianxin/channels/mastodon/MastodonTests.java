package org.lianxin.channels.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Counts;
import org.lianxin.channels.OneAccount;
import org.lianxin.channels.Places;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.delivery.Waybill;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.registry.Platform;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Posts, corrections, answers and mentions on a server elsewhere. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.mastodon.poll=0s",
            "lianxin.outbound.allow=127.0.0.0/8 ::1/128",
            "lianxin.outbound.http=true",
            "lianxin.public-url=http://shifan.example"
        })
class MastodonTests extends OneAccount {
    @Autowired
    Mastodon mastodon;

    @Autowired
    MastodonConnects connects;

    @Autowired
    MastodonPolling polling;

    @Autowired
    MastodonCounts counts;

    @Autowired
    Places places;

    final Elsewhere elsewhere = new Elsewhere();

    @BeforeEach
    void connected() {
        String name = "elsewhere" + NEXT.incrementAndGet();
        open(Platform.MASTODON, name, name);
        connect();
    }

    private void connect() {
        connect(connects.tried(account, Map.of("base", elsewhere.url(), "token", Elsewhere.TOKEN))
                .orThrow());
    }

    @AfterEach
    void end() {
        // the next server may have the same port, and so the same name
        connections.end(account, cast.person("traffic.editor"));
        elsewhere.close();
    }

    private String id(Post post) {
        return waybill(post).remoteId().substring("status/".length());
    }

    @Test
    void whatWasApprovedStandsThereWithItsPicturesAndWhatTheyShow() {
        Post post = post(
                "早高峰望湖大道施工，请绕行朝晖路。",
                Illustration.of(deeds.picture(), "施工围挡", ""),
                Illustration.of(deeds.picture(), "绕行路线", ""));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(waybill(post).url()).startsWith(elsewhere.url() + "/@Traffic/");
        assertThat(elsewhere.ours()).hasSize(1);
        assertThat(String.valueOf(elsewhere.ours().getFirst().get("content")))
                .contains("早高峰望湖大道施工")
                .contains("shifan.example/posts/" + post.id());
        assertThat(elsewhere.descriptions).containsValues("施工围挡", "绕行路线");
        assertThat(String.valueOf(elsewhere.ours().getFirst().get("media_attachments")))
                .contains(elsewhere.descriptions.keySet().iterator().next());
    }

    @Test
    void aPictureThatTheServerIsStillAtWorkOnIsWaitedForAndNotBroughtAgain() {
        elsewhere.atWork = 1;
        Post post = post("请绕行朝晖路。", Illustration.of(deeds.picture(), "施工围挡", ""));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(elsewhere.descriptions).containsValue("施工围挡").hasSize(1);
    }

    @Test
    void aPostIsAsLongAsThatServerAllows() {
        Manuscript long_ = new Manuscript(
                "post", "", "绕行".repeat(400), "service", "", 1, "", account.id(), "", "913541254409030953", List.of());
        var fitted = mastodon.fit(long_);

        assertThat(fitted.problem()).isNull();
        assertThat(fitted.characters()).isEqualTo(300);
        assertThat(Sheet.read(fitted.bytes()).plain()).endsWith(" http://shifan.example/posts/913541254409030953");
    }

    @Test
    void aLostAnswerIsFoundOnTheTimelineAndNothingStandsThereTwice() {
        elsewhere.faults.add(Elsewhere.Fault.TAKE_THEN_DROP);
        Post post = post("绕行东门，答话丢了。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(elsewhere.ours()).hasSize(1);
    }

    @Test
    void whatNeverArrivedIsSentAgainOnce() {
        elsewhere.faults.add(Elsewhere.Fault.DROP_BEFORE);
        Post post = post("绕行东门，没有送到。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));
        later(Duration.ofSeconds(90));
        later(Duration.ofSeconds(90));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(elsewhere.ours()).hasSize(1);
    }

    @Test
    void whatTheServerRefusesIsRefusedInItsOwnWords() {
        elsewhere.faults.add(Elsewhere.Fault.REFUSE);
        Post post = post("太长了的话。");

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(waybill(post).why()).contains("character limit").contains("422");
    }

    @Test
    void whoIsToldWhenToComeAgainComesThen() {
        elsewhere.faults.add(Elsewhere.Fault.TOO_MUCH);
        Post post = post("发得太快。");

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(waybill(post).nextAt())
                .isBetween(clock.instant().plusSeconds(30), clock.instant().plusSeconds(43));
        later(Duration.ofSeconds(44));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void aServerThatBreaksMayHaveTakenIt() {
        elsewhere.faults.add(Elsewhere.Fault.BROKEN);

        assertThat(waybill(post("服务器出了故障。")).state()).isEqualTo(DeliveryState.UNKNOWN);
    }

    @Test
    void aTokenThatWasRevokedIsAskedForAnewAndThenItGoesOut() {
        elsewhere.revoked = true;
        Post post = post("授权被撤销了。");
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(connection().state()).isEqualTo(Connection.State.EXPIRED);
        elsewhere.revoked = false;
        connect();
        later(Duration.ofMinutes(6));

        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void aCorrectionChangesItAndAWithdrawalTakesItAway() {
        Post post = post("施工到二十号为止。", Illustration.of(deeds.picture(), "施工围挡", ""));
        elsewhere.faults.add(Elsewhere.Fault.TAKE_THEN_DROP);
        deeds.corrected(post, "施工到二十八号为止。", "日期写错了");
        later(Duration.ofSeconds(3));

        assertThat(waybills(post)).extracting(Waybill::state).containsOnly(DeliveryState.CONFIRMED);
        assertThat(String.valueOf(elsewhere.ours().getFirst().get("content"))).contains("二十八号");
        assertThat(String.valueOf(elsewhere.ours().getFirst().get("media_attachments")))
                .as("pictures stay")
                .isNotEqualTo("[]");
        elsewhere.faults.add(Elsewhere.Fault.TAKE_THEN_DROP);
        delivery.withdraw("post", post.id(), "工程取消", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        later(Duration.ofSeconds(3));
        later(Duration.ofSeconds(90));

        assertThat(elsewhere.ours()).isEmpty();
        assertThat(waybills(post)).extracting(Waybill::state).contains(DeliveryState.WITHDRAWN);
    }

    @Test
    void anAnswerToOurPostIsACaseAndOursStandsBelowItAndNamesWhoAsked() {
        Post post = post("评论区答复大家。");
        String words = "请问绕行到几号结束" + NEXT.incrementAndGet() + "？";
        String asked = elsewhere.says("lin@far.example", "@Traffic " + words, id(post), "public");
        polling.fetch(connection());
        polling.fetch(connection());

        assertThat(letters(words)).hasSize(1);
        assertThat(letter(words).channel()).isEqualTo("fediverse");
        elsewhere.faults.add(Elsewhere.Fault.TAKE_THEN_DROP);
        deeds.answer(letter(words), "绕行到本月28号结束，谢谢关注。");
        later(Duration.ofSeconds(3));

        List<Map<String, Object>> answers = elsewhere.ours().stream()
                .filter(s -> asked.equals(s.get("in_reply_to_id")))
                .toList();
        assertThat(answers).hasSize(1);
        assertThat(String.valueOf(answers.getFirst().get("content")))
                .contains("@<span>lin</span>")
                .contains("绕行到本月28号结束");
        assertThat(answers.getFirst().get("visibility")).isEqualTo("public");
        assertThat(letter(words).state().word()).isEqualTo("answered");
    }

    @Test
    void whatWasAskedInPrivateIsAnsweredInPrivate() {
        String words = "家门口的红绿灯坏了" + NEXT.incrementAndGet() + "，请修一修。";
        String asked = elsewhere.says("lin", "@Traffic <b>" + words, "", "direct");
        polling.fetch(connection());
        deeds.answer(letter(words), "已经派人去修。");

        assertThat(elsewhere.ours().stream()
                        .filter(s -> asked.equals(s.get("in_reply_to_id")))
                        .map(s -> s.get("visibility")))
                .containsExactly("direct");
    }

    @Test
    void whatItsAuthorTookAwayIsNotAnsweredIntoTheAir() {
        String words = "这句话要删掉" + NEXT.incrementAndGet() + "怎么办？";
        String asked = elsewhere.says("lin", "@Traffic " + words, "", "public");
        polling.fetch(connection());
        elsewhere.statuses.remove(asked);
        deeds.answer(letter(words), "请重新写一遍。");

        assertThat(elsewhere.ours()).isEmpty();
        assertThat(context.getBean(Arrivals.class)
                        .origin(letter(words).number())
                        .orElseThrow()
                        .deleted())
                .isTrue();
    }

    @Test
    void manyMentionsAreFetchedToTheirEndAndOldOnesAreNobodysQuestionToUs() {
        String words = "第一句" + NEXT.incrementAndGet() + "怎么办？";
        Elsewhere before = elsewhere;
        before.says("lin", "@Traffic 连接以前问的" + words, "", "public");
        before.mentions.getFirst().put("created_at", "2020-01-01T00:00:00.000Z");
        before.says("lin", "@Traffic 请问" + words, "", "public");
        IntStream.range(0, 90).forEach(i -> before.says("lin", "@Traffic 谢谢" + i, "", "public"));
        polling.fetch(connection());

        assertThat(letters("请问" + words)).hasSize(1);
        assertThat(letters("连接以前问的" + words)).isEmpty();
    }

    @Test
    void whoMovesToAnotherServerIsHeardThereWhateverItsNumbers() {
        elsewhere.says("lin", "@Traffic 请问几点开门？", "", "public");
        polling.fetch(connection());
        Connection there = connection();
        assertThat(places.of(account.id(), "mentions")).isPresent();
        connect();
        assertThat(places.of(account.id(), "mentions")).as("connected anew").isPresent();

        connect(new Connections.Granted("@traffic@smaller.example", "@traffic", there.secrets(), null));
        polling.fetch(there);
        assertThat(places.of(account.id(), "mentions"))
                .as("nothing of the one before is left, nor comes from a fetch that began before")
                .isEmpty();
    }

    private String refused(String base, String token) {
        return connects.tried(account, Map.of("base", base, "token", token))
                        instanceof Outcome.Refused<Connections.Granted> refused
                ? refused.key()
                : "";
    }

    @Test
    void aTryAsksWhoWeAreAndHowLongAPostMayBe() {
        assertThat(connection().remoteName()).startsWith("@Traffic@127.0.0.1:");
        assertThat(connection().secret("characters")).isEqualTo("300");
        assertThat(refused("no address", Elsewhere.TOKEN)).isEqualTo("channels.connect.mastodon.base-form");
        assertThat(refused("https://192.168.1.1", Elsewhere.TOKEN)).isEqualTo("channels.connect.may-not-reach");
        assertThat(refused(elsewhere.url(), "short")).isEqualTo("channels.connect.mastodon.token-form");
        assertThat(refused(elsewhere.url(), "another-token-altogether"))
                .isEqualTo("channels.connect.mastodon.token-not-taken");
        assertThat(refused(elsewhere.url() + "/forum", Elsewhere.TOKEN))
                .isEqualTo("channels.connect.mastodon.no-server");
        assertThat(elsewhere.ours()).isEmpty();
    }

    @Test
    void itTellsWhatWasPassedOnAnsweredAndLiked() {
        Post post = post("数一数有多少人。");
        String remote = waybill(post).remoteId();
        var counted = counts.count(connection(), List.of(new Counts.Out(remote, clock.instant())));

        assertThat(counted.posts().get(remote)).isEqualTo(new Counts.Numbers(null, 3L, 2L, 4L));
        assertThat(counted.followers()).isEqualTo(12L);
    }
}
