package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.federation.signature.Signatures;
import org.lianxin.registry.Account;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Hundreds of ways to lie to us: each is refused with the right status, leaves nothing behind, and sends us nowhere inside. */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.1/32",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false",
            "lianxin.tests.hostile=true"
        })
class HostileTests {
    private static final List<String> TYPES = List.of(
            "Follow", "Undo", "Create", "Update", "Delete", "Like", "Announce", "Flag", "Block", "Accept", "Move");

    @Autowired
    ApplicationContext context;

    @Autowired
    Worker worker;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private final List<String> inside = new CopyOnWriteArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private HttpServer house;
    private FarServer far;
    private String us;
    private long before;
    private int tried;
    private static int all;
    private static int tests;

    @BeforeEach
    void aFriendAndAHouse() throws IOException {
        house = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        house.createContext("/", exchange -> {
            inside.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        house.start();
        far = new FarServer(port);
        Account account = Abroad.account(context, "traffic");
        us = context.getBean(Addresses.class).actor(account.id());
        for (String name : List.of("lin", "mei")) {
            assertThat(far.say(name, far.activity("Like", name, us))).isEqualTo(202);
        }
        worker.all();
        before = kept();
    }

    @AfterEach
    void nothingIsLeft() {
        worker.all();
        far.close();
        house.stop(0);
        all += tried;
        tests++;
        assertThat(wrong).isEmpty();
        assertThat(kept()).isEqualTo(before);
        assertThat(inside).isEmpty();
    }

    /** Whoever runs only one of them is not asked for all. */
    @AfterAll
    static void fiveHundredBadOnes() {
        if (tests == 8) {
            assertThat(all).isGreaterThanOrEqualTo(500);
        }
    }

    private long kept() {
        return db.sql("""
                        select (select count(*) from federation.received) + (select count(*) from federation.follower) + (select count(*) from federation.reaction)
                          + (select count(*) from federation.flag) + (select count(*) from federation.taken_away) + (select count(*) from federation.heard)
                          + (select count(*) from federation.sending) + (select count(*) from intake.message)""").query((row, n) -> row.getLong(1)).single();
    }

    private void expect(int status, String what, int answered) {
        tried++;
        if (answered != status) {
            wrong.add(what + ": " + answered + " instead of " + status);
        }
    }

    /** An activity of this type as it would be good. */
    private ObjectNode good(String type) {
        return switch (type) {
            case "Create", "Update" -> far.activity(type, "lin", far.note("lin", "什么时候修好？", "", us));
            case "Delete" -> far.activity(type, "lin", far.id());
            case "Undo" -> far.activity(type, "lin", far.activity("Follow", "lin", us));
            default -> far.activity(type, "lin", us);
        };
    }

    private int sent(Signatures form, String name, ObjectNode activity) {
        return far.say(form, name, Json.bytes(activity));
    }

    @Test
    void who_speaks_in_another_name_or_of_other_servers_things_is_refused() {
        for (Signatures form : Signatures.values()) {
            for (String type : TYPES) {
                expect(403, form + " " + type + " signed by another", sent(form, "mei", good(type)));
                for (String foreign : List.of(
                        "https://other.example/1",
                        far.base().replace("127.0.0.1", "127.0.0.1.other.example") + "/1",
                        "http://127.0.0.1/1",
                        "http://127.0.0.1:1/1",
                        "http://localhost:8080/ap/activities/1")) {
                    expect(
                            403,
                            form + " " + type + " named " + foreign,
                            sent(form, "lin", good(type).put("id", foreign)));
                }
                byte[] body = Json.bytes(good(type));
                expect(
                        401,
                        form + " " + type + " for another path",
                        far.send(new Exchange(
                                "POST",
                                URI.create("http://localhost:8080/ap/actors/1/inbox"),
                                far.signed(form, "lin", body, Instant.now()).headers(),
                                body)));
            }
            for (String type : List.of("Create", "Update", "Delete", "Undo")) {
                expect(
                        403,
                        form + " " + type + " of a foreign address",
                        sent(form, "lin", good(type).put("object", "https://other.example/1")));
                ObjectNode embedded = good(type);
                embedded.putObject("object")
                        .put("id", "https://other.example/1")
                        .put("type", "Note")
                        .put("actor", far.actor("lin"));
                expect(403, form + " " + type + " of a foreign thing", sent(form, "lin", embedded));
            }
            for (String type : List.of("Create", "Update")) {
                expect(
                        403,
                        form + " " + type + " of another's words",
                        sent(form, "lin", far.activity(type, "lin", far.note("mei", "什么时候修好？", "", us))));
                expect(403, form + " " + type + " of nothing", sent(form, "lin", far.activity(type, "lin", "")));
            }
            expect(
                    403,
                    form + " undoing what another did",
                    sent(form, "lin", far.activity("Undo", "lin", far.activity("Follow", "mei", us))));
        }
        assertThat(tried).isGreaterThan(150);
    }

    @Test
    void what_is_old_changed_or_not_signed_is_refused() {
        for (String type : TYPES) {
            byte[] body = Json.bytes(good(type));
            byte[] other = Json.bytes(good(type));
            for (Signatures form : Signatures.values()) {
                for (long hours : new long[] {-240, -24, -2, 2, 24}) {
                    expect(
                            401,
                            form + " " + type + " " + hours + " h",
                            far.send(far.signed(form, "lin", body, Instant.now().plus(Duration.ofHours(hours)))));
                }
                Exchange signed = far.signed(form, "lin", body, Instant.now());
                expect(
                        401,
                        form + " " + type + " of other bytes",
                        far.send(new Exchange("POST", signed.target(), signed.headers(), other)));
                Map<String, String> digest = form == Signatures.CAVAGE
                        ? Map.of("digest", org.lianxin.federation.signature.Digests.digest(other))
                        : Map.of("content-digest", org.lianxin.federation.signature.Digests.contentDigest(other));
                expect(
                        401,
                        form + " " + type + " of other bytes and their digest",
                        far.send(new Exchange(
                                "POST", signed.target(), signed.with(digest).headers(), other)));
                Map<String, String> bare = new LinkedHashMap<>(signed.headers());
                bare.remove("signature");
                expect(
                        401,
                        form + " " + type + " unsigned",
                        far.send(new Exchange("POST", signed.target(), bare, body)));
            }
        }
        assertThat(tried).isGreaterThan(150);
    }

    @Test
    void a_broken_signature_is_refused() {
        byte[] body = Json.bytes(good("Follow"));
        Exchange signed = far.signed(Signatures.CAVAGE, "lin", body, Instant.now());
        String header = signed.headers().get("signature");
        List<String> broken = new ArrayList<>(List.of(
                "",
                " ",
                ",",
                "=",
                "\"",
                "x",
                "keyId",
                "keyId=\"\"",
                "Signature " + header,
                header + "," + header,
                header.replace("rsa-sha256", "hmac-sha256"),
                header.replace("rsa-sha256", "none"),
                header.replace("rsa-sha256", "RSA-SHA1"),
                header.replace("(request-target)", "request-target"),
                header.replace("headers=", "header="),
                header.replace("keyId=\"", "keyId=\"x"),
                header.replace("#main-key", "#other-key"),
                header.replace("#main-key", ""),
                header.replaceAll("signature=\"[^\"]*\"", "signature=\"\""),
                header.replaceAll("signature=\"[^\"]*\"", "signature=\"AAAA\""),
                header.replaceAll("signature=\"....", "signature=\"AAAA")));
        for (String part : List.of("(request-target) ", "host ", "date ", " digest")) {
            broken.add(header.replace(part, ""));
        }
        for (String one : broken) {
            expect(
                    401,
                    one.isEmpty() ? "empty" : one.substring(0, Math.min(60, one.length())),
                    far.send(signed.with(Map.of("signature", one))));
        }
        expect(
                401,
                "the other form beside it",
                far.send(signed.with(Map.of("signature-input", "sig1=(\"@method\");created=1"))));
    }

    @Test
    void what_is_no_activity_is_refused_before_anybody_is_asked() {
        int asked = far.asked.size();
        List<String> bodies = new ArrayList<>(List.of(
                "",
                " ",
                "null",
                "true",
                "1",
                "\"x\"",
                "[]",
                "{",
                "}",
                "{}",
                "[{}]",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                "{\"a\":1,\"a\":1}",
                "\ufeff{}",
                "\0",
                "[".repeat(20_000),
                "{\"a\":".repeat(10_000),
                "{\"object\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"a\":" + "9".repeat(1_000) + "}",
                "{\"a\":1e999999999}"));
        List<String> odd = List.of(
                "null",
                "1",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\"x\"",
                "[1]",
                "\"file:///etc/passwd\"",
                "\"javascript:alert(1)\"",
                "\"http://user:pass@127.0.0.1/\"",
                "\"http:///x\"",
                "\"\\u0000\"",
                "\"" + "http://127.0.0.1/" + "a".repeat(600) + "\"");
        for (String value : odd) {
            for (String field : List.of("id", "actor")) {
                ObjectNode activity = good("Follow");
                activity.remove(field);
                String rest = Json.text(activity);
                bodies.add("{\"" + field + "\":" + value + "," + rest.substring(1));
            }
        }
        ObjectNode typeless = good("Follow");
        typeless.remove("type");
        bodies.add(Json.text(typeless));
        for (String body : bodies) {
            expect(
                    400,
                    body.substring(0, Math.min(80, body.length())),
                    far.say(Signatures.CAVAGE, "lin", body.getBytes(StandardCharsets.UTF_8)));
        }
        Exchange large = far.signed(Signatures.CAVAGE, "lin", new byte[2 * 1024 * 1024], Instant.now());
        expect(413, "two mebibytes", far.send(large));
        for (String type : List.of(
                "text/html",
                "text/xml",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "image/png",
                "application/activity+xml",
                "*/*",
                "x")) {
            expect(
                    415,
                    type,
                    far.send(far.signed(Signatures.CAVAGE, "lin", Json.bytes(good("Follow")), Instant.now())
                            .with(Map.of("content-type", type))));
        }
        assertThat(far.asked).hasSize(asked);
    }

    @Test
    void an_address_that_is_none_is_no_fault_of_ours() throws IOException {
        for (String address : List.of(
                "/ap/inbox?%zz",
                "/ap/inbox?%", "/ap/actors/%zz/inbox", "/ap/inbox?\"", "/ap//inbox", "/ap/inbox/../inbox")) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write(("POST " + address
                                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/activity+json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).as(address).matches("(?s)HTTP/1.1 4(00|04|05).*");
            }
        }
    }

    @Test
    void nobody_sends_us_inside_by_the_address_of_a_key() {
        String gate = ":" + house.getAddress().getPort();
        KeyPair key = far.keys.get("lin");
        List<String> hosts = List.of(
                "127.0.0.2",
                "127.0.0.2" + gate,
                "127.2",
                "127.2" + gate,
                "2130706434" + gate,
                "localhost",
                "localhost:5432",
                "0.0.0.0" + gate,
                "[::1]" + gate,
                "[::]" + gate,
                "[::ffff:127.0.0.2]" + gate,
                "[::ffff:7f00:2]" + gate,
                "[::127.0.0.2]" + gate,
                "[64:ff9b::7f00:2]" + gate,
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[fe80::1]",
                "[fc00::1]",
                "[2002:7f00:2::]",
                "[2001:db8::1]",
                "0x7f.0.0.2" + gate,
                "0177.0.0.2" + gate,
                "127.0.0.2." + gate,
                "127.0.0.1:22");
        for (String host : hosts) {
            for (String scheme : List.of("http", "https")) {
                String actor = scheme + "://" + host + "/users/lin";
                ObjectNode follow = good("Follow").put("actor", actor).put("id", actor + "/1");
                Exchange request = new Exchange(
                        "POST",
                        URI.create("http://localhost:8080/ap/inbox"),
                        Map.of("content-type", "application/activity+json"),
                        Json.bytes(follow));
                int status = far.send(request.with(
                        Signatures.CAVAGE.sign(request, actor + "#main-key", key.getPrivate(), Instant.now())));
                // this address may be asked here and does not answer; an address that is none at all is no activity
                boolean asked = host.startsWith("localhost") || host.equals("127.0.0.1:22");
                // whatever listens there, where anything does, knows nobody of that name
                int known = asked && status == 401 ? 401 : 503;
                expect(Addresses.host(actor).isEmpty() ? 400 : asked ? known : 401, actor, status);
            }
        }
    }

    @Test
    void nobody_sends_us_inside_by_what_their_server_answers() throws Exception {
        String gate = "http://127.0.0.2:" + house.getAddress().getPort() + "/users/x";
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        byte[] person = Json.bytes(far.person("lin", far.keys.get("lin")));
        Map<String, FarServer.Raw> answers = new LinkedHashMap<>();
        answers.put("redirects inside", new FarServer.Raw(302, "text/plain", gate, new byte[0]));
        answers.put("redirects to a file", new FarServer.Raw(302, "text/plain", "file:///etc/passwd", new byte[0]));
        answers.put("redirects nowhere", new FarServer.Raw(302, "text/plain", "", new byte[0]));
        answers.put("is a page", new FarServer.Raw(200, "text/html", "", person));
        answers.put("is plain JSON", new FarServer.Raw(200, "application/json", "", person));
        answers.put("is another's", new FarServer.Raw(200, "application/activity+json", "", person));
        answers.put("is nothing", new FarServer.Raw(200, "application/activity+json", "", new byte[0]));
        answers.put("is too large", new FarServer.Raw(200, "application/activity+json", "", new byte[2 * 1024 * 1024]));
        answers.put(
                "is deep",
                new FarServer.Raw(
                        200, "application/activity+json", "", "[".repeat(9_000).getBytes(StandardCharsets.UTF_8)));
        answers.put("fails", new FarServer.Raw(500, "application/activity+json", "", person));
        int number = 0;
        for (Map.Entry<String, FarServer.Raw> answer : answers.entrySet()) {
            String name = "evil" + number++;
            far.keys.put(name, far.keys.get("lin"));
            far.raws.put("/users/" + name, answer.getValue());
            int status = answer.getValue().status() == 500 ? 503 : 401;
            expect(status, answer.getKey(), far.say(name, far.activity("Follow", name, us)));
        }
        List<java.util.function.Consumer<ObjectNode>> lies = List.of(
                p -> p.put("inbox", gate),
                p -> p.put("inbox", "https://victim.example/inbox"),
                p -> p.put("inbox", ""),
                p -> p.put("type", "Note"),
                p -> p.put("id", gate),
                p -> p.put("preferredUsername", "a@b"),
                p -> p.put("preferredUsername", "a\0b"),
                p -> p.put("preferredUsername", "x".repeat(200)),
                p -> ((ObjectNode) p.get("publicKey")).put("owner", far.actor("lin")),
                p -> ((ObjectNode) p.get("publicKey")).put("id", far.actor("lin") + "#main-key"),
                p -> ((ObjectNode) p.get("publicKey")).put("publicKeyPem", "x"),
                p -> ((ObjectNode) p.get("publicKey"))
                        .put("publicKeyPem", Rsa.pem(small.generateKeyPair().getPublic())),
                p -> p.remove("publicKey"),
                p -> p.putArray("publicKey").add(1).add("x"));
        for (var lie : lies) {
            String name = "liar" + number++;
            far.keys.put(name, far.keys.get("lin"));
            ObjectNode document = far.person(name, far.keys.get("lin"));
            lie.accept(document);
            far.documents.put("/users/" + name, document);
            expect(401, name, far.say(name, far.activity("Follow", name, us)));
        }
        assertThat(db.sql("select count(*) from federation.remote where actor like '%/liar%' or actor like '%/evil%'")
                        .query((r, n) -> r.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void what_is_played_again_is_heard_once() {
        byte[] body = Json.bytes(good("Follow"));
        Exchange signed = far.signed(Signatures.CAVAGE, "lin", body, Instant.now());
        for (int i = 0; i < 5; i++) {
            expect(202, "again", far.send(signed));
        }
        worker.all();
        assertThat(far.heard("Accept")).hasSize(1);
        db.sql("delete from federation.sending").update();
        db.sql("delete from federation.follower").update();
        db.sql("delete from federation.received where actor = ? and id = ?")
                .params(far.actor("lin"), Json.text(Json.read(body).orElseThrow(), "id"))
                .update();
        before = kept();
    }
}
