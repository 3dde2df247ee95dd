package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What is decided about a letter on its page and at the office's desk: by whom, and what a refused one brings back. */
@LianxinTest
class CaseDecisionsTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Casework casework;

    @Autowired
    Cases cases;

    @Autowired
    Routes routes;

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
        routes.set(letters.cast.unit("traffic").id(), List.of(), null).orThrow();
        routes.set(letters.cast.unit("water").id(), List.of(), null).orThrow();
    }

    private static String page(Case letter) {
        return "/console/cases/" + letter.id();
    }

    private String unit(String code) {
        return Long.toString(letters.cast.unit(code).id());
    }

    /** What the page lets this person do: the last words of the addresses of its forms and of the links beside them. */
    private Set<String> offered(String login, Case letter) {
        String body = browse.get(login, page(letter)).body();
        Set<String> verbs = new TreeSet<>();
        Pattern.compile("(?:action|href)=\"" + page(letter) + "/([a-z/]+)\"")
                .matcher(body)
                .results()
                .forEach(m -> verbs.add(m.group(1)));
        return verbs;
    }

    @Test
    void everybody_is_offered_exactly_what_they_may_do_now() {
        Case fresh = letters.write(Kind.HELP, "路灯不亮", "traffic");
        assertThat(offered("traffic.editor", fresh)).containsExactly("handler", "reply", "return", "revelation");
        assertThat(offered("traffic.leader", fresh)).containsExactly("handler", "reply", "return", "revelation");
        assertThat(offered("traffic.partner", fresh)).containsExactly("handler", "reply");
        assertThat(offered("office", fresh)).containsExactly("privacy", "revelation", "routing");
        for (String reader : List.of("inspector", "traffic.spokesperson", "traffic.on-scene")) {
            assertThat(offered(reader, fresh)).as(reader).isEmpty();
        }
        Case unrouted = letters.write(Kind.HELP, "健身器材坏了", null);
        assertThat(offered("office", unrouted)).containsExactly("closure", "privacy", "revelation", "routing");
        assertThat(offered("inspector", unrouted)).isEmpty();
        answers.submit(fresh, "traffic", Reply.Kind.FINAL, "灯已经换好，请放心走夜路。");
        assertThat(offered("traffic.editor", fresh)).containsExactly("reply/recall", "revelation");
        assertThat(browse.get("traffic.leader", page(fresh)).body()).contains("href=\"/console/reviews/", "去审");
        Case done = letters.write(Kind.HELP, "路灯不亮", "traffic");
        answers.send(done, "traffic", Reply.Kind.FINAL, "灯已经换好，请放心走夜路。");
        assertThat(offered("traffic.editor", done)).containsExactly("reply", "revelation");
        assertThat(offered("office", done)).containsExactly("privacy", "revelation");
    }

    @Test
    void somebody_takes_a_letter_on_and_another_takes_it_over() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        HttpResponse<String> mine =
                browse.post("traffic.editor", page(letter) + "/handler", "version", letter.version());
        assertThat(Browsing.location(mine)).isEqualTo(page(letter) + "?said=case-taken-on");
        assertThat(letters.now(letter).handler()).isEqualTo(letters.cast.id("traffic.editor"));
        assertThat(browse.post("traffic.leader", page(letter) + "/handler", "version", letter.version())
                        .statusCode())
                .as("on a page that is old")
                .isEqualTo(409);
        assertThat(browse.post(
                                "traffic.leader",
                                page(letter) + "/handler",
                                "version",
                                letters.now(letter).version())
                        .statusCode())
                .isEqualTo(302);
        assertThat(letters.now(letter).handler()).isEqualTo(letters.cast.id("traffic.leader"));
        assertThat(cases.steps(letter).stream()
                        .filter(s -> s.what() == Happening.TAKEN_ON)
                        .map(Step::by))
                .containsExactly(letters.cast.id("traffic.editor"), letters.cast.id("traffic.leader"));
        assertThat(browse.post("water.editor", page(letter) + "/handler", "version", 2)
                        .statusCode())
                .isEqualTo(404);
        assertThat(browse.post("inspector", page(letter) + "/handler", "version", 2)
                        .statusCode())
                .isEqualTo(403);
        assertThat(browse.post("office", page(letter) + "/handler", "version", 2)
                        .statusCode())
                .as("of another unit's letter")
                .isEqualTo(403);
    }

    @Test
    void programs_take_a_letter_on_as_people_do() {
        Case letter = letters.write(Kind.COMPLAINT, "朝晖路的红绿灯坏了", "traffic");
        String at = "/rest/v1/cases/" + letter.id() + "/handler";
        HttpResponse<String> mine = browse.json("traffic.editor", at, "{\"version\":" + letter.version() + "}");
        assertThat(mine.statusCode()).as(mine.body()).isEqualTo(200);
        assertThat(mine.body()).contains("\"handler\":\"" + letters.cast.id("traffic.editor") + "\"");
        assertThat(browse.json("traffic.leader", at, "{\"version\":" + letter.version() + "}")
                        .statusCode())
                .as("of a version that is old")
                .isEqualTo(409);
        assertThat(browse.json("traffic.leader", at, "").statusCode())
                .as("as it stands")
                .isEqualTo(200);
        assertThat(letters.now(letter).handler()).isEqualTo(letters.cast.id("traffic.leader"));
        assertThat(browse.json("water.editor", at, "{}").statusCode()).isEqualTo(404);
        assertThat(browse.json("inspector", at, "{}").statusCode()).isEqualTo(403);
        HttpResponse<String> wrong = browse.json("traffic.editor", at, "{\"version\":\"x\"}");
        assertThat(wrong.statusCode()).isBetween(400, 422);
        assertThat(wrong.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
    }

    @Test
    void a_unit_that_gives_a_letter_back_without_a_reason_keeps_its_page_and_one_with_a_reason_reads_it_no_longer() {
        Case letter = letters.write(Kind.HELP, "自来水发黄", "traffic");
        HttpResponse<String> blank =
                browse.post("traffic.editor", page(letter) + "/return", "version", letter.version(), "reason", " ");
        assertThat(blank.statusCode()).isEqualTo(422);
        assertThat(blank.body()).contains("写一句为什么。", "href=\"#return-reason\"", "自来水发黄");
        HttpResponse<String> tooLong = browse.post(
                "traffic.editor", page(letter) + "/return", "version", letter.version(), "reason", "字".repeat(501));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("字".repeat(501), "最多500个字");
        assertThat(ValidHtml.errors(tooLong.body())).isEmpty();
        HttpResponse<String> given = browse.post(
                "traffic.editor", page(letter) + "/return", "version", letter.version(), "reason", "供水归水务局");
        assertThat(Browsing.location(given)).isEqualTo("/console/cases?said=case-returned");
        assertThat(browse.get("traffic.editor", page(letter)).statusCode()).isEqualTo(404);
        assertThat(browse.post("traffic.partner", page(letter) + "/return", "version", 1, "reason", "x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_office_sees_which_units_fit_and_why_and_not_the_one_that_gave_it_back() {
        routes.set(letters.cast.unit("traffic").id(), List.of("路口"), null).orThrow();
        routes.set(letters.cast.unit("water").id(), List.of("自来水", "水管"), null).orThrow();
        Case letter = letters.write(Kind.HELP, "路口的自来水管漏了", "traffic");
        Case back = casework.giveBack(letter.id(), letter.version(), "水管归水务局", letters.cast.person("traffic.editor"))
                .orThrow();
        String body = browse.get("office", page(back)).body();
        assertThat(body).contains("市公安局交警支队退回", "“水管归水务局”", "写到：", "自来水、水管");
        assertThat(body)
                .contains("value=\"" + unit("water") + "\" checked")
                .doesNotContain("type=\"radio\" name=\"unit\" value=\"" + unit("traffic") + "\"");
        assertThat(context.getBean(Suggestions.class).of(back))
                .extracting(s -> s.unit().id())
                .containsExactly(letters.cast.unit("water").id());
    }

    @Test
    void routing_asks_for_one_unit_and_keeps_what_was_typed() {
        Case letter = letters.write(Kind.HELP, "健身器材坏了", null);
        String at = page(letter) + "/routing";
        HttpResponse<String> none =
                browse.post("office", at, "version", letter.version(), "unit", "", "other", "", "remark", "请先看现场");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("选一个单位，才能派。", "href=\"#routing-unit\"", "请先看现场");
        HttpResponse<String> two =
                browse.post("office", at, "version", letter.version(), "unit", unit("traffic"), "other", unit("water"));
        assertThat(two.statusCode()).isEqualTo(422);
        assertThat(two.body()).contains("留一个再派");
        assertThat(browse.post("office", at, "version", letter.version(), "other", "77")
                        .body())
                .contains("没有这个单位");
        assertThat(browse.post("office", at, "version", letter.version() + 1, "other", unit("water"), "remark", "请先看现场")
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<String> done = browse.post(
                "office", at, "version", letter.version(), "unit", "", "other", unit("water"), "remark", "请先看现场");
        assertThat(Browsing.location(done)).isEqualTo(page(letter) + "?said=case-routed");
        assertThat(letters.now(letter).unit())
                .isEqualTo(letters.cast.unit("water").id());
        assertThat(browse.get("water.editor", page(letter)).body()).contains("派给市水务局", "“请先看现场”");
        assertThat(browse.post("water.editor", at, "version", 2, "other", unit("traffic"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_office_closes_what_needs_no_answer_and_the_reason_is_for_the_citizen() {
        Case letter = letters.write(Kind.COMPLAINT, "办证找我，加微信", null);
        String at = page(letter) + "/closure";
        assertThat(browse.post("office", at, "version", letter.version(), "reason", "广告")
                        .body())
                .contains("选一种");
        HttpResponse<String> other =
                browse.post("office", at, "version", letter.version(), "kind", "other", "reason", "广告");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("不能当成感谢或其他办结", "广告</textarea>", "href=\"#closure-kind\"");
        assertThat(browse.post("office", at, "version", letter.version(), "kind", "spam", "reason", "")
                        .body())
                .contains("写一句为什么。");
        assertThat(Browsing.location(
                        browse.post("office", at, "version", letter.version(), "kind", "spam", "reason", "代办证件的广告")))
                .isEqualTo(page(letter) + "?said=case-closed");
        assertThat(browse.get("office", page(letter)).body()).contains("“代办证件的广告”", page(letter) + "/reopening");
        HttpResponse<String> again = browse.post(
                "office",
                page(letter) + "/reopening",
                "version",
                letters.now(letter).version(),
                "reason",
                "看错了");
        assertThat(Browsing.location(again)).isEqualTo(page(letter) + "?said=case-taken-up");
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.UNROUTED);
        assertThat(browse.post("inspector", at, "version", 1, "kind", "spam", "reason", "x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_original_is_shown_once_to_a_handler_who_says_why_and_that_is_on_record() {
        Case letter = letters.sent(Kind.HELP, "我电话13912345678，家里停水两天了", "water");
        assertThat(browse.get("water.editor", page(letter)).body())
                .doesNotContain("13912345678", "13900001234", "citizen@shifan.example");
        String at = page(letter) + "/revelation";
        HttpResponse<String> blank = browse.post("water.editor", at, "reason", "");
        assertThat(blank.statusCode()).isEqualTo(422);
        assertThat(blank.body()).contains("href=\"#revelation-reason\"").doesNotContain("13912345678");
        assertThat(browse.post("water.editor", at, "reason", "长".repeat(201)).statusCode())
                .isEqualTo(422);
        HttpResponse<String> shown = browse.post("water.editor", at, "reason", "回电话核实地址");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(shown.body()).contains("13912345678", "13900001234", "citizen@shifan.example", "“回电话核实地址”");
        assertThat(ValidHtml.errors(shown.body())).isEmpty();
        assertThat(browse.get("water.editor", page(letter)).body())
                .contains("“回电话核实地址”")
                .doesNotContain("13912345678");
        assertThat(browse.post("water.partner", at, "reason", "核实").statusCode())
                .isEqualTo(403);
        assertThat(browse.post("inspector", at, "reason", "核实").statusCode()).isEqualTo(403);
        assertThat(browse.post("traffic.editor", at, "reason", "核实").statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_desk_shows_one_letter_after_another_and_the_one_left_lying_is_not_lost() {
        letters.at("2020-03-02T02:00:00Z");
        Case first = letters.write(Kind.HELP, "第一封，没有单位", null);
        Case second = letters.write(Kind.HELP, "第二封，没有单位", null);
        String desk = browse.get("office", "/console/cases/desk").body();
        assertThat(desk).contains("第一封，没有单位").doesNotContain("第二封，没有单位");
        assertThat(ValidHtml.errors(desk)).isEmpty();
        var later = Pattern.compile("href=\"(/console/cases/desk\\?after=[0-9,]+)\"")
                .matcher(desk);
        assertThat(later.find()).isTrue();
        String next = browse.get("office", later.group(1)).body();
        assertThat(next).contains("第二封，没有单位").doesNotContain("第一封，没有单位");
        String after = later.group(1).substring(later.group(1).indexOf('=') + 1);
        HttpResponse<String> refused = browse.post(
                "office",
                page(second) + "/routing",
                "version",
                second.version(),
                "then",
                "desk",
                "after",
                after,
                "remark",
                "捎一句");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("第二封，没有单位", "选一个单位", "捎一句", after);
        HttpResponse<String> routed = browse.post(
                "office",
                page(second) + "/routing",
                "version",
                second.version(),
                "other",
                unit("water"),
                "then",
                "desk",
                "after",
                after);
        assertThat(Browsing.location(routed))
                .isEqualTo("/console/cases/desk?done=" + second.id() + "&said=case-routed&after=" + after);
        assertThat(browse.get("office", Browsing.location(routed)).body()).contains("上一件派给了市水务局", page(second));
        assertThat(browse.get("office", "/console/cases/desk").body()).contains("第一封，没有单位");
        HttpResponse<String> closed = browse.post(
                "office",
                page(first) + "/closure",
                "version",
                first.version(),
                "kind",
                "spam",
                "reason",
                "重复，原来的是L1",
                "then",
                "desk");
        assertThat(Browsing.location(closed)).isEqualTo("/console/cases/desk?done=" + first.id() + "&said=case-closed");
        assertThat(browse.get("office", Browsing.location(closed)).body()).contains("上一件办结了");
        for (String login : List.of("traffic.editor", "inspector", "admin")) {
            assertThat(browse.get(login, "/console/cases/desk").statusCode())
                    .as(login)
                    .isEqualTo(403);
        }
    }
}
