package org.lianxin.site.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.site.Press;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a citizen sees of what was published, corrected, withdrawn and answered. */
@LianxinTest
class SiteTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();
    private Press press;
    private Unit water;
    private Account site;
    private Account main;
    private Instant now;

    @BeforeEach
    void aPress() {
        press = Press.in(context);
        Cast cast = Cast.in(context);
        water = cast.unit("water");
        site = cast.site("water");
        main = cast.site("office");
        now = clock.instant();
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private String body(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private Press.Post published(String title, String... paragraphs) {
        Press.Post post = Press.Post.of(water, site, title, paragraphs);
        press.publish(post, now);
        return post;
    }

    private static String q(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void a_post_is_public_on_its_page_its_account_its_section_and_the_home_page() {
        Press.Post post = Press.Post.of(water, site, "东河水厂开放参观", "周六上午九点。").in("living");
        press.publish(post, now);
        assertThat(body("/posts/" + post.id())).contains("东河水厂开放参观", "周六上午九点。", "示范水务", "/accounts/" + site.id());
        for (String path :
                List.of("/", "/accounts/" + site.id(), "/sections/living", "/sections/service", "/units/water")) {
            assertThat(body(path)).as(path).contains("/posts/" + post.id());
        }
        assertThat(body("/sections/city")).doesNotContain("/posts/" + post.id());
    }

    @Test
    void a_post_on_two_accounts_is_one_page_listed_under_both_and_once_in_the_feed() {
        Press.Post post = published("两处都发的一篇", "一段话。");
        press.publish(post.on(main), now);
        assertThat(body("/accounts/" + main.id())).contains("/posts/" + post.id());
        assertThat(body("/accounts/" + site.id())).contains("/posts/" + post.id());
        assertThat(body("/feed.atom").split("/posts/" + post.id() + "</id>", -1))
                .hasSize(2);
        assertThat(body("/posts/" + post.id())).contains("/accounts/" + main.id(), "/accounts/" + site.id());
    }

    @Test
    void a_correction_shows_that_when_why_and_both_wordings() {
        Press.Post post = published("水压检修", "22:00至次日8:00停水。请储水。");
        press.correct(post.with("水压检修", "<p>22:00至次日6:00停水。请储水。</p>"), "施工方案改过。", now.plusSeconds(60));
        String page = body("/posts/" + post.id());
        assertThat(page).contains("<del>22:00至次日8:00停水。</del>", "<ins>22:00至次日6:00停水。</ins>", "施工方案改过。", "<details>");
        assertThat(body("/")).contains("有更正");
        assertThat(body("/en/posts/" + post.id())).contains("It said", "lang=\"zh-CN\"");
    }

    @Test
    void a_withdrawal_shows_at_once_and_everywhere_with_the_reason_and_without_the_words() {
        Press.Post post = published("写错的一篇", "联系人张三。");
        List<String> lists = List.of(
                "/",
                "/accounts/" + site.id(),
                "/feed.atom",
                "/feed.rss",
                "/feed.json",
                "/accounts/" + site.id() + ".atom",
                "/rest/v1/published");
        lists.forEach(path -> assertThat(body(path)).as(path).contains("写错的一篇"));
        body("/posts/" + post.id());
        press.withdraw(post, "写了个人信息。", now.plusSeconds(5));
        HttpResponse<String> gone = get("/posts/" + post.id());
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("已经撤下", "写了个人信息。").doesNotContain("写错的一篇", "张三");
        lists.forEach(path -> assertThat(body(path)).as(path).doesNotContain("写错的一篇"));
    }

    @Test
    void an_answer_without_consent_appears_nowhere_and_one_with_consent_does() {
        press.reply("L260101-0001", "complaint", water, site, "水管半夜有敲击声，谁来看看", "是减压阀坏了，已经换好。", now);
        press.reply("L260101-0002", "complaint", water, site, "", "这段答复只给写信的人看。", now);
        assertThat(body("/answers/L260101-0001")).contains("敲击声", "减压阀");
        assertThat(get("/answers/L260101-0002").statusCode()).isEqualTo(404);
        for (String path : List.of("/", "/answers", "/units/water", "/rest/v1/answers", "/answers?q=" + q("写信的人"))) {
            assertThat(body(path)).as(path).doesNotContain("这段答复只给", "L260101-0002");
        }
        assertThat(get("/rest/v1/answers/L260101-0002").statusCode()).isEqualTo(404);
    }

    @Test
    void answers_are_found_by_words_by_unit_and_by_kind() {
        press.reply("L260102-0001", "suggestion", water, site, "建议河边加装护栏", "下月安装。", now);
        assertThat(body("/answers?q=" + q("护栏"))).contains("L260102-0001");
        assertThat(body("/answers?q=" + q("护 安装"))).contains("L260102-0001");
        assertThat(body("/answers?kind=suggestion&unit=water")).contains("L260102-0001");
        assertThat(body("/answers?kind=thanks")).doesNotContain("L260102-0001");
        assertThat(body("/answers?q=" + q("没有人写过的词"))).contains("没有人写过的词").doesNotContain("L260102-0001");
    }

    @Test
    void a_long_list_goes_on_by_key_and_shows_each_post_once() {
        List<Press.Post> posts = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            Press.Post post = Press.Post.of(
                            Cast.in(context).unit("traffic"), Cast.in(context).site("traffic"), "路况" + i, "一句。")
                    .in("traffic");
            press.publish(post, now.minusSeconds(600L + i / 3));
            posts.add(post);
        }
        String first = body("/sections/traffic");
        String next = first.replaceAll("(?s).*href=\"(/sections/traffic\\?before=[^\"]+)\".*", "$1");
        String second = body(next);
        posts.forEach(p -> assertThat((first.contains("/posts/" + p.id() + "\"") ? 1 : 0)
                        + (second.contains("/posts/" + p.id() + "\"") ? 1 : 0))
                .isEqualTo(1));
    }

    @Test
    void feeds_are_well_formed_and_carry_the_whole_text_and_the_time_of_a_correction() throws Exception {
        Press.Post post = published("给阅读器的一篇 & <尖括号>", "第一段。");
        press.correct(post.with(post.title(), "<p>改过的第一段。</p>"), "错字。", now.plusSeconds(90));
        var builder = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
        for (String path : List.of(
                "/feed.atom", "/feed.rss", "/accounts/" + site.id() + ".atom", "/accounts/" + site.id() + ".rss")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(t -> assertThat(t)
                            .contains(path.endsWith("atom") ? "application/atom+xml" : "application/rss+xml"));
            var document = builder.parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
            assertThat(document.getDocumentElement().getTextContent()).contains("给阅读器的一篇 & <尖括号>", "<p>改过的第一段。</p>");
        }
        JsonNode json = JsonMapper.builder().build().readTree(body("/feed.json"));
        assertThat(json.path("version").asString()).isEqualTo("https://jsonfeed.org/version/1.1");
        JsonNode item = json.path("items")
                .valueStream()
                .filter(i -> i.path("url").asString().endsWith("/posts/" + post.id()))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(java.time.OffsetDateTime.parse(
                                item.path("date_modified").asString())
                        .toInstant()
                        .toString()))
                .isAfter(java.time.OffsetDateTime.parse(
                                item.path("date_published").asString())
                        .toInstant());
    }

    @Test
    void public_bytes_are_conditional_zipped_the_same_for_head_and_set_no_cookie() throws Exception {
        published("一篇", "一段。");
        HttpResponse<String> first = get("/");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
        var zipped = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(first.body());
        var head = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag")).hasValue(tag);
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(first.headers().firstValue("Content-Length"));
    }

    @Test
    void what_people_write_stays_text() {
        Press.Post post = published("<script>alert(1)</script>", "<img src=x onerror=alert(2)>");
        press.reply("L260103-0001", "<b>", water, site, "\"><script>alert(3)</script>", "好。", now);
        for (String path : List.of(
                "/",
                "/posts/" + post.id(),
                "/answers",
                "/answers/L260103-0001",
                "/units?q=" + q("\"><script>alert(4)</script>"),
                "/answers?q=" + q("<script>"))) {
            assertThat(body(path)).as(path).doesNotContain("<script>alert", "<img src=x");
        }
    }

    @Test
    void the_directory_finds_units_by_what_they_do_and_by_name() {
        assertThat(body("/units")).contains("/units/water", "/units/traffic", "/units/office");
        assertThat(body("/units?q=" + q("水务"))).contains("<mark class=\"hit\">水务</mark>");
        assertThat(body("/units?q=" + q("飞船"))).contains("飞船", "/ask");
    }

    @Test
    void an_account_that_stopped_says_since_when_and_why() {
        Account forum = accounts.open(NewAccount.of(water.id(), Platform.FORUM, "water-forum", "水务小站"), null)
                .orThrow();
        assertThat(get("/accounts/" + forum.id()).statusCode()).isEqualTo(404);
        accounts.move(forum.id(), AccountState.TRIAL, "", null).orThrow();
        assertThat(body("/accounts/" + forum.id())).contains("水务小站", "试运行");
        accounts.move(forum.id(), AccountState.SUSPENDED, "论坛改版", null).orThrow();
        assertThat(body("/accounts/" + forum.id())).contains("暂停", "论坛改版");
    }

    @Test
    void what_is_not_there_is_a_friendly_page_in_the_readers_language() {
        for (String path : List.of(
                "/posts/1",
                "/posts/x",
                "/posts/99999999999999999999",
                "/units/nowhere",
                "/accounts/7",
                "/accounts/x",
                "/accounts/7.atom",
                "/sections/none",
                "/answers/L0",
                "/nothing")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("没有这一页");
        }
        assertThat(get("/en/posts/1").body()).contains("There is no such page", "href=\"/en\"");
    }

    @Test
    void every_public_page_is_valid_html_in_both_languages_and_prints() {
        Press.Post post = Press.Post.of(water, site, "一篇“带引号”的，标题", "第一段，电话0399-5550110，12月5日。")
                .in("policy");
        press.publish(post, now);
        press.correct(post.with(post.title(), "<p>改过的。</p><ul><li>一</li></ul>"), "错。", now.plusSeconds(10));
        Press.Post gone = published("要撤的", "一段。");
        press.withdraw(gone, "不实。", now.plus(Duration.ofSeconds(3)));
        press.reply("L260104-0001", "inquiry", water, site, "问一句", "答一句。", now);
        press.reply("L260104-0001", "inquiry", water, site, "问一句", "再答一句。", now.plusSeconds(9));
        List<String> pages = List.of(
                "/",
                "/sections/government",
                "/sections/policy",
                "/posts/" + post.id(),
                "/posts/" + gone.id(),
                "/units",
                "/units?q=" + q("水"),
                "/units?q=zzz",
                "/units/water",
                "/accounts/" + site.id(),
                "/answers",
                "/answers?q=zzz",
                "/answers/L260104-0001",
                "/privacy",
                "/accessibility",
                "/posts/1");
        for (String prefix : List.of("", "/en", "/large", "/en/large")) {
            for (String path : pages) {
                String html = get(path.equals("/") && !prefix.isEmpty() ? prefix : prefix + path)
                        .body();
                // large print changes one attribute
                if (!prefix.contains("large") || path.equals("/")) {
                    assertThat(ValidHtml.errors(html)).as(prefix + path).isEmpty();
                }
                assertThat(html).contains(prefix.contains("en") ? "<html lang=\"en\"" : "<html lang=\"zh-CN\"");
                assertThat(html.contains("data-print=\"large\"")).isEqualTo(prefix.contains("large"));
            }
        }
        assertThat(body("/manifest.webmanifest")).contains("start_url");
        assertThat(body("/robots.txt"))
                .contains("Disallow: /console", "Disallow: /follow/\n")
                .doesNotContain("Disallow: /follow\n");
    }
}
