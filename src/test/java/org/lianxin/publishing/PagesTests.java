package org.lianxin.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Delivery;
import org.lianxin.registry.Platform;
import org.lianxin.review.Review;
import org.lianxin.review.Reviews;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages and the REST resources of posts, as a browser without script and a program use them. */
@LianxinTest
class PagesTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Posts posts;

    @Autowired
    Papers papers;

    @Autowired
    JdbcClient db;

    private final HttpClient http = HttpClient.newHttpClient();
    private Cast cast;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
    }

    private HttpResponse<String> send(String login, String method, String path, String type, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Authorization", "Bearer " + cast.bearer(login))
                            .header("Content-Type", type)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private HttpResponse<String> get(String login, String path) {
        return send(login, "GET", path, "text/plain", "");
    }

    private HttpResponse<String> json(String login, String method, String path, String body) {
        return send(login, method, path, "application/json", body);
    }

    private HttpResponse<String> form(String login, String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(login, "POST", path, "application/x-www-form-urlencoded", body.toString());
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    private String site() {
        return Long.toString(cast.site("traffic").id());
    }

    private String unit() {
        return Long.toString(cast.unit("traffic").id());
    }

    private Post written(String title) {
        return posts.create(
                        cast.unit("traffic").id(),
                        Draft.of(
                                title,
                                "今晚22:00至次日5:00，和顺路东段铺路面，请绕行望湖大道。",
                                Category.SERVICE,
                                List.of(cast.site("traffic").id())),
                        cast.person("traffic.editor"))
                .orThrow();
    }

    private Post out(String title) {
        Post post = written(title);
        Reviews reviews = context.getBean(Reviews.class);
        long id = posts.submit(post.id(), post.version(), cast.person("traffic.editor"))
                .orThrow()
                .review();
        Review review = reviews.find(id).orElseThrow();
        reviews.approve(id, review.version(), review.digest(), null, cast.person("traffic.leader"))
                .orThrow();
        context.getBean(Delivery.class).drain();
        return papers.find(post.id(), cast.person("office")).orElseThrow();
    }

    @Test
    void a_program_carries_what_another_unit_has_published() {
        var theirs = cast.live("water", Platform.FEDIVERSE, Deeds.fresh("waterrest"), "示范水务");
        var ours = cast.live("traffic", Platform.FEDIVERSE, Deeds.fresh("trafficrest"), "示范交警");
        Post original = Deeds.of("water", "转发", context).sentTo("今晚停水", "请提前储水。", List.of(), theirs.id());
        await().until(() ->
                context.getBean(Reposting.class).offer(original.id()).isPresent());
        HttpResponse<String> made =
                json("traffic.editor", "POST", "/rest/v1/posts", """
                {"unit":"%s","text":"","targets":["%s"],"carries":"%s"}""".formatted(unit(), ours.id(), original.id()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"carries\":\"" + original.id(), "转发", "今晚停水");
        String id = first(made.body(), "\"id\":\"(\\d+)\"");
        assertThat(json("traffic.editor", "POST", "/rest/v1/posts/" + id + "/submission", "{\"version\":1}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(json("traffic.editor", "POST", "/rest/v1/posts", """
                {"unit":"%s","targets":["%s"],"carries":"%s"}""".formatted(
                                        unit(), ours.id(), written("没有发出").id()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_program_writes_submits_takes_back_and_reads_a_post() {
        String body = """
                {"unit":"%s","title":"道路养护","text":"今晚封半幅，请绕行。","category":"service","section":"traffic","targets":["%s"]}""".formatted(unit(), site());
        HttpResponse<String> made = json("traffic.editor", "POST", "/rest/v1/posts", body);
        assertThat(made.statusCode()).isEqualTo(201);
        String id = first(made.body(), "\"id\":\"(\\d+)\"");
        assertThat(made.body()).contains("\"version\":1", "\"state\":\"draft\"", "\"section\":\"traffic\"");
        HttpResponse<String> submitted =
                json("traffic.editor", "POST", "/rest/v1/posts/" + id + "/submission", "{\"version\":1}");
        assertThat(submitted.statusCode()).isEqualTo(201);
        first(submitted.body(), "\"review\":\\{\"id\":\"(\\d+)\",\"version\":\\d+,\"digest\":\"sha256:");
        assertThat(json("traffic.editor", "POST", "/rest/v1/posts/" + id + "/submission", "{\"version\":2}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(json("traffic.editor", "DELETE", "/rest/v1/posts/" + id + "/submission", "")
                        .body())
                .contains("\"state\":\"draft\"");
        assertThat(get("inspector", "/rest/v1/posts/" + id).statusCode()).isEqualTo(200);
        assertThat(get(
                                "traffic.editor",
                                "/rest/v1/posts?state=draft&q=" + URLEncoder.encode("道路养护", StandardCharsets.UTF_8))
                        .body())
                .contains(id);
    }

    @Test
    void a_refusal_over_rest_names_its_field_and_another_units_post_does_not_exist() {
        String gap = json(
                        "traffic.editor",
                        "POST",
                        "/rest/v1/posts",
                        "{\"unit\":\"" + unit() + "\",\"title\":\"题\",\"text\":\"文\",\"category\":\"nonsense\"}")
                .body();
        assertThat(gap).contains("\"pointer\":\"#/category\"", "\"status\":422");
        String nul = json(
                        "traffic.editor",
                        "POST",
                        "/rest/v1/posts",
                        "{\"unit\":\"" + unit() + "\",\"title\":\"题\",\"text\":\"a\\u0000b\",\"category\":\"news\"}")
                .body();
        assertThat(nul).contains("\"pointer\":\"#/text\"");
        String id = Long.toString(written("别的单位看不见").id());
        for (String login : List.of("water.editor", "water.leader")) {
            assertThat(get(login, "/rest/v1/posts/" + id).statusCode()).isEqualTo(404);
            assertThat(json(
                                    login,
                                    "PUT",
                                    "/rest/v1/posts/" + id,
                                    "{\"version\":1,\"title\":\"改\",\"text\":\"改\",\"category\":\"news\"}")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(json(login, "POST", "/rest/v1/posts/" + id + "/submission", "{\"version\":1}")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get(login, "/console/posts/" + id).statusCode()).isEqualTo(404);
            assertThat(get(login, "/console/posts/" + id + "/edit").statusCode())
                    .isEqualTo(404);
            assertThat(form(login, "/console/posts/" + id + "/recall").statusCode())
                    .isEqualTo(404);
            assertThat(get(login, "/rest/v1/posts").body()).doesNotContain(id);
        }
        assertThat(json("water.leader", "POST", "/rest/v1/posts/" + id + "/withdrawal", "{\"reason\":\"不对\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(json("traffic.partner", "POST", "/rest/v1/posts/" + id + "/withdrawal", "{\"reason\":\"不对\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_decision_that_comes_too_late_shows_the_post_as_it_is_now_and_why_not() {
        Post post = out("别人先定了");
        String path = "/console/posts/" + post.id();
        HttpResponse<String> recalled = form("traffic.editor", path + "/recall");
        assertThat(recalled.statusCode()).isEqualTo(409);
        assertThat(recalled.body())
                .contains("别人先定了", "这一篇现在不能这样办。请看看它走到了哪一步。", path + "/correction")
                .doesNotContain(path + "/recall");
        assertThat(form("traffic.leader", path + "/withdrawal", "reason", "").body())
                .contains("href=\"#reason\"");
        assertThat(form("traffic.leader", path + "/withdrawal", "reason", "数字有误")
                        .statusCode())
                .isEqualTo(302);
        context.getBean(Delivery.class).drain();
        for (String[] late : List.of(
                new String[] {"withdrawal", "reason", "再撤一次"},
                new String[] {"removal", "version", "1"},
                new String[] {"recall"})) {
            HttpResponse<String> answer =
                    form("traffic.leader", path + "/" + late[0], java.util.Arrays.copyOfRange(late, 1, late.length));
            assertThat(answer.statusCode()).as(late[0]).isEqualTo(409);
            assertThat(answer.body()).as(late[0]).contains("别人先定了", "role=\"alert\"");
        }
    }

    @Test
    void without_script_a_form_is_saved_submitted_and_comes_back_as_typed_when_refused() {
        String page = get("traffic.editor", "/console/posts/new").body();
        String fresh = first(page, "name=\"fresh\" value=\"([^\"]+)\"");
        String[] typed = {
            "fresh",
            fresh,
            "unit",
            unit(),
            "version",
            "1",
            "title",
            "一次写好",
            "text",
            "第一段。\r\n\r\n第二段。",
            "category",
            "news",
            "section",
            "",
            "targets",
            site(),
            "when",
            "now"
        };
        String made = form("traffic.editor", "/console/posts", typed)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(made).endsWith("/edit?said=post-saved");
        String id = first(made, "/posts/(\\d+)/");
        // the same form sent twice
        assertThat(form("traffic.editor", "/console/posts", typed)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .isEqualTo(made);
        assertThat(papers.find(Long.parseLong(id), cast.person("office"))
                        .orElseThrow()
                        .draft()
                        .text())
                .isEqualTo("第一段。\n\n第二段。");
        String over = "字".repeat(101);
        HttpResponse<String> refused = form(
                "traffic.editor",
                "/console/posts/" + id,
                "version",
                "1",
                "title",
                over,
                "text",
                "另外写的<b>",
                "category",
                "news",
                "targets",
                site(),
                "when",
                "now");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains(over, "另外写的&lt;b", "href=\"#title\"");
        HttpResponse<String> gaps = form(
                "traffic.editor",
                "/console/posts/" + id,
                "version",
                "1",
                "title",
                "",
                "text",
                "有正文",
                "category",
                "news",
                "when",
                "now",
                "do",
                "submit");
        assertThat(gaps.statusCode()).isEqualTo(422);
        assertThat(gaps.body()).contains("href=\"#title\"", "href=\"#targets\"", "有正文");
        String version = first(gaps.body(), "name=\"version\" value=\"(\\d+)\"");
        String sent = form(
                        "traffic.editor",
                        "/console/posts/" + id,
                        "version",
                        version,
                        "title",
                        "齐了",
                        "text",
                        "有正文",
                        "category",
                        "news",
                        "targets",
                        site(),
                        "when",
                        "now",
                        "do",
                        "submit")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(sent).endsWith("/console/posts/" + id + "?said=post-submitted");
    }

    @Test
    void of_two_forms_the_second_gets_both_texts() {
        Post post = written("两个人写");
        String path = "/console/posts/" + post.id();
        String[] rest = {"category", "service", "targets", site(), "when", "now"};
        form("traffic.editor", path, concat(rest, "version", "1", "title", "两个人写", "text", "甲的正文在这里。"));
        HttpResponse<String> second =
                form("traffic.partner", path, concat(rest, "version", "1", "title", "两个人写", "text", "乙的正文在这里。"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("甲的正文在这里。", "乙的正文在这里。");
        assertThat(get("traffic.partner", path + "/edit").body()).contains("甲的正文在这里。", "乙的正文在这里。");
        String auto = form(
                        "traffic.editor",
                        path + "/working-copy",
                        concat(rest, "version", "2", "title", "两个人写", "text", "接着写。"))
                .body();
        assertThat(auto).contains("\"version\":3");
    }

    private static String[] concat(String[] a, String... b) {
        return java.util.stream.Stream.of(a, b)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void what_a_short_network_leaves_out_is_said_to_be_nowhere_unless_the_micro_site_has_it() {
        var made = cast.onTrial("traffic", Platform.SANDBOX, "short-network", "排练");
        String rehearsal = Long.toString(made.id());
        String[] typed = {
            "unit",
            unit(),
            "title",
            "长的一篇",
            "text",
            "绕行。".repeat(200),
            "category",
            "news",
            "when",
            "now",
            "targets",
            rehearsal
        };
        assertThat(form("traffic.editor", "/console/posts/preview", typed).body())
                .contains("全文哪里也看不到")
                .doesNotContain("到微网站上看全文");
        assertThat(form("traffic.editor", "/console/posts/preview", concat(typed, "targets", site()))
                        .body())
                .contains("到微网站上看全文")
                .doesNotContain("全文哪里也看不到");
    }

    @Test
    void preview_and_notes_are_fragments_that_keep_nothing() {
        int before = db.sql("select count(*) from publishing.post")
                .query((r, n) -> r.getInt(1))
                .single();
        HttpResponse<String> preview = form(
                "traffic.editor",
                "/console/posts/preview",
                "unit",
                unit(),
                "title",
                "预览",
                "text",
                "**要紧**的字",
                "category",
                "news",
                "targets",
                site(),
                "when",
                "now");
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(preview.body()).contains("<strong>要紧</strong>").doesNotContain("<html");
        HttpResponse<String> notes = form(
                "traffic.editor",
                "/console/checks",
                "title",
                "题",
                "text",
                "电话13912345678。",
                "category",
                "news",
                "targets",
                site());
        assertThat(notes.body()).contains("13912345678", "data-is=\"back\"").doesNotContain("<html");
        String api = json(
                        "traffic.editor",
                        "POST",
                        "/rest/v1/checks",
                        "{\"title\":\"题\",\"text\":\"[看](javascript:alert(1)) 和 [看](https://gov.example/a)\",\"category\":\"news\"}")
                .body();
        assertThat(api).containsOnlyOnce("\"rule\":\"link\"").contains("\"weight\":\"stop\"");
        assertThat(form("water.editor", "/console/posts/preview", "unit", unit(), "text", "x", "category", "news")
                        .statusCode())
                .isEqualTo(404);
        assertThat(db.sql("select count(*) from publishing.post")
                        .query((r, n) -> r.getInt(1))
                        .single())
                .isEqualTo(before);
    }

    @Test
    void list_calendar_and_register_show_what_went_out_to_whoever_may_read_it() {
        Post post = out("登记在册的一篇");
        for (String login : List.of("traffic.editor", "traffic.leader", "inspector", "office")) {
            for (String path : List.of(
                    "/console/posts?q=" + URLEncoder.encode("登记在册", StandardCharsets.UTF_8),
                    "/console/calendar",
                    "/console/register",
                    "/console/posts/" + post.id(),
                    "/rest/v1/register")) {
                HttpResponse<String> page = get(login, path);
                assertThat(page.statusCode()).as(login + path).isEqualTo(200);
                assertThat(page.body()).as(login + path).contains("登记在册");
            }
        }
        for (String path : List.of(
                "/console/posts",
                "/console/calendar",
                "/console/register",
                "/console/register.csv",
                "/rest/v1/register?unit=" + unit())) {
            assertThat(get("water.editor", path).body()).as(path).doesNotContain("登记在册");
        }
        String csv = get("traffic.editor", "/console/register.csv?category=service&outcome=out")
                .body();
        assertThat(csv).startsWith("\ufeff").contains("登记在册的一篇", "林文斌", "王志远");
        assertThat(get("traffic.editor", "/console/register?category=letter").body())
                .doesNotContain("登记在册");
        assertThat(get("traffic.editor", "/console/register.csv?from=2020-01-01&to=2020-01-02")
                        .body()
                        .lines())
                .hasSize(1);
    }

    @Test
    void a_title_that_a_spreadsheet_would_run_is_written_as_text() {
        out("=HYPERLINK(\"http://x.example\")");
        assertThat(get("office", "/console/register.csv").body()).contains("'=HYPERLINK");
    }

    @Test
    void the_list_goes_on_by_key() {
        for (int i = 0; i < 25; i++) {
            written("一长列 " + i);
        }
        String query = "/console/posts?q=" + URLEncoder.encode("一长列", StandardCharsets.UTF_8);
        String page = get("traffic.editor", query).body();
        assertThat(page.split("<h3", -1)).hasSize(21);
        String next = first(page, "href=\"([^\"]+before=[^\"]+)\"").replace("&amp;", "&");
        assertThat(get("traffic.editor", next).body().split("<h3", -1)).hasSize(6);
    }

    @Test
    void the_office_sets_sections_and_nobody_else() {
        assertThat(get("traffic.editor", "/console/sections").statusCode()).isEqualTo(403);
        assertThat(get("office", "/console/sections").body()).contains("/sections/traffic");
        assertThat(json(
                                "office",
                                "POST",
                                "/rest/v1/sections",
                                "{\"code\":\"fourth\",\"name\":\"第四个\",\"nameEn\":\"Fourth\"}")
                        .body())
                .contains("\"pointer\":\"#/parent\"");
        assertThat(form(
                                "office",
                                "/console/sections",
                                "code",
                                "schools",
                                "name",
                                "上学",
                                "nameEn",
                                "Schools",
                                "parent",
                                "service")
                        .statusCode())
                .isEqualTo(302);
        HttpResponse<String> twice = form(
                "office", "/console/sections", "code", "schools", "name", "再来", "nameEn", "Again", "parent", "service");
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("value=\"再来\"", "href=\"#code\"");
        assertThat(json("office", "PUT", "/rest/v1/sections/schools/position", "{\"up\":true}")
                        .body())
                .contains("\"position\":3");
        assertThat(json(
                                "office",
                                "PUT",
                                "/rest/v1/sections/schools",
                                "{\"version\":1,\"name\":\"读书\",\"nameEn\":\"School\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(get("traffic.editor", "/rest/v1/sections").body())
                .contains("\"code\":\"schools\",\"parent\":\"service\"");
    }
}
