package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.ScriptedNetwork.Fault;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** From the order to the confirmation over a network that misbehaves as told; the clock is the test's. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
@Import({ScriptedNetwork.class, Shipping.Heard.class})
class DeliveryTests {
    private static final Instant START = Instant.parse("2026-11-25T02:00:00Z");

    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    ScriptedNetwork forum;

    @Autowired
    ScriptedNetwork.Halt halt;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Shipping.Heard heard;

    @Autowired
    LianxinClock clock;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transaction;

    private Shipping shipping;
    private Account account;

    @BeforeEach
    void anAccountOfItsOwn() {
        clock.set(START);
        shipping = new Shipping(context);
        account = shipping.account("traffic", Platform.FORUM);
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
        halt.told.clear();
    }

    private void later(Duration time) {
        clock.set(clock.instant().plus(time));
        delivery.drain();
    }

    private Dispatch of(long subject) {
        return shipping.of(subject, account, Parcel.Kind.PUBLISH);
    }

    private DeliveryState state(long subject) {
        return of(subject).state();
    }

    @Test
    void what_was_approved_goes_out_byte_for_byte_and_is_confirmed() {
        long subject = shipping.publish("早高峰，绕行东门。🚦𠮷", account);
        delivery.drain();
        assertThat(forum.texts(account.id())).containsExactly("早高峰，绕行东门。🚦𠮷");
        assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(heard.delivered)
                .filteredOn(d -> d.subjectId() == subject)
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.url()).startsWith("https://forum.example/f");
                    assertThat(d.at()).isEqualTo(START);
                });
    }

    @Test
    void the_same_order_twice_is_one_delivery() {
        long subject = Shipping.subject();
        long review = shipping.review(subject, "只发一次", account);
        shipping.order(Parcel.Kind.PUBLISH, review, subject, null, account);
        shipping.order(Parcel.Kind.PUBLISH, review, subject, null, account);
        delivery.drain();
        shipping.order(Parcel.Kind.PUBLISH, review, subject, null, account);
        delivery.drain();
        assertThat(forum.texts(account.id())).containsExactly("只发一次");
    }

    @Test
    void nothing_is_ordered_of_a_review_that_is_not_approved() {
        long subject = Shipping.subject();
        long review = shipping.review(subject, "已批", account);
        db.sql("update review.review set state = 'VOID' where id = ?")
                .param(review)
                .update();
        assertThatThrownBy(() -> shipping.order(Parcel.Kind.PUBLISH, review, subject, null, account))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bytes_that_are_not_those_of_the_approval_never_leave() {
        long subject = shipping.publish("批过的话", account);
        db.sql("update review.kept set bytes = cast('别的话' as bytea) where review = ?")
                .param(of(subject).review())
                .update();
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.REFUSED);
        assertThat(forum.texts(account.id())).isEmpty();
    }

    @Test
    void a_planned_delivery_waits_for_its_time_and_holds_nobody() {
        long planned = Shipping.subject();
        shipping.order(
                Parcel.Kind.PUBLISH,
                shipping.review(planned, "下午三点", account),
                planned,
                START.plus(Duration.ofHours(5)),
                account);
        long now = shipping.publish("现在", account);
        delivery.drain();
        assertThat(state(planned)).isEqualTo(DeliveryState.QUEUED);
        assertThat(state(now)).isEqualTo(DeliveryState.CONFIRMED);
        later(Duration.ofHours(5));
        assertThat(forum.texts(account.id())).containsExactly("现在", "下午三点");
    }

    @Test
    void who_is_over_a_quota_waits_until_it_goes_on_and_loses_neither_place_nor_patience() {
        forum.next(account.id(), Fault.OVER_QUOTA, Fault.OVER_QUOTA, Fault.OVER_QUOTA, Fault.DOWN);
        long first = shipping.publish("排在前面", account);
        later(Duration.ofMillis(10));
        long second = shipping.publish("排在后面", account);
        later(Duration.ofHours(19));
        assertThat(state(first)).isEqualTo(DeliveryState.QUEUED);
        assertThat(state(second)).isEqualTo(DeliveryState.QUEUED);
        later(Duration.ofHours(2));
        later(Duration.ofHours(21));
        later(Duration.ofHours(21));
        assertThat(state(first)).as("63 hours later it was tried once").isEqualTo(DeliveryState.QUEUED);
        later(Duration.ofMinutes(1));
        later(Duration.ofMinutes(1));
        assertThat(forum.texts(account.id())).containsExactly("排在前面", "排在后面");
        assertThat(shipping.journal(of(first).id()))
                .containsExactly("SENT WAITS", "SENT WAITS", "SENT WAITS", "SENT NOT_SENT", "SENT CONFIRMED");
    }

    @Test
    void the_order_of_an_account_is_kept_when_the_first_has_to_be_tried_again() {
        forum.next(account.id(), Fault.DOWN);
        long first = shipping.publish("第一条", account);
        later(Duration.ofMillis(10));
        long second = shipping.publish("第二条", account);
        later(Duration.ofMillis(10));
        assertThat(state(first)).isEqualTo(DeliveryState.QUEUED);
        assertThat(state(second)).isEqualTo(DeliveryState.QUEUED);
        later(Duration.ofSeconds(2));
        assertThat(forum.texts(account.id())).containsExactly("第一条", "第二条");
        assertThat(shipping.journal(of(first).id())).containsExactly("SENT NOT_SENT", "SENT CONFIRMED");
    }

    @Test
    void the_words_of_a_refusal_reach_the_editor_and_the_queue_goes_on() {
        forum.next(account.id(), Fault.REFUSE);
        long refused = shipping.publish("不让发", account);
        long next = shipping.publish("下一条", account);
        delivery.drain();
        assertThat(state(refused)).isEqualTo(DeliveryState.REFUSED);
        assertThat(state(next)).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(heard.refused)
                .filteredOn(r -> r.subjectId() == refused)
                .extracting(DeliveryRefused::reason)
                .containsExactly("敏感词：不允许发布");
    }

    @Test
    void after_a_day_of_trying_the_editor_is_told_why() {
        Fault[] downs = new Fault[300];
        java.util.Arrays.fill(downs, Fault.DOWN);
        forum.next(account.id(), downs);
        long subject = shipping.publish("发不出去", account);
        delivery.drain();
        for (int i = 0; i < 60; i++) {
            later(Duration.ofMinutes(30));
        }
        assertThat(state(subject)).isEqualTo(DeliveryState.REFUSED);
        assertThat(shipping.why(of(subject).id())).contains("24").contains("连不上");
        assertThat(of(subject).attempts()).isBetween(45, 60);
    }

    @Test
    void a_lost_answer_is_found_by_reading_back_and_nothing_is_there_twice() {
        forum.next(account.id(), Fault.TAKEN_AND_LOST);
        long subject = shipping.publish("收到了，没回话", account);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));
        assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(forum.texts(account.id())).hasSize(1);
        assertThat(heard.unsettled)
                .filteredOn(u -> u.subjectId() == subject)
                .extracting(DeliveryUnsettled::manual)
                .containsExactly(false);
    }

    @Test
    void a_network_that_stalls_is_asked_once_for_what_is_unknown_when_it_has_time_again() {
        forum.next(account.id(), Fault.TAKEN_AND_LOST);
        long unknown = shipping.publish("收到了，没回话", account);
        delivery.drain();
        CountDownLatch stall = new CountDownLatch(1);
        Worker worker = new Worker(context.getBean(Worker.Rooms.class), context.getBean(Networks.class), 2, false);
        for (int i = 0; i < 2; i++) {
            Account slow = shipping.account("water", Platform.FORUM);
            forum.slow(slow.id(), stall);
            shipping.publish("慢的一条", slow);
        }
        worker.look();
        clock.set(clock.instant().plusSeconds(3));
        for (int i = 0; i < 20; i++) {
            worker.look();
        }
        assertThat(forum.reads).doesNotContainKey(account.id());
        stall.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            worker.look();
            return state(unknown) == DeliveryState.CONFIRMED;
        });
        // nobody comes late who has waited for a permit
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> forum.reads.get(account.id()) == 1);
    }

    @Test
    void a_connector_that_throws_leaves_an_unknown_delivery() {
        forum.next(account.id(), Fault.THROWN);
        long subject = shipping.publish("连接器坏了", account);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(3));
        assertThat(forum.texts(account.id())).hasSize(1);
    }

    @Test
    void what_is_absent_is_believed_only_after_a_minute_then_it_is_sent_once_more() {
        forum.next(account.id(), Fault.LOST);
        long subject = shipping.publish("没到", account);
        long next = shipping.publish("排在后面", account);
        delivery.drain();
        for (int i = 0; i < 5; i++) {
            later(Duration.ofSeconds(10));
            assertThat(state(subject)).isEqualTo(DeliveryState.UNKNOWN);
            assertThat(state(next)).isEqualTo(DeliveryState.QUEUED);
        }
        later(Duration.ofSeconds(40));
        assertThat(forum.texts(account.id())).containsExactly("没到", "排在后面");
        assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void an_earlier_post_with_the_same_words_is_not_taken_for_the_lost_one() {
        shipping.publish("今日天气晴", account);
        delivery.drain();
        forum.next(account.id(), Fault.LOST);
        long again = shipping.publish("今日天气晴", account);
        delivery.drain();
        later(Duration.ofSeconds(90));
        assertThat(state(again)).isEqualTo(DeliveryState.UNKNOWN);
    }

    @Test
    void what_cannot_be_read_for_ten_minutes_goes_to_a_person_and_the_queue_moves_on() {
        forum.next(account.id(), Fault.LOST);
        forum.unreadable(account.id(), true);
        long subject = shipping.publish("不知道到没到", account);
        long next = shipping.publish("等着的", account);
        delivery.drain();
        for (int i = 0; i < 9; i++) {
            later(Duration.ofMinutes(1));
            assertThat(state(subject)).isEqualTo(DeliveryState.UNKNOWN);
            assertThat(state(next)).isEqualTo(DeliveryState.QUEUED);
        }
        later(Duration.ofMinutes(1));
        assertThat(state(subject)).isEqualTo(DeliveryState.MANUAL);
        assertThat(state(next)).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(heard.unsettled)
                .filteredOn(u -> u.subjectId() == subject)
                .extracting(DeliveryUnsettled::manual)
                .containsExactly(false, true);
        assertThat(forum.texts(account.id())).containsExactly("等着的");
    }

    @Test
    void a_claim_whose_process_died_is_unknown_and_never_sent_again_blindly() {
        long subject = shipping.publish("认领后断电", account);
        List<Dispatch> claimed = shipping.claimAndDie(Platform.FORUM, clock.instant());
        assertThat(claimed).hasSize(1);
        forum.unreadable(account.id(), true);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(forum.texts(account.id())).isEmpty();
        forum.unreadable(account.id(), false);
        later(Duration.ofSeconds(61));
        assertThat(forum.texts(account.id())).containsExactly("认领后断电");
        assertThat(shipping.journal(of(subject).id()))
                .startsWith("FOUND_CLAIMED UNKNOWN")
                .endsWith("SENT CONFIRMED");
    }

    @Test
    void a_claim_of_another_node_is_left_alone_while_its_lease_runs() {
        long subject = shipping.publish("别的机器在发", account);
        shipping.claimAndDie(Platform.FORUM, clock.instant());
        db.sql("update delivery.delivery set owner = 'another/run' where id = ?")
                .param(of(subject).id())
                .update();
        later(Duration.ofSeconds(30));
        assertThat(state(subject)).isEqualTo(DeliveryState.CLAIMED);
        later(Duration.ofSeconds(61));
        assertThat(state(subject)).isNotEqualTo(DeliveryState.CLAIMED);
    }

    @Test
    void nothing_goes_to_a_suspended_account_until_it_is_live_again() {
        accounts.move(account.id(), AccountState.SUSPENDED, "整顿", null).orThrow();
        long subject = shipping.publish("先压着", account);
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.QUEUED);
        accounts.move(account.id(), AccountState.LIVE, "", null).orThrow();
        delivery.drain();
        assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void what_is_held_waits_and_says_why_while_the_rest_goes_on_and_withdrawals_are_never_held() {
        Account other = shipping.account("traffic", Platform.FORUM);
        long gone = shipping.publish("先发出去，再撤", account);
        delivery.drain();
        for (Hold.Held held : List.of(
                new Hold.Held(account.id(), null, "统一发声期间暂停"),
                new Hold.Held(account.id(), Platform.FORUM, "统一发声期间暂停"),
                new Hold.Held(null, Platform.FORUM, "统一发声期间暂停"),
                new Hold.Held(null, null, "统一发声期间暂停"))) {
            halt.told.add(held);
            long subject = shipping.publish("先压着", account);
            long elsewhere = shipping.publish("照常", other);
            later(Duration.ofMinutes(1));
            assertThat(state(subject)).isEqualTo(DeliveryState.QUEUED);
            assertThat(shipping.state(elsewhere, other))
                    .isEqualTo(held.account() == null ? DeliveryState.QUEUED : DeliveryState.CONFIRMED);
            assertThat(deliveries.holds()).containsExactly("统一发声期间暂停");
            assertThat(deliveries
                            .find(of(subject).id(), Cast.in(context).person("traffic.editor"))
                            .flatMap(deliveries::heldWhy))
                    .contains("统一发声期间暂停");
            halt.told.clear();
            halt.told.add(new Hold.Held(other.id() + account.id(), null, "另一个账号"));
            halt.told.add(new Hold.Held(account.id(), Platform.WECHAT, "另一个平台"));
            later(Duration.ofMinutes(1));
            assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
            assertThat(shipping.state(elsewhere, other)).isEqualTo(DeliveryState.CONFIRMED);
            halt.told.clear();
        }
        assertThat(forum.texts(account.id())).hasSize(5);
        assertThat(forum.texts(other.id())).hasSize(4);
        halt.told.add(new Hold.Held(null, null, "统一发声期间暂停"));
        delivery.withdraw(Shipping.TYPE, gone, "时间写错了", Cast.in(context).person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(forum.removed).extracting(ScriptedNetwork.Post::text).contains("先发出去，再撤");
    }

    @Test
    void nothing_is_sent_within_a_transaction() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(t -> delivery.drain()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_approval_can_become_void_only_while_nothing_has_left() {
        long waiting = Shipping.subject();
        long review = shipping.review(waiting, "还没发", account);
        shipping.order(Parcel.Kind.PUBLISH, review, waiting, START.plus(Duration.ofHours(1)), account);
        Withdrawing withdrawing = context.getBean(Withdrawing.class);
        assertThat(withdrawing.takeBack(review)).isTrue();
        assertThat(state(waiting)).isEqualTo(DeliveryState.CANCELLED);
        long gone = shipping.publish("已发", account);
        delivery.drain();
        assertThat(withdrawing.takeBack(of(gone).review())).isFalse();
    }
}
