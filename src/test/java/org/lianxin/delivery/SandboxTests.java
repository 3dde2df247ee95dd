package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.Lianxin;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.TestPostgres;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Over HTTP to a process of its own, with the worker running: what the far side's journal says is what happened. */
@LianxinTest(properties = "lianxin.delivery.absent-after=2s")
@Import(Shipping.Heard.class)
class SandboxTests {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final FarSide FAR = far();

    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    Networks networks;

    @Autowired
    Shipping.Heard heard;

    private Shipping shipping;
    private Account account;

    /** An account with more posts than anybody reads through. */
    private static final String OLD = "old";

    private static FarSide far() {
        try {
            return FarSide.start(IntStream.rangeClosed(1, 2_100)
                    .mapToObj(i -> "{\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"taken\",\"account\":\"" + OLD
                            + "\",\"id\":\"" + i + "\",\"text\":\"旧的第" + i + "条\",\"pictures\":[],\"reference\":\"\"}")
                    .toList());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("lianxin.sandbox.url", FAR::url);
    }

    @AfterAll
    static void theFarSideEnds() {
        FAR.close();
    }

    @BeforeEach
    void anAccountOfItsOwn() {
        shipping = new Shipping(context);
        account = shipping.account("traffic", Platform.SANDBOX);
    }

    private long publish(String text, Account to) {
        long subject = Shipping.subject();
        Manuscript manuscript = new Manuscript(
                "post",
                "标题",
                text,
                "news",
                "",
                to.unit(),
                "示范交警",
                to.id(),
                to.name(),
                Long.toString(subject),
                List.of(new Manuscript.Picture("ab".repeat(32), "image/jpeg", "路口", "", 800, 600)));
        Connector.Fitted fitted = networks.of(Platform.SANDBOX).orElseThrow().fit(manuscript);
        assertThat(fitted.problem()).isNull();
        shipping.order(
                Parcel.Kind.PUBLISH,
                shipping.review(subject, fitted.bytes(), fitted.mediaType(), to),
                subject,
                null,
                to);
        return subject;
    }

    private void awaitState(long subject, Account at, DeliveryState state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(shipping.state(subject, at)).isEqualTo(state));
    }

    @Test
    void a_post_reaches_the_timeline_once_with_its_picture_and_link_and_can_be_taken_away() {
        long subject = publish("早高峰绕行东门。", account);
        awaitState(subject, account, DeliveryState.CONFIRMED);
        assertThat(FAR.taken(account.handle()))
                .singleElement()
                .asString()
                .contains("早高峰绕行东门。")
                .contains("/posts/" + subject)
                .contains("ab".repeat(32))
                .contains("\"reference\":\""
                        + shipping.of(subject, account, Parcel.Kind.PUBLISH).id() + "\"");
        assertThat(delivery.withdraw(
                                Shipping.TYPE,
                                subject,
                                "时间写错了",
                                Cast.in(context).person("traffic.leader"))
                        .orThrow())
                .isEqualTo(1);
        awaitState(subject, account, DeliveryState.WITHDRAWN);
        assertThat(FAR.timeline(account.handle())).doesNotContain("早高峰绕行东门");
        assertThat(heard.delivered)
                .filteredOn(d -> d.subjectId() == subject)
                .extracting(Delivered::kind)
                .containsExactly(Parcel.Kind.PUBLISH, Parcel.Kind.WITHDRAW);
    }

    @Test
    void the_words_of_a_refusal_come_through() {
        FAR.fault("refuse", 1, 0, account.handle());
        long subject = publish("会被拒绝的一条。", account);
        awaitState(subject, account, DeliveryState.REFUSED);
        assertThat(shipping.why(
                        shipping.of(subject, account, Parcel.Kind.PUBLISH).id()))
                .contains("社区规定");
        assertThat(FAR.taken(account.handle())).isEmpty();
    }

    @Test
    void taken_and_hung_up_is_found_by_reading_back_and_stands_there_once() {
        FAR.fault("drop-after-taking", 1, 0, account.handle());
        long subject = publish("拿了不回话。", account);
        awaitState(subject, account, DeliveryState.CONFIRMED);
        assertThat(FAR.taken(account.handle())).hasSize(1);
        assertThat(shipping.journal(
                        shipping.of(subject, account, Parcel.Kind.PUBLISH).id()))
                .containsExactly("SENT UNKNOWN", "READ FOUND");
    }

    @Test
    void hung_up_before_taking_is_absent_and_sent_once_more() {
        FAR.fault("drop-before", 1, 0, account.handle());
        long subject = publish("没拿就挂了。", account);
        awaitState(subject, account, DeliveryState.CONFIRMED);
        assertThat(FAR.taken(account.handle())).hasSize(1);
        assertThat(shipping.journal(
                        shipping.of(subject, account, Parcel.Kind.PUBLISH).id()))
                .startsWith("SENT UNKNOWN")
                .contains("READ ABSENT")
                .endsWith("SENT CONFIRMED");
    }

    @Test
    void what_is_older_than_the_first_try_is_not_read() {
        Account old = shipping.account("traffic", Platform.SANDBOX, OLD);
        FAR.fault("drop-before", 1, 0, OLD);
        long lost = publish("老账号上没拿就挂了。", old);
        awaitState(lost, old, DeliveryState.CONFIRMED);
        assertThat(shipping.journal(shipping.of(lost, old, Parcel.Kind.PUBLISH).id()))
                .contains("READ ABSENT")
                .doesNotContain("READ UNREADABLE");
        FAR.fault("drop-after-taking", 1, 0, OLD);
        delivery.withdraw(Shipping.TYPE, lost, "写错了", Cast.in(context).person("office"))
                .orThrow();
        awaitState(lost, old, DeliveryState.WITHDRAWN);
    }

    @Test
    void what_is_published_here_without_a_pause_does_not_hold_up_a_network() {
        Account site = Cast.in(context).site("water");
        // each that is out brings the next, so that something is always due
        heard.also = delivered -> {
            if (delivered.account() == site.id()) {
                here(site);
            }
        };
        try {
            awaitState(here(site), site, DeliveryState.CONFIRMED);
            awaitState(publish("旁边一直在发。", account), account, DeliveryState.CONFIRMED);
        } finally {
            heard.also = delivered -> {};
        }
        assertThat(heard.delivered).filteredOn(d -> d.account() == site.id()).hasSizeGreaterThan(2);
    }

    private long here(Account site) {
        long subject = Shipping.subject();
        Sheet sheet = new Sheet(
                "post",
                "标题",
                "<p>一条。</p>",
                "一条。",
                "",
                "news",
                "",
                site.unit(),
                "示范水务",
                site.name(),
                Long.toString(subject),
                List.of());
        shipping.order(
                Parcel.Kind.PUBLISH,
                shipping.review(subject, sheet.bytes(), Sheet.MEDIA_TYPE, site),
                subject,
                null,
                site);
        return subject;
    }

    @Test
    void a_withdrawal_whose_answer_is_lost_is_found_done() {
        long subject = publish("撤下时断线。", account);
        awaitState(subject, account, DeliveryState.CONFIRMED);
        FAR.fault("drop-after-taking", 1, 0, account.handle());
        delivery.withdraw(Shipping.TYPE, subject, "写错了", Cast.in(context).person("office"))
                .orThrow();
        awaitState(subject, account, DeliveryState.WITHDRAWN);
    }

    @Test
    void a_slow_account_does_not_delay_another() {
        Account quick = shipping.account("water", Platform.SANDBOX);
        FAR.fault("slow", 1, 15_000, account.handle());
        long slow = publish("慢的一条。", account);
        await().atMost(SOON).until(() -> shipping.state(slow, account) == DeliveryState.CLAIMED);
        long fast = publish("快的一条。", quick);
        awaitState(fast, quick, DeliveryState.CONFIRMED);
        assertThat(shipping.state(slow, account)).isEqualTo(DeliveryState.CLAIMED);
        awaitState(slow, account, DeliveryState.CONFIRMED);
    }

    @Test
    void a_late_answer_leaves_the_post_claimed_though_it_stands_there_already() {
        FAR.fault("late", 1, 12_000, account.handle());
        long subject = publish("先发后答的一条。", account);
        await().atMost(SOON).until(() -> FAR.taken(account.handle()).size() == 1);
        assertThat(shipping.state(subject, account)).isEqualTo(DeliveryState.CLAIMED);
        awaitState(subject, account, DeliveryState.CONFIRMED);
        assertThat(FAR.taken(account.handle())).hasSize(1);
    }

    @Test
    void two_nodes_with_two_workers_deliver_everything_once() throws Exception {
        Environment here = context.getEnvironment();
        Map<String, Object> settings = Map.of(
                "spring.datasource.url",
                String.valueOf(here.getProperty("spring.datasource.url")),
                "spring.datasource.username",
                String.valueOf(here.getProperty("spring.datasource.username")),
                "spring.datasource.password",
                String.valueOf(here.getProperty("spring.datasource.password")),
                "spring.datasource.hikari.maximum-pool-size",
                "8",
                "lianxin.data",
                TestPostgres.freshDataFolder().toString(),
                "lianxin.sandbox.url",
                FAR.url(),
                "server.port",
                "0",
                "lianxin.delivery.absent-after",
                "2s");
        try (var other =
                new SpringApplicationBuilder(Lianxin.class).properties(settings).run()) {
            assertThat(other.getBean(Node.class).name())
                    .isNotEqualTo(context.getBean(Node.class).name());
            List<Account> accounts = List.of(
                    account,
                    shipping.account("water", Platform.SANDBOX),
                    shipping.account("traffic", Platform.SANDBOX));
            List<Long> subjects = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < 12; i++) {
                for (Account each : accounts) {
                    subjects.add(publish("第" + i + "条，" + start, each));
                }
            }
            for (int i = 0; i < subjects.size(); i++) {
                awaitState(subjects.get(i), accounts.get(i % accounts.size()), DeliveryState.CONFIRMED);
            }
            for (Account each : accounts) {
                List<String> taken = FAR.taken(each.handle());
                assertThat(taken).hasSize(12);
                for (int i = 0; i < 12; i++) {
                    assertThat(taken.get(i)).contains("第" + i + "条，");
                }
            }
        }
    }
}
