package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.notices.Digest;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.Mailbox;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The way of a letter: asked without script, answered by an editor, signed from a mail, read with number and key, rated, opened again. */
@LianxinTest(properties = "lianxin.tests.journeys=letter") // a context of its own, because it turns the clock
class LetterJourney {
    private static final String LETTER = "芦花巷从东口到小学那段，路灯全黑三天了，下夜班心里直打鼓。能不能快点修？";
    private static final String ANSWER = "芦花巷东段11盏路灯不亮，是电缆被施工挖断了。9月23日晚已经换好，全部点亮。\n\n再遇到不亮的灯，请拨0399-5550148，24小时有人接。";

    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @Autowired
    Digest digest;

    @LocalServerPort
    int port;

    private record Slip(String number, String key) {}

    @BeforeEach
    void onAWorkingDay() {
        clock.set(Instant.parse("2026-09-22T02:00:00Z"));
        Cast.in(context);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    @Test
    void asked_without_script_answered_signed_read_rated_and_opened_again() {
        try (BrowserContext citizen = Chromium.window(Look.PHONE.withoutScript())) {
            Page page = citizen.newPage();
            Slip slip = ask(page);
            follow(page, slip);
            assertThat(page.innerText("main")).contains("市水务局");
            draft();
            sign(mailed("water.leader@shifan.example"));
            String view = page.url();
            for (int tries = 0; tries < 100 && !page.innerText("h1").contains("答复了"); tries++) {
                page.waitForTimeout(50);
                page.navigate(view);
            }
            assertThat(page.innerText("main")).contains("电缆被施工挖断了").contains("0399-5550148");
            open(page, slip);
            clock.set(Instant.parse("2026-09-24T11:00:00Z"));
            follow(page, slip);
            page.check("input[value=not-solved]");
            page.fill("#words", "小学门口那盏昨晚还是黑的。");
            page.click("main form button[type=submit]");
            page.waitForURL("**said=follow-reopened");
            assertThat(page.innerText("main")).contains("小学门口那盏昨晚还是黑的。");
            assertThat(citizen.cookies()).isEmpty();
        }
        waitsAgain();
    }

    private String at(String path) {
        return "http://localhost:" + port + path;
    }

    private Slip ask(Page page) {
        page.navigate(at("/ask"));
        page.fill("#text", LETTER);
        page.check("input[name=kind][value=help]");
        page.selectOption("#unit", new com.microsoft.playwright.options.SelectOption().setLabel("市水务局"));
        page.fill("#place", "芦花巷");
        page.check("input[name=consent]");
        clock.set(clock.instant().plus(Duration.ofSeconds(20))); // a person writes longer than three seconds
        page.click("main form button[type=submit]");
        page.waitForURL("**/ask/receipt**");
        return new Slip(page.innerText("main .receipt dd >> nth=0"), page.innerText("main .receipt dd.key"));
    }

    private void follow(Page page, Slip slip) {
        page.navigate(at("/follow"));
        page.fill("#number", slip.number());
        page.fill("#key", slip.key());
        page.click("main form button[type=submit]");
        page.waitForURL(Pattern.compile(".*/follow/[^?]+.*"));
    }

    private void draft() {
        try (SignedIn editor = SignedIn.as("water.editor", port, Look.PHONE)) {
            Page page = editor.go("/console");
            page.click("text=芦花巷从东口");
            page.waitForURL(Pattern.compile(".*/console/cases/\\d+"));
            assertThat(page.innerText("main")).contains("下夜班心里直打鼓");
            page.locator(".decide a.first").tap();
            page.waitForURL("**/reply");
            page.check("input[name=which][value=final]");
            page.fill("#text", ANSWER);
            page.click("button[name=do][value=submit]");
            page.waitForURL(Pattern.compile(".*/console/cases/\\d+(\\?.*)?"));
        }
    }

    private String mailed(String address) {
        digest.run();
        String mail = Mailbox.of(context, address).getLast();
        Matcher link =
                Pattern.compile("https?://[^/\\s]+(/console/reviews/\\d+)").matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group(1);
    }

    private void sign(String path) {
        try (BrowserContext window = Chromium.window(Look.PHONE)) {
            Page page = window.newPage();
            page.navigate(at(path));
            page.fill("#login", "water.leader");
            page.fill("#password", Cast.PASSWORD);
            page.press("#password", "Enter");
            page.waitForURL("**" + path);
            assertThat(page.innerText("main"))
                    .contains("下夜班心里直打鼓")
                    .contains("电缆被施工挖断了")
                    .contains("0399-5550148");
            page.locator(".decide button[type=submit]").tap();
            page.waitForURL(url -> !url.endsWith(path));
        }
    }

    /** With the citizen's consent question and answer are public; without number and key nothing more is. */
    private void open(Page page, Slip slip) {
        page.navigate(at("/answers"));
        page.click("main a[href*='/answers/']");
        assertThat(page.innerText("main")).contains("下夜班心里直打鼓").contains("电缆被施工挖断了");
        assertThat(page.content()).doesNotContain(slip.key());
    }

    private void waitsAgain() {
        try (SignedIn editor = SignedIn.as("water.editor", port, Look.DESK)) {
            assertThat(editor.go("/console").innerText("main"))
                    .contains("没解决，重新办")
                    .contains("芦花巷从东口");
        }
    }
}
