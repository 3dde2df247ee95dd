package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The citizen's own page in a browser: without script, on a phone and a desk, by day and by night, in the right and in the wrong. */
@LianxinTest(properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"})
class FollowLooksTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Correspondence mail;

    @BeforeEach
    void inTheWeekBeforeAHoliday() {
        clock.set(Instant.parse("2026-09-22T13:40:00Z"));
        mail = new Correspondence(context);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    private Letter answered() {
        Letter letter = mail.write(Kind.HELP, "芦花巷从东口到小学那段路灯全黑，下夜班心里直打鼓", "water", true);
        mail.answer(letter, "water", Reply.Kind.FIRST, "已派4人去现场看，今晚回来再告诉您。");
        mail.answer(
                letter, "water", Reply.Kind.FINAL, "芦花巷东段11盏路灯不亮，确有其事。电缆已经换好，9月23日晚全部点亮。\n\n再遇到不亮的灯，请拨0399-5550148。");
        return letter;
    }

    private void show(Page page, String prefix, Letter letter) {
        page.navigate("http://localhost:" + port + prefix + "/follow?number=" + letter.number());
        assertThat(page.inputValue("#number")).isEqualTo(letter.number());
        page.fill("#key", letter.key());
        page.click("main button[type=submit]");
        page.waitForURL("**" + prefix + "/follow/*");
    }

    @ParameterizedTest
    @CsvSource({
        "390,false,''",
        "390,true,/en",
        "390,false,/large",
        "1280,true,''",
        "1280,false,/en",
        "320,false,/en/large"
    })
    void every_state_can_be_read_on_every_screen(int width, boolean dark, String prefix) {
        Letter waiting = mail.write(Kind.SUGGESTION, "建议公园早半小时开门，老人起得早", "water", true);
        Letter answered = answered();
        try (BrowserContext window = Chromium.window(new Look(width, dark, prefix.contains("en"), true))) {
            Page page = window.newPage();
            page.navigate("http://localhost:" + port + prefix + "/follow");
            readable(page, "form");
            page.fill("#number", waiting.number());
            page.fill("#key", "AAAA-BBBB-CCCC");
            page.click("main button[type=submit]");
            page.waitForSelector(".summary");
            readable(page, "wrong key");
            show(page, prefix, waiting);
            readable(page, "waiting");
            show(page, prefix, answered);
            readable(page, "answered");
            page.check("input[value=not-solved]");
            page.fill("#words", "字".repeat(501));
            page.click("main form button[type=submit]");
            page.waitForSelector(".summary");
            assertThat(page.inputValue("#words")).hasSize(501);
            readable(page, "refused");
            page.fill("#words", "早上六点到八点还是没水");
            page.click("main form button[type=submit]");
            page.waitForURL("**said=follow-reopened");
            readable(page, "opened again");
        }
    }

    @Test
    void without_script_a_citizen_looks_and_rates_and_keeps_the_page_in_large_print() {
        Letter letter = answered();
        try (BrowserContext window = Chromium.window(Look.PHONE.withoutScript())) {
            Page page = window.newPage();
            show(page, "", letter);
            assertThat(page.url()).doesNotContain(letter.key()).doesNotContain(letter.number());
            page.click("nav[aria-label=显示] a:first-child");
            page.waitForURL("**/large/follow/*");
            assertThat(page.innerText("h1")).isEqualTo("市水务局答复了");
            page.check("input[value=partly]");
            page.fill("#words", "小学门口那盏还没亮");
            page.click("main form button[type=submit]");
            page.waitForURL("**/large/follow/**said=follow-rated");
            assertThat(page.innerText("main")).contains("您打的分").contains("小学门口那盏还没亮");
            page.reload();
            assertThat(page.innerText("main")).contains("小学门口那盏还没亮");
            assertThat(window.cookies()).isEmpty();
        }
    }

    @Test
    void staff_who_are_signed_in_look_and_rate_like_anybody() {
        Letter letter = answered();
        try (SignedIn editor = SignedIn.as("traffic.editor", port, Look.DESK)) {
            show(editor.page(), "", letter);
            editor.page().check("input[value=solved]");
            editor.page().click("main form button[type=submit]");
            editor.page().waitForURL("**said=follow-rated");
        }
    }
}
