package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.delivery.Delivery;
import org.lianxin.identity.People;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Taking an answer and a letter away, in a browser: what staff press, what is left for the citizen and for everybody. */
@LianxinTest(properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"})
class WithdrawalLooksTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    People people;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Correspondence mail;

    @BeforeEach
    void aTuesday() {
        clock.set(Instant.parse("2026-11-03T03:00:00Z"));
        mail = new Correspondence(context);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
        people.speak(mail.cast.id("office"), Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,false", "320,true,true", "1280,false,true"})
    void every_page_of_it_can_be_read_on_every_screen(int width, boolean dark, boolean english) {
        Letter letter = mail.write(Kind.COMPLAINT, "朝晖路口的红绿灯太短，老人走到一半就变灯，上个月已经有人摔倒", "traffic", true);
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "朝晖路东口的配时已改，绿灯延长到35秒。\n\n再有不够的路口，请拨0399-5550126。");
        people.speak(mail.cast.id("office"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        Look look = new Look(width, dark, english, true);
        String here = "http://localhost:" + port;
        String prefix = english ? "/en" : "";
        try (BrowserContext staff = Chromium.window(look);
                BrowserContext everybody = Chromium.window(look)) {
            Page console = Chromium.page(staff, mail.cast.bearer("office"));
            console.navigate(here + "/console/cases/" + letter.id());
            readable(console, "withdrawal-case");
            console.click("a[href^='#withdrawal-']");
            console.waitForSelector("section[id^='withdrawal-'] textarea");
            readable(console, "withdrawal-form");
            console.click("section[id^='withdrawal-'] button");
            console.waitForSelector(".summary");
            readable(console, "withdrawal-refused");
            console.fill("section[id^='withdrawal-'] textarea", "路口写错了：改的是西口，东口还没有改。核实后重新答复。");
            console.click("section[id^='withdrawal-'] button");
            console.waitForURL("**said=reply-withdrawn");
            readable(console, "withdrawal-withdrawn");
            context.getBean(Delivery.class).drain();
            Page site = everybody.newPage();
            assertThat(site.navigate(here + prefix + "/answers/" + letter.number())
                            .status())
                    .isEqualTo(410);
            readable(site, "withdrawal-gone");
            site.navigate(here + prefix + "/follow?number=" + letter.number());
            site.fill("#key", letter.key());
            site.click("main button[type=submit]");
            site.waitForURL("**" + prefix + "/follow/*");
            readable(site, "withdrawal-follow");
            clock.set(Instant.parse("2026-11-05T03:00:00Z"));
            mail.answer(letter, "traffic", Reply.Kind.FINAL, "西口、东口的配时都改了，绿灯都是35秒。");
            assertThat(site.navigate(here + prefix + "/answers/" + letter.number())
                            .status())
                    .isEqualTo(200);
            readable(site, "withdrawal-again");
            console.navigate(here + "/console/cases/" + letter.id() + "#privacy");
            console.waitForSelector("#privacy-reason");
            readable(console, "withdrawal-privacy");
            console.fill("#privacy-reason", "写信人来电，查询码丢了，不想再公开");
            console.click("#privacy button");
            console.waitForURL("**said=case-private");
            assertThat(site.navigate(here + prefix + "/answers/" + letter.number())
                            .status())
                    .isEqualTo(404);
        }
    }
}
