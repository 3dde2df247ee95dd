package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.audit.Trail;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.lianxin.web.Pages;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What the privacy page promises to whoever has lost the key: the office takes letter and answers off the public pages. */
@LianxinTest(properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"})
class TakenOffTests {
    private static final String WORDS = "朝晖路口的红绿灯太短，老人过不去";
    private static final String WHY = "写信人来电，查询码丢了，不想再公开";

    @Autowired
    ApplicationContext context;

    @Autowired
    Publicity publicity;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private Correspondence mail;
    private Browsing browse;

    @BeforeEach
    void aTuesday() {
        clock.set(Instant.parse("2026-11-03T03:00:00Z"));
        mail = new Correspondence(context);
        browse = new Browsing(mail.cast, port);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    private Letter answered() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "配时已改，绿灯延长到35秒。");
        return letter;
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private int open(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<String> takeOff(String login, Letter letter, String reason) {
        return browse.post(
                login,
                "/console/cases/" + letter.id() + "/privacy",
                "version",
                mail.now(letter).version(),
                "reason",
                reason);
    }

    @Test
    void the_office_takes_it_off_at_once_with_a_reason_in_timeline_and_trail() {
        Letter letter = answered();
        assertThat(open("/answers/" + letter.number())).isEqualTo(200);
        HttpResponse<String> done = takeOff("office", letter, WHY);
        assertThat(Browsing.location(done)).isEqualTo("/console/cases/" + letter.id() + "?said=case-private");
        assertThat(open("/answers/" + letter.number())).isEqualTo(404);
        assertThat(browse.get("office", Browsing.location(done)).body())
                .contains("改为不公开", WHY, "公开页面上看不到了。")
                .doesNotContain("/privacy\"");
        assertThat(context.getBean(Trail.class).of("case", letter.id()))
                .filteredOn(e -> e.action().equals("case.taken-off"))
                .singleElement()
                .satisfies(e -> assertThat(e.actor()).isEqualTo(mail.cast.id("office")));
        assertThat(mail.now(letter).state()).as("answered all the same").isEqualTo(CaseState.ANSWERED);
    }

    @Test
    void the_citizen_reads_that_it_was_taken_off_and_not_why_and_it_stays_off() {
        Letter letter = answered();
        publicity.keepPrivate(letter.id()).orThrow();
        publicity.agreeAgain(letter.id()).orThrow();
        takeOff("office", letter, WHY);
        assertThat(context.getBean(Following.class).steps(mail.now(letter)).getLast())
                .satisfies(s -> assertThat(s.what()).isEqualTo(Happening.TAKEN_OFF))
                .satisfies(s -> assertThat(s.remark() + s.words()).isEmpty());
        assertThat(publicity.takenBack(mail.now(letter))).isFalse();
        assertThat(publicity.agreeAgain(letter.id()).isDone()).isFalse();
        assertThat(mail.now(letter).consent()).isFalse();
    }

    @Test
    void without_a_reason_the_form_comes_back_and_nobody_but_the_office_has_it() {
        Letter letter = answered();
        String action = "action=\"/console/cases/" + letter.id() + "/privacy\"";
        assertThat(browse.get("office", "/console/cases/" + letter.id()).body()).contains(action);
        assertThat(browse.get("traffic.leader", "/console/cases/" + letter.id()).body())
                .doesNotContain(action);
        assertThat(takeOff("traffic.leader", letter, WHY).statusCode()).isEqualTo(403);
        HttpResponse<String> blank = takeOff("office", letter, " ");
        assertThat(blank.statusCode()).isEqualTo(422);
        assertThat(blank.body()).contains("写一句为什么。", "href=\"#privacy-reason\"", action);
        assertThat(ValidHtml.errors(blank.body())).isEmpty();
        HttpResponse<String> tooLong = takeOff("office", letter, "长".repeat(501));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("长".repeat(501) + "</textarea>");
        assertThat(open("/answers/" + letter.number())).isEqualTo(200);
        takeOff("office", letter, WHY);
        HttpResponse<String> twice = takeOff("office", letter, WHY);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("没有办成", "这一件已经不公开了。");
    }

    @Test
    void programs_of_the_office_take_it_off_as_well() {
        Letter letter = answered();
        String path = "/rest/v1/cases/" + letter.id() + "/privacy";
        assertThat(browse.json("traffic.leader", path, "{\"reason\":\"x\"}").statusCode())
                .isEqualTo(403);
        assertThat(browse.json("office", path, "{}").statusCode()).isEqualTo(422);
        HttpResponse<String> done = browse.json("office", path, "{\"reason\":\"" + WHY + "\"}");
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(done.body()).contains("\"consent\":false");
        assertThat(open("/answers/" + letter.number())).isEqualTo(404);
    }

    @Test
    void the_privacy_page_names_the_button_as_it_is_called() {
        Pages pages = context.getBean(Pages.class);
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            String button = pages.texts(locale).of("cases.follow.make-private");
            String page =
                    get(locale == Locale.ENGLISH ? "/en/privacy" : "/privacy").body();
            assertThat(page).contains("“" + button + "”");
        }
    }
}
