package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.ScriptedNetwork.Fault;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** A copy has been put back: what the original did since with what was open in it is found out before anything is sent. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
@Import({ScriptedNetwork.class, Shipping.Heard.class, RestoredTests.BlindNetwork.class})
class RestoredTests {
    private static final Instant START = Instant.parse("2026-11-25T02:00:00Z");

    /** Takes, and shows nothing of what it has. */
    static class BlindNetwork implements Publishes {
        final List<String> taken = new CopyOnWriteArrayList<>();

        @Override
        public Platform platform() {
            return Platform.WEBSITE;
        }

        @Override
        public Limits limits() {
            return new Limits(140, 1, false, false, true);
        }

        @Override
        public Fitted fit(Manuscript manuscript) {
            return new Fitted("text/plain", manuscript.text().getBytes(StandardCharsets.UTF_8), null);
        }

        @Override
        public Attempt publish(Parcel parcel) {
            taken.add(new String(parcel.bytes(), StandardCharsets.UTF_8));
            return new Attempt.Confirmed("w" + taken.size(), "https://weibo.example/w" + taken.size());
        }
    }

    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    Restored restored;

    @Autowired
    ScriptedNetwork forum;

    @Autowired
    BlindNetwork blind;

    @Autowired
    Shipping.Heard heard;

    @Autowired
    LianxinClock clock;

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

    private void theOriginalSent(long subject, String text) {
        forum.taken.add(new ScriptedNetwork.Post(
                "original-" + subject, account.id(), of(subject).id(), text));
    }

    @Test
    void what_the_original_sent_meanwhile_is_found_and_not_sent_again() {
        long subject = shipping.publish("备份时还在排队", account);
        theOriginalSent(subject, "备份时还在排队");
        clock.set(START.plus(Duration.ofDays(3)));
        restored.doubt();
        assertThat(state(subject)).isEqualTo(DeliveryState.UNKNOWN);
        assertThat(heard.unsettled)
                .filteredOn(u -> u.subjectId() == subject)
                .singleElement()
                .satisfies(u -> assertThat(u.manual()).isFalse());
        later(Duration.ofSeconds(2));
        assertThat(state(subject)).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(forum.texts(account.id())).containsExactly("备份时还在排队");
        assertThat(shipping.journal(of(subject).id())).containsExactly("RESTORED UNKNOWN", "READ FOUND");
    }

    @Test
    void what_the_original_never_sent_goes_out_once_in_its_order_and_with_patience_of_its_own() {
        long first = shipping.publish("先写的", account);
        long second = shipping.publish("后写的", account);
        clock.set(START.plus(Duration.ofDays(3)));
        restored.doubt();
        forum.next(account.id(), Fault.DOWN);
        later(Duration.ofSeconds(30));
        assertThat(List.of(state(first), state(second)))
                .as("the original may have sent it at the last moment")
                .containsOnly(DeliveryState.UNKNOWN);
        later(Duration.ofSeconds(61));
        assertThat(state(first))
                .as("one failure after three days is not a day of trying")
                .isEqualTo(DeliveryState.QUEUED);
        later(Duration.ofSeconds(5));
        later(Duration.ofSeconds(5));
        assertThat(forum.texts(account.id())).containsExactly("先写的", "后写的");
        assertThat(List.of(state(first), state(second))).containsOnly(DeliveryState.CONFIRMED);
    }

    @Test
    void a_claim_in_the_copy_is_nobodys_and_what_was_unknown_is_looked_for_with_fresh_patience() {
        long claimed = shipping.publish("备份时正在发", account);
        assertThat(shipping.claimAndDie(Platform.FORUM, clock.instant()))
                .extracting(Dispatch::id)
                .contains(of(claimed).id());
        clock.set(START.plus(Duration.ofHours(3)));
        restored.doubt();
        assertThat(state(claimed)).isEqualTo(DeliveryState.UNKNOWN);
        clock.set(START.plus(Duration.ofHours(6)));
        forum.unreadable(account.id(), true);
        restored.doubt();
        later(Duration.ofSeconds(2));
        assertThat(state(claimed)).as("ten minutes begin anew").isEqualTo(DeliveryState.UNKNOWN);
        forum.unreadable(account.id(), false);
        theOriginalSent(claimed, "备份时正在发");
        later(Duration.ofSeconds(61));
        assertThat(state(claimed)).isEqualTo(DeliveryState.CONFIRMED);
        assertThat(forum.texts(account.id())).containsExactly("备份时正在发");
    }

    @Test
    void what_is_planned_for_a_time_to_come_stays_planned() {
        long subject = Shipping.subject();
        shipping.order(
                Parcel.Kind.PUBLISH,
                shipping.review(subject, "明早八点", account),
                subject,
                START.plus(Duration.ofHours(20)),
                account);
        restored.doubt();
        assertThat(state(subject)).isEqualTo(DeliveryState.QUEUED);
        later(Duration.ofHours(20));
        assertThat(forum.texts(account.id())).containsExactly("明早八点");
    }

    @Test
    void where_the_account_cannot_be_read_a_person_decides_and_nothing_is_sent_before() {
        account = shipping.account("traffic", Platform.WEBSITE);
        long subject = shipping.publish("读不到的平台", account);
        restored.doubt();
        later(Duration.ofHours(1));
        assertThat(state(subject)).isEqualTo(DeliveryState.MANUAL);
        assertThat(shipping.journal(of(subject).id())).containsExactly("RESTORED MANUAL");
        assertThat(blind.taken).isEmpty();
    }

    @Test
    void what_is_settled_stays_settled() {
        long subject = shipping.publish("早已发出", account);
        delivery.drain();
        Dispatch before = of(subject);
        restored.doubt();
        assertThat(of(subject)).isEqualTo(before);
    }
}
