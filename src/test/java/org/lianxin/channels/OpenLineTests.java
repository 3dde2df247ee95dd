package org.lianxin.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.OpenLine.Answer;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;

/** A key is shown to the one server that it was typed for. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.discourse.poll=0s",
            "lianxin.discourse.calls=5000/1m",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.public-url=http://shifan.example"
        })
class OpenLineTests {
    @Autowired
    OpenLine line;

    final List<String> keysAtHome = new CopyOnWriteArrayList<>();
    final List<String> keysElsewhere = new CopyOnWriteArrayList<>();
    HttpServer home;
    HttpServer elsewhere;

    @BeforeEach
    void twoServers() throws IOException {
        elsewhere = server(keysElsewhere, "");
        home = server(keysAtHome, "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
    }

    private static HttpServer server(List<String> keys, String leadsTo) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            try (exchange) {
                keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Api-Key")));
                if (!leadsTo.isEmpty()) {
                    exchange.getResponseHeaders().set("Location", leadsTo);
                }
                exchange.sendResponseHeaders(leadsTo.isEmpty() ? 200 : 302, -1);
            }
        });
        server.start();
        return server;
    }

    @AfterEach
    void end() {
        home.stop(0);
        elsewhere.stop(0);
    }

    private OpenLine.Far far() {
        return new OpenLine.Far(
                URI.create("http://127.0.0.1:" + home.getAddress().getPort()), Map.of("Api-Key", "secret"));
    }

    @Test
    void itIsNotShownToWhomThatServerLeadsOnTo() {
        assertThat(line.get(far(), "/x"))
                .isInstanceOfSatisfying(
                        Answer.Spoken.class,
                        spoken -> assertThat(OpenLine.same(spoken.at(), far().base()))
                                .isFalse());
        assertThat(keysAtHome).containsExactly("secret");
        assertThat(keysElsewhere).containsExactly("null");
    }

    @Test
    void whatIsWrittenIsNotCarriedOn() {
        assertThat(line.send("PUT", far(), "/x", Map.of("a", 1), Map.of()))
                .isInstanceOfSatisfying(
                        Answer.Spoken.class, spoken -> assertThat(spoken.good()).isFalse());
        assertThat(keysElsewhere).isEmpty();
    }

    @Test
    void nothingWasSentWhereNobodyListensAndWhereNobodyMayBeAsked() {
        home.stop(0);
        assertThat(line.send("POST", far(), "/x", Map.of(), Map.of())).isInstanceOf(Answer.NotReached.class);
        assertThat(line.get(new OpenLine.Far(URI.create("https://10.0.0.1"), Map.of()), "/x"))
                .isEqualTo(new Answer.NotReached("address"));
    }

    @Test
    void anAddressIsWhatABrowserShowsWithoutWhatDoesNotBelongToIt() {
        assertThat(OpenLine.address(" https://luntan.example.cn/ ")).contains(URI.create("https://luntan.example.cn"));
        assertThat(OpenLine.address("luntan.example.cn/bbs/")).contains(URI.create("https://luntan.example.cn/bbs"));
        assertThat(OpenLine.address("https://user:word@luntan.example.cn")).isEmpty();
        assertThat(OpenLine.address("https://luntan.example.cn/?a=b")).isEmpty();
        assertThat(OpenLine.address("two words")).isEmpty();
    }
}
