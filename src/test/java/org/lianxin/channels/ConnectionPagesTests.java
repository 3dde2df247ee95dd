package org.lianxin.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.identity.People;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.media.Media;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Drawing;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.weibo.WeiboSimulator;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Connecting an account in a browser: there, allowed, back again, tried, ended. */
@LianxinTest(properties = {"lianxin.public-url=http://shifan.example", "lianxin.weibo.poll=0s"})
class ConnectionPagesTests {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Far FAR = Far.of(WeiboSimulator::start);

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry settings) {
        for (String base : List.of("api", "commercial", "messages", "web")) {
            settings.add("lianxin.weibo." + base, FAR::url);
        }
    }

    @AfterAll
    static void end() {
        FAR.close();
    }

    @Autowired
    ApplicationContext context;

    @Autowired
    Apps apps;

    @Autowired
    Connections connections;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    Cast cast;
    Account account;

    @BeforeEach
    void anAccount() {
        cast = Cast.in(context);
        String name = "connect" + NEXT.incrementAndGet();
        account = cast.onTrial("traffic", Platform.WEIBO, name, name);
        FAR.json("/sim/users", "{'name':'" + name + "','office':true}");
        FAR.json(
                "/sim/apps",
                "{'key':'4000000001','secret':'xyz','domain':'shifan.example','callback':'http://shifan.example/console/connections/return'}");
    }

    @AfterEach
    void asItWas() {
        people.speak(cast.id("traffic.editor"), Locale.SIMPLIFIED_CHINESE);
        people.speak(cast.id("admin"), Locale.SIMPLIFIED_CHINESE);
    }

    private String here() {
        return "http://localhost:" + port;
    }

    /** A window of that person; what leads to our public address leads here. */
    private Page window(BrowserContext window, String login) {
        Chromium.lead(window, "http://shifan.example", here());
        return Chromium.page(window, cast.bearer(login));
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,true"})
    void anEditorGoesThereAllowsItAndComesBack(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        for (String login : Set.of("admin", "traffic.editor")) {
            people.speak(cast.id(login), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        }
        try (BrowserContext house = Chromium.window(look);
                BrowserContext desk = Chromium.window(look)) {
            Page admin = window(house, "admin");
            admin.navigate(here() + "/console/networks/weibo");
            admin.fill("#key", "");
            admin.click("main button.first");
            admin.waitForSelector(".summary");
            readable(admin, "connection-app-refused");
            admin.fill("#key", "4000000001");
            admin.fill("#secret", "xyz");
            admin.click("main button.first");
            admin.waitForURL("**said=app-set");
            readable(admin, "connection-app");
            assertThat(admin.content()).doesNotContain("xyz");

            Page editor = window(desk, "traffic.editor");
            editor.navigate(here() + "/console/connections");
            readable(editor, "connection-list");
            editor.click("a[href='/console/accounts/" + account.id() + "/connection']");
            editor.waitForSelector("a[href$='/authorisation']");
            readable(editor, "connection-none");
            editor.click("a[href$='/authorisation']");
            editor.waitForSelector("#uid");
            editor.selectOption("#uid", new com.microsoft.playwright.options.SelectOption().setLabel(account.name()));
            editor.click("button[value=allow]");
            editor.waitForURL("**said=connected");
            readable(editor, "connection-open");
            assertThat(connections.open(account.id()).orElseThrow().remoteName())
                    .isEqualTo(account.name());

            editor.click("form[action$='/trial'] button");
            editor.waitForSelector(".note[role=status]");
            readable(editor, "connection-tried");
            editor.click("form[action$='/end'] button");
            editor.waitForURL("**said=disconnected");
            readable(editor, "connection-ended");
            assertThat(connections.of(account.id()).orElseThrow().secrets()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"390,true,false", "1280,false,true"})
    void whatWasSaidIsLookedThroughAndMadeALetter(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        String picture = context.getBean(Media.class)
                .picture(new ByteArrayInputStream(Drawing.plain()), null)
                .orThrow()
                .hash();
        for (String words : List.of("辛苦了", "支持")) {
            context.getBean(Arrivals.class)
                    .arrive(new Arrival(
                            account.id(),
                            "comment/" + NEXT.incrementAndGet(),
                            "status/1",
                            "",
                            Arrival.Way.COMMENT,
                            words,
                            "http://shifan.example/1",
                            new Arrival.Author("1", "某人"),
                            Instant.parse("2026-11-25T02:00:00Z"),
                            List.of(picture)));
        }
        try (BrowserContext desk = Chromium.window(look)) {
            Page editor = window(desk, "traffic.editor");
            editor.navigate(here() + "/console/remarks");
            assertThat(editor.locator("a.picture img")
                            .first()
                            .evaluate("i => i.decode().then(() => i.naturalWidth > 0)"))
                    .isEqualTo(true);
            readable(editor, "connection-remarks");
            editor.click("form[action$='/case'] button");
            editor.waitForURL("**said=remark-taken");
            editor.click("form[action$='/seen'] button");
            editor.waitForURL("**said=remarks-seen");
            readable(editor, "connection-remarks-none");
            editor.navigate(here() + "/console/remarks?state=case");
            readable(editor, "connection-remarks-case");
            editor.click("a[href*='words=L']");
            editor.waitForSelector("h3 a");
            editor.click("h3 a");
            editor.waitForSelector("details");
            readable(editor, "connection-case");
        }
    }

    @Test
    void whoDoesNotAllowItIsToldSoAndAnotherPersonsWayBackLeadsNowhere() {
        apps.set(Platform.WEIBO, "4000000001", "xyz", false, null).orThrow();
        try (BrowserContext desk = Chromium.window(Look.PHONE);
                BrowserContext other = Chromium.window(Look.PHONE)) {
            Page editor = window(desk, "traffic.editor");
            editor.navigate(here() + "/console/accounts/" + account.id() + "/connection/authorisation");
            String state = editor.url().replaceFirst(".*state=", "");
            editor.waitForSelector("#uid");
            editor.click("button[value=deny]");
            editor.waitForSelector(".summary");
            assertThat(connections.of(account.id())).isEmpty();

            Page another = window(other, "water.editor");
            assertThat(another.navigate(here() + "/console/connections/return?code=1&state=" + state)
                            .status())
                    .isEqualTo(404);
            assertThat(editor.navigate(here() + "/console/connections/return?code=1&state=" + state + "x")
                            .status())
                    .isEqualTo(404);
        }
    }
}
