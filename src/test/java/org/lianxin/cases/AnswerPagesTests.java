package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Writing an answer as a browser without script does it: kept, checked, submitted, taken back; nothing typed is lost. */
@LianxinTest
class AnswerPagesTests {
    private static final String GOOD = "灯已经换好，今晚起都亮了，请放心走夜路。";

    @Autowired
    ApplicationContext context;

    @Autowired
    Replies replies;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Letters letters;
    private Answers answers;
    private Browsing browse;

    @BeforeEach
    void aMonday() {
        letters = new Letters(context);
        answers = new Answers(context);
        browse = new Browsing(letters.cast, port);
        letters.at("2026-11-23T02:00:00Z");
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private static String page(Case letter) {
        return "/console/cases/" + letter.id();
    }

    private Reply open(Case letter) {
        return replies.open(letter.id(), letters.cast.person("office")).orElseThrow();
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    @Test
    void an_editor_writes_beside_the_letter_saves_and_submits() {
        Case letter = letters.write(Kind.HELP, "路灯不亮，走夜路害怕", "traffic", false);
        String form = browse.get("traffic.editor", page(letter) + "/reply").body();
        assertThat(ValidHtml.errors(form)).isEmpty();
        assertThat(form).contains("路灯不亮，走夜路害怕", "name=\"version\" value=\"0\"", "进度页，只给写信人看", "最多5,000字");
        HttpResponse<String> saved = browse.post(
                "traffic.editor",
                page(letter) + "/reply",
                "version",
                0,
                "which",
                "first",
                "text",
                "已派人去看。\r\n明天答复。",
                "do",
                "save");
        assertThat(Browsing.location(saved)).isEqualTo(page(letter) + "/reply?said=reply-saved");
        assertThat(open(letter).text()).isEqualTo("已派人去看。\n明天答复。");
        assertThat(open(letter).kind()).isEqualTo(Reply.Kind.FIRST);
        HttpResponse<String> sent = browse.post(
                "traffic.editor",
                page(letter) + "/reply",
                "version",
                open(letter).version(),
                "which",
                "final",
                "text",
                GOOD,
                "do",
                "submit");
        assertThat(Browsing.location(sent)).isEqualTo(page(letter) + "?said=reply-submitted");
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(open(letter).kind()).isEqualTo(Reply.Kind.FINAL);
        HttpResponse<String> held = browse.get("traffic.editor", page(letter) + "/reply");
        assertThat(Browsing.location(held)).as("while it is with a leader").isEqualTo(page(letter));
    }

    @Test
    void what_cannot_be_submitted_is_saved_and_comes_back_with_the_reason() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        String at = page(letter) + "/reply";
        HttpResponse<String> empty =
                browse.post("traffic.editor", at, "version", 0, "which", "final", "text", " ", "do", "submit");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("写上答复，才能送审。", "href=\"#text\"");
        HttpResponse<String> exposing = browse.post(
                "traffic.editor",
                at,
                "version",
                open(letter).version(),
                "which",
                "final",
                "text",
                "已回电13912345678，约好明天看。",
                "do",
                "submit");
        assertThat(exposing.statusCode()).isEqualTo(422);
        assertThat(exposing.body()).contains("13912345678，约好明天看。</textarea>", "class=\"summary\"", "data-is=\"back\"");
        assertThat(ValidHtml.errors(exposing.body())).isEmpty();
        assertThat(open(letter).text()).isEqualTo("已回电13912345678，约好明天看。");
        HttpResponse<String> tooLong = browse.post(
                "traffic.editor",
                at,
                "version",
                open(letter).version(),
                "which",
                "first",
                "text",
                "字".repeat(5001),
                "do",
                "save");
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("字".repeat(5001), "最多5,000个字", "value=\"first\" checked");
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.DRAFTING);
    }

    @Test
    void of_two_who_write_at_once_the_second_gets_both_texts() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        String at = page(letter) + "/reply";
        browse.post("traffic.editor", at, "version", 0, "which", "final", "text", "我写的一版", "do", "save");
        HttpResponse<String> second =
                browse.post("traffic.leader", at, "version", 0, "which", "final", "text", "领导写的一版", "do", "save");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("我写的一版", "领导写的一版</textarea>", "林文斌");
        String version = first(second.body(), "name=\"version\" value=\"(\\d+)\"");
        assertThat(browse.post(
                                "traffic.leader",
                                at,
                                "version",
                                version,
                                "which",
                                "final",
                                "text",
                                "合在一起的",
                                "do",
                                "save")
                        .statusCode())
                .isEqualTo(302);
        assertThat(open(letter).text()).isEqualTo("合在一起的");
        assertThat(open(letter).others()).containsExactly(letters.cast.id("traffic.editor"));
    }

    @Test
    void the_script_keeps_a_working_copy_but_never_takes_one_back_from_a_leader() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        String at = page(letter) + "/reply/working-copy";
        HttpResponse<String> kept = browse.post("traffic.partner", at, "version", 0, "which", "final", "text", GOOD);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.body()).contains("\"version\":1", "\"id\":\"\"", "已存草稿");
        assertThat(browse.post("traffic.editor", at, "version", 0, "which", "final", "text", "旧页面上的")
                        .statusCode())
                .isEqualTo(409);
        answers.submit(letter, "traffic", Reply.Kind.FINAL, GOOD);
        HttpResponse<String> held =
                browse.post("traffic.editor", at, "version", open(letter).version(), "which", "final", "text", "改一下");
        assertThat(held.statusCode()).isEqualTo(409);
        assertThat(held.body()).contains("先收回来");
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(open(letter).text()).isEqualTo(GOOD);
    }

    @Test
    void what_is_with_a_leader_is_recalled_and_written_on() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        answers.submit(letter, "traffic", Reply.Kind.FINAL, GOOD);
        HttpResponse<String> old = browse.post(
                "traffic.editor",
                page(letter) + "/reply/recall",
                "version",
                open(letter).version() - 1);
        assertThat(old.statusCode()).isEqualTo(409);
        assertThat(old.body()).contains("路灯不亮", "别人刚刚改过。请看看现在的样子，再决定。", "/reply/recall");
        HttpResponse<String> back = browse.post(
                "traffic.editor",
                page(letter) + "/reply/recall",
                "version",
                open(letter).version());
        assertThat(Browsing.location(back)).isEqualTo(page(letter) + "/reply?said=reply-recalled");
        assertThat(browse.get("traffic.editor", page(letter) + "/reply").body()).contains(GOOD + "</textarea>");
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.DRAFTING);
    }

    @Test
    void a_recall_that_comes_after_the_leader_s_decision_shows_the_letter_as_it_is_now_and_why_not() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        answers.sendBack(letter, "traffic", GOOD, "写上是哪一段");
        HttpResponse<String> late = browse.post(
                "traffic.editor",
                page(letter) + "/reply/recall",
                "version",
                open(letter).version());
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body())
                .contains("没有办成", "路灯不亮", "别人刚刚改过。请看看现在的样子，再决定。", page(letter) + "/reply")
                .doesNotContain("/reply/recall", "还差");
        Case sent = letters.write(Kind.HELP, "井盖松动", "traffic");
        answers.send(sent, "traffic", Reply.Kind.FINAL, GOOD);
        HttpResponse<String> tooLate = browse.post("traffic.editor", page(sent) + "/reply/recall", "version", 1);
        assertThat(tooLate.statusCode()).isEqualTo(409);
        assertThat(tooLate.body()).contains("井盖松动", "别人刚刚改过。请看看现在的样子，再决定。");
    }

    @Test
    void what_a_leader_sent_back_stands_above_the_text_with_the_reason() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        answers.sendBack(letter, "traffic", GOOD, "写上是哪一段");
        assertThat(browse.get("traffic.editor", page(letter) + "/reply").body())
                .contains("写上是哪一段", GOOD + "</textarea>");
        assertThat(browse.get("traffic.editor", "/console/cases").body()).contains("领导退回：", "“写上是哪一段”", "退回改");
    }

    @Test
    void after_the_answer_a_follow_up_can_be_added() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        answers.send(letter, "traffic", Reply.Kind.FINAL, GOOD);
        String form = browse.get("traffic.editor", page(letter) + "/reply").body();
        assertThat(form).contains("补一条后续", "今晚起都亮了").doesNotContain("name=\"which\"");
        assertThat(browse.post(
                                "traffic.editor",
                                page(letter) + "/reply",
                                "version",
                                0,
                                "text",
                                "一个月后回访，灯都好着。",
                                "do",
                                "submit")
                        .statusCode())
                .isEqualTo(302);
        assertThat(open(letter).kind()).isEqualTo(Reply.Kind.FOLLOW_UP);
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.ANSWERED);
    }

    @Test
    void nobody_writes_who_may_not() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        Case unrouted = letters.write(Kind.HELP, "健身器材坏了", null);
        for (String path : List.of("", "/working-copy", "/recall")) {
            String at = page(letter) + "/reply" + path;
            assertThat(browse.post("water.editor", at, "version", 0, "text", "x")
                            .statusCode())
                    .as(at)
                    .isEqualTo(404);
            assertThat(browse.post("inspector", at, "version", 0, "text", "x").statusCode())
                    .as(at)
                    .isEqualTo(403);
            assertThat(browse.post("traffic.spokesperson", at, "version", 0, "text", "x")
                            .statusCode())
                    .as(at)
                    .isEqualTo(403);
            assertThat(browse.post("office", at, "version", 0, "text", "x").statusCode())
                    .as("of another unit: " + at)
                    .isEqualTo(403);
            assertThat(browse.post("office", page(unrouted) + "/reply" + path, "version", 0, "text", "x")
                            .statusCode())
                    .as("of none: " + at)
                    .isEqualTo(403);
        }
        assertThat(browse.get("water.editor", page(letter) + "/reply").statusCode())
                .isEqualTo(404);
        assertThat(browse.get("traffic.partner", page(letter) + "/reply").statusCode())
                .isEqualTo(200);
        assertThat(replies.open(letter.id(), letters.cast.person("office"))).isEmpty();
    }

    @Test
    void a_leader_reads_the_letter_beside_the_answer_and_what_the_checks_say() {
        Case letter = letters.write(Kind.HELP, "路灯不亮，<b>报过</b>两次", "traffic");
        long review = answers.submit(letter, "traffic", Reply.Kind.FINAL, "我局高度重视，第一时间组织人员进行了处理。")
                .id();
        String body = browse.get("traffic.leader", "/console/reviews/" + review).body();
        assertThat(body).contains("路灯不亮，&lt;b&gt;报过", "我局高度重视", page(letter), "/approval");
        assertThat(ValidHtml.errors(body)).isEmpty();
        Subject subject = context.getBean(Subjects.class).of(Replies.TYPE).orElseThrow();
        assertThat(subject.show(open(letter).id())).isNotNull();
        assertThat(body).contains("id=\"checks\"");
    }
}
