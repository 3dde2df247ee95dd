package org.lianxin.api.mastodon.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.api.mastodon.Town;
import org.lianxin.identity.People;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** An app asks in a browser: whoever is not signed in signs in first, sees who asks for what, allows it, and is back in the app. */
@LianxinTest(
        properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false", "lianxin.tests.api=looks"})
class ConsentLooksTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Apps apps;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    private Account account;
    private Cast cast;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        account = Town.account(context, "traffic");
    }

    @AfterEach
    void asItWas() {
        people.speak(cast.id("traffic.editor"), Locale.SIMPLIFIED_CHINESE);
    }

    private String question(String redirect) {
        Apps.App app = apps.register(
                        new Apps.NewApp("Tusky", "https://tusky.app", List.of(redirect), "read write follow push"))
                .orThrow();
        return "/oauth/authorize?response_type=code&client_id=" + app.client()
                + "&scope=read+write+follow+push&redirect_uri=" + URLEncoder.encode(redirect, StandardCharsets.UTF_8)
                + "&state=a%20b";
    }

    @Test
    void an_app_on_the_own_machine_gets_its_code_without_another_tap() throws IOException {
        HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            byte[] bytes = "here".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        app.start();
        String back = "http://127.0.0.1:" + app.getAddress().getPort() + "/back?from=lianxin";
        try (BrowserContext window = Chromium.window(Look.PHONE)) {
            Page page = window.newPage();
            page.navigate("http://localhost:" + port + question(back));
            page.waitForURL(url -> url.contains("/sign-in?then="));
            page.locator("#login").fill("traffic.editor");
            page.locator("#password").fill(Cast.PASSWORD);
            page.locator("#password").press("Enter");
            page.waitForSelector("button[value='allow']");
            page.locator("input[name='account'][value='" + account.id() + "']").check();
            page.locator("button[value='allow']").click();
            page.waitForURL(url -> url.startsWith(back + "&code="));
            assertThat(page.url()).contains("&state=a+b&iss=");
        } finally {
            app.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"390,false,false", "1280,true,false", "320,true,true", "1280,false,true"})
    void every_page_of_it_can_be_read_on_every_screen(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        people.speak(cast.id("traffic.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        Town.account(context, "traffic");
        try (SignedIn editor = SignedIn.as("traffic.editor", port, look)) {
            Page page = editor.go(question("com.example.app:/done"));
            readable(page, "apps-ask");
            page.locator("button[value='allow']").click();
            page.waitForSelector(".summary");
            readable(page, "apps-again");
            page.locator("input[name='account'][value='" + account.id() + "']").check();
            page.locator("button[value='allow']").click();
            page.waitForSelector("#back");
            assertThat(page.locator("#back").getAttribute("href")).startsWith("com.example.app:/done?code=");
            readable(page, "apps-allowed");
        }
        // the browser may still be asking whether it should open the app
        try (SignedIn editor = SignedIn.as("traffic.editor", port, look)) {
            Page page = editor.go(question(Redirects.OUT_OF_BAND));
            page.locator("input[name='account'][value='" + account.id() + "']").check();
            page.locator("button[value='allow']").click();
            page.waitForSelector("#code");
            readable(page, "apps-code");
            Signed.in(context, "traffic.editor", account.id(), "read write");
            readable(editor.go("/console/me/apps"), "apps-mine");
        }
        try (SignedIn inspector = SignedIn.as("inspector", port, look)) {
            readable(inspector.go(question("com.example.app:/done")), "apps-nobody");
            readable(inspector.go("/console/me/apps"), "apps-none");
        }
    }
}
