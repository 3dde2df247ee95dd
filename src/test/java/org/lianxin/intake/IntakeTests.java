package org.lianxin.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.intake.Intake.Receipt;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What comes in: once, numbered, masked, opened only by its key. */
@LianxinTest(properties = "lianxin.tests.intake=own") // a context of its own, because its receiver can fail
@Import(IntakeTests.Refusing.class)
class IntakeTests {
    private static final String WORDS = "朝晖路口的红绿灯太短，老人过不去。我电话16035512046，住东城区石榴路66号2栋1单元403室";

    @TestConfiguration
    static class Refusing implements Receiver {
        volatile boolean failing;
        volatile Message last;

        @Override
        public void received(Message message) {
            last = message;
            if (failing) {
                throw new IllegalStateException("no case today");
            }
        }
    }

    @Autowired
    Intake intake;

    @Autowired
    Forgetting forgetting;

    @Autowired
    Media media;

    @Autowired
    Trail trail;

    @Autowired
    JdbcClient db;

    @Autowired
    LianxinClock clock;

    @Autowired
    Refusing receiver;

    @Autowired
    ApplicationContext context;

    @AfterEach
    void asItWas() {
        receiver.failing = false;
        clock.set(null);
    }

    static NewMessage message(String onceBy, String text, String email) {
        return new NewMessage(
                "site", onceBy, Message.Kind.COMPLAINT, text, "石榴路66号2栋1单元403室门口", List.of(), null, email, "", true);
    }

    private static String field(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused ? refused.field() + " " + refused.key() : "done";
    }

    private int count() {
        return db.sql("select count(*) from intake.message")
                .query((row, n) -> row.getInt(1))
                .single();
    }

    private List<String> mails(String address) {
        return org.lianxin.support.Mailbox.of(context, address);
    }

    @Test
    void what_is_handed_on_is_masked_and_what_was_written_lies_encrypted() {
        Receipt receipt = intake.register(message(null, WORDS, "")).orThrow();
        Message handed = receiver.last;
        assertThat(handed.number()).isEqualTo(receipt.number()).matches("L\\d{6}-\\d{4,}");
        assertThat(handed.masked())
                .startsWith("朝晖路口的红绿灯太短")
                .doesNotContain("16035512046")
                .doesNotContain("403");
        assertThat(handed.place()).doesNotContain("403");
        assertThat(intake.find(receipt.message())).contains(handed);
        assertThat(db.sql(
                                "select row_to_json(m)::text || encode(as_written, 'escape') from intake.message m where id = ?")
                        .param(receipt.message())
                        .query((row, n) -> row.getString(1))
                        .single())
                .doesNotContain("16035512046")
                .doesNotContain(receipt.key());
        assertThat(trail.of("message", receipt.message()))
                .singleElement()
                .satisfies(e ->
                        assertThat(e.toString()).contains("message.registered").doesNotContain("16035512046"));
    }

    @Test
    void the_key_opens_the_message_however_it_is_typed_and_nothing_else_does() {
        Receipt receipt = intake.register(message(null, WORDS, "")).orThrow();
        String key = receipt.key();
        assertThat(key).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
        for (String typed : List.of(
                key,
                key.toLowerCase(),
                key.replace("-", " "),
                key.replace("-", ""),
                key.replace('0', 'o').replace('1', 'l'))) {
            assertThat(intake.open(" " + receipt.number().toLowerCase(), typed))
                    .as(typed)
                    .isPresent();
        }
        String wrong = (key.charAt(0) == '2' ? '3' : '2') + key.substring(1);
        for (String typed : List.of(wrong, "", "x".repeat(10_000), key + "0")) {
            assertThat(intake.open(receipt.number(), typed)).isEmpty();
        }
        assertThat(intake.open("L000000-0000", key)).isEmpty();
        assertThat(intake.open(
                        receipt.number(),
                        intake.register(message(null, WORDS, "")).orThrow().key()))
                .isEmpty();
    }

    @Test
    void the_same_form_sent_by_many_at_once_is_one_message_with_one_receipt() throws Exception {
        String token = UUID.randomUUID().toString();
        int before = count();
        List<Outcome<Receipt>> all = atOnce(16, () -> intake.register(message(token, WORDS, "")));
        assertThat(new HashSet<>(all.stream().map(Outcome::orThrow).toList())).hasSize(1);
        assertThat(count()).isEqualTo(before + 1);
        assertThat(intake.register(message(token, WORDS, ""))).isEqualTo(all.getFirst());
    }

    @Test
    void numbers_are_unique_under_sixteen_threads_also_at_the_first_moment_of_a_day() throws Exception {
        for (String day : List.of("2031-01-05T04:00:00Z", "2031-01-06T04:00:00Z", "2031-01-05T05:00:00Z")) {
            clock.set(Instant.parse(day));
            Set<String> numbers = new HashSet<>();
            atOnce(
                            16,
                            () -> IntStream.range(0, 8)
                                    .mapToObj(i -> intake.register(message(null, WORDS, ""))
                                            .orThrow()
                                            .number())
                                    .toList())
                    .forEach(numbers::addAll);
            assertThat(numbers)
                    .hasSize(128)
                    .allMatch(n ->
                            n.startsWith("L" + day.substring(2, 4) + day.substring(5, 7) + day.substring(8, 10) + "-"));
        }
    }

    private static <T> List<T> atOnce(int many, Callable<T> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(many)) {
            List<Future<T>> running =
                    IntStream.range(0, many).mapToObj(i -> threads.submit(work)).toList();
            List<T> done = new java.util.ArrayList<>();
            for (Future<T> one : running) {
                done.add(one.get());
            }
            return done;
        }
    }

    @Test
    void a_receiver_that_fails_takes_everything_back_and_the_form_can_be_sent_again() {
        String token = UUID.randomUUID().toString();
        int before = count();
        receiver.failing = true;
        assertThatThrownBy(() -> intake.register(message(token, WORDS, "nobody@shifan.example")))
                .hasMessage("no case today");
        assertThat(count()).isEqualTo(before);
        assertThat(mails("nobody@shifan.example")).isEmpty();
        receiver.failing = false;
        assertThat(intake.register(message(token, WORDS, "nobody@shifan.example"))
                        .isDone())
                .isTrue();
        assertThat(mails("nobody@shifan.example")).hasSize(1);
    }

    @Test
    void bad_input_gets_a_sentence_at_its_field_and_registers_nothing() {
        int before = count();
        assertThat(field(intake.register(message(null, "  \n ", "")))).isEqualTo("text intake.text.empty");
        assertThat(field(intake.register(message(null, "路灯", "")))).isEqualTo("text intake.text.short");
        assertThat(field(intake.register(message(null, "𠮷".repeat(5_001), ""))))
                .isEqualTo("text intake.text.long");
        for (String bad : List.of("路灯\0坏了三天", "路灯\u001b[31m坏了", "路灯\u0085坏了三天", "路灯\ud800坏了三天")) {
            assertThat(field(intake.register(message(null, bad, "")))).isEqualTo("text intake.control");
        }
        assertThat(field(intake.register(message(null, WORDS, "no address")))).isEqualTo("email intake.email");
        assertThat(field(intake.register(message(null, WORDS, "a@b.cn\nBcc: x@y.cn"))))
                .isEqualTo("email intake.email");
        assertThat(field(intake.register(
                        new NewMessage("site", null, Message.Kind.HELP, WORDS, "路\0", List.of(), null, "", "", false))))
                .isEqualTo("place intake.control");
        assertThat(field(intake.register(new NewMessage(
                        "site", null, Message.Kind.HELP, WORDS, "", List.of("ab".repeat(32)), null, "", "", false))))
                .isEqualTo("pictures intake.pictures.gone");
        assertThat(field(intake.register(
                        new NewMessage("site", null, Message.Kind.HELP, WORDS, "", List.of(), 42L, "", "", false))))
                .isEqualTo("unit intake.unit");
        assertThat(field(intake.register(new NewMessage(
                        "site", null, Message.Kind.HELP, WORDS, "", List.of(), null, "", "call me", false))))
                .isEqualTo("phone intake.phone");
        assertThat(field(intake.register(new NewMessage(
                        "telepathy", null, Message.Kind.HELP, WORDS, "", List.of(), null, "", "", false))))
                .isEqualTo("channel intake.channel");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void rare_characters_emoji_and_other_directions_come_back_as_they_were_written() {
        String text = "𠮷野家门口👩‍👩‍👧积水，مرحبا e\u0301 <script>alert(1)</script>\r\n第二行";
        Receipt receipt = intake.register(message(null, text, "")).orThrow();
        assertThat(intake.find(receipt.message()).orElseThrow().masked()).isEqualTo(text.replace("\r\n", "\n"));
        assertThat(intake.register(message(null, "𠮷".repeat(5_000), "")).isDone())
                .isTrue();
    }

    @Test
    void who_left_an_address_gets_number_and_key_and_later_what_is_told() {
        Receipt receipt =
                intake.register(message(null, WORDS, "li@shifan.example")).orThrow();
        assertThat(mails("li@shifan.example"))
                .singleElement()
                .satisfies(m -> assertThat(m)
                        .contains(receipt.number())
                        .contains(receipt.key())
                        .contains("/follow?number=" + receipt.number()));
        assertThat(intake.tell(receipt.message(), "答复", "修好了", "case/1/answered"))
                .isTrue();
        assertThat(intake.tell(receipt.message(), "答复", "修好了", "case/1/answered"))
                .isTrue();
        assertThat(mails("li@shifan.example")).hasSize(2);
        assertThat(intake.tell(
                        intake.register(message(null, WORDS, "")).orThrow().message(), "答复", "修好了", "case/2/answered"))
                .isFalse();
    }

    @Test
    void a_lost_key_is_replaced_by_mail_only_for_the_address_that_was_left() {
        Receipt receipt = intake.register(message("form-of-a-lost-key", WORDS, "wang@shifan.example"))
                .orThrow();
        intake.sendNewKey(receipt.number(), "somebody.else@shifan.example");
        intake.sendNewKey("L000000-0000", "wang@shifan.example");
        intake.sendNewKey(receipt.number(), "Wang@shifan.example");
        org.awaitility.Awaitility.await()
                .until(() -> mails("Wang@shifan.example").size() == 1);
        String mail = mails("Wang@shifan.example").getFirst();
        String key = mail.lines()
                .filter(l -> l.matches(".*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}.*"))
                .findFirst()
                .orElseThrow()
                .replaceAll("[^0-9A-Z-]", "");
        assertThat(intake.open(receipt.number(), key)).isPresent();
        assertThat(intake.open(receipt.number(), receipt.key())).isEmpty();
        assertThat(mails("somebody.else@shifan.example")).isEmpty();
        assertThat(mails("wang@shifan.example")).hasSize(1);
        assertThat(intake.register(message("form-of-a-lost-key", WORDS, "wang@shifan.example"))
                        .orThrow()
                        .key())
                .isEmpty();
    }

    @Test
    void the_original_is_shown_with_a_reason_and_the_trail_says_so() {
        Receipt receipt =
                intake.register(message(null, WORDS, "li@shifan.example")).orThrow();
        var editor = Cast.in(context).person("traffic.editor");
        assertThat(field(intake.reveal(receipt.message(), " ", editor, null))).isEqualTo("reason intake.reason");
        assertThat(intake.reveal(receipt.message(), "要打电话约时间", editor, null).orThrow())
                .isEqualTo(new Intake.AsWritten(WORDS, "石榴路66号2栋1单元403室门口", "li@shifan.example", ""));
        assertThat(trail.of("message", receipt.message()))
                .anySatisfy(e ->
                        assertThat(e.toString()).contains("message.revealed").contains("要打电话约时间"));
    }

    @Test
    void what_was_written_is_forgotten_when_its_time_after_closing_is_over() throws Exception {
        byte[] bytes = picture(61);
        String hash =
                media.picture(new ByteArrayInputStream(bytes), null).orThrow().hash();
        NewMessage wanted = new NewMessage(
                "site", null, Message.Kind.HELP, WORDS, "", List.of(hash), null, "zhao@shifan.example", "", false);
        Receipt closed = intake.register(wanted).orThrow();
        Receipt reopened = intake.register(message(null, WORDS, "")).orThrow();
        Instant now = clock.instant();
        intake.closed(closed.message(), now);
        intake.closed(reopened.message(), now);
        intake.reopened(reopened.message());
        clock.set(now.plus(Duration.ofDays(1_094)));
        forgetting.overnight();
        assertThat(intake.reveal(closed.message(), "看看", Cast.in(context).person("office"), null)
                        .isDone())
                .isTrue();
        clock.set(now.plus(Duration.ofDays(1_096)));
        forgetting.overnight();
        assertThat(field(intake.reveal(closed.message(), "看看", Cast.in(context).person("office"), null)))
                .isEqualTo("null intake.forgotten");
        assertThat(intake.tell(closed.message(), "s", "t", "case/3/x")).isFalse();
        assertThat(intake.find(closed.message()).orElseThrow().masked()).startsWith("朝晖路口");
        assertThat(media.find(hash)).isEmpty();
        assertThat(intake.reveal(reopened.message(), "看看", Cast.in(context).person("office"), null)
                        .isDone())
                .isTrue();
    }

    static byte[] picture(int width) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(width, 40, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
