package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The office deals with other servers on one page; everybody reads the list on another. */
@LianxinTest(
        properties = {
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false",
            "lianxin.tests.pages=federation"
        })
class ServersPagesTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Blocks blocks;

    @Autowired
    Flags flags;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private Cast cast;
    private Account account;

    @BeforeEach
    void somethingToDealWith() {
        cast = Cast.in(context);
        account = Abroad.account(context, "traffic");
        flags.enter(account.id(), "mastodon.example", List.of("http://localhost:8080/ap/notes/1"), "这条通知的时间和现场的牌子不一样。");
        db.sql(
                        "insert into federation.host (host, failures, failing_days, why) values ('slow.example', 12, 2, '503') on conflict do nothing")
                .update();
        db.sql(
                        "insert into federation.host (host, failures, failing_days, why, stopped_at) values ('away.example', 90, 7, 'ConnectException', '2026-11-20T00:00Z') on conflict do nothing")
                .update();
    }

    @AfterEach
    void none() {
        db.sql("delete from federation.block").update();
        db.sql("delete from federation.flag").update();
        db.sql("delete from federation.host").update();
    }

    @Test
    void the_office_looks_at_a_report_and_blocks_a_server() {
        try (var office = SignedIn.as("office", port, Look.PHONE)) {
            assertThat(office.go("/console").content()).contains("1条举报没看过");
            Page page = office.go("/console/fediverse");
            assertThat(page.content())
                    .contains(
                            "这条通知的时间和现场的牌子不一样。",
                            "mastodon.example",
                            "slow.example",
                            "away.example",
                            "@" + account.handle() + "@localhost:8080");
            page.locator("#host").fill("spam");
            page.locator("#reason").fill("发广告");
            page.locator("form[action$='/blocks'] button").click();
            assertThat(page.locator(".summary a[href='#host']").count()).isOne();
            assertThat(page.locator("#reason").inputValue()).isEqualTo("发广告");
            page.locator("#host").fill("spam.example");
            page.locator("form[action$='/blocks'] button").click();
            page.waitForURL("**said=server-blocked");
            assertThat(blocks.all()).extracting(Blocks.Block::host).containsExactly("spam.example");
            page.locator("form[action$='/reports/seen'] button").click();
            page.waitForURL("**said=report-seen");
            assertThat(flags.open(9)).isEmpty();
            page.locator("form[action$='/removal'] button").click();
            page.waitForURL("**said=server-unblocked");
            assertThat(blocks.all()).isEmpty();
        }
    }

    @Test
    void a_list_is_taken_over_from_a_file_and_given_as_one() throws Exception {
        Path list = folder.resolve("list.csv");
        Files.writeString(list, "#domain,#severity\na.example,suspend\nb.example,suspend\n", StandardCharsets.UTF_8);
        try (var office = SignedIn.as("office", port, Look.DESK)) {
            Page page = office.go("/console/fediverse");
            page.locator("form[action$='/list'] button").click();
            assertThat(page.locator(".summary a[href='#file']").count()).isOne();
            page.locator("#file").setInputFiles(list);
            page.locator("form[action$='/list'] button").click();
            page.waitForURL("**said=servers-blocked");
            var given = page.waitForDownload(
                    () -> page.locator("a[href$='blocks.csv']").click());
            assertThat(Files.readString(given.path())).contains("a.example,suspend", "b.example,suspend");
        }
    }

    @Test
    void an_inspector_reads_and_decides_nothing() {
        blocks.block("spam.example", "发广告", cast.person("office")).orThrow();
        try (var inspector = SignedIn.as("inspector", port, Look.DESK)) {
            Page page = inspector.go("/console/fediverse");
            assertThat(page.content()).contains("spam.example", "这条通知的时间");
            assertThat(page.locator("main form").count()).isZero();
        }
    }

    @Test
    void both_pages_are_for_everybody_in_every_look() {
        blocks.block("spam.example", "发广告", cast.person("office")).orThrow();
        for (Look look : List.of(Look.PHONE, Look.DESK, Look.DESK.inTheDark(), new Look(390, true, true, true))) {
            try (var office = SignedIn.as("office", port, look)) {
                check(office.go("/console/fediverse"), "office", look);
            }
            try (BrowserContext window = Chromium.window(look.withoutScript())) {
                Page page = window.newPage();
                page.navigate("http://localhost:" + port + (look.english() ? "/en" : "") + "/fediverse");
                assertThat(page.content()).contains("spam.example", "@" + account.handle());
                assertThat(Chromium.scrollsSideways(page)).isFalse();
                picture(page, "public", look);
            }
        }
    }

    private void check(Page page, String name, Look look) {
        assertThat(Chromium.violations(page)).isEmpty();
        assertThat(Chromium.scrollsSideways(page)).isFalse();
        picture(page, name, look);
    }

    private static void picture(Page page, String name, Look look) {
        String to = System.getProperty("lianxin.pictures");
        if (to != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(to, name + "-" + look.width() + (look.dark() ? "-dark" : "") + ".png")));
        }
    }
}
