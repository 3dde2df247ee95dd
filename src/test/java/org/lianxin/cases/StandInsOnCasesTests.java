package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.delivery.Delivery;
import org.lianxin.intake.Message.Kind;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Grant;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Whoever acts on a case in somebody's stead: timeline and trail say for whom, at every move. */
@LianxinTest
class StandInsOnCasesTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Casework casework;

    @Autowired
    Replies replies;

    private Letters letters;
    private long traffic;

    @BeforeEach
    void cast() {
        letters = new Letters(context);
        traffic = letters.cast.unit("traffic").id();
    }

    /** Somebody who may do this for {@code absent} and has no right of their own but those given. */
    private Person standIn(String absent, Role role, long unit, Grant... own) {
        Person somebody = letters.cast.person("water.vice");
        List<Grant> grants = Stream.concat(Stream.of(new Grant(role, unit, letters.cast.id(absent))), Stream.of(own))
                .toList();
        return new Person(
                somebody.id(), somebody.login(), somebody.name(), false, Locale.SIMPLIFIED_CHINESE, "", grants);
    }

    private List<Step> byPeople(Case letter) {
        return context.getBean(CaseStore.class).steps(letter.id()).stream()
                .filter(s -> s.by() != null)
                .toList();
    }

    private void allFor(Case letter, String absent, Happening... what) {
        assertThat(byPeople(letter)).extracting(Step::what).containsExactly(what);
        assertThat(byPeople(letter)).extracting(Step::standInFor).containsOnly(letters.cast.id(absent));
        assertThat(context.getBean(Trail.class).of("case", letter.id()))
                .filteredOn(e -> e.actor() != null)
                .hasSize(what.length)
                .extracting(Trail.Entry::standInFor)
                .containsOnly(letters.cast.id(absent));
    }

    @Test
    void for_the_office() {
        Person office = standIn(
                "office",
                Role.OFFICE,
                letters.cast.person("office").grants().getFirst().unit());
        Case letter = letters.sent(Kind.OTHER, "路边的花开得好", null);
        letter = casework.close(letter.id(), letter.version(), Case.As.OTHER, "谢谢您来信", office)
                .orThrow();
        letter = casework.takeUp(letter.id(), letter.version(), "关错了", office).orThrow();
        letter = casework.route(letter.id(), letter.version(), traffic, "", office)
                .orThrow();
        casework.reveal(letter.id(), "要打电话问地点", office).orThrow();
        allFor(letter, "office", Happening.CLOSED, Happening.TAKEN_UP, Happening.ROUTED, Happening.REVEALED);
        assertThat(context.getBean(Trail.class).of("message", letter.message()))
                .filteredOn(e -> e.actor() != null)
                .singleElement()
                .satisfies(e -> assertThat(e.standInFor()).isEqualTo(letters.cast.id("office")));
    }

    @Test
    void for_an_editor() {
        Person editor = standIn("traffic.editor", Role.EDITOR, traffic);
        Case letter = letters.sent(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        letter = casework.takeOn(letter.id(), letter.version(), editor).orThrow();
        Reply reply = replies.save(letter.id(), 0, new Replies.Draft(Reply.Kind.FINAL, "已修好。", List.of()), editor)
                .orThrow();
        reply = replies.submit(letter.id(), reply.version(), editor).orThrow().reply();
        replies.takeBack(letter.id(), reply.version(), editor).orThrow();
        letter = letters.now(letter);
        letter = casework.giveBack(letter.id(), letter.version(), "这个路口归水务局施工", editor)
                .orThrow();
        allFor(
                letter,
                "traffic.editor",
                Happening.TAKEN_ON,
                Happening.SUBMITTED,
                Happening.RECALLED,
                Happening.RETURNED);
    }

    @Test
    void for_a_leader_also_where_the_delivery_carries_the_approval_out() {
        Person leader = standIn("traffic.leader", Role.LEADER, traffic);
        Case letter = letters.sent(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        Answers answers = new Answers(context);
        Reviews reviews = context.getBean(Reviews.class);
        Review first = answers.submit(letter, "traffic", Reply.Kind.FINAL, "已修。");
        reviews.sendBack(first.id(), first.version(), "写上时间", leader).orThrow();
        Review second = answers.submit(letter, "traffic", Reply.Kind.FINAL, "今天已修。");
        reviews.approve(second.id(), second.version(), second.digest(), null, leader)
                .orThrow();
        context.getBean(Delivery.class).drain();
        assertThat(byPeople(letter))
                .filteredOn(s -> s.by() == leader.id())
                .extracting(Step::what)
                .containsExactly(Happening.SENT_BACK, Happening.APPROVED, Happening.ANSWERED);
        assertThat(byPeople(letter))
                .filteredOn(s -> s.by() == leader.id())
                .extracting(Step::standInFor)
                .containsOnly(letters.cast.id("traffic.leader"));
        assertThat(byPeople(letter))
                .filteredOn(s -> s.by() != leader.id())
                .extracting(Step::standInFor)
                .containsOnlyNulls();
    }

    @Test
    void for_a_leader_who_withdraws_an_answer_until_it_is_gone() {
        Person leader = standIn("traffic.leader", Role.LEADER, traffic);
        Case letter = letters.sent(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        new Answers(context).send(letter, "traffic", Reply.Kind.FINAL, "今天已修。");
        Reply sent = replies.of(letter.id(), leader).orThrow().getLast();
        context.getBean(Withdrawals.class)
                .withdraw(letter.id(), sent.id(), "修的是另一个路口", leader)
                .orThrow();
        context.getBean(Delivery.class).drain();
        assertThat(byPeople(letter))
                .filteredOn(s -> s.what() == Happening.WITHDRAWN)
                .singleElement()
                .satisfies(s -> assertThat(s.standInFor()).isEqualTo(letters.cast.id("traffic.leader")));
        assertThat(context.getBean(Trail.class).of("case", letter.id()))
                .filteredOn(e -> e.action().equals("case.withdrawn"))
                .singleElement()
                .satisfies(e -> assertThat(e.standInFor()).isEqualTo(letters.cast.id("traffic.leader")));
    }

    @Test
    void a_right_of_ones_own_goes_first_and_one_in_another_unit_is_none() {
        long water = letters.cast.unit("water").id();
        Case letter = letters.write(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        casework.takeOn(
                        letter.id(),
                        letter.version(),
                        standIn("traffic.editor", Role.EDITOR, traffic, new Grant(Role.EDITOR, water, null)))
                .orThrow();
        Case other = letters.write(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        casework.takeOn(
                        other.id(),
                        other.version(),
                        standIn("traffic.editor", Role.EDITOR, traffic, new Grant(Role.PARTNER, traffic, null)))
                .orThrow();
        assertThat(byPeople(letter))
                .singleElement()
                .satisfies(s -> assertThat(s.standInFor()).isEqualTo(letters.cast.id("traffic.editor")));
        assertThat(byPeople(other))
                .singleElement()
                .satisfies(s -> assertThat(s.standInFor()).isNull());
    }
}
