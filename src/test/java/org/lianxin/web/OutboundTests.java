package org.lianxin.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.web.Outbound.Answer;

/** Nobody sends us into our own house, and nobody keeps us waiting or reading without end. */
class OutboundTests {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String house;
    private final Outbound strict = new Outbound(new Reach("", true));
    private final Outbound open = new Outbound(new Reach("127.0.0.0/8", true));

    @BeforeEach
    void aHouse() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        house = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path);
            byte[] body = path.equals("/large")
                    ? new byte[Outbound.MOST + 1]
                    : path.equals("/whole") ? new byte[Outbound.MOST] : path.getBytes(StandardCharsets.UTF_8);
            if (path.startsWith("/to?")) {
                exchange.getResponseHeaders().set("Location", path.substring(4));
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void shut() throws Exception {
        server.stop(0);
        strict.destroy();
        open.destroy();
    }

    private static Answer get(Outbound outbound, String address) {
        return outbound.get(URI.create(address), at -> Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "localhost",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "192.0.2.7",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::1]",
                "[100::1]",
                "[2001::1]",
                "[2001:db8::1]",
                "[2002:7f00:1::]",
                "[3fff::1]",
                "[fc00::1]",
                "[fd12::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[ff02::1]"
            })
    void an_address_that_is_not_public_is_never_asked(String host) {
        for (String scheme : List.of("http", "https")) {
            assertThat(get(strict, scheme + "://" + host + "/x")).isInstanceOf(Answer.Forbidden.class);
            assertThat(strict.post(URI.create(scheme + "://" + host + "/x"), new byte[1], Map.of()))
                    .isInstanceOf(Answer.Forbidden.class);
        }
    }

    @Test
    void a_house_that_is_not_allowed_hears_nothing_even_at_its_own_port() {
        String port = house.substring(house.lastIndexOf(':'));
        for (String host : List.of("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433")) {
            assertThat(get(strict, "http://" + host + port + "/x")).isInstanceOf(Answer.Forbidden.class);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void what_is_no_web_address_of_a_server_is_not_asked() {
        for (String address : List.of(
                "file:///etc/passwd",
                "ftp://example.org/",
                "gopher://127.0.0.1/",
                "http:///x",
                "//example.org/",
                "http://user@example.org/")) {
            assertThat(get(open, address)).as(address).isInstanceOf(Answer.Forbidden.class);
        }
        assertThat(get(new Outbound(new Reach("127.0.0.0/8", false)), house + "/x"))
                .isEqualTo(new Answer.Forbidden("scheme"));
        assertThat(asked).isEmpty();
    }

    @Test
    void public_addresses_are_reached_at_the_usual_ports_only() throws Exception {
        Reach reach = new Reach("", false);
        for (String literal : List.of("8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:3200::1")) {
            assertThat(reach.reaches(InetAddress.getByName(literal), 443))
                    .as(literal)
                    .isTrue();
            assertThat(reach.reaches(InetAddress.getByName(literal), 5432))
                    .as(literal)
                    .isFalse();
        }
    }

    @Test
    void a_redirect_is_followed_three_times_and_looked_at_each_time() {
        assertThat(get(open, house + "/to?/to?/to?/end")).isInstanceOfSatisfying(Answer.Got.class, got -> {
            assertThat(got.at()).isEqualTo(URI.create(house + "/end"));
            assertThat(got.body()).asString().isEqualTo("/end");
        });
        assertThat(get(open, house + "/to?/to?/to?/to?/end")).isEqualTo(new Answer.Forbidden("redirects"));
        assertThat(get(open, house + "/to?http://10.0.0.1/")).isEqualTo(new Answer.Forbidden("address"));
        assertThat(get(open, house + "/to?file:///etc/passwd")).isEqualTo(new Answer.Forbidden("scheme"));
    }

    @Test
    void a_post_is_never_sent_on() {
        assertThat(open.post(URI.create(house + "/to?/end"), new byte[3], Map.of()))
                .isInstanceOfSatisfying(
                        Answer.Got.class, got -> assertThat(got.status()).isEqualTo(302));
        assertThat(asked).containsExactly("POST /to?/end");
    }

    @Test
    void a_mebibyte_is_read_and_not_a_byte_more() {
        assertThat(get(open, house + "/whole")).isInstanceOf(Answer.Got.class);
        assertThat(get(open, house + "/large")).isEqualTo(new Answer.Forbidden("size"));
    }

    @Test
    void the_headers_are_made_for_each_address_anew() {
        List<URI> made = new CopyOnWriteArrayList<>();
        open.get(URI.create(house + "/to?/end"), at -> {
            made.add(at);
            return Map.of();
        });
        assertThat(made).containsExactly(URI.create(house + "/to?/end"), URI.create(house + "/end"));
    }
}
