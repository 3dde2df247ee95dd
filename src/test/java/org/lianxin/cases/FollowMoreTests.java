package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.media.Media;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What citizens may do with their letter besides rating it: add to it, and no longer let everybody read it. */
@LianxinTest(properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"})
class FollowMoreTests {
    private static final String WORDS = "朝晖路口的红绿灯太短，老人过不去";

    @Autowired
    ApplicationContext context;

    @Autowired
    Additions additions;

    @Autowired
    Publicity publicity;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private Correspondence mail;

    @BeforeEach
    void aTuesday() {
        clock.set(Instant.parse("2026-11-03T03:00:00Z"));
        mail = new Correspondence(context);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    private int status(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private String body(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> json(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private Letter answered() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "配时已改，绿灯延长到35秒。");
        return letter;
    }

    private void show(Page page, String prefix, Letter letter) {
        page.navigate("http://localhost:" + port + prefix + "/follow?number=" + letter.number());
        page.fill("#key", letter.key());
        page.click("main button[type=submit]");
        page.waitForURL("**" + prefix + "/follow/*");
    }

    @Test
    void what_is_added_is_masked_read_by_the_unit_counted_once_and_never_without_end() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        Instant due = mail.now(letter).clock().dueFinal();
        additions.add(letter.id(), "昨天又有人摔了，我的电话13812345678").orThrow();
        additions.add(letter.id(), "昨天又有人摔了，我的电话13812345678").orThrow();
        Cases cases = context.getBean(Cases.class);
        assertThat(cases.steps(mail.now(letter)))
                .filteredOn(s -> s.what() == Happening.ADDED)
                .singleElement()
                .satisfies(s -> assertThat(s.words()).contains("昨天又有人摔了").doesNotContain("13812345678"));
        assertThat(mail.now(letter)).satisfies(c -> {
            assertThat(c.state()).isEqualTo(CaseState.WITH_UNIT);
            assertThat(c.clock().dueFinal()).isEqualTo(due);
        });
        assertThat(additions.add(letter.id(), " ")).isInstanceOf(Outcome.Refused.class);
        assertThat(additions.add(letter.id(), "字".repeat(501))).isInstanceOf(Outcome.Refused.class);
        assertThat(additions.add(letter.id(), "字\0")).isInstanceOf(Outcome.Refused.class);
        for (int i = 2; i <= 10; i++) {
            additions.add(letter.id(), "第" + i + "次").orThrow();
        }
        assertThat(additions.add(letter.id(), "再来"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.key()).isEqualTo("cases.addition.too-many"));
        assertThat(additions.add(answered().id(), "再来"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.key()).isEqualTo("cases.addition.over"));
    }

    @Test
    void who_no_longer_agrees_is_public_no_longer_from_that_moment_and_may_agree_again() throws Exception {
        Letter letter = answered();
        assertThat(status("/answers/" + letter.number())).isEqualTo(200);
        assertThat(body("/answers")).contains(letter.number());
        publicity.keepPrivate(letter.id()).orThrow();
        publicity.keepPrivate(letter.id()).orThrow();
        assertThat(status("/answers/" + letter.number())).isEqualTo(404);
        assertThat(body("/answers")).doesNotContain(letter.number());
        assertThat(body("/answers?q=" + java.net.URLEncoder.encode("红绿灯", java.nio.charset.StandardCharsets.UTF_8)))
                .doesNotContain(letter.number());
        publicity.agreeAgain(letter.id()).orThrow();
        assertThat(status("/answers/" + letter.number())).isEqualTo(200);
        assertThat(context.getBean(Cases.class).steps(mail.now(letter)))
                .extracting(Step::what)
                .containsOnlyOnce(Happening.MADE_PRIVATE, Happening.MADE_PUBLIC);
    }

    private String drawn(int colour) throws Exception {
        var drawing = new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        drawing.setRGB(1, 1, colour);
        var bytes = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(drawing, "png", bytes);
        return context.getBean(Media.class)
                .picture(new java.io.ByteArrayInputStream(bytes.toByteArray()), mail.cast.id("traffic.editor"))
                .orThrow()
                .hash();
    }

    @Test
    void the_pictures_of_an_answer_are_public_as_long_as_its_citizen_agrees_and_the_citizen_sees_them_all_the_same()
            throws Exception {
        String hash = drawn(0x112233);
        String open = "/media/" + hash + "/medium";
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        mail.answer(letter, "traffic", Reply.Kind.FIRST, "已派人去看。", new Reply.Picture(hash, "路口的信号灯"));
        assertThat(status(open)).isEqualTo(200);
        publicity.keepPrivate(letter.id()).orThrow();
        assertThat(status(open)).isEqualTo(404);
        String later = drawn(0x223344);
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "配时已改。", new Reply.Picture(later, "改好的信号灯"));
        assertThat(status("/media/" + later + "/medium")).isEqualTo(404);
        String mine = "/follow/" + context.getBean(Following.class).view(mail.now(letter));
        assertThat(body(mine)).contains(mine + "/pictures/" + hash + "/medium").doesNotContain(open);
        assertThat(status(mine + "/pictures/" + hash + "/medium")).isEqualTo(200);
        assertThat(status(mine + "x/pictures/" + hash + "/medium")).isEqualTo(404);
        assertThat(status(mine + "/pictures/" + drawn(0x334455) + "/medium")).isEqualTo(404);
        publicity.agreeAgain(letter.id()).orThrow();
        assertThat(status(open)).isEqualTo(200);
    }

    @Test
    void a_picture_that_stands_in_another_public_answer_stays_public_and_a_private_answer_has_none() throws Exception {
        String hash = drawn(0x445566);
        Letter secret = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        mail.answer(secret, "traffic", Reply.Kind.FINAL, "配时已改。", new Reply.Picture(hash, "路口的信号灯"));
        assertThat(status("/media/" + hash + "/medium")).isEqualTo(404);
        Letter one = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        Letter other = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        mail.answer(one, "traffic", Reply.Kind.FINAL, "配时已改。", new Reply.Picture(hash, "路口的信号灯"));
        mail.answer(other, "traffic", Reply.Kind.FINAL, "配时已改。", new Reply.Picture(hash, "路口的信号灯"));
        publicity.keepPrivate(one.id()).orThrow();
        assertThat(status("/media/" + hash + "/medium")).isEqualTo(200);
        publicity.keepPrivate(other.id()).orThrow();
        assertThat(status("/media/" + hash + "/medium")).isEqualTo(404);
    }

    @Test
    void an_answer_approved_as_public_is_private_when_its_author_no_longer_agrees() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        mail.answer(letter, "traffic", Reply.Kind.FIRST, "已派人去看。");
        publicity.keepPrivate(letter.id()).orThrow();
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "配时已改。");
        assertThat(status("/answers/" + letter.number())).isEqualTo(404);
    }

    @Test
    void who_never_agreed_cannot_be_made_public_afterwards() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        assertThat(publicity.keepPrivate(letter.id()).isDone()).isTrue();
        assertThat(publicity.agreeAgain(letter.id())).isEqualTo(Outcome.notAllowed());
        assertThat(mail.now(letter).consent()).isFalse();
    }

    @Test
    void programs_add_and_take_consent_back_with_number_and_key() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        String mine = "{\"number\":\"" + letter.number() + "\",\"key\":\"" + letter.key() + "\",";
        assertThat(json("/rest/v1/following/additions", mine + "\"words\":\"又有新情况\"}")
                        .body())
                .contains("\"what\":\"added\"")
                .contains("又有新情况");
        assertThat(json("/rest/v1/following/additions", mine + "\"words\":\"\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(json("/rest/v1/following/consent", mine + "\"consent\":false}")
                        .body())
                .contains("\"consent\":false");
        assertThat(mail.now(letter).consent()).isFalse();
        assertThat(json("/rest/v1/following/consent", "{\"number\":\"" + letter.number() + "\",\"key\":\"wrong\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void without_script_a_citizen_adds_a_sentence_and_takes_the_letter_back_from_the_public() {
        Letter letter = answered();
        Letter open = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        try (BrowserContext window = Chromium.window(Look.PHONE.withoutScript())) {
            Page page = window.newPage();
            show(page, "", open);
            page.fill("#words", "昨天又有人摔了");
            page.click("section[aria-labelledby=adding] button");
            page.waitForURL("**said=follow-added");
            assertThat(page.innerText("main .qa")).contains("您补充的").contains("昨天又有人摔了");
            show(page, "", letter);
            page.click("form[action$='/consent'] button");
            page.waitForURL("**said=follow-private");
            assertThat(page.innerText("main")).contains("您不再公开，只给您看。").doesNotContain("看公开的样子");
            page.click("form[action$='/consent'] button");
            page.waitForURL("**said=follow-public");
            assertThat(page.innerText("main")).contains("看公开的样子");
        }
    }

    @ParameterizedTest
    @CsvSource({"390,false,''", "1280,true,/en", "320,false,/large"})
    void it_can_be_read_in_the_right_and_in_the_wrong(int width, boolean dark, String prefix) {
        Letter open = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        try (BrowserContext window = Chromium.window(new Look(width, dark, prefix.contains("en"), true))) {
            Page page = window.newPage();
            show(page, prefix, open);
            page.fill("#words", "字".repeat(501));
            page.click("section[aria-labelledby=adding] button");
            page.waitForSelector(".summary");
            assertThat(page.inputValue("#words")).hasSize(501);
            assertThat(Chromium.violations(page)).isEmpty();
            assertThat(ValidHtml.errors(page.content())).isEmpty();
            page.fill("#words", "昨天又有人摔了");
            page.click("section[aria-labelledby=adding] button");
            page.waitForURL("**said=follow-added");
            page.click("form[action$='/consent'] button");
            page.waitForURL("**said=follow-private");
            assertThat(Chromium.violations(page)).isEmpty();
            assertThat(Chromium.scrollsSideways(page)).isFalse();
            String shots = System.getProperty("lianxin.shots");
            if (shots != null) {
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(java.nio.file.Path.of(shots, "more-" + width + ".png")));
            }
        }
    }
}
