package org.lianxin.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.DeliveryUnsettled;
import org.lianxin.delivery.Parcel;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Duty;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.NewUnit;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Team;
import org.lianxin.registry.Units;
import org.lianxin.review.Review;
import org.lianxin.review.ReviewState;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A post on its way: submitted, signed, out, corrected, withdrawn, with everybody who may interfere. */
@LianxinTest
class ChainTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Posts posts;

    @Autowired
    Papers papers;

    @Autowired
    Reviews reviews;

    @Autowired
    Delivery delivery;

    @Autowired
    Media media;

    @Autowired
    List<Waiting> waiting;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    PlatformTransactionManager transactions;

    private Cast cast;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
    }

    private Draft draft(String title) {
        return Draft.of(
                title,
                "和顺路、望湖大道、银杏大道，每天18点到23点。",
                Category.SERVICE,
                List.of(cast.site("traffic").id()));
    }

    private Post written(Draft draft) {
        return posts.create(cast.unit("traffic").id(), draft, cast.person("traffic.editor"))
                .orThrow();
    }

    private Posts.Submitted submitted(Draft draft) {
        Post post = written(draft);
        return posts.submit(post.id(), post.version(), cast.person("traffic.editor"))
                .orThrow();
    }

    private Post now(Post post) {
        return papers.find(post.id(), cast.person("inspector")).orElseThrow();
    }

    private void approve(Posts.Submitted s) {
        Review review = reviews.find(s.review()).orElseThrow();
        assertThat(reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("traffic.leader"))
                        .orThrow())
                .isTrue();
    }

    private Post out(String title) {
        Posts.Submitted s = submitted(draft(title));
        approve(s);
        delivery.drain();
        return now(s.post());
    }

    private Post correct(Post post, String text, String note) {
        var editor = cast.person("traffic.editor");
        Post open = posts.correct(post.id(), editor).orThrow();
        Draft better = open.draft().reading(open.draft().title(), text).saying(note);
        Post saved = posts.save(post.id(), open.version(), better, editor).orThrow();
        return saved;
    }

    private static Outcome.Refused<?> refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused<?>) outcome;
    }

    private Stream<Waiting.Item> waits(String login, Post post) {
        return waiting.stream()
                .flatMap(w -> w.waitingFor(cast.person(login)).stream())
                .filter(i -> i.id().startsWith("post/" + post.id()));
    }

    @Test
    void what_the_leader_approved_goes_out_and_into_the_register() {
        Posts.Submitted s = submitted(draft("夜市停车，三条街可以停"));
        assertThat(s.post().state()).isEqualTo(PostState.IN_REVIEW);
        byte[] kept = reviews.kept(s.review()).getFirst().bytes();
        approve(s);
        assertThat(now(s.post()).state()).isEqualTo(PostState.APPROVED);
        delivery.drain();
        Post post = now(s.post());
        assertThat(post.state()).isEqualTo(PostState.PUBLISHED);
        assertThat(post.firstPublishedAt()).isNotNull();
        assertThat(reviews.kept(s.review()).getFirst().bytes()).isEqualTo(kept);
        assertThat(papers.entries(post)).singleElement().satisfies(e -> {
            assertThat(e.state()).isEqualTo(Entry.State.OUT);
            assertThat(e.url()).endsWith("/posts/" + post.id());
            assertThat(e.passedBy()).isEqualTo(cast.id("traffic.leader"));
            assertThat(e.writers()).containsExactly(cast.id("traffic.editor"));
        });
    }

    @Test
    void a_text_that_would_expose_somebody_or_has_gaps_is_not_submitted_and_every_gap_is_named() {
        var editor = cast.person("traffic.editor");
        Post exposed = written(draft("处理结果").reading("处理结果", "已电话告知反映人13912345678。"));
        assertThat(refusal(posts.submit(exposed.id(), exposed.version(), editor))
                        .field())
                .isEqualTo("text");
        Post bare = written(new Draft(
                "",
                "只有正文。",
                Category.NEWS,
                null,
                List.of(),
                List.of(),
                context.getBean(Clock.class).instant().minusSeconds(60),
                ""));
        assertThat(papers.obstacles(bare, editor.locale()))
                .extracting(Outcome.Refused::field)
                .contains("title", "targets", "planned");
        assertThat(now(bare).state()).isEqualTo(PostState.DRAFT);
    }

    @Test
    void every_picture_needs_its_description() throws Exception {
        var image = new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var png = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "png", png);
        var editor = cast.person("traffic.editor");
        String hash = media.picture(new java.io.ByteArrayInputStream(png.toByteArray()), editor.id())
                .orThrow()
                .hash();
        Post post = written(draft("路口照片").with(List.of(Illustration.of(hash, "", "路口"))));
        assertThat(post.draft().media().getFirst().width()).isEqualTo(40);
        assertThat(refusal(posts.submit(post.id(), post.version(), editor)).field())
                .isEqualTo("media.0.alternative");
        Post described = posts.save(
                        post.id(),
                        post.version(),
                        post.draft().with(List.of(Illustration.of(hash, "路口全景", "路口"))),
                        editor)
                .orThrow();
        assertThat(posts.submit(post.id(), described.version(), editor).isDone())
                .isTrue();
        assertThat(refusal(posts.create(
                                post.unit(),
                                draft("没有这张").with(List.of(Illustration.of("0".repeat(64), "图", ""))),
                                editor))
                        .field())
                .isEqualTo("media");
    }

    @Test
    void changing_a_text_under_review_voids_the_review_visibly() {
        Posts.Submitted s = submitted(draft("早高峰慢行"));
        Post changed = posts.save(s.post().id(), s.post().version(), draft("早高峰绕行"), cast.person("traffic.editor"))
                .orThrow();
        assertThat(changed.state()).isEqualTo(PostState.DRAFT);
        Review review = reviews.find(s.review()).orElseThrow();
        assertThat(review.state()).isEqualTo(ReviewState.VOID);
        assertThat(refusal(reviews.approve(
                                review.id(), review.version(), review.digest(), null, cast.person("traffic.leader")))
                        .kind())
                .isEqualTo(Outcome.Kind.CHANGED_MEANWHILE);
        assertThat(refusal(posts.save(s.post().id(), s.post().version(), draft("旧表单"), cast.person("traffic.partner")))
                        .kind())
                .isEqualTo(Outcome.Kind.CHANGED_MEANWHILE);
    }

    @Test
    void an_approval_that_waits_for_its_time_becomes_void_by_a_change_and_nothing_goes_out() {
        Posts.Submitted s = submitted(
                draft("周五雨夹雪").at(context.getBean(Clock.class).instant().plus(Duration.ofHours(5))));
        approve(s);
        assertThat(papers.entries(now(s.post()))).hasSize(1);
        Post changed = posts.save(s.post().id(), now(s.post()).version(), draft("周六雨夹雪"), cast.person("traffic.editor"))
                .orThrow();
        assertThat(changed.state()).isEqualTo(PostState.DRAFT);
        assertThat(papers.entries(changed)).isEmpty();
        delivery.drain();
        assertThat(now(changed).state()).isEqualTo(PostState.DRAFT);
    }

    @Test
    void what_was_in_doubt_and_proved_not_to_have_left_is_not_in_the_register_once_it_is_taken_back() {
        Posts.Submitted s = submitted(
                draft("周五停电").at(context.getBean(Clock.class).instant().plus(Duration.ofHours(5))));
        approve(s);
        long post = s.post().id();
        // nobody knew whether it had left; it had not, and waits anew
        context.getBean(Entries.class)
                .unsettled(new DeliveryUnsettled(
                        1,
                        Parcel.Kind.PUBLISH,
                        "post",
                        post,
                        cast.site("traffic").id(),
                        cast.unit("traffic").id(),
                        true,
                        "没有回音",
                        null));
        assertThat(papers.entries(now(s.post())).getFirst().state()).isEqualTo(Entry.State.UNSETTLED);
        Post back = posts.recall(post, cast.person("traffic.editor")).orThrow();
        assertThat(papers.entries(back)).isEmpty();
    }

    @Test
    void nobody_who_wrote_on_it_approves_it_and_a_partner_never_does() {
        Post post = posts.create(cast.unit("traffic").id(), draft("领导也改过"), cast.person("traffic.partner"))
                .orThrow();
        Post edited = posts.save(post.id(), post.version(), draft("领导也改过一处"), cast.person("traffic.leader"))
                .orThrow();
        Posts.Submitted s = posts.submit(post.id(), edited.version(), cast.person("traffic.partner"))
                .orThrow();
        Review review = reviews.find(s.review()).orElseThrow();
        for (String login : List.of("traffic.partner", "traffic.leader", "traffic.editor", "water.leader")) {
            assertThat(reviews.approve(review.id(), review.version(), review.digest(), null, cast.person(login))
                            .isDone())
                    .as(login)
                    .isFalse();
        }
        assertThat(reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("traffic.vice"))
                        .isDone())
                .isTrue();
    }

    @Test
    void what_is_sent_back_comes_with_the_remark_waits_for_the_editor_and_goes_again() {
        Posts.Submitted s = submitted(draft("信号灯配时"));
        Review review = reviews.find(s.review()).orElseThrow();
        reviews.sendBack(review.id(), review.version(), "先说查出来什么。", cast.person("traffic.leader"))
                .orThrow();
        Post back = now(s.post());
        assertThat(back.state()).isEqualTo(PostState.SENT_BACK);
        assertThat(back.remark()).isEqualTo("先说查出来什么。");
        assertThat(waits("traffic.editor", back))
                .singleElement()
                .extracting(Waiting.Item::detail)
                .isEqualTo("先说查出来什么。");
        assertThat(waits("water.editor", back)).isEmpty();
        Post again = posts.save(back.id(), back.version(), draft("信号灯配时查明了"), cast.person("traffic.editor"))
                .orThrow();
        assertThat(posts.submit(again.id(), again.version(), cast.person("traffic.editor"))
                        .orThrow()
                        .post()
                        .revision())
                .isEqualTo(2);
        assertThat(waits("traffic.editor", back)).isEmpty();
    }

    @Test
    void a_correction_goes_the_whole_chain_while_readers_keep_the_earlier_text() {
        Post post = out("八点开放");
        assertThat(refusal(posts.save(post.id(), post.version(), draft("偷偷改"), cast.person("traffic.editor")))
                        .key())
                .isEqualTo("posts.correct-first");
        Post open = correct(post, "改为六点开放，请早到。", "");
        assertThat(refusal(posts.submit(open.id(), open.version(), cast.person("traffic.editor")))
                        .field())
                .isEqualTo("note");
        Draft noted = open.draft().saying("时间写错了：八点应当是六点。");
        Post saved = posts.save(open.id(), open.version(), noted, cast.person("traffic.editor"))
                .orThrow();
        Posts.Submitted s = posts.submit(saved.id(), saved.version(), cast.person("traffic.editor"))
                .orThrow();
        assertThat(papers.published(s.post()))
                .get()
                .extracting(r -> r.draft().text())
                .isEqualTo(post.draft().text());
        approve(s);
        delivery.drain();
        Post corrected = now(post);
        assertThat(corrected.state()).isEqualTo(PostState.PUBLISHED);
        assertThat(papers.entries(corrected).getFirst().correctedAt()).isNotNull();
        assertThat(papers.published(corrected))
                .get()
                .extracting(Revision::number)
                .isEqualTo(2);
        assertThat(papers.revisions(corrected))
                .extracting(r -> r.draft().text())
                .containsExactly("改为六点开放，请早到。", post.draft().text());
    }

    @Test
    void a_dropped_correction_leaves_what_readers_have() {
        Post post = out("不用更正的");
        Post open = correct(post, "改错了的正文。", "其实没有错。");
        Post dropped = posts.drop(open.id(), open.version(), cast.person("traffic.editor"))
                .orThrow();
        assertThat(dropped.state()).isEqualTo(PostState.PUBLISHED);
        assertThat(dropped.draft().text()).isEqualTo(post.draft().text());
    }

    @Test
    void a_correction_taken_back_after_its_approval_leaves_what_readers_have() {
        Post post = out("九点开门");
        Post open = correct(post, "八点半开门。", "时间提前了。");
        Post timed = posts.save(
                        open.id(),
                        open.version(),
                        open.draft().at(context.getBean(Clock.class).instant().plus(Duration.ofHours(2))),
                        cast.person("traffic.editor"))
                .orThrow();
        Posts.Submitted s = posts.submit(timed.id(), timed.version(), cast.person("traffic.editor"))
                .orThrow();
        approve(s);
        Post back = posts.recall(post.id(), cast.person("traffic.editor")).orThrow();
        assertThat(back.state()).isEqualTo(PostState.CORRECTING);
        assertThat(papers.published(back)).get().extracting(Revision::number).isEqualTo(1);
        delivery.drain();
        assertThat(papers.entries(now(post)).getFirst().correctedAt()).isNull();
    }

    @Test
    void a_leader_withdraws_at_once_and_it_stays_withdrawn() {
        Post post = out("要撤下的");
        assertThat(refusal(posts.withdraw(post.id(), "写错了", cast.person("traffic.editor")))
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_ALLOWED);
        posts.withdraw(post.id(), "路段写错了，另发一篇。", cast.person("traffic.leader")).orThrow();
        delivery.drain();
        Post gone = now(post);
        assertThat(gone.state()).isEqualTo(PostState.WITHDRAWN);
        assertThat(papers.entries(gone).getFirst().state()).isEqualTo(Entry.State.WITHDRAWN);
        assertThat(refusal(posts.correct(post.id(), cast.person("traffic.editor")))
                        .key())
                .isEqualTo("posts.no-such-move");
        Posts.Submitted planned = submitted(
                draft("没发就撤").at(context.getBean(Clock.class).instant().plus(Duration.ofHours(3))));
        approve(planned);
        posts.withdraw(planned.post().id(), "不发了。", cast.person("office")).orThrow();
        delivery.drain();
        assertThat(papers.entries(now(planned.post()))).extracting(Entry::state).containsExactly(Entry.State.STOPPED);
    }

    @Test
    void a_look_back_that_fails_opens_a_correction() {
        Posts.Submitted s = submitted(draft("紧急绕行"));
        Review review = reviews.find(s.review()).orElseThrow();
        reviews.bypass(review.id(), review.version(), review.digest(), "路面塌陷，车流不能等。", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(now(s.post()).state()).isEqualTo(PostState.PUBLISHED);
        reviews.lookBack(review.id(), false, "路名写错了。", cast.person("traffic.vice"))
                .orThrow();
        Post post = now(s.post());
        assertThat(post.state()).isEqualTo(PostState.CORRECTING);
        assertThat(waits("traffic.editor", post))
                .singleElement()
                .extracting(Waiting.Item::kind)
                .isEqualTo("posts.waiting.flaw");
        assertThat(papers.entries(post).getFirst().urgent()).isTrue();
    }

    @Test
    void a_bypass_that_waits_for_its_time_does_not_go_out_after_a_failed_look_back() {
        Posts.Submitted s = submitted(
                draft("明早绕行").at(context.getBean(Clock.class).instant().plus(Duration.ofHours(8))));
        Review review = reviews.find(s.review()).orElseThrow();
        reviews.bypass(review.id(), review.version(), review.digest(), "今晚没有领导在。", cast.person("traffic.leader"))
                .orThrow();
        reviews.lookBack(review.id(), false, "路名写错了。", cast.person("traffic.vice"))
                .orThrow();
        assertThat(now(s.post()).state()).isEqualTo(PostState.SENT_BACK);
        assertThat(papers.entries(now(s.post()))).isEmpty();
    }

    @Test
    void the_drafts_of_somebody_who_left_are_the_successors() {
        People people = context.getBean(People.class);
        Team team = context.getBean(Team.class);
        long unit = cast.unit("traffic").id();
        long leaver = people.create(
                        NewPerson.of("leaver", "走的人")
                                .withPassword(Cast.PASSWORD)
                                .withEmail("leaver@shifan.example"),
                        null)
                .orThrow()
                .id();
        team.appoint(leaver, unit, Role.EDITOR, Duty.PART_TIME, null).orThrow();
        Post draft = posts.create(unit, draft("没写完的"), people.asPerson(leaver).orElseThrow())
                .orThrow();
        people.leave(leaver, cast.id("traffic.editor"), cast.person("admin")).orThrow();
        assertThat(now(draft).owner()).isEqualTo(cast.id("traffic.editor"));
        assertThat(now(draft).writers()).containsExactly(leaver);
    }

    @Test
    void an_account_that_closes_is_announced_by_a_post_of_its_own() {
        Units units = context.getBean(Units.class);
        Accounts accounts = context.getBean(Accounts.class);
        Team team = context.getBean(Team.class);
        long unit = units.create(NewUnit.of("closing", "要停一个号的单位", "department", ""), null)
                .orThrow()
                .id();
        Account account = accounts.open(NewAccount.of(unit, Platform.SITE, "closing", "示范停号"), null)
                .orThrow();
        accounts.move(account.id(), AccountState.TRIAL, "", null).orThrow();
        accounts.move(account.id(), AccountState.LIVE, "", null).orThrow();
        team.appoint(cast.id("water.editor"), unit, Role.EDITOR, Duty.NONE, null)
                .orThrow();
        team.appoint(cast.id("water.vice"), unit, Role.LEADER, Duty.NONE, null).orThrow();
        accounts.proposeClosure(account.id(), "并入示范水务", cast.person("office")).orThrow();
        var editor = cast.person("water.editor");
        Waiting.Item item = waiting.stream()
                .flatMap(w -> w.waitingFor(editor).stream())
                .filter(i -> i.kind().equals("posts.waiting.closure"))
                .findFirst()
                .orElseThrow();
        long id = Long.parseLong(item.id().split("/")[1]);
        Post notice = papers.find(id, editor).orElseThrow();
        assertThat(notice.draft().text()).contains("并入示范水务");
        Posts.Submitted s = posts.submit(id, notice.version(), editor).orThrow();
        Review review = reviews.find(s.review()).orElseThrow();
        reviews.approve(review.id(), review.version(), review.digest(), null, cast.person("water.vice"))
                .orThrow();
        delivery.drain();
        assertThat(accounts.find(account.id()).orElseThrow().closureNoticeAt()).isNotNull();
    }

    /** Stands where a round of deliveries stands, with the delivery in hand and the post still to be told; the other must not hold the post. */
    private void waitsForTheDelivery(Post post, Runnable other) throws Exception {
        try (var alone = Executors.newSingleThreadExecutor()) {
            Future<?> later = new TransactionTemplate(transactions).execute(status -> {
                db.sql("select id from delivery.delivery where subject_type = 'post' and subject_id = ? for update")
                        .param(post.id())
                        .query(Long.class)
                        .list();
                Future<?> started = alone.submit(other);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> db.sql("select count(*) > 0 from pg_locks where not granted")
                                .query(Boolean.class)
                                .single());
                // refused at once if somebody else has it
                db.sql("select id from publishing.post where id = ? for update nowait")
                        .param(post.id())
                        .query(Long.class)
                        .single();
                return started;
            });
            later.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_change_a_recall_and_a_failed_look_back_wait_for_a_delivery_before_they_take_the_post() throws Exception {
        Post changed = approvedForTomorrow("改一改");
        waitsForTheDelivery(
                changed,
                () -> posts.save(
                        changed.id(),
                        now(changed).version(),
                        changed.draft().reading("改过了", "新的内容。"),
                        cast.person("traffic.editor")));
        assertThat(now(changed).draft().title()).isEqualTo("改过了");
        Post recalled = approvedForTomorrow("收回来");
        waitsForTheDelivery(recalled, () -> posts.recall(recalled.id(), cast.person("traffic.editor")));
        assertThat(now(recalled).state()).isEqualTo(PostState.DRAFT);
        Posts.Submitted s = submitted(draft("急件").at(clock.instant().plus(Duration.ofDays(1))));
        Review review = reviews.find(s.review()).orElseThrow();
        reviews.bypass(review.id(), review.version(), review.digest(), "停水抢修", cast.person("traffic.leader"))
                .orThrow();
        waitsForTheDelivery(s.post(), () -> reviews.lookBack(review.id(), false, "时间写错了", cast.person("office")));
        assertThat(now(s.post()).state()).isEqualTo(PostState.SENT_BACK);
    }

    @Test
    void an_editor_who_withdraws_in_the_leaders_stead_is_named_with_the_leader() {
        Post post = out("撤下来");
        Person editor = cast.person("traffic.editor");
        long leader = cast.person("traffic.leader").id();
        List<Grant> grants = Stream.concat(
                        editor.grants().stream(), Stream.of(new Grant(Role.LEADER, post.unit(), leader)))
                .toList();
        Person standIn = new Person(
                editor.id(), editor.login(), editor.name(), false, editor.locale(), editor.session(), grants);
        posts.withdraw(post.id(), "时间有误", standIn).orThrow();
        assertThat(context.getBean(Trail.class).of("post", post.id()))
                .filteredOn(e ->
                        Set.of("post.withdrawn", "delivery.withdrawal-ordered").contains(e.action()))
                .hasSize(2)
                .extracting(Trail.Entry::standInFor)
                .containsOnly(leader);
    }

    private Post approvedForTomorrow(String title) {
        Posts.Submitted s = submitted(draft(title).at(clock.instant().plus(Duration.ofDays(1))));
        approve(s);
        return now(s.post());
    }
}
