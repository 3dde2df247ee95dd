package org.lianxin.channels.discourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.channels.Connections;
import org.lianxin.identity.People;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.discourse.DiscourseSimulator;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Connecting an account to a forum in a browser, and what people see over there. */
@LianxinTest(
        properties = {
            "lianxin.discourse.poll=0s",
            "lianxin.delivery.worker=false",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true"
        })
class ForumPagesTests {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Far FAR = Far.of(DiscourseSimulator::start);

    @AfterAll
    static void end() {
        FAR.close();
    }

    @Autowired
    ApplicationContext context;

    @Autowired
    Connections connections;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    @AfterEach
    void asItWas() {
        people.speak(Cast.in(context).id("traffic.editor"), Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,true", "1280,false,false"})
    void anEditorTypesWhatTheForumGaveAndAPersonAnswersThere(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        Cast cast = Cast.in(context);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        String name = "traffic_" + NEXT.incrementAndGet();
        Account account = cast.live("traffic", Platform.FORUM, name, "交警论坛号" + NEXT.get());
        FAR.json("/sim/knobs", "{'titleLeast':6,'textLeast':8,'sameTitles':1}");
        FAR.json("/sim/categories", "{'id':5,'name':'公告'}");
        FAR.json("/sim/users", "{'username':'" + name + "','key':'0123456789abcdef'}");

        try (BrowserContext desk = Chromium.window(look)) {
            Page page = Chromium.page(desk, cast.bearer("traffic.editor"));
            page.navigate("http://localhost:" + port + "/console/accounts/" + account.id() + "/connection");
            readable(page, "forum-none");
            page.fill("#base", FAR.url());
            page.fill("#user", name);
            page.fill("#key", "0000000000000000");
            page.fill("#category", "5");
            page.click("main form button.first");
            page.waitForSelector(".summary");
            readable(page, "forum-refused");
            assertThat(page.inputValue("#base")).isEqualTo(FAR.url());
            page.fill("#key", "0123456789abcdef");
            page.fill("#hook", "twelve-or-more");
            page.click("main form button.first");
            page.waitForURL("**said=connected");
            readable(page, "forum-open");
            assertThat(page.content()).doesNotContain("0123456789abcdef").doesNotContain("twelve-or-more");

            Deeds deeds = Deeds.of("traffic", "论坛", context);
            deeds.sentTo("早高峰绕行提示", "望湖大道**施工**，请绕行朝晖路。\n\n- 东口封闭\n- 西口正常", java.util.List.of(), account.id());
            page.navigate(FAR.url());
            page.fill("textarea", "请问到几号？");
            page.click("details button");
            page.waitForSelector("li[id]");
            readable(page, "forum-there");
        }
    }

    @ParameterizedTest
    @CsvSource({"390,true,true", "1280,false,false"})
    void aServerThatPushesNothingHasNoAddressForPushes(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        Cast cast = Cast.in(context);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        Account account = cast.onTrial("traffic", Platform.MASTODON, "jiaojing" + NEXT.incrementAndGet(), "交警在别处");
        try (BrowserContext desk = Chromium.window(look)) {
            Page page = Chromium.page(desk, cast.bearer("traffic.editor"));
            page.navigate("http://localhost:" + port + "/console/accounts/" + account.id() + "/connection");
            page.click("summary.opens");
            page.waitForSelector("#token");
            assertThat(page.content()).doesNotContain("/hooks/");
            page.fill("#base", "https://10.0.0.1");
            page.fill("#token", "0123456789abcdef");
            page.click("form[action$='/connection'] button");
            page.waitForSelector(".summary a[href='#base']");
            assertThat(page.isVisible("#base")).isTrue();
            readable(page, "forum-elsewhere");
        }
    }
}
