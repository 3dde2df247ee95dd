package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Sheet;
import org.lianxin.kernel.Ids;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.PostState;
import org.lianxin.publishing.Posts;
import org.lianxin.publishing.Reposting;
import org.lianxin.registry.Account;
import org.lianxin.review.Review;
import org.lianxin.review.ReviewState;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A post that another unit carries further: approved there, announced to those who follow that unit, and gone when the original goes. */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false"
        })
class AnnounceTests {
    private static final String ACTIVITY = "application/activity+json";

    @Autowired
    ApplicationContext context;

    @Autowired
    Worker worker;

    @Autowired
    Addresses addresses;

    @Autowired
    Reposting reposting;

    @Autowired
    Posts posts;

    @Autowired
    Papers papers;

    @Autowired
    Reviews reviews;

    @Autowired
    Delivery delivery;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Ids ids;

    @Autowired
    Clock clock;

    @Autowired
    List<Waiting> waiting;

    @LocalServerPort
    int port;

    private FarServer far;
    private Cast cast;
    private Account traffic;
    private Account water;
    private Deeds there;
    private Deeds here;

    /** Everybody out there follows the unit that carries, nobody the one whose words they are. */
    @BeforeEach
    void followedByOthers() throws IOException {
        far = new FarServer(port);
        cast = Cast.in(context);
        traffic = Abroad.account(context, "traffic");
        water = Abroad.account(context, "water");
        there = Deeds.of("traffic", "转发", context);
        here = Deeds.of("water", "转发", context);
        far.say("lin", far.activity("Follow", "lin", addresses.actor(water.id())));
        worker.all();
        far.heard.clear();
    }

    @AfterEach
    void shut() {
        far.close();
    }

    private Post original(String text) {
        return there.sentTo("今晚封路", text, List.of(), traffic.id());
    }

    private Outcome<Post> carry(Post original, Account by) {
        return reposting.create(
                ids.next(), by.unit(), original.id(), "", List.of(by.id()), cast.person("water.editor"));
    }

    private Post carried(Post original) {
        return here.published(carry(original, water).orThrow());
    }

    private Post now(Post post) {
        return papers.find(post.id(), cast.person("inspector")).orElseThrow();
    }

    private Post of(Review review) {
        return papers.find(review.subjectId(), cast.person("inspector")).orElseThrow();
    }

    private JsonNode json(String address) {
        var answer = Abroad.get(port, address.replace(addresses.base(), ""), "Accept", ACTIVITY);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private int status(String address) {
        return Abroad.get(port, address.replace(addresses.base(), ""), "Accept", ACTIVITY)
                .statusCode();
    }

    private JsonNode newest(Account account) {
        return json(addresses.of(account.id(), "outbox") + "?page=true")
                .path("orderedItems")
                .path(0);
    }

    @Test
    void what_another_unit_approved_is_announced_to_its_followers_and_stands_in_its_outbox() {
        Post original = original("和顺路今晚封路。");
        Review review = here.submitted(carry(original, water).orThrow());
        Sheet seen = Sheet.read(reviews.kept(review.id()).getFirst().bytes());
        assertThat(seen.carried()).isNotNull();
        assertThat(seen.carried().text()).contains("和顺路今晚封路。");
        delivery.drain();
        worker.all();
        assertThat(far.heard).as("nothing before its leader says so").isEmpty();
        assertThat(reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("water.editor"))
                        .isDone())
                .isFalse();
        reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("water.leader"))
                .orThrow();
        delivery.drain();
        worker.all();

        JsonNode said = far.heard("Announce").getFirst();
        String note = addresses.note(Long.parseLong(seen.carried().remoteId()));
        assertThat(Json.text(said, "actor")).isEqualTo(addresses.actor(water.id()));
        assertThat(Json.text(said, "object")).isEqualTo(note);
        assertThat(Json.ids(said, "to")).containsExactly(Addresses.PUBLIC);
        assertThat(Json.ids(said, "cc"))
                .containsExactly(addresses.of(water.id(), "followers"), addresses.actor(traffic.id()));
        assertThat(json(Json.text(said, "id"))).isEqualTo(said);
        assertThat(Json.text(newest(water), "id")).isEqualTo(Json.text(said, "id"));
        assertThat(Json.text(newest(water), "published")).isEqualTo(Json.text(said, "published"));
        assertThat(Json.text(json(note), "content")).contains("和顺路今晚封路。");
        delivery.drain();
        worker.all();
        assertThat(far.heard("Announce")).hasSize(1);
    }

    @Test
    void a_repost_that_is_withdrawn_is_undone_and_the_original_stays() {
        Post original = original("望湖大道今晚封路。");
        Post carried = carried(original);
        worker.all();
        JsonNode said = far.heard("Announce").getFirst();
        posts.withdraw(carried.id(), "不转了", cast.person("water.leader")).orThrow();
        delivery.drain();
        worker.all();

        JsonNode undo = far.heard("Undo").getFirst();
        assertThat(Json.text(undo.path("object"), "id")).isEqualTo(Json.text(said, "id"));
        assertThat(Json.text(undo.path("object"), "type")).isEqualTo("Announce");
        assertThat(status(Json.text(said, "id"))).isEqualTo(404);
        assertThat(Json.text(newest(water), "id")).isNotEqualTo(Json.text(said, "id"));
        assertThat(now(original).state()).isEqualTo(PostState.PUBLISHED);
        assertThat(carry(original, water).isDone())
                .as("and may be carried anew")
                .isTrue();
    }

    @Test
    void an_original_that_is_withdrawn_goes_for_those_as_well_who_know_it_by_the_repost() {
        Post original = original("银杏大道今晚封路。");
        Post carried = carried(original);
        worker.all();
        posts.withdraw(original.id(), "时间写错了", cast.person("traffic.leader")).orThrow();
        delivery.drain();
        worker.all();

        String note = Json.text(far.heard("Announce").getFirst(), "object");
        assertThat(far.heard("Delete"))
                .singleElement()
                .satisfies(d -> assertThat(Json.text(d.path("object"), "id")).isEqualTo(note));
        assertThat(far.heard("Undo")).hasSize(1);
        assertThat(now(carried).state()).isEqualTo(PostState.WITHDRAWN);
        assertThat(now(carried).remark()).contains("原文已撤下").contains("时间写错了");
        assertThat(deliveries.of("post", carried.id(), cast.person("water.editor")))
                .extracting(w -> w.state())
                .containsExactlyInAnyOrder(DeliveryState.WITHDRAWN, DeliveryState.CONFIRMED);
    }

    @Test
    void a_corrected_original_is_told_to_those_who_know_it_by_the_repost() {
        Post original = original("朝晖路今晚封路。");
        carried(original);
        there.corrected(original, "朝晖路明晚封路。", "日期写错了");
        worker.all();
        assertThat(Json.text(far.heard("Update").getFirst().path("object"), "content"))
                .contains("明晚");
    }

    @Test
    void who_was_told_hears_that_it_is_undone_or_withdrawn_though_nobody_there_follows_any_more() {
        Post taken = original("湖滨路今晚封路。");
        Post undone = carried(taken);
        Post withdrawn = original("南湖路今晚封路。");
        carried(withdrawn);
        worker.all();
        assertThat(far.heard("Announce")).hasSize(2);
        JsonNode known = far.heard("Announce").getLast();
        far.say("lin", far.activity("Undo", "lin", far.activity("Follow", "lin", addresses.actor(water.id()))));
        worker.all();
        posts.withdraw(undone.id(), "不转了", cast.person("water.leader")).orThrow();
        there.corrected(withdrawn, "南湖路明晚封路。", "日期写错了");
        worker.all();
        assertThat(far.heard("Undo")).hasSize(1);
        assertThat(far.heard("Update")).hasSize(1);
        posts.withdraw(withdrawn.id(), "不封了", cast.person("traffic.leader")).orThrow();
        delivery.drain();
        worker.all();
        assertThat(far.heard("Delete"))
                .singleElement()
                .satisfies(d -> assertThat(Json.text(d.path("object"), "id")).isEqualTo(Json.text(known, "object")));
        assertThat(far.heard("Undo")).hasSize(2);
    }

    @Test
    void what_waits_for_its_leader_goes_back_to_its_writer_when_the_original_is_withdrawn() {
        Post original = original("文昌街今晚封路。");
        Review review = here.submitted(carry(original, water).orThrow());
        posts.withdraw(original.id(), "不封了", cast.person("traffic.leader")).orThrow();

        Post back = of(review);
        assertThat(back.state()).isEqualTo(PostState.SENT_BACK);
        assertThat(back.remark()).contains("原文已撤下").contains("不封了");
        assertThat(reviews.find(review.id()).orElseThrow().state()).isEqualTo(ReviewState.VOID);
        assertThat(posts.submit(back.id(), back.version(), cast.person("water.editor"))
                        .isDone())
                .as("what is gone is carried no more")
                .isFalse();
    }

    @Test
    void what_is_approved_and_waits_for_its_time_comes_back_when_the_original_is_withdrawn() {
        Post original = original("青云路今晚封路。");
        Post draft = carry(original, water).orThrow();
        Post later = posts.save(
                        draft.id(),
                        draft.version(),
                        draft.draft().at(clock.instant().plus(Duration.ofHours(5))),
                        cast.person("water.editor"))
                .orThrow();
        here.published(later);
        posts.withdraw(original.id(), "不封了", cast.person("traffic.leader")).orThrow();

        assertThat(now(later).state()).isEqualTo(PostState.REFUSED);
        assertThat(waiting.stream().flatMap(w -> w.waitingFor(cast.person("water.editor")).stream()))
                .filteredOn(i -> i.id().startsWith("post/" + later.id()))
                .singleElement()
                .satisfies(i -> assertThat(i.detail()).contains("原文已撤下").contains("不封了"));
        delivery.drain();
        worker.all();
        assertThat(far.heard("Announce")).isEmpty();
    }

    @Test
    void an_original_corrected_after_the_approval_was_asked_is_not_carried_unread() {
        Post original = original("滨江路今晚封路。");
        Review review = here.submitted(carry(original, water).orThrow());
        there.corrected(original, "滨江路明晚封路。", "日期写错了");
        reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("water.leader"))
                .orThrow();
        delivery.drain();
        worker.all();

        Post refused = of(review);
        assertThat(refused.state()).isEqualTo(PostState.REFUSED);
        assertThat(refused.remark()).contains("更正过");
        assertThat(far.heard("Announce")).isEmpty();
        here.published(refused);
        worker.all();
        assertThat(far.heard("Announce")).as("read again and approved").hasSize(1);
    }

    private String offered() {
        return Abroad.get(port, "/console/reposts", "Authorization", "Bearer " + cast.bearer("water.editor"))
                .body();
    }

    @Test
    void an_original_found_wrong_when_somebody_looked_back_is_neither_offered_nor_carried() {
        String title = Deeds.fresh("今晚封路");
        Post original = there.letThrough(title, "湖滨路今晚封路。", traffic.id());
        Review review = here.submitted(carry(original, water).orThrow());
        assertThat(reposting.offer(original.id())).isPresent();
        assertThat(offered()).contains(title);
        there.lookedBack(original, false);
        assertThat(reposting.offer(original.id())).isEmpty();
        assertThat(offered()).doesNotContain(title);
        reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("water.leader"))
                .orThrow();
        delivery.drain();
        worker.all();
        assertThat(of(review).state()).isEqualTo(PostState.REFUSED);
        assertThat(of(review).remark()).contains("回看").contains("原文");
        assertThat(far.heard("Announce")).isEmpty();

        Post wrong = now(original);
        there.published(posts.save(
                        wrong.id(),
                        wrong.version(),
                        wrong.draft().reading(title, "湖滨路明晚封路。").saying("日期写错了"),
                        cast.person("traffic.editor"))
                .orThrow());
        assertThat(reposting.offer(original.id())).as("corrected").isPresent();
        assertThat(offered()).contains(title);
        here.published(of(review));
        worker.all();
        assertThat(far.heard("Announce")).hasSize(1);
    }

    @Test
    void two_who_carry_the_same_at_the_same_moment_carry_it_once() throws Exception {
        for (int i = 0; i < 8; i++) {
            Post original = original("东环路今晚封路，第" + i + "段。");
            CountDownLatch start = new CountDownLatch(1);
            try (var two = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<Boolean> carrying = () -> {
                    start.await();
                    return carry(original, water).isDone();
                };
                Future<Boolean> one = two.submit(carrying);
                Future<Boolean> other = two.submit(carrying);
                start.countDown();
                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void nothing_waits_for_a_decision_on_a_repost_whose_original_is_gone() {
        Post original = original("西环路今晚封路。");
        Review asked = here.submitted(carry(original, water).orThrow());
        Post carried = of(asked);
        // as when an earlier delivery of it, once refused, was sent again meanwhile and stands
        context.getBean(JdbcClient.class)
                .sql("update publishing.post set state = 'CORRECTION_IN_REVIEW' where id = ?")
                .param(carried.id())
                .update();
        posts.withdraw(original.id(), "时间写错了", cast.person("traffic.leader")).orThrow();
        assertThat(now(carried).state()).isEqualTo(PostState.WITHDRAWN);
        assertThat(reviews.find(asked.id()).orElseThrow().state()).isEqualTo(ReviewState.VOID);
    }

    @Test
    void nobody_carries_their_own_or_twice_or_what_is_not_published_or_a_repost() {
        Post original = original("环城路今晚封路。");
        assertThat(reposting
                        .create(
                                ids.next(),
                                traffic.unit(),
                                original.id(),
                                "",
                                List.of(traffic.id()),
                                cast.person("traffic.editor"))
                        .isDone())
                .isFalse();
        Post carried = carried(original);
        assertThat(carry(original, water).isDone()).isFalse();
        assertThat(reposting.offer(carried.id())).isEmpty();
        assertThat(reposting.offer(there.draft().id())).isEmpty();
        assertThat(posts.correct(carried.id(), cast.person("water.editor")).isDone())
                .isFalse();
        assertThat(reposting
                        .create(
                                ids.next(),
                                water.unit(),
                                original.id(),
                                "",
                                List.of(water.id()),
                                cast.person("traffic.editor"))
                        .isDone())
                .as("for a unit of others")
                .isFalse();
    }
}
