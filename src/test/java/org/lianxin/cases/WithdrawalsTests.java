package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.delivery.Delivery;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.Mailbox;
import org.lianxin.support.ValidHtml;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** An answer that should not have gone out: taken away at once by a leader or the office, and everybody who looks for it reads why. */
@LianxinTest(properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"})
class WithdrawalsTests {
    private static final String WORDS = "朝晖路口的红绿灯太短，老人过不去";
    private static final String ANSWER = "配时已改，绿灯延长到35秒。";
    private static final String WHY = "路口写错了，重新核实后再答。";

    @Autowired
    ApplicationContext context;

    @Autowired
    Withdrawals withdrawals;

    @Autowired
    Replies replies;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private Correspondence mail;
    private Browsing browse;

    @BeforeEach
    void aTuesday() {
        clock.set(Instant.parse("2026-11-03T03:00:00Z"));
        mail = new Correspondence(context);
        browse = new Browsing(mail.cast, port);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    private Letter answered(boolean consent) {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", consent);
        mail.answer(letter, "traffic", Reply.Kind.FINAL, ANSWER);
        return letter;
    }

    private Reply last(Letter letter) {
        return replies.of(letter.id(), mail.cast.person("office")).orThrow().getLast();
    }

    private Outcome<Reply> withdraw(Letter letter, Reply reply, String login) {
        Outcome<Reply> outcome = withdrawals.withdraw(letter.id(), reply.id(), WHY, mail.cast.person(login));
        context.getBean(Delivery.class).drain();
        return outcome;
    }

    private HttpResponse<String> open(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private String following(Letter letter) throws Exception {
        String key = "{\"number\":\"" + letter.number() + "\",\"key\":\"" + letter.key() + "\"}";
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/rest/v1/following"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(key))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String at(Letter letter, Reply reply) {
        return "/cases/" + letter.id() + "/answers/" + reply.id() + "/withdrawal";
    }

    @Test
    void the_leader_withdraws_and_the_case_is_open_again_on_a_new_deadline() {
        Letter letter = answered(true);
        Instant due = mail.now(letter).clock().dueFinal();
        clock.set(Instant.parse("2026-11-09T03:00:00Z"));
        Reply gone = withdraw(letter, last(letter), "traffic.leader").orThrow();
        assertThat(gone.state()).isEqualTo(Reply.State.WITHDRAWN);
        assertThat(gone.remark()).isEqualTo(WHY);
        assertThat(gone.changedAt()).isEqualTo(Instant.parse("2026-11-09T03:00:00Z"));
        Case now = mail.now(letter);
        assertThat(now.state()).isEqualTo(CaseState.REOPENED);
        assertThat(now.answeredAt()).isNull();
        assertThat(now.clock().from()).isEqualTo(Instant.parse("2026-11-09T03:00:00Z"));
        assertThat(now.clock().dueFinal()).isAfter(due);
        assertThat(now.reopened()).as("what the citizen may say stays theirs").isZero();
        CaseStore store = context.getBean(CaseStore.class);
        assertThat(store.rounds(letter.id())).hasSize(1);
        assertThat(store.steps(letter.id()))
                .filteredOn(s -> s.what() == Happening.WITHDRAWN)
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.by()).isEqualTo(mail.cast.id("traffic.leader"));
                    assertThat(s.words()).isEqualTo(WHY);
                });
        assertThat(context.getBean(Trail.class).of("case", letter.id()))
                .filteredOn(e -> e.action().equals("case.withdrawn"))
                .singleElement()
                .satisfies(e -> assertThat(e.actor()).isEqualTo(mail.cast.id("traffic.leader")));
    }

    @Test
    void everybody_reads_that_it_was_withdrawn_and_why_and_nothing_of_question_or_answer() throws Exception {
        Letter letter = answered(true);
        String page = "/answers/" + letter.number();
        assertThat(open(page).body()).contains(WORDS, ANSWER);
        withdraw(letter, last(letter), "office").orThrow();
        for (String prefix : new String[] {"", "/en"}) {
            HttpResponse<String> gone = open(prefix + page);
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.headers().firstValue("Cache-Control"))
                    .as("the next answer stands here")
                    .contains("no-cache");
            assertThat(gone.body()).contains(WHY, letter.number(), "2026-11-03").doesNotContain(WORDS, ANSWER);
            assertThat(ValidHtml.errors(gone.body())).isEmpty();
        }
        assertThat(open("/answers").body()).doesNotContain(page);
        assertThat(following(letter))
                .contains("\"withdrawn\":true", WHY, "\"withdrawnAt\":\"2026-11-03T03:00:00Z\"")
                .doesNotContain(ANSWER);
    }

    @Test
    void the_next_answer_stands_in_public_beside_what_was_withdrawn() {
        Letter letter = answered(true);
        withdraw(letter, last(letter), "traffic.leader").orThrow();
        clock.set(Instant.parse("2026-11-04T03:00:00Z"));
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "朝晖路西口绿灯35秒，东口下周改。");
        assertThat(mail.now(letter).state()).isEqualTo(CaseState.ANSWERED);
        HttpResponse<String> page = open("/answers/" + letter.number());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(WORDS, "这一份撤下了", WHY, "东口下周改").doesNotContain(ANSWER);
        assertThat(ValidHtml.errors(page.body())).isEmpty();
    }

    @Test
    void of_a_letter_that_was_never_public_nothing_becomes_public_by_it() {
        Letter letter = answered(false);
        withdraw(letter, last(letter), "traffic.leader").orThrow();
        assertThat(open("/answers/" + letter.number()).statusCode()).isEqualTo(404);
        assertThat(mail.now(letter).state()).isEqualTo(CaseState.REOPENED);
    }

    @Test
    void a_follow_up_and_an_answer_that_was_overtaken_go_without_moving_the_case() {
        Letter letter = answered(true);
        Reply first = last(letter);
        context.getBean(Reopening.class)
                .rate(letter.id(), Case.Rating.NOT_SOLVED, "还是太短")
                .orThrow();
        clock.set(Instant.parse("2026-11-04T03:00:00Z"));
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "又加了10秒。");
        mail.answer(letter, "traffic", Reply.Kind.FOLLOW_UP, "一个月后回访，都说够了。");
        Instant due = mail.now(letter).clock().dueFinal();
        withdraw(letter, last(letter), "traffic.leader").orThrow();
        withdraw(letter, first, "traffic.leader").orThrow();
        assertThat(mail.now(letter).state()).isEqualTo(CaseState.ANSWERED);
        assertThat(mail.now(letter).clock().dueFinal()).isEqualTo(due);
        assertThat(open("/answers/" + letter.number()).body())
                .contains("又加了10秒。", WHY)
                .doesNotContain("都说够了", ANSWER);
    }

    @Test
    void nobody_else_withdraws_and_only_what_was_sent() {
        Letter letter = answered(true);
        Reply sent = last(letter);
        for (String login : new String[] {"traffic.editor", "traffic.partner", "inspector"}) {
            assertThat(browse.post(login, "/console" + at(letter, sent), "reason", WHY)
                            .statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(browse.json(login, "/rest/v1" + at(letter, sent), "{\"reason\":\"x\"}")
                            .statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(withdraw(letter, sent, login).isDone()).as(login).isFalse();
        }
        assertThat(browse.post("water.leader", "/console" + at(letter, sent), "reason", WHY)
                        .statusCode())
                .isEqualTo(404);
        Letter other = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        assertThat(browse.post("traffic.leader", "/console" + at(other, sent), "reason", WHY)
                        .statusCode())
                .as("of another case")
                .isEqualTo(404);
        Reply draft = replies.save(
                        other.id(),
                        0,
                        new Replies.Draft(Reply.Kind.FINAL, "草稿", java.util.List.of()),
                        mail.cast.person("traffic.editor"))
                .orThrow();
        assertThat(browse.post("traffic.leader", "/console" + at(other, draft), "reason", WHY)
                        .statusCode())
                .isEqualTo(409);
        assertThat(last(letter).state()).isEqualTo(Reply.State.SENT);
    }

    @Test
    void the_form_stands_under_the_answer_and_comes_back_with_what_was_typed() {
        Letter letter = answered(true);
        Reply sent = last(letter);
        String page = "/console/cases/" + letter.id();
        String action = "action=\"/console" + at(letter, sent);
        assertThat(browse.get("traffic.editor", page).body()).doesNotContain(action);
        assertThat(browse.get("inspector", page).body()).doesNotContain(action);
        assertThat(browse.get("traffic.leader", page).body()).contains(action, "期限从现在重新算");
        HttpResponse<String> blank = browse.post("traffic.leader", "/console" + at(letter, sent), "reason", " ");
        assertThat(blank.statusCode()).isEqualTo(422);
        assertThat(blank.body()).contains("写上为什么撤下", "还差一处", "href=\"#withdrawal-" + sent.id() + "-reason\"");
        assertThat(ValidHtml.errors(blank.body())).isEmpty();
        HttpResponse<String> tooLong = browse.post("office", "/console" + at(letter, sent), "reason", "长".repeat(501));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("长".repeat(501) + "</textarea>");
        assertThat(last(letter).state()).isEqualTo(Reply.State.SENT);
        HttpResponse<String> done = browse.post("office", "/console" + at(letter, sent), "reason", WHY);
        assertThat(Browsing.location(done)).isEqualTo(page + "?said=reply-withdrawn");
        assertThat(browse.get("traffic.leader", page).body())
                .contains("撤下的原因", WHY)
                .doesNotContain(action);
        HttpResponse<String> twice = browse.post("office", "/console" + at(letter, sent), "reason", WHY);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("没有办成", "这一份已经撤下了。", WORDS).doesNotContain("还差");
    }

    @Test
    void who_left_an_address_is_told_with_the_reason() {
        Case letter = new Letters(context).sent(Kind.COMPLAINT, WORDS, "traffic");
        new Answers(context).send(letter, "traffic", Reply.Kind.FINAL, ANSWER);
        Person leader = mail.cast.person("traffic.leader");
        Reply sent = replies.of(letter.id(), leader).orThrow().getLast();
        String why = WHY + letter.number();
        withdrawals.withdraw(letter.id(), sent.id(), why, leader).orThrow();
        assertThat(Mailbox.of(context, "citizen@shifan.example"))
                .filteredOn(body -> body.contains(why))
                .singleElement()
                .satisfies(body -> assertThat(body).contains("先前的答复撤下了", "/follow?number=" + letter.number()));
    }

    @Test
    void programs_withdraw_as_well() {
        Letter letter = answered(true);
        Reply sent = last(letter);
        String path = "/rest/v1" + at(letter, sent);
        assertThat(browse.json("traffic.leader", path, "{}").statusCode()).isEqualTo(422);
        HttpResponse<String> done = browse.json("traffic.leader", path, "{\"reason\":\"" + WHY + "\"}");
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(done.body()).contains("\"state\":\"withdrawn\"", WHY);
        assertThat(browse.json("traffic.leader", path, "{\"reason\":\"再撤\"}").statusCode())
                .isEqualTo(409);
    }
}
