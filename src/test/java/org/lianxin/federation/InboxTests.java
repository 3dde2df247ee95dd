package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.federation.signature.Exchange;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.federation.signature.Signatures;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Account;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What is signed to us is heard once; what is not, or not by whom it should be, leaves no trace. */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false"
        })
class InboxTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Worker worker;

    @Autowired
    Addresses addresses;

    @Autowired
    JdbcClient db;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private FarServer far;
    private Account account;
    private String us;

    @BeforeEach
    void aServer() throws IOException {
        // what is counted within ten minutes is not counted anew in the middle of a test
        clock.set(Instant.now());
        far = new FarServer(port);
        account = Abroad.account(context, "traffic");
        us = addresses.actor(account.id());
    }

    @AfterEach
    void shut() {
        far.close();
        clock.set(null);
    }

    private long followers() {
        return context.getBean(Followers.class).count(account.id());
    }

    private List<Map<String, Object>> messages() {
        return db.sql("""
                        select m.masked, a.way, a.url, a.thread, a.deleted_at, m.number, a.state from intake.arrival a join intake.message m on m.id = a.message
                        where a.account = ? order by a.message""").param(account.id()).query().listOfRows();
    }

    @ParameterizedTest
    @EnumSource
    void a_follow_is_granted_and_comes_back_whole(Signatures form) throws Exception {
        ObjectNode follow = far.activity("Follow", "lin", us);
        assertThat(far.say(form, "lin", Json.bytes(follow))).isEqualTo(202);
        worker.all();
        assertThat(followers()).isOne();
        FarServer.Heard accept = far.heard.getFirst();
        assertThat(accept.path()).isEqualTo("/users/lin/inbox");
        assertThat(Json.is(accept.body(), "Accept")).isTrue();
        assertThat(Json.text(accept.body(), "actor")).isEqualTo(us);
        ObjectNode back = Json.object(accept.body(), "object");
        assertThat(back).isNotNull();
        for (String field : List.of("id", "type", "actor", "object")) {
            assertThat(Json.text(back, field)).isEqualTo(Json.text(follow, field));
        }
        assertThat(far.proven(
                        accept, context.getBean(OwnKeys.class).of(account.id()).pem()))
                .isTrue();
    }

    @Test
    void a_second_follow_is_answered_again_and_counted_once() {
        far.say("lin", far.activity("Follow", "lin", us));
        far.say("lin", far.activity("Follow", "lin", us));
        worker.all();
        assertThat(followers()).isOne();
        assertThat(far.heard("Accept")).hasSize(2);
    }

    @Test
    void who_stops_following_is_forgotten() {
        ObjectNode follow = far.activity("Follow", "lin", us);
        far.say("lin", follow);
        far.say("lin", far.activity("Undo", "lin", follow));
        far.say("mei", far.activity("Follow", "mei", us));
        ObjectNode other = far.activity("Follow", "wang", us);
        far.say("wang", other);
        far.say("wang", far.activity("Undo", "wang", Json.text(other, "id")));
        worker.all();
        assertThat(followers()).isOne();
        far.say("mei", far.activity("Block", "mei", us));
        worker.all();
        assertThat(followers()).isZero();
    }

    @Test
    void nobody_ends_the_following_of_somebody_else() {
        ObjectNode follow = far.activity("Follow", "lin", us);
        far.say("lin", follow);
        assertThat(far.say("mei", far.activity("Undo", "mei", follow))).isEqualTo(403);
        far.say("mei", far.activity("Undo", "mei", Json.text(follow, "id")));
        worker.all();
        assertThat(followers()).isOne();
    }

    @Test
    void pictures_beside_a_note_are_fetched_encoded_anew_and_only_from_where_we_may_ask() throws Exception {
        byte[] picture = org.lianxin.simulators.Drawing.plain();
        far.raws.put("/p.png", new FarServer.Raw(200, "image/png", "", picture));
        far.raws.put("/away.png", new FarServer.Raw(302, "image/png", "http://192.168.0.1/p.png", new byte[0]));
        far.raws.put("/page", new FarServer.Raw(200, "image/png", "", "<html>".getBytes(StandardCharsets.UTF_8)));
        far.raws.put("/large", new FarServer.Raw(200, "image/png", "", new byte[11 * 1024 * 1024]));
        ObjectNode note = far.note("lin", "<p>路灯什么时候修？</p>", "", us);
        var attachments = note.putArray("attachment");
        for (String path : List.of("/p.png", "/away.png", "/page", "/large", "/p.png?fifth")) {
            attachments
                    .addObject()
                    .put("type", "Document")
                    .put("mediaType", "image/png")
                    .put("url", far.base() + path);
        }
        far.say("lin", far.activity("Create", "lin", note));
        worker.all();
        var pictured = context.getBean(org.lianxin.intake.Pictured.class);
        long message = db.sql("select message from intake.arrival where account = ?")
                .param(account.id())
                .query(Long.class)
                .single();
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (pictured.missing(message).coming() > 0 && System.nanoTime() < until) {
            pictured.fetch();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }

        assertThat(pictured.missing(message)).isEqualTo(new org.lianxin.intake.Pictured.Missing(0, 3));
        String kept = db.sql("select pictures[1] from cases.case where message = ? and cardinality(pictures) = 1")
                .param(message)
                .query(String.class)
                .single();
        assertThat(context.getBean(org.lianxin.media.Media.class).find(kept)).isPresent();
    }

    @Test
    void a_mention_that_asks_becomes_a_case_and_its_mark_up_is_gone() {
        ObjectNode note = far.note(
                "lin", "<p>@traffic <b>人民路</b>的红绿灯坏了三天，什么时候修好？<script>alert(1)</script></p><p>着急&lt;</p>", "", us);
        assertThat(far.say("lin", far.activity("Create", "lin", note))).isEqualTo(202);
        worker.all();
        assertThat(messages()).hasSize(1).first().satisfies(m -> {
            assertThat(m)
                    .containsEntry("way", "MENTION")
                    .containsEntry("state", "CASE")
                    .containsEntry("url", Json.text(note, "id"));
            assertThat(m.get("masked").toString())
                    .contains("人民路的红绿灯坏了三天，什么时候修好？", "着急<")
                    .doesNotContain("script", "alert");
        });
        Arrival.Origin origin = context.getBean(Arrivals.class)
                .origin(messages().getFirst().get("number").toString())
                .orElseThrow();
        assertThat(origin.author().id()).isEqualTo(far.actor("lin"));
        assertThat(origin.author().name()).isEqualTo("@lin@" + far.base().substring(7));
        assertThat(origin.remoteId()).isEqualTo(Json.text(note, "id"));
    }

    @Test
    void the_same_comes_once_however_often_and_on_whatever_way() {
        ObjectNode create = far.activity("Create", "lin", far.note("lin", "什么时候修好？", "", us));
        far.say("lin", create);
        far.say("lin", create);
        ObjectNode again = create.deepCopy();
        again.put("id", far.id());
        far.say("lin", again);
        worker.all();
        assertThat(messages()).hasSize(1);
    }

    @Test
    void what_is_written_to_us_alone_is_private() {
        ObjectNode note = far.note("lin", "我的身份证办好了吗？", "", us);
        note.putArray("to").add(us);
        note.remove("cc");
        far.say("lin", far.activity("Create", "lin", note));
        worker.all();
        assertThat(messages()).hasSize(1).first().satisfies(m -> assertThat(m).containsEntry("way", "PRIVATE"));
    }

    @Test
    void what_is_said_to_others_is_not_kept() {
        far.say("lin", far.activity("Create", "lin", far.note("lin", "大家好！", "", "")));
        far.say("lin", far.activity("Create", "lin", far.note("lin", "你好！", far.id(), far.actor("mei"))));
        worker.all();
        assertThat(messages()).isEmpty();
        assertThat(db.sql("select count(*) from federation.received where body is not null")
                        .query((r, n) -> r.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void what_its_author_takes_away_is_marked_and_never_taken_later() {
        ObjectNode note = far.note("lin", "什么时候修好？", "", us);
        far.say("lin", far.activity("Create", "lin", note));
        far.say("lin", far.activity("Delete", "lin", Json.text(note, "id")));
        ObjectNode late = far.note("lin", "还要多久？", "", us);
        ObjectNode tombstone = Json.object().put("id", Json.text(late, "id")).put("type", "Tombstone");
        far.say("lin", far.activity("Delete", "lin", tombstone));
        far.say("lin", far.activity("Create", "lin", late));
        worker.all();
        assertThat(messages())
                .hasSize(1)
                .first()
                .satisfies(m -> assertThat(m.get("deleted_at")).isNotNull());
    }

    @Test
    void what_its_author_changes_stands_beside_what_was_registered_and_nobody_else_changes_it() {
        ObjectNode note = far.note("lin", "朝晖路什么时候修好？", "", us);
        far.say("lin", far.activity("Create", "lin", note));
        worker.all();
        ObjectNode forged = note.deepCopy().put("content", "谁改的？");
        forged.put("attributedTo", far.actor("mei"));
        far.say("mei", far.activity("Update", "mei", forged));
        far.say("lin", far.activity("Update", "lin", note.deepCopy().put("content", "朝阳路什么时候修好？")));
        worker.all();

        assertThat(messages())
                .hasSize(1)
                .first()
                .satisfies(m -> assertThat(m.get("masked")).isEqualTo("朝晖路什么时候修好？"));
        assertThat(db.sql("select edited from intake.arrival where account = ? order by message")
                        .param(account.id())
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("朝阳路什么时候修好？");
    }

    @Test
    void a_person_who_leaves_is_forgotten_though_their_key_is_gone() {
        far.say("lin", far.activity("Follow", "lin", us));
        worker.all();
        far.documents.put("/users/lin", null);
        db.sql("delete from federation.remote where actor = ?")
                .param(far.actor("lin"))
                .update();
        assertThat(far.say("lin", far.activity("Delete", "lin", far.actor("lin"))))
                .isEqualTo(202);
        assertThat(followers()).isZero();
    }

    @Test
    void the_farewell_of_a_stranger_is_taken_without_asking_anybody() {
        assertThat(far.say("nobody", far.activity("Delete", "nobody", far.actor("nobody"))))
                .isEqualTo(202);
        assertThat(far.asked).isEmpty();
    }

    @Test
    void what_a_stranger_says_all_at_once_is_taken_and_their_key_asked_for_once() throws Exception {
        int many = 12;
        far.actor("mei");
        CountDownLatch here = new CountDownLatch(many);
        far.showing = path -> {
            // the key is shown when all of them wait for it, or would
            here.await(2, TimeUnit.SECONDS);
            Thread.sleep(300);
        };
        try (var threads = Executors.newFixedThreadPool(many)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                ObjectNode note = far.activity("Create", "mei", far.note("mei", "第" + i + "件，什么时候修好？", "", us));
                answers.add(threads.submit(() -> {
                    here.countDown();
                    return far.say("mei", note);
                }));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        }
        worker.all();
        assertThat(messages()).hasSize(many);
        assertThat(far.asked).hasSize(1);
    }

    @Test
    void who_cannot_be_looked_up_just_now_is_told_to_come_again() throws Exception {
        byte[] follow = Json.bytes(far.activity("Follow", "lin", us));
        Exchange request = far.signed(Signatures.CAVAGE, "lin", follow, Instant.now());
        for (int busy : List.of(503, 429)) {
            far.raws.put("/users/lin", new FarServer.Raw(busy, "text/plain", "", new byte[0]));
            assertThat(far.send(request)).isEqualTo(503);
        }
        far.raws.clear();
        assertThat(far.send(request)).isEqualTo(202);
        FarServer fallen = new FarServer(port);
        Exchange last = fallen.signed(
                Signatures.CAVAGE, "wang", Json.bytes(fallen.activity("Follow", "wang", us)), Instant.now());
        fallen.close();
        // asked three times within ten minutes, and then not again
        for (int i = 0; i < 5; i++) {
            assertThat(far.send(last)).isEqualTo(503);
        }
        worker.all();
        assertThat(followers()).isOne();
    }

    @Test
    void a_new_key_is_asked_for_once_and_then_believed() {
        far.say("lin", far.activity("Follow", "lin", us));
        far.keys.put("lin", Rsa.fresh());
        assertThat(far.say("lin", far.activity("Follow", "lin", us))).isEqualTo(202);
        assertThat(far.asked).hasSize(2);
        var real = far.keys.put("lin", Rsa.fresh());
        far.documents.put("/users/lin", far.person("lin", real));
        for (int i = 0; i < 9; i++) {
            assertThat(far.say("lin", far.activity("Follow", "lin", us))).isEqualTo(401);
        }
        assertThat(far.asked).hasSize(3);
    }

    @Test
    void a_new_key_is_believed_though_strangers_used_up_all_asking_for_it() {
        far.say("lin", far.activity("Follow", "lin", us));
        KeyPair fresh = Rsa.fresh();
        far.documents.put("/users/lin", far.person("lin", fresh));
        // a stranger who names the key and does not have it
        far.keys.put("lin", Rsa.fresh());
        for (int i = 0; i < 4; i++) {
            assertThat(far.say("lin", far.activity("Follow", "lin", us))).isEqualTo(401);
        }
        far.keys.put("lin", fresh);
        assertThat(far.say("lin", far.activity("Follow", "lin", us))).isEqualTo(202);
    }

    @Test
    void nothing_is_kept_of_people_whom_only_strangers_have_named() {
        far.documents.put("/users/lin", far.person("lin", Rsa.fresh()));
        far.keys.put("lin", Rsa.fresh());
        assertThat(far.say("lin", far.activity("Follow", "lin", us))).isEqualTo(401);
        assertThat(context.getBean(Remotes.class).find(far.actor("lin"))).isEmpty();
    }

    @Test
    void a_key_with_an_address_of_its_own_leads_to_its_owner() {
        ObjectNode person = far.person("lin", Rsa.fresh());
        String actor = far.actor("lin");
        ObjectNode key = Json.object(far.person("lin", far.keys.get("lin")), "publicKey");
        assertThat(key).isNotNull();
        key.put("id", actor + "/main-key");
        person.set("publicKey", key);
        far.documents.put("/users/lin", person);
        ObjectNode stub = Json.object();
        stub.put("id", actor).put("type", "Person").set("publicKey", key);
        far.documents.put("/users/lin/main-key", stub);
        byte[] body = Json.bytes(far.activity("Follow", "lin", us));
        Exchange request = new Exchange(
                "POST",
                java.net.URI.create("http://localhost:8080/ap/inbox"),
                Map.of("content-type", "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\""),
                body);
        request = request.with(Signatures.CAVAGE.sign(
                request, actor + "/main-key", far.keys.get("lin").getPrivate(), Instant.now()));
        assertThat(far.send(request)).isEqualTo(202);
    }

    @Test
    void likes_and_repeats_are_counted_and_taken_back() {
        db.sql(
                        "insert into federation.note (id, account, delivery, reference, open, url, body, published_at) values (?, ?, ?, '1', true, '', '{}', '2026-11-25T00:00Z')")
                .params(account.id() + 1, account.id(), account.id())
                .update();
        String note = addresses.note(account.id() + 1);
        ObjectNode like = far.activity("Like", "lin", note);
        far.say("lin", like);
        far.say("lin", far.activity("Like", "lin", note));
        far.say("mei", far.activity("Like", "mei", note));
        far.say("mei", far.activity("Announce", "mei", note));
        far.say("mei", far.activity("Undo", "mei", far.activity("Like", "mei", note)));
        worker.all();
        assertThat(db.sql("select kind || ' ' || times from federation.face_reactions where account = ? order by 1")
                        .param(account.id())
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("LIKE 1", "REPEAT 1");
        assertThat(db.sql("select string_agg(who, ' ') from federation.reaction")
                        .query((r, n) -> r.getString(1))
                        .single())
                .doesNotContain("lin");
    }

    @Test
    void a_report_waits_for_the_office() {
        far.say("moderator", far.activity("Flag", "moderator", us).put("content", "<p>这是假消息</p>"));
        worker.all();
        assertThat(db.sql("select words from federation.flag where account = ?")
                        .param(account.id())
                        .query((r, n) -> r.getString(1))
                        .list())
                .containsExactly("这是假消息");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Move", "Add", "Listen", "TentativeAccept", "x"})
    void what_we_do_not_understand_is_taken_and_changes_nothing(String type) {
        assertThat(far.say("lin", far.activity(type, "lin", us))).isEqualTo(202);
        worker.all();
        assertThat(followers()).isZero();
    }

    @Test
    void a_blocked_server_and_all_below_it_are_not_heard() {
        db.sql("insert into federation.block (host, reason, since) values ('127.0.0.1', '', '2026-11-25T00:00Z')")
                .update();
        try {
            assertThat(far.say("lin", far.activity("Follow", "lin", us))).isEqualTo(403);
            assertThat(far.asked).isEmpty();
        } finally {
            db.sql("delete from federation.block").update();
        }
    }

    @Test
    void the_wrong_signer_host_author_or_time_is_refused_and_leaves_nothing() {
        far.say("lin", far.activity("Follow", "lin", us));
        worker.all();
        long before = kept();
        // somebody else's name
        assertThat(far.say("mei", far.activity("Follow", "wang", us))).isEqualTo(403);
        // another server's activity, another server's object, another author
        assertThat(far.say("lin", far.activity("Follow", "lin", us).put("id", "https://other.example/1")))
                .isEqualTo(403);
        ObjectNode foreign = far.note("lin", "什么时候？", "", us).put("id", "https://other.example/1");
        assertThat(far.say("lin", far.activity("Create", "lin", foreign))).isEqualTo(403);
        assertThat(far.say("lin", far.activity("Create", "lin", far.note("mei", "什么时候？", "", us))))
                .isEqualTo(403);
        assertThat(far.say("lin", far.activity("Delete", "lin", "https://other.example/1")))
                .isEqualTo(403);
        byte[] body = Json.bytes(far.activity("Follow", "lin", us));
        // too old, from the future, other bytes, not signed
        for (Duration shift : List.of(Duration.ofHours(-3), Duration.ofHours(3))) {
            assertThat(far.send(far.signed(
                            Signatures.CAVAGE, "lin", body, Instant.now().plus(shift))))
                    .isEqualTo(401);
        }
        Exchange good = far.signed(Signatures.CAVAGE, "lin", body, Instant.now());
        assertThat(far.send(new Exchange(
                        "POST", good.target(), good.headers(), Json.bytes(far.activity("Follow", "lin", us)))))
                .isEqualTo(401);
        assertThat(far.send(
                        new Exchange("POST", good.target(), Map.of("content-type", "application/activity+json"), body)))
                .isEqualTo(401);
        worker.all();
        assertThat(kept()).isEqualTo(before);
        assertThat(messages()).isEmpty();
    }

    private long kept() {
        return db.sql("select count(*) from federation.received")
                .query((r, n) -> r.getLong(1))
                .single();
    }

    @Test
    void what_is_too_large_of_another_kind_or_no_activity_is_not_looked_at() {
        Exchange request = far.signed(Signatures.CAVAGE, "lin", new byte[65_537], Instant.now());
        assertThat(far.send(request)).isEqualTo(413);
        assertThat(far.send(request.with(Map.of("content-type", "text/plain")))).isEqualTo(415);
        for (String body : List.of(
                "",
                "x",
                "[]",
                "{}",
                "null",
                "{\"id\":1}",
                "{\"type\":\"Follow\",\"actor\":\"x\",\"id\":\"y\"}",
                "{\"a\":1,\"a\":2}",
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000),
                "{\"id\":\"file:///etc/passwd\",\"type\":\"Follow\",\"actor\":\"file:///etc/passwd\"}")) {
            assertThat(far.say(Signatures.CAVAGE, "lin", body.getBytes(StandardCharsets.UTF_8)))
                    .as(body.length() > 80 ? body.substring(0, 80) : body)
                    .isEqualTo(400);
        }
        assertThat(far.asked).isEmpty();
    }
}
