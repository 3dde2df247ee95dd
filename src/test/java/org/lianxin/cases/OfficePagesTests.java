package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.identity.People;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What the office sets for all letters: deadlines, the working calendar, the words that route. */
@LianxinTest(
        properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"
        }) // a context of its own, because it turns the clock and changes the calendar
class OfficePagesTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Deadlines deadlines;

    @Autowired
    WorkingDays workingDays;

    @Autowired
    Routes routes;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Cast cast;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @BeforeEach
    void aMondayInNovember() {
        cast = Cast.in(context);
        clock.set(Instant.parse("2026-11-23T02:00:00Z"));
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
        Map<Kind, Deadlines.Days> usual = Map.of(
                Kind.INQUIRY,
                new Deadlines.Days(1, 3),
                Kind.HELP,
                new Deadlines.Days(1, 5),
                Kind.COMPLAINT,
                new Deadlines.Days(1, 5),
                Kind.REPORT,
                new Deadlines.Days(1, 5),
                Kind.SUGGESTION,
                new Deadlines.Days(1, 15));
        deadlines.set(usual, 5, null).orThrow();
        routes.set(cast.unit("traffic").id(), List.of(), null).orThrow();
        routes.set(cast.unit("water").id(), List.of(), null).orThrow();
    }

    private HttpResponse<String> get(String login, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + cast.bearer(login))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String login, String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + cast.bearer(login))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> json(String login, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + cast.bearer(login))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, String> days(String seen, String inquiry, String suggestion) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "seen",
                seen,
                "inquiry.first",
                "1",
                "inquiry.last",
                inquiry,
                "help.first",
                "1",
                "help.last",
                "5",
                "complaint.first",
                "1",
                "complaint.last",
                "5"));
        form.putAll(Map.of(
                "report.first",
                "1",
                "report.last",
                "5",
                "suggestion.first",
                "1",
                "suggestion.last",
                suggestion,
                "reopened",
                "5"));
        return form;
    }

    private static final String USUAL = "1/3 1/5 1/5 1/5 1/15 5";

    @Test
    void deadlines_are_tried_before_they_are_set_and_say_what_a_letter_of_today_would_get() throws Exception {
        assertThat(get("traffic.editor", "/console/deadlines").body())
                .contains("今天收到的，最晚明天17:30先回情况，周四17:30答复。")
                .doesNotContain("name=\"inquiry.last\"");
        Map<String, String> form = days(USUAL, "4", "15");
        form.put("look", "true");
        HttpResponse<String> looked = post("office", "/console/deadlines", form);
        assertThat(looked.statusCode()).isEqualTo(200);
        assertThat(looked.body()).contains("还没有改").contains("周五17:30答复").contains("value=\"4\"");
        assertThat(ValidHtml.errors(looked.body())).isEmpty();
        assertThat(deadlines.of(Kind.INQUIRY)).contains(new Deadlines.Days(1, 3));
        form.remove("look");
        assertThat(post("office", "/console/deadlines", form)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("said=deadlines-set");
        assertThat(deadlines.of(Kind.INQUIRY)).contains(new Deadlines.Days(1, 4));
        assertThat(post("traffic.leader", "/console/deadlines", form).statusCode())
                .isEqualTo(403);
    }

    @Test
    void wrong_days_come_back_all_at_once_as_typed_and_what_another_has_set_is_not_overwritten_unseen()
            throws Exception {
        Map<String, String> form = days(USUAL, "0", "99");
        form.put("reopened", "\"><b>");
        HttpResponse<String> wrong = post("office", "/console/deadlines", form);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("href=\"#inquiry.last\"")
                .contains("href=\"#suggestion.last\"")
                .contains("href=\"#reopened\"")
                .contains("value=\"99\"")
                .doesNotContain("<b>\"")
                .contains("咨询：写1到60");
        assertThat(ValidHtml.errors(wrong.body())).isEmpty();
        deadlines.set(Map.of(Kind.HELP, new Deadlines.Days(2, 7)), 5, null).orThrow();
        HttpResponse<String> meanwhile = post("office", "/console/deadlines", days(USUAL, "4", "15"));
        assertThat(meanwhile.statusCode()).isEqualTo(409);
        assertThat(meanwhile.body()).contains("1/3 2/7").contains("value=\"4\"");
        assertThat(deadlines.of(Kind.INQUIRY)).contains(new Deadlines.Days(1, 3));
    }

    @Test
    void a_day_that_becomes_free_moves_running_deadlines_and_the_citizen_reads_why() throws Exception {
        Correspondence mail = new Correspondence(context);
        Letter letter = mail.write(Kind.INQUIRY, "阶梯水价怎么算的", "water", false);
        assertThat(mail.now(letter).clock().dueFinal()).isEqualTo(Instant.parse("2026-11-26T09:30:00Z"));
        Map<String, String> form =
                Map.of("date", "2026-11-25", "working", "false", "name", "停电检修", "reason", "市政府通知第8号");
        assertThat(post("traffic.editor", "/console/working-days/changes", form).statusCode())
                .isEqualTo(403);
        HttpResponse<String> changed = post("office", "/console/working-days/changes", form);
        assertThat(changed.headers().firstValue("Location").orElseThrow())
                .contains("year=2026")
                .contains("said=working-day-changed");
        assertThat(mail.now(letter).clock().dueFinal()).isEqualTo(Instant.parse("2026-11-27T09:30:00Z"));
        assertThat(get("traffic.editor", "/console/working-days").body())
                .contains("11月25日")
                .contains("停电检修")
                .doesNotContain("working-days/changes");
        HttpResponse<String> again = post("office", "/console/working-days/changes", form);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body())
                .contains("本来就放假")
                .contains("value=\"市政府通知第8号\"")
                .contains("value=\"2026-11-25\"");
        assertThat(ValidHtml.errors(again.body())).isEmpty();
        workingDays.change(LocalDate.of(2026, 11, 25), true, "", "弄错了", null).orThrow();
        assertThat(mail.now(letter).clock().dueFinal()).isEqualTo(Instant.parse("2026-11-26T09:30:00Z"));
    }

    @Test
    void no_day_is_changed_without_a_reason_nor_in_a_year_that_is_not_known() throws Exception {
        assertThat(post(
                                "office",
                                "/console/working-days/changes",
                                Map.of("date", "2026-11-25", "working", "false", "reason", " "))
                        .body())
                .contains("href=\"#reason\"");
        assertThat(post(
                                "office",
                                "/console/working-days/changes",
                                Map.of("date", "2031-11-25", "working", "false", "reason", "试"))
                        .body())
                .contains("2031年还没导入");
        assertThat(post(
                                "office",
                                "/console/working-days/changes",
                                Map.of("date", "25.11.", "working", "false", "reason", "试"))
                        .body())
                .contains("href=\"#date\"")
                .contains("value=\"试\"");
        assertThat(post("office", "/console/working-days/changes", Map.of("date", "2026-11-25", "reason", "试"))
                        .body())
                .contains("href=\"#working\"");
        assertThat(workingDays.imported(2031)).isFalse();
    }

    @Test
    void the_coming_year_is_missed_read_first_and_imported_then() throws Exception {
        assertThat(get("office", "/console/working-days").body()).contains("2027年的放假安排还没导入");
        HttpResponse<String> broken =
                post("office", "/console/working-days/plan", Map.of("text", "2027-01-01,放假,元旦\n2027-01-32,放假,元旦\n"));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("第2行").contains("2027-01-32,放假,元旦").contains("2027-01-01,放假,元旦\n");
        assertThat(ValidHtml.errors(broken.body())).isEmpty();
        assertThat(post("office", "/console/working-days/plan", Map.of("text", ""))
                        .statusCode())
                .isEqualTo(422);
        String text = "2027-01-01,放假,元旦\n2027-01-02,放假,元旦\n2027-01-03,上班,元旦调休\n";
        HttpResponse<String> plan = post("office", "/console/working-days/plan", Map.of("text", text));
        assertThat(plan.statusCode()).isEqualTo(200);
        assertThat(plan.body()).contains("2天会和现在不同").contains("1月1日至1月2日");
        assertThat(ValidHtml.errors(plan.body())).isEmpty();
        assertThat(workingDays.imported(2027)).isFalse();
        assertThat(post("office", "/console/working-days", Map.of("text", text))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("year=2027");
        assertThat(workingDays.imported(2027)).isTrue();
        assertThat(get("office", "/console/working-days?year=2027").body()).contains("元旦调休");
        assertThat(get("office", "/console/working-days?year=1999").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_text_is_tried_and_the_words_that_decide_are_named() throws Exception {
        routes.set(cast.unit("traffic").id(), List.of("红绿灯", "路口"), null).orThrow();
        routes.set(cast.unit("water").id(), List.of("水管", "路口"), null).orThrow();
        assertThat(post("traffic.editor", "/console/routes/trial", Map.of("text", "路口的红绿灯太短"))
                        .body())
                .contains("给市公安局交警支队")
                .contains("红绿灯、路口");
        assertThat(post("office", "/console/routes/trial", Map.of("text", "路口在挖"))
                        .body())
                .contains("办公室来定")
                .contains("两个单位的词一样多");
        assertThat(post("office", "/console/routes/trial", Map.of("text", "健身器材坏了"))
                        .body())
                .contains("没有一个词对得上");
        HttpResponse<String> empty = post("office", "/console/routes/trial", Map.of("text", " "));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(ValidHtml.errors(empty.body())).isEmpty();
    }

    @Test
    void words_are_set_added_and_taken_away_and_never_over_what_another_has_set() throws Exception {
        String water = Long.toString(cast.unit("water").id());
        assertThat(post("office", "/console/routes", Map.of("unit", water, "words", "水管 停水、水表"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("said=route-set");
        assertThat(routes.all())
                .filteredOn(r -> r.unit() == cast.unit("water").id())
                .singleElement()
                .satisfies(r -> assertThat(r.words()).containsExactlyInAnyOrder("水管", "停水", "水表"));
        HttpResponse<String> wrong =
                post("office", "/console/routes", Map.of("unit", water, "seen", "水管\n停水\n水表", "words", "水"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("href=\"#words-" + water + "\"").contains("details open");
        assertThat(ValidHtml.errors(wrong.body())).isEmpty();
        HttpResponse<String> stale =
                post("office", "/console/routes", Map.of("unit", water, "seen", "水管", "words", "水管 井盖"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("井盖");
        assertThat(post("office", "/console/routes", Map.of("unit", water, "seen", "水管\n停水\n水表", "words", " "))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .endsWith("said=route-removed");
        assertThat(routes.all()).noneMatch(r -> r.unit() == cast.unit("water").id());
        assertThat(post("office", "/console/routes", Map.of("unit", "", "words", "水管"))
                        .body())
                .contains("href=\"#unit\"")
                .contains("水管");
        assertThat(post("office", "/console/routes", Map.of("unit", water, "words", ""))
                        .body())
                .contains("href=\"#words\"");
        assertThat(post("traffic.editor", "/console/routes", Map.of("unit", water, "words", "水管"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void programs_reckon_try_and_change_a_day_by_the_same_rules() throws Exception {
        routes.set(cast.unit("water").id(), List.of("水管"), null).orThrow();
        assertThat(json("traffic.editor", "/rest/v1/routes/trial", "{\"text\":\"水管爆了\"}")
                        .body())
                .contains("\"unit\":\"" + cast.unit("water").id() + "\"")
                .contains("水管");
        assertThat(get(
                                "traffic.editor",
                                "/rest/v1/deadlines/reckoning?received=2026-09-24T10:00:00%2B08:00&first=1&last=3")
                        .body())
                .contains("2026-09-28T09:30:00Z")
                .contains("2026-09-30T09:30:00Z")
                .contains("中秋节");
        assertThat(get(
                                "traffic.editor",
                                "/rest/v1/deadlines/reckoning?received=2026-09-24T10:00:00%2B08:00&first=3&last=1")
                        .statusCode())
                .isEqualTo(422);
        assertThat(get(
                                "traffic.editor",
                                "/rest/v1/deadlines/reckoning?received=2099-09-24T10:00:00%2B08:00&first=1&last=3")
                        .statusCode())
                .isEqualTo(422);
        assertThat(json(
                                "traffic.editor",
                                "/rest/v1/working-days/changes",
                                "{\"date\":\"2026-11-25\",\"working\":false,\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(json(
                                "office",
                                "/rest/v1/working-days/changes",
                                "{\"date\":\"2026-11-25\",\"working\":false,\"name\":\"试\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(json(
                                "office",
                                "/rest/v1/working-days/changes",
                                "{\"date\":\"2026-11-25\",\"working\":false,\"name\":\"试\",\"reason\":\"试一试\"}")
                        .body())
                .contains("\"year\":2026");
        workingDays.change(LocalDate.of(2026, 11, 25), true, "", "弄错了", null).orThrow();
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "390,true,true", "1280,true,false", "1280,false,true", "320,false,false"})
    void every_page_can_be_read_on_every_screen_in_the_right_and_in_the_wrong(
            int width, boolean dark, boolean english) {
        routes.set(cast.unit("traffic").id(), List.of("红绿灯", "路口", "停车"), null).orThrow();
        People people = context.getBean(People.class);
        people.speak(cast.id("office"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        try (BrowserContext window = Chromium.window(new Look(width, dark, english, true))) {
            Page page = Chromium.page(window, cast.bearer("office"));
            String root = "http://localhost:" + port + "/console/";
            page.navigate(root + "deadlines");
            page.click("details summary");
            readable(page, "deadlines");
            page.fill("[name='inquiry.last']", "99");
            page.click("main form button.first");
            page.waitForSelector(".summary");
            readable(page, "deadlines refused");
            page.navigate(root + "working-days?year=2026");
            readable(page, "working days");
            page.fill("#text", "2031-01-01,off,x\nnonsense\n");
            page.click("form[action$='/plan'] button");
            page.waitForURL("**/plan");
            readable(page, "plan with problems");
            page.fill("#text", "2031-01-01,off,x\n");
            page.click("form[action$='/plan'] button");
            page.waitForSelector(
                    "[name=text][type=hidden]",
                    new Page.WaitForSelectorOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
            readable(page, "plan");
            page.navigate(root + "working-days?year=2031");
            readable(page, "a year that is not known");
            page.navigate(root + "routes");
            page.fill("#text", "路口的红绿灯太短");
            page.click("form[action*='/trial'] button");
            page.waitForSelector(".table");
            readable(page, "routes tried");
            page.fill("#words", "水");
            page.selectOption("#unit", Long.toString(cast.unit("water").id()));
            page.click("section[aria-labelledby=add] button");
            page.waitForSelector(".summary");
            readable(page, "routes refused");
        } finally {
            people.speak(cast.id("office"), Locale.SIMPLIFIED_CHINESE);
        }
    }
}
