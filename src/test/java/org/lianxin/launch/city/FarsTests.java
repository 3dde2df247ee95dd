package org.lianxin.launch.city;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Simulator;
import org.lianxin.simulators.Simulators;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The city finds its way onto simulated networks, and follows them when their addresses change. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.discourse.poll=0s",
            "lianxin.feeds.poll=0s",
            "lianxin.mastodon.poll=0s",
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true"
        })
class FarsTests {
    private static final List<String> NETWORKS = List.of("discourse", "website", "mastodon");

    /** Where the city is said to be: whatever is pushed there is taken. */
    private static final HttpServer CITY = city();

    private static HttpServer city() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
            server.createContext("/hooks/", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            server.start();
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @DynamicPropertySource
    static void itsAddress(DynamicPropertyRegistry registry) {
        registry.add(
                "lianxin.public-url",
                () -> "http://127.0.0.1:" + CITY.getAddress().getPort());
    }

    @AfterAll
    static void end() {
        CITY.stop(0);
    }

    @TempDir
    Path folder;

    @Autowired
    Matrix matrix;

    @Autowired
    List<Far> networks;

    @Autowired
    Connections connections;

    @Test
    void posts_of_the_city_stand_on_the_networks_and_its_connections_follow_a_simulator_that_has_moved()
            throws IOException {
        matrix.enter();
        matrix.appoint();
        Map<String, URI> at = new LinkedHashMap<>();
        try (Simulator forum = simulator("discourse", at);
                Simulator website = simulator("website", at);
                Simulator elsewhere = simulator("mastodon", at)) {
            assertThat(forum.port()).isNotEqualTo(website.port());
            on(network -> network.enter(at(at, network)));
            assertThat(journal("discourse"))
                    .contains(Table.csv("forum.csv").getFirst().getField("title"));
            assertThat(journal("mastodon"))
                    .contains(Table.csv("mastodon.csv").getFirst().getField("title"));
            assertThat(connection(Platform.MASTODON, "culture").secret("base")).isEqualTo(elsewhere.url());
            assertThat(connection(Platform.FORUM, "transport").secret("base")).isEqualTo(forum.url());
            assertThat(connection(Platform.WEBSITE, "education").secret("feed"))
                    .startsWith(website.url() + "/education/");
        }
        URI moved = URI.create("http://127.0.0.1:1");
        on(network -> network.goOn(moved));

        assertThat(connection(Platform.FORUM, "transport").secret("base")).isEqualTo(moved.toString());
        assertThat(connection(Platform.MASTODON, "culture").secret("base")).isEqualTo(moved.toString());
        assertThat(connection(Platform.FORUM, "transport").remoteId()).startsWith("127.0.0.1:1/");
        assertThat(connection(Platform.WEBSITE, "education").secret("feed")).startsWith(moved + "/education/");
    }

    private void on(java.util.function.Consumer<Far> what) {
        networks.stream().filter(n -> NETWORKS.contains(n.network())).forEach(what);
    }

    private static URI at(Map<String, URI> all, Far network) {
        return java.util.Objects.requireNonNull(all.get(network.network()));
    }

    private Simulator simulator(String name, Map<String, URI> at) throws IOException {
        Simulator simulator = Simulators.start(name, 0, folder.resolve(name + ".jsonl"), 1);
        at.put(name, URI.create(simulator.url()));
        return simulator;
    }

    private String journal(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".jsonl"));
    }

    private Connection connection(Platform platform, String code) {
        Account account = matrix.on(platform, code);
        return connections.open(account.id()).orElseThrow();
    }
}
