package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.springframework.context.ApplicationContext;

/** The register's pages as a browser without script, a program and a browser with eyes use them; and units and people of a test's own. */
final class Browsing {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ApplicationContext context;
    private final Cast cast;
    private final int port;

    Browsing(ApplicationContext context, int port) {
        this.context = context;
        this.cast = Cast.in(context);
        this.port = port;
    }

    /** A word that no other test has used. */
    static String fresh(String word) {
        return word + COUNT.incrementAndGet();
    }

    Unit unit(String name) {
        return context.getBean(Units.class)
                .create(NewUnit.of(fresh("unit"), name, "town", ""), cast.person("office"))
                .orThrow();
    }

    long person(String name) {
        return context.getBean(People.class)
                .create(NewPerson.of(fresh("person"), name).withPassword(Cast.PASSWORD), null)
                .orThrow()
                .id();
    }

    HttpResponse<String> get(String login, String path) {
        return send(login, "GET", path, "text/plain", "");
    }

    HttpResponse<String> json(String login, String method, String path, String body) {
        return send(login, method, path, "application/json", body);
    }

    HttpResponse<String> form(String login, String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(login, "POST", path, "application/x-www-form-urlencoded", body.toString());
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(l -> l.replaceFirst("^http://localhost:\\d+", ""))
                .orElse("");
    }

    static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> send(String login, String method, String path, String type, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Authorization", "Bearer " + cast.bearer(login))
                    .header("Content-Type", type)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Opens a page in a window of its own; close its context. */
    Page open(String login, Look look, String path) {
        BrowserContext window = Chromium.window(look);
        Page page = Chromium.page(window, cast.bearer(login));
        Response response = page.navigate("http://localhost:" + port + path);
        assertThat(response.status()).as(path).isEqualTo(200);
        return page;
    }

    /** The page has no barrier and needs no scrolling sideways, on phone and desk, light and dark. */
    void reads(String login, String path) {
        for (Look look : List.of(Look.PHONE, Look.DESK, Look.PHONE.inTheDark(), Look.DESK.inTheDark())) {
            Page page = open(login, look, path);
            assertThat(Chromium.violations(page)).as(path + " " + look).isEmpty();
            assertThat(Chromium.scrollsSideways(page)).as(path + " " + look).isFalse();
            page.context().close();
        }
    }
}
