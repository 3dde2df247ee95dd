package org.lianxin.channels.mastodon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.identity.People;
import org.lianxin.identity.Tokens;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.mastodon.MastodonSimulator;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** An account elsewhere is connected by going there and allowing it: no token is typed, and nobody comes back for somebody else. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.mastodon.poll=0s",
            "lianxin.outbound.allow=127.0.0.0/8 ::1/128",
            "lianxin.outbound.http=true",
            "lianxin.public-url=http://shifan.example"
        })
class GoingThereTests {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Far FAR = Far.of(MastodonSimulator::start);

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

    private Cast cast;
    private Account account;
    private String name;

    @BeforeEach
    void anAccountElsewhere() {
        cast = Cast.in(context);
        name = "going" + NEXT.incrementAndGet();
        account = cast.onTrial("traffic", Platform.MASTODON, name, "交警在别处" + NEXT.get());
        FAR.json("/sim/users", "{'username':'" + name + "','name':'" + name + "'}");
    }

    @AfterEach
    void asItWas() {
        people.speak(cast.id("traffic.editor"), Locale.SIMPLIFIED_CHINESE);
    }

    private String at() {
        return "http://localhost:" + port + "/console/accounts/" + account.id() + "/connection";
    }

    private String back(String query) {
        return "http://localhost:" + port + "/console/connections/return?" + query;
    }

    /** A session of that person; what leads to our public address leads here. */
    private Page window(BrowserContext window, String login) {
        return session(window, cast.bearer(login));
    }

    private Page session(BrowserContext window, String bearer) {
        Chromium.lead(window, "http://shifan.example", "http://localhost:" + port);
        return Chromium.page(window, bearer);
    }

    /** The server is named, and knows us from then on. */
    private void setOut(Page page) {
        page.navigate(at());
        page.fill("#server", FAR.url());
        page.click("form[action$='/departure'] button");
        page.waitForSelector("#there a");
    }

    private static String state(Page page) {
        return page.getAttribute("#there a", "href")
                .replaceFirst(".*[?&]state=", "")
                .replaceFirst("&.*", "");
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,true"})
    void an_editor_names_the_server_allows_it_there_and_comes_back(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        try (BrowserContext desk = Chromium.window(look)) {
            Page page = window(desk, "traffic.editor");
            page.navigate(at());
            readable(page, "elsewhere-none");
            page.fill("#server", "https://10.0.0.1");
            page.click("form[action$='/departure'] button");
            page.waitForSelector(".summary a[href='#server']");
            assertThat(page.inputValue("#server")).isEqualTo("https://10.0.0.1");
            readable(page, "elsewhere-refused");
            setOut(page);
            readable(page, "elsewhere-half");
            page.click("#there a");
            page.waitForSelector("#user");
            readable(page, "elsewhere-there");
            page.selectOption("#user", new SelectOption().setLabel(name + " @" + name));
            page.click("button[value=allow]");
            page.waitForURL("**said=connected");
            readable(page, "elsewhere-open");
            Connection open = connections.open(account.id()).orElseThrow();
            assertThat(open.remoteName()).startsWith("@" + name + "@127.0.0.1");
            assertThat(page.content())
                    .doesNotContain(open.secret("token"))
                    .doesNotContain(open.secret("client-secret"));
            assertThat(tokens()).contains(open.secret("token"));

            page.click("form[action$='/trial'] button");
            page.waitForSelector(".note[role=status]");
            page.click("form[action$='/end'] button");
            page.waitForURL("**said=disconnected");
            assertThat(FAR.get("/sim/tokens")
                            .json()
                            .valueStream()
                            .filter(t -> t.path("token").asString("").equals(open.secret("token")))
                            .allMatch(t -> t.path("revoked").asBoolean(false)))
                    .isTrue();
        }
    }

    private static String tokens() {
        return FAR.get("/sim/tokens").body();
    }

    @Test
    void who_does_not_allow_it_is_told_so_and_the_way_back_is_used_up() {
        try (BrowserContext desk = Chromium.window(Look.PHONE)) {
            Page page = window(desk, "traffic.editor");
            setOut(page);
            String state = state(page);
            page.click("#there a");
            page.click("button[value=deny]");
            page.waitForSelector(".summary");
            assertThat(connections.of(account.id())).isEmpty();
            assertThat(page.navigate(back("code=1&state=" + state)).status()).isEqualTo(404);
        }
    }

    @Test
    void nobody_comes_back_with_a_state_that_is_forged_or_was_given_to_another_person_or_session() {
        try (BrowserContext desk = Chromium.window(Look.PHONE);
                BrowserContext other = Chromium.window(Look.PHONE);
                BrowserContext later = Chromium.window(Look.PHONE)) {
            Page page = window(desk, "traffic.editor");
            setOut(page);
            String state = state(page);

            assertThat(window(other, "water.editor")
                            .navigate(back("code=1&state=" + state))
                            .status())
                    .isEqualTo(404);
            Page sameWithAnotherSession =
                    session(later, context.getBean(Tokens.class).issue("another", cast.id("traffic.editor")));
            assertThat(sameWithAnotherSession
                            .navigate(back("code=1&state=" + state))
                            .status())
                    .isEqualTo(404);
            sameWithAnotherSession.navigate(at());
            assertThat(sameWithAnotherSession.locator("#there").count()).isZero();
            assertThat(page.navigate(back("code=1&state=" + state + "x")).status())
                    .isEqualTo(404);
            assertThat(page.navigate(back("code=1")).status()).isEqualTo(404);

            // none of these has used it up; a code that the server never gave is refused there
            page.navigate(back("code=1&state=" + state));
            page.waitForSelector(".summary");
            assertThat(connections.of(account.id())).isEmpty();
        }
    }

    @Test
    void the_answer_of_another_server_is_not_taken_for_that_of_the_one_that_was_named() {
        try (BrowserContext desk = Chromium.window(Look.PHONE)) {
            Page page = window(desk, "traffic.editor");
            setOut(page);
            page.navigate(back("code=1&iss=https://elsewhere.example&state=" + state(page)));
            page.waitForSelector(".summary");

            assertThat(page.textContent(".summary")).contains("不是这台服务器给的");
            assertThat(connections.of(account.id())).isEmpty();
        }
    }
}
