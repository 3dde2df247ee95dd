package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Cases.Part;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.Cursor;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Slice;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The list of letters and the page of one, as people of every role and unit read them. */
@LianxinTest
class CaseListTests {
    private static final Long HISTORY = -7L;

    @Autowired
    ApplicationContext context;

    @Autowired
    Cases cases;

    @Autowired
    Casework casework;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Letters letters;
    private Answers answers;

    @BeforeEach
    void aMonday() {
        letters = new Letters(context);
        answers = new Answers(context);
        letters.at("2026-11-23T02:00:00Z");
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private HttpResponse<String> get(String login, String path) {
        return new Browsing(letters.cast, port).get(login, path);
    }

    private static String page(Case letter) {
        return "/console/cases/" + letter.id();
    }

    private List<Long> listed(Part part, String words, String login) {
        return cases
                .list(new Cases.Filter(part, null, null, words), null, 50, letters.cast.person(login))
                .items()
                .stream()
                .map(Case::id)
                .toList();
    }

    /** Letters of a unit of their own, all answered, gone with the transaction of the test; the higher the number, the later. */
    private void history(int from, int to, String text) {
        context.getBean(JdbcClient.class)
                .sql("""
                        insert into cases.case (id, message, number, channel, kind, masked, place, consent, reachable, unit, state, received_at)
                        select n, n, 'H250101-' || n, 'site', 'HELP', :text, '', false, false, :unit, 'ANSWERED', timestamptz '2025-01-01' + n * interval '1 minute'
                        from generate_series(:from, :to) n""")
                .param("text", text)
                .param("unit", HISTORY)
                .param("from", from)
                .param("to", to)
                .update();
    }

    private Slice<Case> found(String words, @Nullable Cursor from) {
        return cases.list(new Cases.Filter(Part.ALL, null, HISTORY, words), from, 50, letters.cast.person("office"));
    }

    @Test
    void words_are_found_however_much_has_come_since_and_page_after_page() {
        context.getBean(TransactionTemplate.class).executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            history(1, 1, "豫剧团门口的灯不亮");
            history(2, 61, "老桥的栏杆松了");
            history(101, 2300, "路边的树要修剪");
            assertThat(found("豫", null).items())
                    .extracting(Case::id)
                    .as("a single character")
                    .containsExactly(1L);
            assertThat(found("豫剧", null).items()).extracting(Case::id).containsExactly(1L);
            assertThat(found("h250101-1", null).items())
                    .extracting(Case::number)
                    .as("the beginning of a number")
                    .contains("H250101-1999")
                    .allMatch(n -> n.startsWith("H250101-1"));
            assertThat(found("H250101-61", null).items())
                    .extracting(Case::id)
                    .containsExactly(619L, 618L, 617L, 616L, 615L, 614L, 613L, 612L, 611L, 610L, 61L);
            assertThat(found("\ud840\udc00", null).items())
                    .as("a rare character that is two in Java")
                    .isEmpty();
            assertThat(found("树", null).items())
                    .hasSize(50)
                    .first()
                    .satisfies(c -> assertThat(c.id()).isEqualTo(2300));
            Slice<Case> first = found("栏杆", null);
            assertThat(first.items()).extracting(Case::id).startsWith(61L, 60L).hasSize(50);
            assertThat(found("栏杆", first.next()).items())
                    .extracting(Case::id)
                    .hasSize(10)
                    .endsWith(2L);
        });
    }

    @Test
    void what_waits_for_a_person_is_what_they_are_to_do_next() {
        Case fresh = letters.write(Kind.HELP, "凤凰木下的路灯不亮一", "traffic");
        Case submitted = letters.write(Kind.HELP, "凤凰木下的路灯不亮二", "traffic");
        answers.submit(submitted, "traffic", Reply.Kind.FINAL, "灯已经换好，请放心走夜路。");
        Case unrouted = letters.write(Kind.HELP, "凤凰木下的路灯不亮三", null);
        Case done = letters.write(Kind.HELP, "凤凰木下的路灯不亮四", "traffic");
        answers.send(done, "traffic", Reply.Kind.FINAL, "灯已经换好，请放心走夜路。");
        assertThat(listed(Part.WAITING, "凤凰木下", "traffic.editor")).containsExactly(fresh.id());
        assertThat(listed(Part.WAITING, "凤凰木下", "traffic.leader")).containsExactly(submitted.id());
        assertThat(listed(Part.WAITING, "凤凰木下", "office")).containsExactly(unrouted.id());
        assertThat(listed(Part.WAITING, "凤凰木下", "inspector")).isEmpty();
        assertThat(listed(Part.OPEN, "凤凰木下", "traffic.editor")).containsExactlyInAnyOrder(fresh.id(), submitted.id());
        assertThat(listed(Part.ANSWERED, "凤凰木下", "traffic.editor")).containsExactly(done.id());
        assertThat(listed(Part.IN_REVIEW, "凤凰木下", "office")).containsExactly(submitted.id());
    }

    @Test
    void each_count_is_the_length_of_its_list() {
        Case late = letters.write(Kind.INQUIRY, "紫荆花开的时候怎么坐车", "water");
        letters.at("2026-11-26T01:00:00Z");
        Case today = letters.write(Kind.HELP, "紫荆花挡住了路牌", "water");
        letters.at("2026-11-27T01:00:00Z");
        letters.write(Kind.SUGGESTION, "紫荆花旁边放一把椅子", "water");
        var person = letters.cast.person("water.editor");
        var counts = cases.tally(
                new Cases.Filter(Part.OPEN, null, letters.cast.unit("water").id(), ""), person);
        for (Part part : Part.values()) {
            if (part.byDeadline()) {
                assertThat(counts.get(part))
                        .as(part.word())
                        .isEqualTo(cases.list(new Cases.Filter(part, null, null, ""), null, 500, person)
                                .items()
                                .size());
            }
        }
        assertThat(listed(Part.LATE, "紫荆花", "water.editor")).containsExactly(late.id());
        assertThat(listed(Part.TODAY, "紫荆花", "water.editor")).containsExactly(today.id());
    }

    @Test
    void the_office_answers_what_it_gave_to_itself() {
        Case own = letters.write(Kind.OTHER, "给办公室的一封信木槿", null);
        Case routed = casework.route(
                        own.id(), own.version(), letters.cast.unit("office").id(), "", letters.cast.person("office"))
                .orThrow();
        assertThat(listed(Part.WAITING, "木槿", "office.deputy")).containsExactly(routed.id());
        assertThat(context.getBean(CaseWaits.class).waitingFor(letters.cast.person("office")))
                .anyMatch(i -> i.href().equals(page(routed)) && i.kind().equals("cases.waits.answer"));
    }

    @Test
    void a_letter_is_found_by_its_number_wherever_it_stands_and_by_nobody_who_may_not_read_it() {
        Case letter = letters.write(Kind.HELP, "灯不亮", "traffic");
        answers.send(letter, "traffic", Reply.Kind.FINAL, "灯已经换好，请放心走夜路。");
        HttpResponse<String> found = get(
                "traffic.editor",
                "/console/cases?part=late&q=" + letter.number().toLowerCase(java.util.Locale.ROOT));
        assertThat(found.statusCode()).isEqualTo(302);
        assertThat(found.headers().firstValue("Location").orElseThrow()).endsWith(page(letter));
        HttpResponse<String> none = get("water.editor", "/console/cases?part=all&q=" + letter.number());
        assertThat(none.statusCode()).isEqualTo(200);
        assertThat(none.body()).contains("没有写着").doesNotContain(page(letter));
    }

    @Test
    void the_list_opens_on_what_waits_and_says_how_many_are_late() {
        Case letter = letters.write(Kind.COMPLAINT, "井盖翘起来了，绊了人", "water");
        letters.at("2026-11-27T01:00:00Z");
        String body = get("water.editor", "/console/cases").body();
        assertThat(ValidHtml.errors(body)).isEmpty();
        assertThat(body)
                .contains("件等你办。", "晚了", page(letter), "井盖翘起来了", "已超3个工作日", "data-is=\"care\"", letter.number(), "去答复");
        assertThat(get(
                                "inspector",
                                "/console/cases?part=late&q="
                                        + java.net.URLEncoder.encode("绊了人", java.nio.charset.StandardCharsets.UTF_8))
                        .body())
                .contains(page(letter), "市水务局")
                .doesNotContain("去答复", "等你办");
        assertThat(get("water.editor", "/console/cases?part=closed&kind=thanks&from=weibo&q=x")
                        .body())
                .contains("在所有来信里查");
        assertThat(get("admin", "/console/cases").statusCode()).isEqualTo(403);
    }

    @Test
    void a_long_list_goes_on_by_key() {
        for (int i = 0; i < 31; i++) {
            letters.write(Kind.SUGGESTION, "蓝花楹第" + i + "封", "water");
        }
        String first = get("water.editor", "/console/cases?part=open&kind=suggestion&q=%E8%93%9D%E8%8A%B1%E6%A5%B9")
                .body();
        var next = java.util.regex.Pattern.compile("href=\"(/console/cases\\?[^\"]*&amp;after=[^\"]*)\"")
                .matcher(first);
        assertThat(next.find()).isTrue();
        String rest = get("water.editor", next.group(1).replace("&amp;", "&")).body();
        assertThat(rest).contains("蓝花楹第30封").doesNotContain("蓝花楹第0封", "after=");
    }

    @Test
    void everybody_of_the_unit_reads_a_letter_and_strangers_find_nothing() {
        Case letter = letters.write(Kind.HELP, "水厂路井盖翘起来了", "water");
        for (String reader :
                List.of("water.editor", "water.leader", "water.partner", "water.spokesperson", "office", "inspector")) {
            HttpResponse<String> page = get(reader, page(letter));
            assertThat(page.statusCode()).as(reader).isEqualTo(200);
            assertThat(page.body()).as(reader).contains("水厂路井盖翘起来了", letter.number(), "同意公开", "怎么算的", "派给市水务局，写信人选的");
        }
        for (String stranger : List.of("traffic.editor", "traffic.leader", "traffic.on-scene")) {
            assertThat(get(stranger, page(letter)).statusCode()).as(stranger).isEqualTo(404);
            assertThat(get(stranger, "/console/cases?part=all&q=%E6%B0%B4%E5%8E%82%E8%B7%AF")
                            .body())
                    .as(stranger)
                    .doesNotContain(page(letter));
        }
        assertThat(get("admin", page(letter)).statusCode()).isEqualTo(403);
        assertThat(get("office", "/console/cases/1x").statusCode()).isEqualTo(404);
        assertThat(get("office", "/console/cases/99").statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_tells_the_whole_story() {
        Case letter = letters.write(Kind.COMPLAINT, "路灯两周没亮，<b>报过</b>一次", "traffic", false);
        answers.sendBack(letter, "traffic", "灯修好了。", "写上原因");
        letters.at("2026-11-24T02:00:00Z");
        answers.send(letter, "traffic", Reply.Kind.FIRST, "已派人去看，电缆断了。");
        answers.send(letter, "traffic", Reply.Kind.FINAL, "电缆换好，**11盏**都亮了。");
        letters.at("2026-11-25T02:00:00Z");
        context.getBean(Reopening.class)
                .rate(letter.id(), Case.Rating.NOT_SOLVED, "东口那盏还是黑的")
                .orThrow();
        String body = get("traffic.editor", page(letter)).body();
        assertThat(ValidHtml.errors(body)).isEmpty();
        assertThat(body)
                .contains(
                        "&lt;b&gt;报过",
                        "不公开，答复只给写信人看",
                        "领导退回答复",
                        "“写上原因”",
                        "<strong>11盏</strong>",
                        "先回的情况",
                        "没解决",
                        "“东口那盏还是黑的”",
                        "第1轮",
                        "从今天10:00重新算");
        assertThat(get("traffic.leader", page(letter)).body()).contains("林文斌");
    }
}
