package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.ScriptedNetwork.Fault;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** Taking down in every state, and by whom. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
@Import({ScriptedNetwork.class, Shipping.Heard.class})
class WithdrawTests {
    private static final Instant START = Instant.parse("2026-11-26T02:00:00Z");

    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    ScriptedNetwork forum;

    @Autowired
    LianxinClock clock;

    private Shipping shipping;
    private Cast cast;
    private Account account;

    @BeforeEach
    void anAccountOfItsOwn() {
        clock.set(START);
        cast = Cast.in(context);
        shipping = new Shipping(context);
        account = shipping.account("traffic", Platform.FORUM);
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Outcome<Integer> withdraw(long subject, String login) {
        return delivery.withdraw(Shipping.TYPE, subject, "时间写错了", cast.person(login));
    }

    private DeliveryState state(long subject) {
        return shipping.state(subject, account);
    }

    private void later(Duration time) {
        clock.set(clock.instant().plus(time));
        delivery.drain();
    }

    @Test
    void only_a_leader_of_the_unit_or_the_office_takes_down_and_says_why() {
        long subject = shipping.publish("谁能撤", account);
        for (String login : new String[] {"traffic.editor", "traffic.partner", "water.leader", "inspector", "admin"}) {
            assertThat(withdraw(subject, login)).as(login).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(delivery.withdraw(Shipping.TYPE, subject, " ", cast.person("office")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(state(subject)).isEqualTo(DeliveryState.QUEUED);
        assertThat(withdraw(subject, "traffic.vice").orThrow()).isEqualTo(1);
    }

    @Test
    void what_waits_is_cancelled_and_never_goes_out() {
        long subject = shipping.publish("还在排队", account);
        assertThat(withdraw(subject, "office").orThrow()).isEqualTo(1);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.CANCELLED);
        assertThat(forum.texts(account.id())).isEmpty();
    }

    @Test
    void what_is_out_is_taken_away_once_however_often_it_is_asked() {
        long subject = shipping.publish("已经发出", account);
        delivery.drain();
        withdraw(subject, "traffic.leader").orThrow();
        withdraw(subject, "traffic.leader").orThrow();
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.WITHDRAWN);
        assertThat(forum.texts(account.id())).isEmpty();
        assertThat(forum.removed).filteredOn(p -> p.account() == account.id()).hasSize(1);
        assertThat(withdraw(subject, "traffic.leader").orThrow()).isZero();
    }

    @Test
    void what_is_unknown_is_taken_away_as_soon_as_it_is_found() {
        forum.next(account.id(), Fault.TAKEN_AND_LOST);
        long subject = shipping.publish("不知道在不在", account);
        delivery.drain();
        assertThat(withdraw(subject, "office").orThrow()).isEqualTo(1);
        later(Duration.ofSeconds(5));
        assertThat(state(subject)).isEqualTo(DeliveryState.WITHDRAWN);
        assertThat(forum.texts(account.id())).isEmpty();
    }

    @Test
    void what_is_unknown_and_turns_out_absent_is_not_sent_again() {
        forum.next(account.id(), Fault.LOST);
        long subject = shipping.publish("其实没到", account);
        delivery.drain();
        withdraw(subject, "office").orThrow();
        later(Duration.ofMinutes(2));
        assertThat(state(subject)).isEqualTo(DeliveryState.CANCELLED);
        assertThat(forum.texts(account.id())).isEmpty();
    }

    @Test
    void what_is_claimed_is_taken_away_once_its_answer_has_come() {
        long subject = shipping.publish("正在发", account);
        Dispatch claimed = context.getBean(Claims.class).next(Platform.FORUM, 10).stream()
                .filter(d -> d.subjectId() == subject)
                .findFirst()
                .orElseThrow();
        assertThat(withdraw(subject, "office").orThrow()).isEqualTo(1);
        context.getBean(Courier.class).deliver(claimed);
        assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.WITHDRAWN);
    }

    @Test
    void a_withdrawal_does_not_wait_behind_a_queue_that_is_stuck() {
        long subject = shipping.publish("要撤的", account);
        delivery.drain();
        forum.next(account.id(), Fault.LOST);
        forum.unreadable(account.id(), true);
        long stuck = shipping.publish("卡住的", account);
        shipping.publish("排队的", account);
        delivery.drain();
        assertThat(state(stuck)).isEqualTo(DeliveryState.UNKNOWN);
        withdraw(subject, "office").orThrow();
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.WITHDRAWN);
    }

    @Test
    void a_withdrawal_that_waits_holds_back_no_other_of_its_account() {
        long first = shipping.publish("先撤的", account);
        long second = shipping.publish("急着撤的", account);
        delivery.drain();
        forum.next(account.id(), Fault.DOWN);
        withdraw(first, "traffic.leader").orThrow();
        delivery.drain();
        assertThat(shipping.of(first, account, Parcel.Kind.WITHDRAW).state()).isEqualTo(DeliveryState.QUEUED);
        withdraw(second, "traffic.leader").orThrow();
        delivery.drain();
        assertThat(state(second)).isEqualTo(DeliveryState.WITHDRAWN);
        assertThat(state(first)).as("it waits for its time").isEqualTo(DeliveryState.CONFIRMED);
        later(Duration.ofMinutes(10));
        assertThat(state(first)).isEqualTo(DeliveryState.WITHDRAWN);
    }

    @Test
    void where_no_connector_can_do_it_a_person_does() {
        account = shipping.account("traffic", Platform.WEBSITE);
        long subject = shipping.publish("手工发的", account);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.HAND);
    }

    @Test
    void a_correction_that_the_network_cannot_do_becomes_a_task() {
        long subject = shipping.publish("错字", account);
        delivery.drain();
        shipping.order(Parcel.Kind.CORRECT, shipping.review(subject, "对字", account), subject, null, account);
        assertThat(shipping.of(subject, account, Parcel.Kind.CORRECT).state()).isEqualTo(DeliveryState.HAND);
    }
}
