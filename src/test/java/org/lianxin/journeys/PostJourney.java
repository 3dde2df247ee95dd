package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
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

/** The way of a post: an editor writes it on a phone, a leader follows the mail and approves in two taps, the city reads it. */
@LianxinTest(properties = "lianxin.tests.journeys=post") // a context of its own, because it turns the clock
class PostJourney {
    private static final String TITLE = "和顺路东段今晚封半幅铺路面";
    private static final String TEXT = "今晚22:00至次日5:00，和顺路东段（文昌街到望湖大道）封北半幅铺路面。\n\n去人民医院的，请走望湖大道；11路、203路夜班车照常停靠。";

    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @Autowired
    Digest digest;

    @LocalServerPort
    int port;

    private Cast cast;

    @BeforeEach
    void onAWorkingDay() {
        clock.set(Instant.parse("2026-09-22T02:00:00Z"));
        cast = Cast.in(context);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    @Test
    void written_on_a_phone_signed_from_a_mail_read_by_the_city_and_its_feed_readers() throws Exception {
        write();
        String path = mailed("traffic.leader@shifan.example");
        sign(path);
        read();
    }

    private void write() throws IOException {
        try (SignedIn editor = SignedIn.as("traffic.editor", port, Look.PHONE)) {
            Page page = editor.go("/console/posts/new");
            page.fill("#title", TITLE);
            page.fill("#text", TEXT);
            page.setInputFiles("#files", new FilePayload("road.png", "image/png", picture()));
            page.fill("#alternative-0", "封路段示意图：文昌街到望湖大道之间的北半幅标成绿色");
            page.selectOption("#category", "service");
            page.check("input[name=targets][value='" + cast.site("traffic").id() + "']");
            assertThat(Chromium.scrollsSideways(page)).isFalse();
            page.click("button[name=do][value=submit]");
            page.waitForURL(Pattern.compile(".*/console/posts/\\d+(\\?.*)?"));
            assertThat(page.innerText("main")).contains("审批中").contains(TITLE);
        }
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(640, 400, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0x1b, 0x61, 0x5a));
        pen.fillRect(80, 160, 480, 60);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** The path of the last link to a review in the last mail. */
    private String mailed(String address) {
        digest.run();
        String mail = Mailbox.of(context, address).getLast();
        assertThat(mail).contains(TITLE).doesNotContain("望湖大道；");
        Matcher link =
                Pattern.compile("https?://[^/\\s]+(/console/reviews/\\d+)").matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group(1);
    }

    /** First tap: the link. Second tap: the verb. Between them a password, since the phone is new. */
    private void sign(String path) {
        try (BrowserContext window = Chromium.window(Look.PHONE)) {
            Page page = window.newPage();
            page.navigate("http://localhost:" + port + path);
            page.fill("#login", "traffic.leader");
            page.fill("#password", Cast.PASSWORD);
            page.press("#password", "Enter");
            page.waitForURL("**" + path);
            assertThat(page.innerText("main"))
                    .contains(TITLE)
                    .contains("封北半幅铺路面。")
                    .contains("203路夜班车照常停靠。");
            assertThat(page.locator("main article.sheet img")
                            .first()
                            .evaluate("image => image.complete && image.naturalWidth > 0"))
                    .isEqualTo(true);
            page.locator(".decide button[type=submit]").tap();
            page.waitForURL(url -> !url.endsWith(path));
            assertThat(Chromium.violations(page)).isEmpty();
        }
    }

    private void read() {
        try (BrowserContext window = Chromium.window(Look.PHONE.withoutScript())) {
            Page page = window.newPage();
            String account = "http://localhost:" + port + "/accounts/"
                    + cast.site("traffic").id();
            page.navigate(account);
            for (int tries = 0; tries < 100 && page.locator("text=" + TITLE).count() == 0; tries++) {
                page.waitForTimeout(50);
                page.reload();
            }
            page.click("text=" + TITLE);
            assertThat(page.innerText("h1")).isEqualTo(TITLE);
            assertThat(page.innerText("main")).contains("封北半幅铺路面。").contains("示范交警");
            assertThat(page.locator("main img[alt^='封路段示意图']").count()).isEqualTo(1);
            assertThat(window.request().get(account + ".atom").text())
                    .contains("<title>" + TITLE)
                    .contains("203路夜班车照常停靠。");
            assertThat(window.request().get(account + ".json").text()).contains(TITLE);
            assertThat(window.request().get(account + ".rss").text()).contains(TITLE);
            assertThat(window.cookies()).isEmpty();
        }
    }
}
