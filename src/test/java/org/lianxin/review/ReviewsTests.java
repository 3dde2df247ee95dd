package org.lianxin.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianxin.review.Probe.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Team;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From asking to the last signature, on the real database. */
@LianxinTest
class ReviewsTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Reviews reviews;

    @Autowired
    Chains chains;

    @Autowired
    Team team;

    @Autowired
    Trail trail;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    private Cast cast;
    private long subject;

    @BeforeEach
    void somethingToReview() {
        cast = Cast.in(context);
        subject = Probe.id();
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Person person(String login) {
        return cast.person(login);
    }

    private Review ask(Request request) {
        return reviews.find(reviews.ask(request, person("traffic.editor")).orThrow())
                .orElseThrow();
    }

    private Review asked() {
        return ask(Probe.of(cast, subject, null));
    }

    private Outcome<Boolean> approve(Review review, String login) {
        return reviews.approve(review.id(), review.version(), review.digest(), null, person(login));
    }

    private List<String> actions() {
        return trail.of(Probe.TYPE, subject).stream().map(Trail.Entry::action).toList();
    }

    private ReviewState state() {
        return reviews.latest(Probe.TYPE, subject).orElseThrow().state();
    }

    @Test
    void one_leader_of_the_unit_signs_where_no_chain_is_set() {
        Review review = asked();
        assertThat(review.chain()).containsExactly(Role.LEADER);
        assertThat(approve(review, "traffic.leader")).isEqualTo(Outcome.done(true));
        assertThat(state()).isEqualTo(ReviewState.PASSED);
        assertThat(actions()).containsExactly("review.asked", "review.passed");
    }

    @Test
    void who_is_nothing_in_the_unit_does_not_even_see_it_and_others_are_told_why_not() {
        Review review = asked();
        for (String stranger : List.of("water.leader", "water.editor", "admin")) {
            assertThat(approve(review, stranger)).isEqualTo(Outcome.notFound());
            assertThat(reviews.sendBack(review.id(), review.version(), "改", person(stranger)))
                    .isEqualTo(Outcome.notFound());
            assertThat(reviews.bypass(review.id(), review.version(), review.digest(), "急", person(stranger)))
                    .isEqualTo(Outcome.notFound());
        }
        assertThat(key(approve(review, "inspector"))).isEqualTo("review.not-your-step");
        assertThat(key(approve(review, "office"))).isEqualTo("review.not-your-step");
        assertThat(key(approve(review, "traffic.partner"))).isEqualTo("review.not-your-step");
        assertThat(key(approve(review, "traffic.spokesperson"))).isEqualTo("review.not-your-step");
        assertThat(reviews.find(review.id()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void what_is_kept_is_what_was_asked_about_byte_for_byte() {
        Review review = ask(Probe.of(cast, subject, "traffic", null, true, "第一个平台", "𠮷"));
        assertThat(Probe.text(reviews.kept(review.id()))).isEqualTo("第一个平台|𠮷");
        assertThat(review.digest()).startsWith("sha256:");
        assertThatThrownBy(() -> reviews.released(review.id())).hasMessageContaining("not approved");
        approve(review, "traffic.leader").orThrow();
        assertThat(Probe.text(reviews.released(review.id()))).isEqualTo("第一个平台|𠮷");
    }

    @Test
    void bytes_labels_or_media_changed_behind_our_back_are_never_handed_out() {
        Review review = asked();
        approve(review, "traffic.leader").orThrow();
        db.sql("update review.kept set bytes = 'x'::bytea where review = ?")
                .param(review.id())
                .update();
        assertThatThrownBy(() -> reviews.kept(review.id())).hasMessageContaining("other bytes");
        assertThatThrownBy(() -> reviews.released(review.id())).hasMessageContaining("other bytes");
    }

    @Test
    void a_decision_on_another_version_or_another_digest_is_changed_meanwhile() {
        Review review = asked();
        assertThat(reviews.approve(review.id(), review.version() + 1, review.digest(), null, person("traffic.leader")))
                .isEqualTo(Outcome.changedMeanwhile());
        assertThat(reviews.approve(review.id(), review.version(), "sha256:00", null, person("traffic.leader")))
                .isEqualTo(Outcome.changedMeanwhile());
        assertThat(reviews.bypass(review.id(), review.version(), "sha256:00", "急", person("traffic.leader")))
                .isEqualTo(Outcome.changedMeanwhile());
        assertThat(state()).isEqualTo(ReviewState.OPEN);
    }

    @Test
    void asking_again_voids_the_open_review_visibly() {
        Review first = asked();
        Review second = ask(Probe.of(cast, subject, "traffic", null, true, "改了一个字"));
        assertThat(reviews.find(first.id()).orElseThrow().state()).isEqualTo(ReviewState.VOID);
        assertThat(approve(first, "traffic.leader")).isEqualTo(Outcome.changedMeanwhile());
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(actions()).containsExactly("review.asked", "review.voided", "review.asked");
        assertThat(reviews.of(Probe.TYPE, subject))
                .extracting(t -> t.review().state())
                .containsExactly(ReviewState.VOID, ReviewState.OPEN);
    }

    @Test
    void the_same_content_asked_again_has_the_same_digest_and_yet_needs_a_new_signature() {
        Review first = asked();
        Review second = asked();
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(approve(first, "traffic.leader")).isEqualTo(Outcome.changedMeanwhile());
    }

    @Test
    void recalling_voids_an_open_review_once() {
        asked();
        assertThat(reviews.recall(Probe.TYPE, subject, "作者收回", person("traffic.editor")))
                .isEqualTo(Outcome.done(true));
        assertThat(reviews.recall(Probe.TYPE, subject, "作者收回", person("traffic.editor")))
                .isEqualTo(Outcome.done(false));
        assertThat(reviews.recall(Probe.TYPE, Probe.id(), "", null)).isEqualTo(Outcome.done(false));
        assertThat(reviews.of(Probe.TYPE, subject).getFirst().steps())
                .extracting(Review.Step::kind, Review.Step::person, Review.Step::remark)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Review.Kind.VOIDED, cast.id("traffic.editor"), "作者收回"));
    }

    @Test
    void sending_back_needs_a_remark_and_ends_the_review() {
        Review review = asked();
        assertThat(key(reviews.sendBack(review.id(), review.version(), "  ", person("traffic.leader"))))
                .isEqualTo("review.remark-needed");
        assertThat(key(reviews.sendBack(review.id(), review.version(), "字".repeat(1001), person("traffic.leader"))))
                .isEqualTo("review.remark-too-long");
        assertThat(key(reviews.sendBack(review.id(), review.version(), "a\0b", person("traffic.leader"))))
                .isEqualTo("review.remark-characters");
        assertThat(reviews.sendBack(review.id(), review.version(), "路名写错了", person("traffic.vice")))
                .isEqualTo(Outcome.done(true));
        assertThat(state()).isEqualTo(ReviewState.SENT_BACK);
        assertThat(approve(review, "traffic.leader")).isEqualTo(Outcome.changedMeanwhile());
        assertThat(actions()).containsExactly("review.asked", "review.sent-back");
    }

    @Test
    void a_chain_is_signed_step_by_step_by_different_people() {
        chains.set(
                        cast.unit("traffic").id(),
                        "",
                        "",
                        List.of(Role.LEADER, Role.LEADER, Role.OFFICE),
                        0,
                        person("office"))
                .orThrow();
        try {
            Review review = asked();
            assertThat(key(approve(review, "office"))).isEqualTo("review.not-your-step");
            assertThat(approve(review, "traffic.leader")).isEqualTo(Outcome.done(false));
            Review second = reviews.find(review.id()).orElseThrow();
            assertThat(key(approve(second, "traffic.leader"))).isEqualTo("review.nobody-twice");
            assertThat(approve(second, "traffic.vice")).isEqualTo(Outcome.done(false));
            assertThat(approve(reviews.find(review.id()).orElseThrow(), "office"))
                    .isEqualTo(Outcome.done(true));
            assertThat(actions())
                    .containsExactly("review.asked", "review.step-approved", "review.step-approved", "review.passed");
        } finally {
            chains.all()
                    .forEach(c ->
                            chains.remove(c.id(), c.version(), person("office")).orThrow());
        }
    }

    @Test
    void a_running_review_keeps_the_chain_it_began_with() {
        Review review = asked();
        Chain set = chains.set(
                        cast.unit("traffic").id(), "", "", List.of(Role.LEADER, Role.OFFICE), 0, person("office"))
                .orThrow();
        assertThat(approve(review, "traffic.leader")).isEqualTo(Outcome.done(true));
        subject = Probe.id();
        assertThat(asked().chain()).containsExactly(Role.LEADER, Role.OFFICE);
        chains.remove(set.id(), set.version(), person("office")).orThrow();
    }

    @Test
    void a_stand_in_signs_and_the_trail_names_both() {
        Instant now = clock.instant();
        var standIn = team.standIn(
                        cast.id("traffic.leader"),
                        cast.id("traffic.spokesperson"),
                        cast.unit("traffic").id(),
                        Role.LEADER,
                        now.minusSeconds(60),
                        now.plusSeconds(3600),
                        person("office"))
                .orThrow();
        Review review = asked();
        assertThat(approve(review, "traffic.spokesperson")).isEqualTo(Outcome.done(true));
        var entry = trail.of(Probe.TYPE, subject).getLast();
        assertThat(entry.actor()).isEqualTo(cast.id("traffic.spokesperson"));
        assertThat(entry.standInFor()).isEqualTo(cast.id("traffic.leader"));
        team.callBack(standIn.id(), person("office")).orThrow();
        subject = Probe.id();
        assertThat(key(approve(asked(), "traffic.spokesperson"))).isEqualTo("review.not-your-step");
    }

    @Test
    void an_author_who_is_a_leader_signs_neither_in_person_nor_through_a_stand_in() {
        Instant now = clock.instant();
        Request own = new Request(
                Probe.TYPE,
                subject,
                cast.unit("traffic").id(),
                "",
                cast.id("traffic.leader"),
                Set.of(),
                Probe.of(cast, subject, null).contents(),
                List.of(),
                null,
                true);
        Review review = ask(own);
        assertThat(key(approve(review, "traffic.leader"))).isEqualTo("review.not-the-author");
        var standIn = team.standIn(
                        cast.id("traffic.leader"),
                        cast.id("traffic.spokesperson"),
                        cast.unit("traffic").id(),
                        Role.LEADER,
                        now.minusSeconds(60),
                        now.plusSeconds(3600),
                        person("office"))
                .orThrow();
        assertThat(key(approve(review, "traffic.spokesperson"))).isEqualTo("review.not-for-the-author");
        team.callBack(standIn.id(), person("office")).orThrow();
        assertThat(approve(review, "traffic.vice")).isEqualTo(Outcome.done(true));
    }

    @Test
    void the_planned_time_lies_outside_the_digest_and_a_late_approval_never_publishes_by_itself() {
        clock.set(Instant.parse("2026-11-24T02:00:00Z"));
        Instant planned = Instant.parse("2026-11-24T09:00:00Z");
        Review review = ask(Probe.of(cast, subject, planned));
        assertThat(asked().digest()).isEqualTo(review.digest());
        review = ask(Probe.of(cast, subject, planned));
        clock.set(planned);
        assertThat(key(approve(review, "traffic.leader"))).isEqualTo("review.late");
        assertThat(state()).isEqualTo(ReviewState.OPEN);
        assertThat(key(reviews.approve(
                        review.id(),
                        review.version(),
                        review.digest(),
                        planned.plus(Duration.ofDays(400)),
                        person("traffic.leader"))))
                .isEqualTo("review.too-far");
        Instant later = planned.plus(Duration.ofHours(1));
        assertThat(reviews.approve(review.id(), review.version(), review.digest(), later, person("traffic.leader")))
                .isEqualTo(Outcome.done(true));
        assertThat(reviews.find(review.id()).orElseThrow().planned()).isEqualTo(later);
        assertThat(reviews.find(review.id()).orElseThrow().digest()).isEqualTo(review.digest());
    }

    @Test
    void a_new_time_that_has_come_already_means_at_once() {
        clock.set(Instant.parse("2026-11-24T02:00:00Z"));
        Review review = ask(Probe.of(cast, subject, Instant.parse("2026-11-24T03:00:00Z")));
        clock.set(Instant.parse("2026-11-24T04:00:00Z"));
        assertThat(reviews.approve(
                        review.id(), review.version(), review.digest(), clock.instant(), person("traffic.leader")))
                .isEqualTo(Outcome.done(true));
        assertThat(reviews.find(review.id()).orElseThrow().planned()).isNull();
    }

    @Test
    void of_two_leaders_at_once_one_decides_and_the_other_is_told() throws Exception {
        for (int round = 0; round < 20; round++) {
            subject = Probe.id();
            Review review = asked();
            boolean mixed = round % 2 == 1;
            List<Outcome<Boolean>> outcomes = together(
                    () -> approve(review, "traffic.leader"),
                    () -> mixed
                            ? reviews.sendBack(review.id(), review.version(), "改", person("traffic.vice"))
                            : approve(review, "traffic.vice"));
            assertThat(outcomes)
                    .as("round " + round)
                    .contains(Outcome.done(true))
                    .contains(Outcome.changedMeanwhile());
            assertThat(reviews.of(Probe.TYPE, subject).getFirst().steps()).hasSize(1);
            assertThat(actions()).hasSize(2);
        }
    }

    @Test
    void of_an_approval_and_a_change_at_once_one_comes_first_and_nothing_is_approved_that_was_changed()
            throws Exception {
        for (int round = 0; round < 20; round++) {
            subject = Probe.id();
            Review review = asked();
            List<Outcome<Boolean>> outcomes = together(
                    () -> approve(review, "traffic.leader"),
                    () -> reviews.ask(Probe.of(cast, subject, null), person("traffic.editor"))
                            .map(id -> true));
            ReviewState first = reviews.find(review.id()).orElseThrow().state();
            assertThat(first).isEqualTo(outcomes.getFirst().isDone() ? ReviewState.PASSED : ReviewState.VOID);
            assertThat(outcomes.get(1).isDone()).isTrue();
        }
    }

    @Test
    void two_requests_for_the_same_thing_at_once_leave_one_open_review() throws Exception {
        for (int round = 0; round < 10; round++) {
            subject = Probe.id();
            List<Outcome<Long>> outcomes = together(
                    () -> reviews.ask(Probe.of(cast, subject, null), person("traffic.editor")),
                    () -> reviews.ask(Probe.of(cast, subject, null), person("traffic.editor")));
            assertThat(outcomes).anyMatch(Outcome::isDone);
            assertThat(reviews.of(Probe.TYPE, subject).stream()
                            .filter(t -> t.review().state() == ReviewState.OPEN))
                    .hasSize(1);
        }
    }

    private static <T> List<T> together(Callable<T> first, Callable<T> second) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> {
                start.await();
                return first.call();
            });
            var two = threads.submit(() -> {
                start.await();
                return second.call();
            });
            return List.of(one.get(), two.get());
        }
    }
}
