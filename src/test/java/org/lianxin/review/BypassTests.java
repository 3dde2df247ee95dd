package org.lianxin.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.review.Probe.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Letting through before the chain has signed, looking back, and taking back what was approved. */
@LianxinTest
class BypassTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Reviews reviews;

    @Autowired
    Trail trail;

    @Autowired
    LianxinClock clock;

    @Autowired
    TransactionTemplate transaction;

    private Cast cast;
    private long subject;

    @BeforeEach
    void somethingUrgent() {
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

    private Review asked() {
        return reviews.find(reviews.ask(Probe.of(cast, subject, null), person("traffic.editor"))
                        .orThrow())
                .orElseThrow();
    }

    private Outcome<Boolean> bypass(Review review, String login) {
        return reviews.bypass(review.id(), review.version(), review.digest(), "路面塌陷，来不及", person(login));
    }

    private Review again(Review review) {
        return reviews.find(review.id()).orElseThrow();
    }

    private List<String> actions() {
        return trail.of(Probe.TYPE, subject).stream().map(Trail.Entry::action).toList();
    }

    @Test
    void a_bypass_needs_a_reason_and_opens_a_look_back_due_within_24_hours() {
        clock.set(Instant.parse("2026-11-24T02:00:00Z"));
        Review review = asked();
        assertThat(key(reviews.bypass(review.id(), review.version(), review.digest(), " ", person("traffic.leader"))))
                .isEqualTo("review.reason-needed");
        assertThat(bypass(review, "office")).isEqualTo(Outcome.done(true));
        assertThat(again(review).state()).isEqualTo(ReviewState.BYPASSED);
        assertThat(again(review).lookBackDue()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        assertThat(again(review).bypassedBy()).isEqualTo(cast.id("office"));
        assertThat(Probe.text(reviews.released(review.id()))).isEqualTo("路灯已修好");
        assertThat(actions()).containsExactly("review.asked", "review.bypassed");
        assertThat(trail.of(Probe.TYPE, subject).getLast().details()).contains("路面塌陷", review.digest());
    }

    @Test
    void a_bypass_keeps_a_planned_time_that_is_to_come_and_goes_at_once_when_it_has_passed() {
        clock.set(Instant.parse("2026-11-24T02:00:00Z"));
        Instant planned = Instant.parse("2026-11-24T04:00:00Z");
        Review ahead = reviews.find(
                        reviews.ask(Probe.of(cast, subject, planned), null).orThrow())
                .orElseThrow();
        bypass(ahead, "office").orThrow();
        assertThat(again(ahead).planned()).isEqualTo(planned);
        subject = Probe.id();
        Review late = reviews.find(
                        reviews.ask(Probe.of(cast, subject, planned), null).orThrow())
                .orElseThrow();
        clock.set(Instant.parse("2026-11-24T05:00:00Z"));
        bypass(late, "office").orThrow();
        assertThat(again(late).planned()).isNull();
    }

    @Test
    void a_partner_an_editor_and_a_leader_elsewhere_let_nothing_through() {
        Review review = asked();
        assertThat(key(bypass(review, "traffic.partner"))).isEqualTo("review.not-your-step");
        assertThat(key(bypass(review, "traffic.editor"))).isEqualTo("review.not-your-step");
        assertThat(key(bypass(review, "traffic.spokesperson"))).isEqualTo("review.not-your-step");
        assertThat(key(bypass(review, "inspector"))).isEqualTo("review.not-your-step");
        assertThat(bypass(review, "water.leader")).isEqualTo(Outcome.notFound());
        assertThat(bypass(review, "office.leader")).isEqualTo(Outcome.notFound());
        assertThat(again(review).version()).isEqualTo(1);
    }

    @Test
    void an_answer_to_a_citizen_is_never_let_through_unread() {
        Review reply = reviews.find(reviews.ask(Probe.of(cast, subject, "traffic", null, false, "答复"), null)
                        .orThrow())
                .orElseThrow();
        assertThat(key(bypass(reply, "office"))).isEqualTo("review.never-unread");
    }

    @Test
    void somebody_else_looks_back_and_finds_it_good() {
        Review review = asked();
        bypass(review, "traffic.leader").orThrow();
        assertThat(key(reviews.lookBack(review.id(), true, "", person("traffic.leader"))))
                .isEqualTo("review.not-the-bypasser");
        assertThat(key(reviews.lookBack(review.id(), true, "", person("traffic.editor"))))
                .isEqualTo("review.not-your-step");
        assertThat(reviews.lookBack(review.id(), true, "", person("water.leader")))
                .isEqualTo(Outcome.notFound());
        assertThat(reviews.lookBack(review.id(), true, "", person("traffic.vice")))
                .isEqualTo(Outcome.done(true));
        assertThat(again(review).state()).isEqualTo(ReviewState.LOOKED_BACK);
        assertThat(reviews.lookBack(review.id(), false, "不对", person("office"))).isEqualTo(Outcome.changedMeanwhile());
        assertThat(actions()).containsExactly("review.asked", "review.bypassed", "review.looked-back");
    }

    @Test
    void a_look_back_that_fails_says_what_is_wrong_and_opens_a_correction() {
        Review review = asked();
        bypass(review, "traffic.leader").orThrow();
        assertThat(key(reviews.lookBack(review.id(), false, "", person("office"))))
                .isEqualTo("review.remark-needed");
        assertThat(reviews.lookBack(review.id(), false, "路段写错了", person("office")))
                .isEqualTo(Outcome.done(true));
        assertThat(again(review).state()).isEqualTo(ReviewState.LOOK_BACK_FAILED);
        assertThat(actions()).containsExactly("review.asked", "review.bypassed", "review.look-back-failed");
        assertThat(reviews.recall(Probe.TYPE, subject, "", null)).isEqualTo(Outcome.done(false));
    }

    @Test
    void an_approval_becomes_void_only_while_nothing_has_left_the_house() {
        List<Long> asked = new ArrayList<>();
        Review review = asked();
        reviews.approve(review.id(), review.version(), review.digest(), null, person("traffic.leader"))
                .orThrow();
        Reviews closed = withDoor(id -> {
            asked.add(id);
            return false;
        });
        assertThat(key(transaction.execute(t -> closed.recall(Probe.TYPE, subject, "改字", person("traffic.editor")))))
                .isEqualTo("review.on-its-way");
        assertThat(again(review).state()).isEqualTo(ReviewState.PASSED);
        Reviews open = withDoor(id -> asked.add(id));
        Outcome<Boolean> outcome =
                transaction.execute(t -> open.recall(Probe.TYPE, subject, "改字", person("traffic.editor")));
        assertThat(outcome).isEqualTo(Outcome.done(true));
        assertThat(again(review).state()).isEqualTo(ReviewState.VOID);
        assertThat(asked).isEqualTo(Probe.ids(review.id(), review.id()));
        assertThat(actions()).endsWith("review.passed", "review.voided");
    }

    private Reviews withDoor(Outgoing door) {
        return new Reviews(
                context.getBean(ReviewStore.class),
                context.getBean(Decisions.class),
                context.getBean(Bypasses.class),
                context.getBean(Bell.class),
                new StaticListableBeanFactory(java.util.Map.of("door", door)).getBeanProvider(Outgoing.class));
    }
}
