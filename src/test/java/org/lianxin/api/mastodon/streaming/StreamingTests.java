package org.lianxin.api.mastodon.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianxin.support.Snac.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.api.mastodon.Desk;
import org.lianxin.api.mastodon.Phone;
import org.lianxin.api.mastodon.Town;
import org.lianxin.api.mastodon.oauth.AppTokens;
import org.lianxin.api.mastodon.oauth.Caller;
import org.lianxin.api.mastodon.oauth.Scopes;
import org.lianxin.api.mastodon.oauth.Signed;
import org.lianxin.intake.Arrival;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Who may listen, to what, and for how long. */
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false"})
class StreamingTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Hub hub;

    @Autowired
    Telling telling;

    @Autowired
    AppTokens tokens;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Account account;
    private Signed signed;
    private Desk desk;

    @BeforeEach
    void meet() {
        account = Town.account(context, "traffic");
        signed = Signed.in(context, "traffic.editor", account.id(), "read write");
        desk = new Desk(context);
    }

    @AfterEach
    void hangUp() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        http.shutdownNow();
    }

    private HttpResponse<InputStream> listen(String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        open.add(answer.body());
        return answer;
    }

    private int status(String path, @Nullable String token) throws Exception {
        HttpResponse<InputStream> answer = listen(path, token);
        if (answer.statusCode() != 200) {
            assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("{\"error\":");
        }
        return answer.statusCode();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nobody_without_a_token_and_nobody_beyond_their_scopes_listens() throws Exception {
        String writer =
                Signed.in(context, "traffic.editor", account.id(), "write").token();
        String statuses = Signed.in(context, "traffic.editor", account.id(), "read:statuses")
                .token();

        assertThat(status("/api/v1/streaming/user", null)).isEqualTo(401);
        assertThat(status("/api/v1/streaming/public", "lxa_no")).isEqualTo(401);
        assertThat(status("/api/v1/streaming/user", Cast.in(context).bearer("traffic.editor")))
                .isEqualTo(401);
        assertThat(status("/api/v1/streaming/user", writer)).isEqualTo(403);
        assertThat(status("/api/v1/streaming/user/notification", statuses)).isEqualTo(403);
        assertThat(status("/api/v1/streaming/user", statuses)).isEqualTo(200);
        assertThat(status("/api/v1/streaming/of-others", signed.token())).isEqualTo(404);
        assertThat(status("/api/v1/streaming/hashtag", signed.token())).isEqualTo(404);
        assertThat(status("/api/v1/streaming/public?access_token=" + signed.token(), null))
                .isEqualTo(200);
        assertThat(new Phone(port, null).get("/api/v1/streaming/health").body()).isEqualTo("OK");
    }

    @Test
    void an_app_that_speaks_for_itself_listens_to_nothing() throws Exception {
        String nobody = new Phone(port, null)
                .post(
                        "/oauth/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        signed.client(),
                        "client_secret",
                        signed.secret(),
                        "scope",
                        "read")
                .text("/access_token");

        assertThat(status("/api/v1/streaming/user", nobody)).isEqualTo(401);
        assertThat(status("/api/v1/streaming/public", nobody)).isEqualTo(401);
        assertThat(status("/api/v1/streaming/of-others", nobody)).isEqualTo(401);
        refused("?stream=user&access_token=" + nobody, 401);
        refused("?access_token=" + nobody, 401);
    }

    /** Keeps what it is told. */
    private record Kept(List<String> said) implements Sink {
        @Override
        public void say(Stream stream, String event, String payload) {
            said.add(event);
        }

        @Override
        public void beat() {}

        @Override
        public void close() {}
    }

    @Test
    void one_that_cannot_be_told_is_let_go_and_the_others_hear_it_all_the_same() throws Exception {
        long note = Long.parseLong(desk.publish(
                new Phone(port, signed.token())
                        .post("/api/v1/statuses", "status", "今晚人民路封闭施工。请绕行。")
                        .text("/id"),
                account));
        // whoever listens next hears nothing of it: it has been seen
        hub.look();
        List<String> said = new CopyOnWriteArrayList<>();
        Caller nobody = new Caller(null, null, new Scopes(Set.of("read")), 1, 1);
        Caller somebody =
                new Caller(Cast.in(context).person("traffic.editor"), account, new Scopes(Set.of("read")), 2, 1);
        Listener broken = new Listener(nobody, "none", new Kept(new ArrayList<>()), gone -> {});
        Listener sound = new Listener(somebody, signed.token(), new Kept(said), gone -> {});
        List<Listener> both = List.of(broken, sound);
        both.forEach(each -> each.streams().add(Stream.of("user", "").orElseThrow()));
        sound.start();

        telling.tell(new News.Happened(News.Kind.OUT, note, note, account.id(), account.unit(), true), both);

        await("the other hears it", () -> said.contains("update"));
        assertThat(broken.open()).isFalse();
        sound.end();
    }

    @Test
    void who_has_lost_their_rights_is_not_told_what_comes_in_until_somebody_checks() throws Exception {
        InputStream stream = listen("/api/v1/streaming/user", signed.token()).body();
        assertThat(line(stream)).isEqualTo(":thump");
        hub.look();
        tokens.end(signed.id(), Cast.in(context).person("traffic.editor")).orThrow();

        desk.say(account, "请问公交31路今晚怎么绕行？", "", Arrival.Way.PRIVATE);
        hub.look();

        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void what_is_out_and_what_is_said_is_told_in_the_words_of_a_call() throws Exception {
        InputStream stream = listen("/api/v1/streaming/user", signed.token()).body();
        assertThat(line(stream)).isEqualTo(":thump");
        hub.look();
        Phone phone = new Phone(port, signed.token());
        String note = desk.publish(
                phone.post("/api/v1/statuses", "status", "今晚人民路封闭施工。请绕行。").text("/id"), account);
        hub.look();

        assertThat(line(stream)).isEqualTo("event: update");
        assertThat(line(stream))
                .isEqualTo("data: " + phone.get("/api/v1/statuses/" + note).body());
        assertThat(line(stream)).isEmpty();
        assertThat(line(stream)).isEqualTo("event: notification");
        assertThat(line(stream)).contains("\"type\":\"status\"", "\"id\":\"" + note + "\"");
        assertThat(line(stream)).isEmpty();

        desk.say(account, "请问公交31路今晚怎么绕行？", "", Arrival.Way.PRIVATE);
        hub.look();
        assertThat(line(stream)).isEqualTo("event: notification");
        assertThat(line(stream)).contains("\"type\":\"mention\"", "31路");
    }

    @Test
    void what_is_said_to_a_unit_is_told_to_nobody_else() throws Exception {
        Account other = Town.account(context, "water");
        String foreign =
                Signed.in(context, "water.editor", other.id(), "read write").token();
        InputStream stream = listen("/api/v1/streaming/user", foreign).body();
        assertThat(line(stream)).isEqualTo(":thump");
        hub.look();
        desk.say(account, "请问公交31路今晚怎么绕行？", "", Arrival.Way.MENTION);
        desk.say(other, "请问芦花巷几点来水？", "", Arrival.Way.MENTION);
        hub.look();

        assertThat(line(stream)).isEqualTo("event: notification");
        assertThat(line(stream)).contains("芦花巷");
    }

    @Test
    void a_stream_ends_with_its_token() throws Exception {
        InputStream stream = listen("/api/v1/streaming/user", signed.token()).body();
        assertThat(line(stream)).isEqualTo(":thump");

        tokens.end(signed.id(), Cast.in(context).person("traffic.editor")).orThrow();
        hub.check();

        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void one_token_listens_ten_times_at_once_and_not_more() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(status("/api/v1/streaming/public", signed.token())).isEqualTo(200);
        }
        assertThat(status("/api/v1/streaming/public", signed.token())).isEqualTo(429);
    }

    private CompletableFuture<WebSocket> socket(String query, List<String> heard, @Nullable String protocol) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (protocol != null) {
            builder.subprotocols(protocol);
        }
        return builder.buildAsync(
                URI.create("ws://localhost:" + port + "/api/v1/streaming" + query), new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            heard.add(text.toString());
                            text.setLength(0);
                        }
                        socket.request(1);
                        return null;
                    }
                });
    }

    private void refused(String query, int status) {
        assertThatThrownBy(() -> socket(query, new ArrayList<>(), null).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        no -> assertThat(no.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void a_socket_is_opened_with_a_token_wherever_it_stands_and_hears_what_it_asks_for() throws Exception {
        refused("?stream=user", 401);
        refused("?stream=user&access_token=lxa_no", 401);
        refused("?stream=of-others&access_token=" + signed.token(), 400);
        String writer =
                Signed.in(context, "traffic.editor", account.id(), "write").token();
        refused("?stream=user&access_token=" + writer, 403);

        List<String> heard = new CopyOnWriteArrayList<>();
        WebSocket socket = socket("", heard, signed.token()).join();
        assertThat(socket.getSubprotocol()).isEqualTo(signed.token());
        socket.sendText("{\"type\":\"subscribe\",\"stream\":\"public:local\"}", true)
                .join();
        hub.look();
        Phone phone = new Phone(port, signed.token());
        String note = desk.publish(
                phone.post("/api/v1/statuses", "status", "明早恢复通车。请放心出行。").text("/id"), account);
        await("the socket hears it", () -> {
            hub.look();
            return !heard.isEmpty();
        });
        assertThat(heard.getFirst())
                .startsWith("{\"stream\":[\"public:local\"],\"event\":\"update\",\"payload\":\"{")
                .contains("\\\"id\\\":\\\"" + note + "\\\"");
        socket.sendText("no JSON", true).join();
        await("it is hung up on", socket::isInputClosed);
    }
}
