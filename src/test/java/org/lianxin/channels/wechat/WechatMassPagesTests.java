package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.channels.Counts;
import org.lianxin.delivery.Waybill;
import org.lianxin.identity.People;
import org.lianxin.publishing.Post;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.springframework.beans.factory.annotation.Autowired;

/** Sending to all who follow, in a browser: what is known before the tap, and what became of it. */
class WechatMassPagesTests extends OnWechat {
    @Autowired
    WechatMassRounds rounds;

    @Autowired
    People people;

    @AfterEach
    void asItWas() {
        people.speak(cast.id("traffic.editor"), Locale.SIMPLIFIED_CHINESE);
    }

    private Waybill out(String words) {
        Post post = post(words);
        later(Duration.ofSeconds(31));
        return waybill(post);
    }

    private void afterAMinute() {
        rounds.round();
        later(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"390,true,true", "1280,false,false"})
    void anEditorReadsWhatItMeansTicksItAndSeesToHowManyItWent(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        FAR.json("/sim/people/event", "{'app':'" + appid + "','name':'甲','event':'subscribe'}");
        Waybill first = out("**望湖大道**施工，早高峰请绕行朝晖路，公交12路改走解放路。");
        Waybill second = out("明天起恢复通行。");
        try (BrowserContext desk = Chromium.window(look)) {
            Page editor = Chromium.page(desk, cast.bearer("traffic.editor"));
            String mass = "/console/masses/" + first.id();
            editor.navigate("http://localhost:" + port + mass);
            readable(editor, "mass-not-counted");
            figures.keep(
                    account.id(),
                    new Counts.Counted(LocalDate.ofInstant(clock.instant(), clock.getZone()), 12034L, Map.of()));
            editor.navigate("http://localhost:" + port + "/console/deliveries/" + first.id());
            readable(editor, "mass-delivery");
            editor.click("a[href='" + mass + "']");
            editor.waitForSelector("#sure");
            readable(editor, "mass-before");
            assertThat(editor.textContent("main")).contains("12,034");
            editor.click("main button.first");
            editor.waitForSelector(".summary");
            readable(editor, "mass-not-sure");
            editor.check("#sure");
            editor.click("main button.first");
            editor.waitForURL("**said=mass-ordered");
            readable(editor, "mass-ordered");
            afterAMinute();
            editor.navigate("http://localhost:" + port + mass);
            readable(editor, "mass-sent");
            editor.navigate("http://localhost:" + port + "/console/deliveries/" + first.id());
            readable(editor, "mass-delivery-sent");
            editor.navigate("http://localhost:" + port + "/console/posts/" + first.subjectId());
            readable(editor, "mass-post");

            editor.navigate("http://localhost:" + port + "/console/masses/" + second.id());
            readable(editor, "mass-used-up");
            editor.check("#sure");
            editor.click("main button.first");
            editor.waitForURL("**said=mass-ordered");
            rounds.round();
            editor.navigate("http://localhost:" + port + "/console/masses/" + second.id());
            readable(editor, "mass-waits");
            editor.click("form[action$='/end'] button");
            editor.waitForURL("**said=mass-ended");
            readable(editor, "mass-ended");
        }
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,true"})
    void whatNobodyKnowsAPersonSays(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        fault("message/mass/sendall", "'kind':'drop-before','next':100");
        Waybill waybill = out("没有回话。");
        Post letThrough = deeds.letThrough("绕行提示", "先放行的。", account.id());
        later(Duration.ofSeconds(31));
        try (BrowserContext desk = Chromium.window(look)) {
            Page editor = Chromium.page(desk, cast.bearer("traffic.editor"));
            String not = "/console/masses/" + waybill(letThrough).id();
            editor.navigate("http://localhost:" + port + "/console/deliveries/"
                    + waybill(letThrough).id());
            readable(editor, "mass-not-looked-back-delivery");
            editor.click("a[href='" + not + "']");
            readable(editor, "mass-not-looked-back");
            assertThat(editor.locator("#sure").count()).isZero();
            editor.navigate("http://localhost:" + port + "/console/masses/" + waybill.id());
            editor.check("#sure");
            editor.click("main button.first");
            editor.waitForURL("**said=mass-ordered");
            rounds.round();
            editor.navigate("http://localhost:" + port + "/console/masses/" + waybill.id());
            readable(editor, "mass-sending");
            clock.set(clock.instant().plus(Duration.ofHours(21)));
            rounds.round();
            editor.navigate("http://localhost:" + port + "/console/masses/" + waybill.id());
            readable(editor, "mass-unknown");
            editor.click("form[action$='/settlement']:has(input[value=false]) button");
            editor.waitForURL("**said=mass-settled");
            readable(editor, "mass-not-pushed");
            editor.navigate("http://localhost:" + port + "/console");
            assertThat(editor.content()).contains("/console/masses/" + waybill.id());
        }
    }
}
