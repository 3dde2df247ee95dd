package org.lianxin.channels.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.support.Chromium.readable;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Readings;
import org.lianxin.identity.People;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Websites that are read: each entry once, as it reads now, on the pages of its unit; a real server that says yes, no, later and nothing. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.feeds.poll=0s",
            "lianxin.feeds.keep=4",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true"
        })
class WebsiteTests {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    Connections connections;

    @Autowired
    FeedConnects connects;

    @Autowired
    FeedPolling polling;

    @Autowired
    Readings readings;

    @Autowired
    LianxinClock clock;

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private HttpServer website;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String etag = "\"1\"";
    private volatile String later = "";
    private Cast cast;
    private Account account;
    private String word;

    @BeforeEach
    void aWebsite() throws IOException {
        website = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 5);
        website.createContext("/", this::answer);
        website.start();
        word = "通告" + NEXT.incrementAndGet() + "号";
        body = rss(item("1", word + "一"), item("2", word + "二"));
        cast = Cast.in(context);
        account = cast.live("water", Platform.WEBSITE, "website" + NEXT.get(), "网站" + NEXT.get());
    }

    @AfterEach
    void end() {
        website.stop(0);
        clock.set(null);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(Stream.of("If-none-match", "If-modified-since")
                .filter(exchange.getRequestHeaders()::containsKey)
                .collect(Collectors.toMap(h -> h, exchange.getRequestHeaders()::getFirst)));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean same = status == 200 && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Last-Modified", "Tue, 24 Nov 2026 01:30:00 GMT");
        if (!later.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", later);
        }
        exchange.sendResponseHeaders(same ? 304 : status, same ? -1 : bytes.length);
        if (!same) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String rss(String... items) {
        return "<rss version=\"2.0\"><channel><title>市水务局网站</title>" + String.join("", items) + "</channel></rss>";
    }

    private static String item(String id, String title) {
        return "<item><title>" + title + "</title><link>/news/" + id + "</link><guid isPermaLink=\"false\">" + id
                + "</guid><description>摘要" + id + "</description><pubDate>Tue, 24 Nov 2026 0" + id
                + ":00:00 +0800</pubDate></item>";
    }

    private String url() {
        return "http://127.0.0.1:" + website.getAddress().getPort() + "/rss.xml";
    }

    private Connection connect() {
        return connections
                .connect(account, connects.tried(account, Map.of("feed", url())).orThrow(), cast.person("water.editor"))
                .orThrow();
    }

    private void read() {
        readings.claim(account.id(), Duration.ofMinutes(1));
        polling.read(connections.of(account.id()).orElseThrow());
    }

    private String page(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private String here() {
        return page("/accounts/" + account.id());
    }

    @Test
    void what_stands_on_the_website_is_linked_on_the_pages_of_account_and_unit() {
        connect();
        read();

        assertThat(here()).contains(word + "一", word + "二", "摘要1", "/news/1\" rel=\"noopener nofollow\"", "127.0.0.1");
        assertThat(page("/units/water")).contains(word + "二");
        connections.end(account, cast.person("water.editor")).orThrow();
        polling.read(connections.of(account.id()).orElseThrow());
        context.getBean(org.lianxin.web.ReadyPages.class).changed();
        assertThat(here()).doesNotContain(word);
    }

    @Test
    void where_nothing_has_changed_nothing_is_fetched_and_what_has_changed_is_changed_here() {
        connect();
        read();
        read();
        assertThat(asked.getLast())
                .containsEntry("If-none-match", "\"1\"")
                .containsEntry("If-modified-since", "Tue, 24 Nov 2026 01:30:00 GMT");
        assertThat(readings.of(account.id()).orElseThrow().failures()).isZero();

        etag = "\"2\"";
        body = rss(item("1", word + "改"), item("3", word + "三"));
        read();
        assertThat(here())
                .contains(word + "改", word + "三")
                .as("gone there, and not yet pushed out by newer ones")
                .contains(word + "二")
                .doesNotContain(word + "一");
        etag = "\"3\"";
        body = rss(item("3", word + "三"), item("4", word + "四"), item("5", word + "五"), item("6", word + "六"));
        read();
        assertThat(here()).contains(word + "六").doesNotContain(word + "二", word + "改");
    }

    @Test
    void while_it_fails_it_is_asked_less_and_less_often_and_not_before_it_wants_to_be() {
        connect();
        read();
        status = 503;
        later = "7200";
        read();
        var reading = readings.of(account.id()).orElseThrow();
        assertThat(reading.why()).isEqualTo("网站回答的是503。");
        assertThat(reading.nextAt()).isAfter(clock.instant().plusSeconds(7_000));
        assertThat(here()).as("what was read stays").contains(word + "一");
        later = "";
        status = 200;
        etag = "\"2\"";
        body = "<html>404</html>";
        read();
        assertThat(readings.of(account.id()).orElseThrow().why()).contains("不是 RSS");
        assertThat(readings.of(account.id()).orElseThrow().failures()).isEqualTo(2);
        body = rss(item("7", word + "七"));
        read();
        assertThat(readings.of(account.id()).orElseThrow().failures()).isZero();
        assertThat(here()).contains(word + "七");
    }

    @Test
    void a_try_shows_the_newest_and_refuses_what_is_no_public_feed() {
        assertThat(connects.tryOut(connect()).orThrow()).isEqualTo("市水务局网站\n" + word + "一\n" + word + "二");
        assertThat(refused("ftp://x.example/")).contains("https://");
        assertThat(refused("http://10.0.0.1/rss")).contains("不是公开的网站");
        assertThat(refused("http://127.0.0.1:1/x")).contains("连不上");
        body = "x".repeat(1_100_000);
        assertThat(refused(url())).contains("1MB");
        assertThat(connects.tried(account, Map.of("feed", "rss"))).isInstanceOf(Outcome.Refused.class);
    }

    private String refused(String feed) {
        return ((Outcome.Refused<Connections.Granted>) connects.tried(account, Map.of("feed", feed)))
                .arguments()
                .getFirst()
                .toString();
    }

    @Test
    void connected_to_another_address_nothing_of_the_old_one_stays() {
        connect();
        read();
        body = rss(item("8", word + "八"));
        Connections.Granted other =
                connects.tried(account, Map.of("feed", url() + "?other")).orThrow();
        connections.connect(account, other, cast.person("water.editor")).orThrow();
        read();
        assertThat(here()).contains(word + "八").doesNotContain(word + "一");
    }

    @ParameterizedTest
    @CsvSource({"390,true,false", "1280,false,true"})
    void an_editor_connects_a_website_and_everybody_finds_what_is_new_on_it(int width, boolean dark, boolean english) {
        Look look = new Look(width, dark, english, true);
        context.getBean(People.class)
                .speak(cast.id("water.editor"), english ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        try (BrowserContext desk = Chromium.window(look);
                BrowserContext street = Chromium.window(look)) {
            Page page = Chromium.page(desk, cast.bearer("water.editor"));
            page.navigate("http://localhost:" + port + "/console/accounts/" + account.id() + "/connection");
            page.fill("#feed", url());
            page.click("main button.first");
            page.waitForURL("**said=connected");
            read();
            page.click("form[action$='/trial'] button");
            page.waitForSelector(".note[role=status] li");
            readable(page, "website-tried");
            Page open = street.newPage();
            open.navigate("http://localhost:" + port + (english ? "/en" : "") + "/accounts/" + account.id());
            readable(open, "website-account");
            open.navigate("http://localhost:" + port + (english ? "/en" : "") + "/units/water");
            readable(open, "website-unit");
        } finally {
            context.getBean(People.class).speak(cast.id("water.editor"), Locale.SIMPLIFIED_CHINESE);
        }
    }
}
