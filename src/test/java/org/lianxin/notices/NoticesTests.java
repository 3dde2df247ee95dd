package org.lianxin.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.identity.Credentials;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.identity.Profile;
import org.lianxin.identity.SignIn;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.Mailbox;
import org.lianxin.web.Person;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** From a bell to a mail at a real server, under a clock that the test sets. */
@LianxinTest(properties = "lianxin.jobs=false")
@org.springframework.context.annotation.Import(NoticesTests.Trays.class)
class NoticesTests {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private static final Instant MORNING = Instant.parse("2026-11-24T02:00:00Z");
    private static int number;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry registry) {
        SERVER.start();
        registry.add("spring.mail.host", () -> "localhost");
        registry.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    /** What waits for people in these tests. */
    static final class Tray implements Waiting {
        private final List<Item> items = new CopyOnWriteArrayList<>();
        private volatile long person;

        @Override
        public List<Item> waitingFor(Person who) {
            return who.id() == person ? new ArrayList<>(items) : List.of();
        }
    }

    @TestConfiguration
    static class Trays {
        @Bean
        Tray tray() {
            return new Tray();
        }
    }

    @Autowired
    ApplicationContext context;

    @Autowired
    Tray tray;

    @Autowired
    Notices notices;

    @Autowired
    Digest digest;

    @Autowired
    SendMails sendMails;

    @Autowired
    Mails mails;

    @Autowired
    Outbox outbox;

    @Autowired
    People people;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transaction;

    @LocalServerPort
    int port;

    private Profile person;

    @BeforeEach
    void anEmptyBox() throws Exception {
        clock.set(MORNING);
        Cast.in(context);
        db.sql("delete from notices.mail").update();
        db.sql("delete from notices.rung").update();
        SERVER.purgeEmailFromAllMailboxes();
        person = people.create(
                        NewPerson.of("notices." + ++number, "孙志强")
                                .withPassword(Cast.PASSWORD)
                                .withEmail("sun" + number + "@shifan.example"),
                        null)
                .orThrow();
        tray.person = person.id();
        tray.items.clear();
    }

    @AfterEach
    void timeGoesOn() {
        clock.set(null);
    }

    private Waiting.Item item(String id, String title, Instant due) {
        return new Waiting.Item(
                id,
                "mine",
                "identity.kept.kind",
                title,
                "张先生 13900000000",
                "identity.kept.look",
                "/console/reviews/" + id.substring(id.indexOf('/') + 1),
                due,
                MORNING);
    }

    private void waits(String id, String title, Instant due) {
        tray.items.add(item(id, title, due));
        notices.ring(List.of(person.id()));
    }

    private static String body(MimeMessage message) throws Exception {
        return message.getContent().toString().replace("\r\n", "\n");
    }

    private MailState state() {
        return MailState.valueOf(db.sql("select state from notices.mail")
                .query((row, n) -> row.getString(1))
                .single());
    }

    @Test
    void what_waits_is_told_in_one_plain_mail_with_every_address_and_no_citizen() throws Exception {
        waits("review/12", "朝晖路与和顺路路口，行人绿灯延长到27秒", MORNING.plus(Duration.ofHours(3)));
        waits("review/13", "一图读懂：12分清零", MORNING.plus(Duration.ofDays(2)));
        assertThat(digest.run()).isEqualTo(1);
        assertThat(sendMails.run()).isEqualTo(1);
        MimeMessage mail = SERVER.getReceivedMessages()[0];
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("等你处理：2件，今天1件");
        assertThat(mail.getContentType()).containsIgnoringCase("text/plain").containsIgnoringCase("utf-8");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).matches("<\\d+@localhost>");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(body(mail))
                .contains(
                        "两件等你。今天要办一件。最近的一件今天13:00前",
                        "◎ 登录过期时没寄出的字　今天13:00前\n朝晖路与和顺路路口",
                        "http://localhost:8080/console/reviews/12\n",
                        "http://localhost:8080/console/reviews/13\n")
                .doesNotContain("张先生", "13900000000");
        assertThat(state()).isEqualTo(MailState.SENT);
    }

    @Test
    void the_same_thing_is_told_once_however_often_the_bell_rings() throws Exception {
        waits("review/21", "停水通知", MORNING.plus(Duration.ofHours(3)));
        digest.run();
        waits("review/22", "水压恢复", MORNING.plus(Duration.ofHours(4)));
        digest.run();
        notices.ring(List.of(person.id()));
        digest.run();
        sendMails.run();
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).hasSize(2);
        assertThat(body(SERVER.getReceivedMessages()[1])).contains("水压恢复").doesNotContain("停水通知");
    }

    @Test
    void a_bell_of_a_transaction_that_is_still_open_is_heard_after_it() {
        waits("review/31", "第一件", MORNING.plus(Duration.ofHours(3)));
        transaction.executeWithoutResult(t -> {
            notices.ring(List.of(person.id()));
            Thread other = Thread.ofVirtual().start(digest::run);
            try {
                other.join();
            } catch (InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
            tray.items.add(item("review/32", "第二件", MORNING.plus(Duration.ofHours(3))));
        });
        digest.run();
        assertThat(Mailbox.of(context, person.email()))
                .hasSize(2)
                .last()
                .asString()
                .contains("第二件");
    }

    @Test
    void at_night_only_what_is_due_within_the_hour_is_told_and_the_rest_in_the_morning() {
        Instant night = Instant.parse("2026-11-24T14:30:00Z");
        clock.set(night);
        waits("review/41", "明天的事", night.plus(Duration.ofHours(12)));
        assertThat(digest.run()).isZero();
        waits("review/42", "马上的事", night.plus(Duration.ofMinutes(50)));
        assertThat(digest.run()).isEqualTo(1);
        assertThat(digest.run()).isZero();
        clock.set(Instant.parse("2026-11-24T23:29:59Z"));
        assertThat(digest.run()).isZero();
        clock.set(Instant.parse("2026-11-24T23:30:00Z"));
        assertThat(digest.run()).isEqualTo(1);
        List<String> told = Mailbox.of(context, person.email());
        assertThat(told.get(0)).contains("马上的事").doesNotContain("明天的事");
        assertThat(told.get(1)).contains("明天的事").doesNotContain("马上的事");
    }

    @Test
    void who_has_no_address_or_may_not_sign_in_gets_none_and_what_is_done_meanwhile_is_not_told() {
        Profile none = people.create(NewPerson.of("notices.none." + number, "没邮箱"), null)
                .orThrow();
        tray.person = none.id();
        waits("review/51", "给没邮箱的", MORNING.plus(Duration.ofHours(1)));
        notices.ring(List.of(none.id()));
        assertThat(digest.run()).isZero();
        tray.person = person.id();
        waits("review/52", "已经办了", MORNING.plus(Duration.ofHours(1)));
        tray.items.clear();
        assertThat(digest.run()).isZero();
        assertThat(db.sql("select count(*) from notices.rung")
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void somebody_who_reads_english_is_written_to_in_english() throws Exception {
        people.speak(person.id(), Locale.ENGLISH);
        waits("review/61", "Water is back", MORNING.plus(Duration.ofHours(3)));
        digest.run();
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()[0].getSubject()).isEqualTo("One thing waits for you, one today");
        assertThat(body(SERVER.getReceivedMessages()[0]))
                .contains("Sign in to do it:")
                .doesNotContainPattern("\\p{IsHan}");
    }

    @Test
    void one_reference_is_one_mail_and_one_mail_is_sent_once() {
        notices.mail("lin@shifan.example", "已收到", "编号L261124-0001", "case/1/received");
        notices.mail("lin@shifan.example", "已收到", "编号L261124-0001", "case/1/received");
        sendMails.run();
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
    }

    @Test
    void nothing_written_by_a_citizen_becomes_a_header_or_a_second_reader() throws Exception {
        notices.mail(
                "lin@shifan.example",
                "关于\r\nBcc: victim@shifan.example\r\n\r\n路灯",
                "你好\r\n.\r\nMAIL FROM:<x@y.example>\r\n",
                "case/2/received");
        notices.mail("lin@shifan.example\r\nRCPT TO:<victim@shifan.example>", "已收到", "x", "case/3/received");
        notices.mail("lin@shifan.example,victim@shifan.example", "已收到", "x", "case/4/received");
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        MimeMessage mail = SERVER.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("关于 Bcc: victim@shifan.example 路灯");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(body(mail)).contains("你好\n.\nMAIL FROM");
    }

    @Test
    void a_mail_found_half_sent_after_a_crash_is_not_sent_again_by_itself() {
        notices.mail("lin@shifan.example", "已收到", "编号", "case/5/received");
        assertThat(mails.claim()).isPresent();
        clock.set(MORNING.plus(Duration.ofMinutes(4)));
        sendMails.run();
        assertThat(state()).isEqualTo(MailState.SENDING);
        clock.set(MORNING.plus(Duration.ofMinutes(5)).plusSeconds(1));
        sendMails.run();
        assertThat(state()).isEqualTo(MailState.UNKNOWN);
        clock.set(MORNING.plus(Duration.ofDays(1)));
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).isEmpty();
    }

    @Test
    void what_waited_in_a_copy_that_was_put_back_is_kept_for_an_administrator_and_says_why() throws Exception {
        notices.mail("lin@shifan.example", "已收到", "编号", "case/12/received");
        notices.mail("lin@shifan.example", "已答复", "编号", "case/12/answered");
        Mail claimed = mails.claim().orElseThrow();
        assertThat(outbox.doubt()).isEqualTo(2);
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).isEmpty();
        Person admin = Cast.in(context).person("admin");
        List<Mail> doubted =
                outbox.list(MailState.UNKNOWN, null, admin).orThrow().items();
        assertThat(doubted).hasSize(2);
        Mail waited =
                doubted.stream().filter(m -> m.id() != claimed.id()).findFirst().orElseThrow();
        String root = "http://localhost:" + port + "/console/outbox/";
        assertThat(get(root + waited.id(), "admin").body()).contains("备份时这封信还没寄", "可能寄两封也再寄一次");
        assertThat(get(root + claimed.id(), "admin").body()).contains("没等到回音").doesNotContain("备份时这封信还没寄");
        outbox.again(waited.id(), MailState.UNKNOWN, admin).orThrow();
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
    }

    @Test
    void an_administrator_has_it_sent_again_and_nobody_else_does() {
        notices.mail("lin@shifan.example", "已收到", "编号", "case/6/received");
        Mail claimed = mails.claim().orElseThrow();
        mails.settle(claimed, MailState.UNKNOWN, "connection reset");
        Person admin = Cast.in(context).person("admin");
        assertThat(outbox.again(
                                claimed.id(),
                                MailState.UNKNOWN,
                                Cast.in(context).person("office"))
                        .isDone())
                .isFalse();
        assertThat(outbox.again(claimed.id(), MailState.REFUSED, admin).isDone())
                .isFalse();
        assertThat(outbox.again(claimed.id(), MailState.UNKNOWN, admin).isDone())
                .isTrue();
        assertThat(outbox.again(claimed.id(), MailState.UNKNOWN, admin).isDone())
                .isFalse();
        sendMails.run();
        assertThat(SERVER.getReceivedMessages()).hasSize(1);
        assertThat(outbox.again(claimed.id(), MailState.SENT, admin).isDone()).isFalse();
    }

    @Test
    void a_server_that_is_away_is_tried_again_later_each_time_and_not_for_ever() {
        var sender = context.getBean(org.springframework.mail.javamail.JavaMailSenderImpl.class);
        sender.setPort(1);
        try {
            notices.mail("lin@shifan.example", "已收到", "编号", "case/7/received");
            Instant at = MORNING;
            sendMails.run();
            assertThat(state()).isEqualTo(MailState.WAITING);
            clock.set(at.plusSeconds(59));
            sendMails.run();
            assertThat(db.sql("select attempts from notices.mail")
                            .query((row, n) -> row.getInt(1))
                            .single())
                    .isEqualTo(1);
            for (int i = 0; i < 13; i++) {
                at = at.plus(Duration.ofHours(5));
                clock.set(at);
                sendMails.run();
            }
            assertThat(state()).isEqualTo(MailState.REFUSED);
        } finally {
            sender.setPort(SERVER.getSmtp().getPort());
        }
    }

    @Test
    void a_way_in_and_a_shut_door_are_told_by_mail() {
        String path = context.getBean(Credentials.class)
                .link(person.id(), Cast.in(context).person("admin"))
                .orThrow()
                .path();
        SignIn signIn = context.getBean(SignIn.class);
        for (int i = 0; i < 6; i++) {
            signIn.password(person.login(), "Wrong-2026", "10.1.1.1", "tests");
        }
        assertThat(Mailbox.of(context, person.email()))
                .hasSize(2)
                .first()
                .asString()
                .contains("http://localhost:8080" + path);
        assertThat(Mailbox.of(context, person.email()).getLast())
                .contains("错了太多次", person.login())
                .doesNotContain("10.1.1.1");
    }

    @Test
    void address_and_words_are_locked_in_the_database() {
        notices.mail("lin@shifan.example", "已收到", "查询密码 KW3F", "case/8/received");
        String rows = db.sql("select m::text from notices.mail m")
                .query((row, n) -> row.getString(1))
                .single();
        assertThat(rows)
                .doesNotContain(
                        "lin@",
                        "KW3F",
                        java.util.HexFormat.of().formatHex("KW3F".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void the_outbox_is_for_administrators_and_shows_how_far_a_mail_came_but_not_what_it_says() throws Exception {
        notices.mail("lin@shifan.example", "已收到，编号L261124-0008", "查询密码 KW3F", "case/9/received");
        Mail claimed = mails.claim().orElseThrow();
        mails.settle(claimed, MailState.REFUSED, "550 no such <mailbox>");
        String root = "http://localhost:" + port + "/console/outbox";
        String page = get(root + "/" + claimed.id(), "admin").body();
        assertThat(page)
                .contains("没寄成", "l***@shifan.example", "550 no such &lt;mailbox&gt;", "再寄一次")
                .doesNotContain("KW3F", "lin@shifan.example");
        assertThat(get(root, "admin").body()).contains("已收到，编号L261124-0008");
        assertThat(get(root + "?state=SENT", "admin").body()).contains("没有这样的信");
        assertThat(get(root, "office").statusCode()).isEqualTo(403);
        assertThat(get(root + "/" + claimed.id(), "office").statusCode()).isEqualTo(403);
        assertThat(get(root + "/99", "admin").statusCode()).isEqualTo(404);
    }

    private java.net.http.HttpResponse<String> get(String url, String login) throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
                                .header(
                                        "Authorization",
                                        "Bearer " + Cast.in(context).bearer(login))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void old_mails_go_and_what_is_still_to_go_stays() {
        notices.mail("lin@shifan.example", "一", "x", "case/10/received");
        sendMails.run();
        notices.mail("lin@shifan.example", "二", "x", "case/11/received");
        clock.set(MORNING.plus(Duration.ofDays(91)));
        assertThat(outbox.sweep(Duration.ofDays(90))).isEqualTo(1);
        assertThat(state()).isEqualTo(MailState.WAITING);
    }
}
