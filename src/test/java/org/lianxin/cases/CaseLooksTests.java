package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.identity.People;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The console's pages of letters in a browser: readable by everybody on every screen, usable with one thumb, with and without script. */
@LianxinTest
class CaseLooksTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Replies replies;

    @Autowired
    Routes routes;

    @Autowired
    People people;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Letters letters;
    private Answers answers;

    @BeforeEach
    void aMonday() {
        letters = new Letters(context);
        answers = new Answers(context);
        letters.at("2026-11-23T02:00:00Z");
    }

    /** Nobody knew where it belongs when it came; a rule has been set since. */
    private Case withoutUnit(String text) {
        Case letter = letters.sent(Kind.HELP, text, null);
        routes.set(letters.cast.unit("water").id(), List.of("自来水", "水管"), null).orThrow();
        return letter;
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
        routes.set(letters.cast.unit("water").id(), List.of(), null).orThrow();
        letters.cast.logins().forEach(login -> people.speak(letters.cast.id(login), Locale.SIMPLIFIED_CHINESE));
    }

    private Page open(String login, Look look, String path) {
        BrowserContext window = Chromium.window(look);
        people.speak(letters.cast.id(login), look.english() ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        Page page = Chromium.page(window, letters.cast.bearer(login));
        page.navigate("http://localhost:" + port + path);
        return page;
    }

    private static String page(Case letter) {
        return "/console/cases/" + letter.id();
    }

    @ParameterizedTest
    @CsvSource({"390,true,false", "1280,false,true", "320,false,true"})
    void pages_are_accessible_and_fit(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        Case story = letters.sent(Kind.COMPLAINT, "芦花巷从东口到小学那段路灯全黑，下夜班心里直打鼓，报了两个礼拜了", "traffic");
        answers.send(story, "traffic", Reply.Kind.FIRST, "已派4人去看了，11盏不亮，像是电缆断了。");
        answers.send(story, "traffic", Reply.Kind.FINAL, "电缆已经换好，**11盏**都亮了。\n\n- 每月夜巡两次\n- 夜里也有人接电话");
        context.getBean(Reopening.class)
                .rate(story.id(), Case.Rating.NOT_SOLVED, "小学门口那盏还是黑的")
                .orThrow();
        answers.sendBack(story, "traffic", "又去看了一次，小学门口那盏也换好了。", "写上是哪天换的");
        Case submitted = letters.sent(Kind.SUGGESTION, "建议实验二小门口画一条黄色网格线。", "traffic");
        answers.submit(submitted, "traffic", Reply.Kind.FINAL, "您说得对，下周就画。");
        Case unrouted = withoutUnit("自来水管漏了，漫了半条街。");
        walk(
                "traffic.editor",
                look,
                "/console/cases?part=open",
                "/console/cases?part=late&q=%E6%89%A3%E8%BD%A6",
                page(story),
                page(story) + "/reply",
                page(submitted));
        walk("office", look, "/console/cases?part=all", "/console/cases/desk", page(unrouted) + "#close");
    }

    private void walk(String login, Look look, String... paths) {
        Page page = open(login, look, paths[0]);
        for (String path : paths) {
            page.navigate("http://localhost:" + port + path);
            readable(page, login + " " + path);
        }
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"390,false,true", "1280,true,false"})
    void refused_forms_are_accessible_and_lead_to_their_fields(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        Case letter = letters.sent(Kind.HELP, "自来水管漏了，漫了半条街。", "traffic");
        Page editor = open("traffic.editor", look, page(letter));
        editor.locator(".decide a[href='#return']").click();
        editor.locator("#return button").click();
        readable(editor, "return");
        editor.locator(".summary a").click();
        PlaywrightAssertions.assertThat(editor.locator("#return-reason")).isFocused();
        editor.navigate("http://localhost:" + port + page(letter));
        editor.locator("#revelation summary").click();
        editor.locator("#revelation button").click();
        readable(editor, "revelation refused");
        editor.locator("#revelation-reason").fill("回电话问清是哪一段");
        editor.locator("#revelation button").click();
        readable(editor, "revelation");
        PlaywrightAssertions.assertThat(editor.locator("main")).containsText("13900001234");
        editor.navigate("http://localhost:" + port + page(letter) + "/reply");
        editor.locator("#text").fill("已回电13912345678，约好明天看。");
        editor.locator("button[value=submit]").click();
        PlaywrightAssertions.assertThat(editor.locator(".summary")).isVisible();
        readable(editor, "answer");
        editor.context().close();
        Case lying = letters.sent(Kind.COMPLAINT, "低价办各类证件，加我", null);
        Page office = open("office", look, page(lying));
        office.locator(".decide button[form=route]").click();
        readable(office, "routing");
        office.locator(".decide a[href='#close']").click();
        office.locator("#close button").click();
        readable(office, "closure");
        assertThat(office.locator("#closure-reason-error").isVisible()).isTrue();
        office.context().close();
    }

    @Test
    void from_a_phone_a_letter_goes_to_the_suggested_unit_with_one_tap_even_without_script() {
        letters.at("2020-03-02T02:00:00Z");
        Case letter = withoutUnit("自来水管漏了，漫了半条街。");
        Page page = open("office", Look.PHONE.withoutScript(), "/console/cases/desk");
        page.locator(".decide button.first").tap();
        PlaywrightAssertions.assertThat(page.locator(".opening")).containsText("市水务局");
        assertThat(letters.now(letter).unit())
                .isEqualTo(letters.cast.unit("water").id());
        page.context().close();
    }

    @Test
    void the_button_says_to_which_unit_and_the_list_and_the_suggestions_never_disagree() {
        letters.at("2020-03-02T02:00:00Z");
        Case letter = withoutUnit("自来水管漏了，漫了半条街。");
        Page page = open("office", Look.DESK, "/console/cases/desk");
        var button = page.locator(".decide button.first");
        PlaywrightAssertions.assertThat(button).hasText("派给市水务局");
        page.locator("#routing-other")
                .selectOption(Long.toString(letters.cast.unit("traffic").id()));
        PlaywrightAssertions.assertThat(button).hasText("派给市公安局交警支队");
        page.locator("input[name=unit]").first().check();
        PlaywrightAssertions.assertThat(page.locator("#routing-other")).hasValue("");
        PlaywrightAssertions.assertThat(button).hasText("派给市水务局");
        page.locator("input[name=unit][value='']").check();
        PlaywrightAssertions.assertThat(button).hasText("派给选中的单位");
        page.locator("#routing-other")
                .selectOption(Long.toString(letters.cast.unit("traffic").id()));
        button.click();
        page.waitForURL(url -> url.contains("done="));
        assertThat(letters.now(letter).unit())
                .isEqualTo(letters.cast.unit("traffic").id());
        page.context().close();
    }

    @Test
    void what_is_typed_is_kept_by_itself_and_the_notes_follow_the_text() {
        Case letter = letters.write(Kind.HELP, "路灯不亮", "traffic");
        Page page = open("traffic.editor", Look.DESK, page(letter) + "/reply");
        page.locator("#text").fill("已回电13912345678，约好明天看。");
        PlaywrightAssertions.assertThat(page.locator("post-live")).containsText("13912345678");
        PlaywrightAssertions.assertThat(page.locator("post-autosave")).containsText("已存草稿");
        page.locator("#text").fill("约好明天去看，看过再答复您。");
        page.waitForCondition(() -> replies.open(letter.id(), letters.cast.person("office"))
                .map(r -> r.text().startsWith("约好"))
                .orElse(false));
        page.locator("button[value=submit]").click();
        page.waitForURL(url -> url.contains("said=reply-submitted"));
        assertThat(letters.now(letter).state()).isEqualTo(CaseState.IN_REVIEW);
        page.context().close();
    }
}
