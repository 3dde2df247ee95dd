package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.delivery.ScriptedNetwork.Fault;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** What a person decides where the program cannot, and whom it waits for. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
@Import({ScriptedNetwork.class, Shipping.Heard.class})
class SettlementsTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    Settlements settlements;

    @Autowired
    DeliveryWaiting waiting;

    @Autowired
    ScriptedNetwork forum;

    @Autowired
    LianxinClock clock;

    @Autowired
    Trail trail;

    private Shipping shipping;
    private Cast cast;
    private Account account;

    @BeforeEach
    void anAccountOfItsOwn() {
        clock.set(Instant.parse("2026-11-27T02:00:00Z"));
        cast = Cast.in(context);
        shipping = new Shipping(context);
        account = shipping.account("traffic", Platform.FORUM);
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Dispatch of(long subject) {
        return shipping.of(subject, account, Parcel.Kind.PUBLISH);
    }

    private long leftToAPerson(String text) {
        forum.next(account.id(), Fault.LOST);
        forum.unreadable(account.id(), true);
        long subject = shipping.publish(text, account);
        delivery.drain();
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        delivery.drain();
        assertThat(of(subject).state()).isEqualTo(DeliveryState.MANUAL);
        return subject;
    }

    private List<String> waitsFor(String login, long subject) {
        String id = "delivery/" + of(subject).id() + "/";
        return waiting.waitingFor(cast.person(login)).stream()
                .map(Waiting.Item::id)
                .filter(i -> i.startsWith(id))
                .toList();
    }

    private static String key(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).key();
    }

    @Test
    void a_person_who_saw_it_gives_its_address_and_it_is_confirmed() {
        long subject = leftToAPerson("人看到了");
        Dispatch d = of(subject);
        assertThat(key(settlements.isThere(d.id(), d.version(), "", "", cast.person("traffic.editor"))))
                .isEqualTo("delivery.where-needed");
        assertThat(key(settlements.isThere(
                        d.id(), d.version(), "javascript:alert(1)", "", cast.person("traffic.editor"))))
                .isEqualTo("delivery.address-form");
        settlements
                .isThere(d.id(), d.version(), "https://forum.example/77", "f77", cast.person("traffic.editor"))
                .orThrow();
        assertThat(of(subject).state()).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(trail.of(Shipping.TYPE, subject))
                .extracting(Trail.Entry::action)
                .contains("delivery.said-there", "delivery.published");
    }

    @Test
    void a_person_who_is_sure_it_is_not_there_has_it_sent_once_more() {
        long subject = leftToAPerson("人看了没有");
        Dispatch d = of(subject);
        settlements.isNotThere(d.id(), d.version(), cast.person("office")).orThrow();
        assertThat(key(settlements.isNotThere(d.id(), d.version(), cast.person("traffic.editor"))))
                .isEqualTo("refused.changed-meanwhile");
        delivery.drain();
        assertThat(forum.texts(account.id())).containsExactly("人看了没有");
        assertThat(of(subject).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void looking_now_finds_it_when_the_account_can_be_read_again() {
        forum.next(account.id(), Fault.TAKEN_AND_LOST);
        forum.unreadable(account.id(), true);
        long subject = shipping.publish("其实发出了", account);
        delivery.drain();
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        delivery.drain();
        assertThat(settlements
                        .look(of(subject).id(), cast.person("traffic.editor"))
                        .orThrow())
                .isFalse();
        forum.unreadable(account.id(), false);
        assertThat(settlements
                        .look(of(subject).id(), cast.person("traffic.editor"))
                        .orThrow())
                .isTrue();
        assertThat(of(subject).state()).isEqualTo(DeliveryState.CONFIRMED);
    }

    @Test
    void only_people_of_the_unit_who_may_decide_do() {
        Dispatch d = of(leftToAPerson("谁能定"));
        for (String login : new String[] {"traffic.partner", "inspector"}) {
            assertThat(key(settlements.isNotThere(d.id(), d.version(), cast.person(login))))
                    .as(login)
                    .isEqualTo("refused.not-allowed");
        }
        for (String login : new String[] {"water.editor", "water.leader", "admin"}) {
            assertThat(key(settlements.isNotThere(d.id(), d.version(), cast.person(login))))
                    .as(login)
                    .isEqualTo("refused.not-found");
        }
    }

    @Test
    void what_is_unknown_waits_for_the_units_editors_and_the_office() {
        long subject = leftToAPerson("等谁");
        assertThat(waitsFor("traffic.editor", subject)).hasSize(1);
        assertThat(waitsFor("office", subject)).hasSize(1);
        assertThat(waitsFor("water.editor", subject)).isEmpty();
        assertThat(waitsFor("traffic.leader", subject)).isEmpty();
    }

    @Test
    void a_refused_one_is_sent_again_as_it_is_or_let_be() {
        forum.next(account.id(), Fault.REFUSE, Fault.REFUSE);
        long subject = shipping.publish("先拒后收", account);
        long other = shipping.publish("不发了", account);
        delivery.drain();
        assertThat(waitsFor("traffic.editor", subject)).hasSize(1);
        assertThat(waitsFor("office", subject)).isEmpty();
        settlements
                .again(of(subject).id(), of(subject).version(), cast.person("traffic.editor"))
                .orThrow();
        settlements
                .drop(of(other).id(), of(other).version(), cast.person("traffic.editor"))
                .orThrow();
        delivery.drain();
        assertThat(forum.texts(account.id())).containsExactly("先拒后收");
        assertThat(of(other).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(waitsFor("traffic.editor", other)).isEmpty();
    }

    @Test
    void a_task_by_hand_waits_until_it_is_ticked_off_with_an_address() {
        account = shipping.account("traffic", Platform.WEBSITE);
        long subject = shipping.publish("手工发", account);
        assertThat(waitsFor("traffic.editor", subject)).hasSize(1);
        Dispatch d = of(subject);
        assertThat(key(settlements.done(d.id(), d.version(), " ", cast.person("traffic.editor"))))
                .isEqualTo("delivery.address-needed");
        settlements
                .done(d.id(), d.version(), "https://weibo.example/1", cast.person("traffic.editor"))
                .orThrow();
        assertThat(of(subject).state()).isEqualTo(DeliveryState.CONFIRMED);
        delivery.withdraw(Shipping.TYPE, subject, "写错了", cast.person("traffic.leader"))
                .orThrow();
        Dispatch away = shipping.of(subject, account, Parcel.Kind.WITHDRAW);
        assertThat(away.state()).isEqualTo(DeliveryState.HAND);
        settlements
                .done(away.id(), away.version(), "", cast.person("traffic.editor"))
                .orThrow();
        assertThat(of(subject).state()).isEqualTo(DeliveryState.WITHDRAWN);
    }

    @Test
    void an_unknown_withdrawal_is_settled_by_a_person_who_sees_that_it_is_gone() {
        long subject = shipping.publish("撤到一半", account);
        delivery.drain();
        delivery.withdraw(Shipping.TYPE, subject, "写错了", cast.person("office")).orThrow();
        forum.unreadable(account.id(), true);
        shipping.claimAndDie(Platform.FORUM, clock.instant());
        delivery.drain();
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        delivery.drain();
        Dispatch away = shipping.of(subject, account, Parcel.Kind.WITHDRAW);
        assertThat(away.state()).isEqualTo(DeliveryState.MANUAL);
        settlements
                .isNotThere(away.id(), away.version(), cast.person("traffic.leader"))
                .orThrow();
        assertThat(of(subject).state()).isEqualTo(DeliveryState.WITHDRAWN);
    }
}
