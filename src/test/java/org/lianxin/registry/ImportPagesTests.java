package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The pages of tables in a browser, and the same for programs. */
@LianxinTest
class ImportPagesTests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    ApplicationContext context;

    @Autowired
    Units units;

    @LocalServerPort
    int port;

    private Browsing browsing;
    private Cast cast;
    private String own;

    @BeforeEach
    void meet() {
        browsing = new Browsing(context, port);
        cast = Cast.in(context);
        own = Browsing.fresh("table");
    }

    /** A file as a program sends it. */
    private HttpResponse<String> upload(String login, String path, byte[] file)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(
                "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\表\\\\名册.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write("\r\n--xx--\r\n".getBytes(StandardCharsets.UTF_8));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + cast.bearer(login))
                        .header("Content-Type", "multipart/form-data; boundary=xx")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private byte[] table() {
        units.create(NewUnit.of(own, "单位" + own, "department", "管一些事"), null).orThrow();
        return Tables.csv(
                "代码,全称,性质,上级代码,管什么,备注",
                own + ",改了名的单位,市级部门,office,,不用管",
                own + "-new,新登记的单位,区,," + "管的事很多，".repeat(20) + ",",
                own + "-b,写错了的,市级部们," + own.replace("table", "tabel") + ",,",
                own + "-c,也写错了,市级部们,,,",
                "office,市政府新闻办（“示范发布”管理办公室）,管理办公室,,,");
    }

    private static String id(HttpResponse<String> answer) {
        return Browsing.location(answer).replaceAll(".*/", "");
    }

    @Test
    void the_pages_can_be_read_by_everybody_on_every_screen() throws Exception {
        String tried = "/console/imports/" + id(upload("office", "/console/imports", table()));
        browsing.reads("office", "/console/imports");
        browsing.reads("office", tried);
        browsing.reads("office", tried + "?show=changed");
        browsing.reads("inspector", tried + "?show=new");
        Importing importing = context.getBean(Importing.class);
        Batch batch = importing
                .find(Long.parseLong(tried.replaceAll(".*/", "")), cast.person("office"))
                .orElseThrow();
        importing
                .takeIn(batch.id(), importing.plan(batch).digest(), cast.person("office"))
                .orThrow();
        browsing.reads("office", tried);
        Unit fresh = units.byCode(own + "-new").orElseThrow();
        units.change(fresh.id(), fresh.version(), NewUnit.of(own + "-new", "后来又改", "district", ""), null)
                .orThrow();
        importing.takeBack(batch.id(), cast.person("office")).orThrow();
        browsing.reads("office", tried);
        assertThat(browsing.get("office", tried).body()).contains("后来又有人改过", "留下了");
    }

    @Test
    void somebody_of_the_office_tries_mends_takes_in_and_takes_back() {
        byte[] file = new String(table(), StandardCharsets.UTF_8).getBytes(Charset.forName("GB18030"));
        try (SignedIn office = SignedIn.as("office", port, Look.PHONE.withoutScript())) {
            Page page = office.go("/console/imports");
            page.locator("#file").setInputFiles(new FilePayload("名册-11月.csv", "text/csv", file));
            page.locator("form[action='/console/imports'] button").click();
            assertThat(office.heading()).contains("还没有写进去");
            assertThat(page.locator("main").innerText())
                    .contains("名册-11月.csv", "GB18030", "备注", "没有“市级部们”这种性质", "会被清空");
            page.locator("#l4 form:has(input[value='type']) button").click();
            assertThat(page.locator(".said").innerText()).contains("改好了");
            assertThat(page.locator("main").innerText())
                    .doesNotContain("没有“市级部们”这种性质")
                    .contains("没有“" + own.replace("table", "tabel") + "”这个单位");
            page.locator(".decide button.first").click();
            assertThat(office.heading()).contains("写进名册了");
            assertThat(units.byCode(own).orElseThrow().name()).isEqualTo("改了名的单位");
            assertThat(units.byCode(own + "-c")).isPresent();
            assertThat(units.byCode(own + "-b")).isEmpty();
            page.locator(".decide button").click();
            assertThat(office.heading()).contains("整批退回了");
            assertThat(units.byCode(own).orElseThrow().name()).isEqualTo("单位" + own);
            assertThat(units.byCode(own + "-c")).isEmpty();
        }
    }

    @Test
    void a_refused_file_says_why_and_can_be_read() {
        try (SignedIn office = SignedIn.as("office", port, Look.DESK)) {
            Page page = office.go("/console/imports");
            page.locator("form[action='/console/imports'] button").click();
            assertThat(page.locator(".summary").innerText()).contains("选一张表");
            page.locator("#file")
                    .setInputFiles(new FilePayload("坏.csv", "text/csv", Tables.csv("代码,全称,性质", "a,\"b,c", "d,e,f")));
            page.locator("form[action='/console/imports'] button").click();
            assertThat(page.locator(".summary a[href='#file']").innerText()).contains("第2行的引号没有配对");
            assertThat(page.locator("#file").getAttribute("aria-describedby")).isEqualTo("file-help file-error");
            assertThat(Chromium.violations(page)).isEmpty();
        }
    }

    @Test
    void what_changed_meanwhile_is_shown_anew_and_nothing_is_written() throws Exception {
        String path = "/console/imports/" + id(upload("office", "/console/imports", table()));
        HttpResponse<String> refused = browsing.form("office", path + "/confirmation", "digest", "seen-long-ago");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("role=\"alert\"", "什么都没有写");
        String digest = Browsing.first(refused.body(), "name=\"digest\" value=\"([0-9a-f]+)\"");
        assertThat(Browsing.location(browsing.form("office.deputy", path + "/confirmation", "digest", digest)))
                .isEqualTo(path + "?said=import-taken-in");
        HttpResponse<String> second = browsing.form("office", path + "/confirmation", "digest", digest);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("这张表已经写进去了", "叶红霞");
        assertThat(browsing.form("office", path + "/corrections", "line", "4", "column", "type")
                        .statusCode())
                .isEqualTo(409);
        browsing.form("office", path + "/withdrawal");
        assertThat(browsing.form("office", path + "/withdrawal").statusCode()).isEqualTo(409);
    }

    @Test
    void bad_rows_are_taken_away_with_their_reason_put_right_and_brought_again() throws Exception {
        String path = "/console/imports/" + id(upload("office", "/console/imports", table()));
        String csv = browsing.get("office", path + "/bad.csv").body();
        assertThat(csv)
                .startsWith("\ufeff原因")
                .contains("第4行：“性质”：没有“市级部们”这种性质", own + "-c")
                .doesNotContain(own + "-new");
        String again = csv.replace(",市级部们", ",市级部门").replace("," + own.replace("table", "tabel"), "," + own);
        HttpResponse<String> answer = upload("office", "/rest/v1/imports", again.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.body()).contains("\"bad\":0", "\"new\":2", "\"kind\":\"units\"");
    }

    @Test
    void programs_try_mend_take_in_and_take_back() throws Exception {
        HttpResponse<String> made = upload("office", "/rest/v1/imports", table());
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .contains(
                        "\"file\":\"名册.csv\"",
                        "\"charset\":\"UTF-8\"",
                        "\"state\":\"TRIED\"",
                        "\"bad\":2",
                        "\"unread\":[\"备注\"]");
        String at = "/rest/v1/imports/" + Browsing.first(made.body(), "\"id\":\"(\\d+)\"");
        String rows = browsing.get("office", at + "/rows?kind=bad&limit=1").body();
        assertThat(rows).contains("\"line\":4", "\"column\":\"type\"", "\"better\":\"department\"", "\"next\":4");
        assertThat(browsing.get("office", at + "/rows?kind=changed").body())
                .contains("\"column\":\"name\",\"before\":\"单位" + own + "\",\"after\":\"改了名的单位\"");
        HttpResponse<String> mended =
                browsing.json("office", "POST", at + "/corrections", "{\"line\":4,\"column\":\"type\"}");
        assertThat(mended.body()).contains("\"rows\":2", "\"bad\":1");
        assertThat(browsing.json("office", "POST", at + "/confirmation", "{\"digest\":\"other\"}")
                        .body())
                .contains("urn:lianxin:imports.register-changed");
        String digest = Browsing.first(mended.body(), "\"digest\":\"([0-9a-f]+)\"");
        assertThat(browsing.json("office", "POST", at + "/confirmation", "{\"digest\":\"" + digest + "\"}")
                        .body())
                .contains("\"state\":\"TAKEN_IN\"", "returnableUntil");
        assertThat(browsing.json("office", "POST", at + "/withdrawal", "").body())
                .contains("\"state\":\"TAKEN_BACK\"");
        assertThat(browsing.get("inspector", at + "/rows?kind=new").body()).contains("\"back\":\"withdrawn\"");
        HttpResponse<String> broken = upload("office", "/rest/v1/imports", Tables.csv("代码,\"全称"));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("urn:lianxin:imports.file.quotes", "\"pointer\":\"#/file\"");
        assertThat(browsing.json("office", "POST", "/rest/v1/imports", "{}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void tables_are_the_offices_alone_and_the_list_goes_on_by_key() throws Exception {
        String path = "/console/imports/" + id(upload("office", "/console/imports", table()));
        for (String login : List.of("traffic.leader", "water.editor", "admin")) {
            assertThat(browsing.get(login, path).statusCode()).as(login).isEqualTo(403);
            assertThat(upload(login, "/console/imports", table0()).statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(upload(login, "/rest/v1/imports", table0()).statusCode())
                    .as(login)
                    .isEqualTo(403);
        }
        assertThat(browsing.get("inspector", path).body()).doesNotContain("/confirmation", "/corrections");
        assertThat(browsing.form("inspector", path + "/confirmation", "digest", "x")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browsing.get("office", "/console/imports/12").statusCode()).isEqualTo(404);
        assertThat(browsing.get("office", "/console/imports/none").statusCode()).isEqualTo(404);
        assertThat(Browsing.location(browsing.get("office", "/console/units/import")))
                .isEqualTo("/console/imports");
        for (int i = 0; i < 21; i++) {
            upload("office", "/console/imports", table0());
        }
        String next = Browsing.first(
                browsing.get("office", "/console/imports").body(), "href=\"(/console/imports\\?before=[^\"]+)\"");
        assertThat(browsing.get("office", next).body()).contains("名册.csv");
    }

    private static byte[] table0() {
        return Tables.csv("代码,全称,性质", "office,x,管理办公室");
    }
}
