package org.lianxin.channels.websub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A subscriber with a door of its own: asked first, then brought what has changed, signed, and nothing that it did not want. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.websub.worker=false",
            "lianxin.websub.asked=40",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.public-url=http://shifan.example"
        })
class WebsubTests {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    HubWorker worker;

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    Accounts accounts;

    @Autowired
    LianxinClock clock;

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final List<Brought> brought = new CopyOnWriteArrayList<>();
    private HttpServer subscriber;
    private volatile int status = 200;
    private volatile String says = "";
    private String host;
    private String topic;

    private record Brought(String body, String type, String link, String signature) {}

    @BeforeEach
    void aSubscriber() throws IOException {
        // each an address of its own, since requests are counted by it
        host = "127.0.7." + NEXT.incrementAndGet();
        subscriber = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(host), 0), 5);
        subscriber.createContext("/", this::answer);
        subscriber.start();
        topic = "http://shifan.example/accounts/"
                + Cast.in(context).site("water").id() + ".atom";
    }

    @AfterEach
    void end() {
        subscriber.stop(0);
        clock.set(null);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> query = query(exchange.getRequestURI());
        byte[] answer = new byte[0];
        if (exchange.getRequestMethod().equals("GET")) {
            asked.add(query);
            answer = (says.isEmpty() ? query.getOrDefault("hub.challenge", "") : says).getBytes(StandardCharsets.UTF_8);
        } else {
            brought.add(new Brought(
                    new String(body, StandardCharsets.UTF_8),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Link"),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Hub-Signature"))));
        }
        if (status / 100 == 3) {
            exchange.getResponseHeaders()
                    .set("Location", "/elsewhere?" + exchange.getRequestURI().getRawQuery());
        }
        exchange.sendResponseHeaders(
                status / 100 == 3 && exchange.getRequestURI().getPath().equals("/elsewhere") ? 200 : status,
                answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> all = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String part : uri.getRawQuery().split("&")) {
                String[] pair = part.split("=", 2);
                all.put(pair[0], URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private String callback() {
        return "http://" + host + ":" + subscriber.getAddress().getPort() + "/told?for=me";
    }

    private HttpResponse<String> post(Map<String, String> form) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/websub"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                                    .map(e ->
                                            e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                                    .collect(Collectors.joining("&"))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private Map<String, String> wish(String mode) {
        return new HashMap<>(Map.of("hub.mode", mode, "hub.topic", topic, "hub.callback", callback()));
    }

    private void subscribed(String secret) throws Exception {
        Map<String, String> wish = wish("subscribe");
        wish.put("hub.secret", secret);
        assertThat(post(wish).statusCode()).isEqualTo(202);
        look();
    }

    private void look() {
        worker.look();
        until(worker::idle);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private long subscriptions() {
        return subscriptions.of(topic).stream()
                .filter(s -> s.callback().equals(callback()))
                .count();
    }

    private String published() {
        Deeds deeds = Deeds.of("water", "订阅", context);
        return deeds.published(deeds.draft()).draft().title();
    }

    @Test
    void a_feed_says_where_one_subscribes_in_its_headers_and_in_itself_also_when_it_is_ready() throws Exception {
        for (String form : List.of("atom", "rss", "json", "atom")) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/feed." + form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.headers().firstValue("Link").orElse(""))
                        .isEqualTo("<http://shifan.example/websub>; rel=\"hub\", <http://shifan.example/feed." + form
                                + ">; rel=\"self\"");
                assertThat(answer.body()).contains("http://shifan.example/websub");
            }
        }
    }

    @Test
    void whoever_says_back_the_challenge_gets_what_changes_whole_and_signed_and_only_once() throws Exception {
        subscribed("s3cret");
        assertThat(asked.getFirst())
                .containsEntry("for", "me")
                .containsEntry("hub.mode", "subscribe")
                .containsEntry("hub.topic", topic)
                .containsEntry("hub.lease_seconds", "864000");
        look();
        assertThat(brought).as("nothing has changed").isEmpty();

        String title = published();
        look();
        look();
        assertThat(brought).hasSize(1);
        Brought one = brought.getFirst();
        assertThat(one.body()).contains(title).startsWith("<?xml");
        assertThat(one.type()).isEqualTo("application/atom+xml;charset=UTF-8");
        assertThat(one.link()).isEqualTo("<http://shifan.example/websub>; rel=\"hub\", <" + topic + ">; rel=\"self\"");
        assertThat(one.signature())
                .isEqualTo(
                        "sha256=" + Distributing.signature("s3cret", one.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_is_published_moves_the_mark_by_which_the_hub_looks() {
        // later than whatever the others have published in a time of their own
        clock.set(clock.instant().plus(Duration.ofDays(100)));
        Instant before = subscriptions.mark();
        published();
        assertThat(subscriptions.mark()).isAfter(before);
    }

    @Test
    void whoever_says_something_else_or_no_or_points_elsewhere_is_not_subscribed() throws Exception {
        says = "hello";
        subscribed("");
        says = "";
        status = 404;
        subscribed("");
        status = 302;
        subscribed("");
        assertThat(asked).hasSizeGreaterThanOrEqualTo(3);
        assertThat(subscriptions()).isZero();
        published();
        look();
        assertThat(brought).isEmpty();
    }

    @Test
    void who_said_yes_is_asked_again_if_that_could_not_be_kept() throws Exception {
        JdbcClient db = context.getBean(JdbcClient.class);
        String table = "alter table channels.websub_subscription ";
        db.sql(table + "add constraint not_now check (callback <> '" + callback() + "') not valid")
                .update();
        try {
            subscribed("");
        } finally {
            db.sql(table + "drop constraint not_now").update();
        }
        assertThat(subscriptions()).isZero();
        clock.set(clock.instant().plus(Duration.ofMinutes(2)));
        look();
        assertThat(asked).hasSize(2);
        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void whoever_is_away_is_asked_again_twice() throws Exception {
        status = 503;
        subscribed("");
        for (int i = 0; i < 4; i++) {
            clock.set(clock.instant().plus(Duration.ofMinutes(10)));
            look();
        }
        assertThat(asked).hasSize(3);
        status = 200;
        clock.set(clock.instant().plus(Duration.ofMinutes(10)));
        look();
        assertThat(subscriptions()).isZero();
    }

    @Test
    void a_subscription_ends_when_its_callback_says_so_and_not_when_somebody_else_does() throws Exception {
        subscribed("");
        says = "I did not ask for that";
        post(wish("unsubscribe"));
        look();
        assertThat(subscriptions()).isEqualTo(1);
        says = "";
        post(wish("unsubscribe"));
        look();
        assertThat(asked.getLast()).containsEntry("hub.mode", "unsubscribe").doesNotContainKey("hub.lease_seconds");
        assertThat(subscriptions()).isZero();
    }

    @Test
    void what_could_not_be_brought_is_brought_later_as_it_stands_then_and_after_a_kill_too() throws Exception {
        subscribed("");
        status = 500;
        published();
        look();
        assertThat(brought).hasSize(1);
        status = 200;
        String latest = published();
        look();
        assertThat(brought).as("not before its time").hasSize(1);
        // somebody claimed it and was killed
        clock.set(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(subscriptions.claim(topic, "other", 100)).isNotEmpty();
        look();
        assertThat(brought).hasSize(1);
        clock.set(clock.instant().plus(Duration.ofMinutes(3)));
        look();
        assertThat(brought).hasSize(2);
        assertThat(brought.getLast().body()).contains(latest);
        assertThat(brought.getLast().signature()).isEqualTo("null");
    }

    @Test
    void after_a_day_it_misses_that_and_gets_what_comes_next() throws Exception {
        subscribed("");
        status = 500;
        published();
        for (int i = 0; i < 20; i++) {
            look();
            clock.set(clock.instant().plus(Duration.ofHours(3)));
        }
        int tries = brought.size();
        assertThat(tries).isBetween(8, 12);
        look();
        assertThat(brought).hasSize(tries);
        status = 200;
        String next = published();
        look();
        assertThat(brought.getLast().body()).contains(next);
    }

    @Test
    void a_subscriber_that_is_gone_or_whose_lease_is_over_gets_nothing_more() throws Exception {
        subscribed("");
        status = 410;
        published();
        look();
        assertThat(subscriptions()).isZero();

        status = 200;
        Map<String, String> wish = wish("subscribe");
        wish.put("hub.lease_seconds", "1");
        post(wish);
        look();
        assertThat(asked.getLast()).as("not shorter than that").containsEntry("hub.lease_seconds", "300");
        int before = brought.size();
        clock.set(clock.instant().plus(Duration.ofMinutes(6)));
        published();
        look();
        assertThat(brought).hasSize(before);
        assertThat(subscriptions()).isZero();
    }

    @Test
    void of_a_feed_that_is_no_more_the_subscriber_is_told() throws Exception {
        Account made = Cast.in(context).onTrial("traffic", Platform.FORUM, "hub" + NEXT.get(), "要停的号" + NEXT.get());
        topic = "http://shifan.example/accounts/" + made.id() + ".json";
        subscribed("");
        assertThat(subscriptions()).isEqualTo(1);
        subscriptions.begin("http://shifan.example/accounts/1.json", callback(), host, "", Duration.ofDays(1), "x");
        look();
        assertThat(asked.getLast())
                .containsEntry("hub.mode", "denied")
                .containsEntry("hub.topic", "http://shifan.example/accounts/1.json");
    }

    @ParameterizedTest
    @CsvSource({
        "hub.mode,publish",
        "hub.topic,https://elsewhere.example/feed.atom",
        "hub.topic,http://shifan.example/feed.xml",
        "hub.topic,http://shifan.example/accounts/99999.atom",
        "hub.topic,http://shifan.example.evil.example/feed.atom",
        "hub.callback,''",
        "hub.callback,ftp://a.example/",
        "hub.callback,http://a.example/#x",
        "hub.callback,http://user:pass@a.example/",
        "hub.lease_seconds,-5",
        "hub.lease_seconds,soon"
    })
    void what_makes_no_sense_is_refused_at_once(String field, String value) throws Exception {
        Map<String, String> wish = wish("subscribe");
        wish.put(field, value);
        assertThat(post(wish).statusCode()).isEqualTo(400);
        wish = wish("subscribe");
        wish.put("hub.secret", "x".repeat(200));
        assertThat(post(wish).statusCode()).isEqualTo(400);
        look();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://93.184.216.34:22/"
    })
    void nobody_inside_is_ever_asked(String inside) throws Exception {
        Map<String, String> wish = wish("subscribe");
        wish.put("hub.callback", inside);
        assertThat(post(wish).statusCode()).isEqualTo(202);
        look();
        assertThat(subscriptions.of(topic)).noneMatch(s -> s.callback().equals(inside));
    }

    @Test
    void one_host_is_asked_only_so_often() throws Exception {
        topic = "http://shifan.example/feed.rss";
        int last = 202;
        for (int i = 0; i < 45; i++) {
            Map<String, String> wish = wish("subscribe");
            wish.put("hub.callback", callback() + i);
            last = post(wish).statusCode();
        }
        assertThat(last).isEqualTo(429);
        for (int i = 0; i < 4; i++) {
            look();
        }
        assertThat(asked).hasSize(40);
    }
}
