package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrivals;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is approved stands in the fediverse as it was approved; a correction changes it everywhere, a withdrawal takes it away. */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false"
        })
class FediverseTests {
    private static final String ACTIVITY = "application/activity+json";

    @Autowired
    ApplicationContext context;

    @Autowired
    Worker worker;

    @Autowired
    Addresses addresses;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private FarServer far;
    private Account account;
    private Letterbox letterbox;

    @BeforeEach
    void aFollowedAccount() throws IOException {
        far = new FarServer(port);
        account = Abroad.account(context, "traffic");
        letterbox = new Letterbox(context);
        for (String name : new String[] {"lin", "mei"}) {
            far.say(name, far.activity("Follow", name, addresses.actor(account.id())));
        }
        worker.all();
        far.heard.clear();
    }

    @AfterEach
    void shut() {
        far.close();
    }

    private Manuscript post(String title, String text, Manuscript.Picture... pictures) {
        return Letterbox.manuscript(account, "post", Long.toString(Letterbox.number()), title, text, pictures);
    }

    private Manuscript.Picture picture() throws IOException {
        var image = new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, (int) Letterbox.number());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        Stored stored = context.getBean(Media.class)
                .picture(new ByteArrayInputStream(png.toByteArray()), null)
                .orThrow();
        return new Manuscript.Picture(stored.hash(), stored.mediaType(), "路口的照片", "", stored.width(), stored.height());
    }

    private int status(String address) {
        return Abroad.get(port, address.replace(addresses.base(), ""), "Accept", ACTIVITY)
                .statusCode();
    }

    private JsonNode json(String address) {
        var answer = Abroad.get(port, address.replace(addresses.base(), ""), "Accept", ACTIVITY);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void a_post_is_told_once_to_each_server_and_can_be_read_where_it_says() throws Exception {
        Manuscript manuscript = post("人民路封闭施工", "从**今晚**起封闭。\n\n## 绕行\n请走 #滨江路 。", picture());
        Attempt.Confirmed confirmed = letterbox.publish(account, manuscript);
        assertThat(confirmed.url()).isEqualTo(addresses.base() + "/posts/" + manuscript.reference());
        worker.all();
        assertThat(far.heard).hasSize(1);
        FarServer.Heard heard = far.heard.getFirst();
        assertThat(heard.path()).isEqualTo("/inbox");
        assertThat(far.proven(
                        heard, context.getBean(OwnKeys.class).of(account.id()).pem()))
                .isTrue();
        assertThat(Json.is(heard.body(), "Create")).isTrue();
        ObjectNode note = Json.object(heard.body(), "object");
        assertThat(note).isNotNull();
        assertThat(Json.text(note, "content"))
                .isEqualTo(
                        "<p><strong>人民路封闭施工</strong></p><p>从<strong>今晚</strong>起封闭。</p>\n<p><strong>绕行</strong></p>\n<p>请走 #滨江路 。</p><p><a href=\""
                                + addresses.base() + "/posts/" + manuscript.reference() + "\">本站原文</a></p>");
        assertThat(Json.text(note.path("contentMap"), "zh-CN")).isEqualTo(Json.text(note, "content"));
        assertThat(Json.ids(note, "to")).containsExactly(Addresses.PUBLIC);
        assertThat(Json.ids(note, "cc")).containsExactly(addresses.of(account.id(), "followers"));
        assertThat(Json.objects(note, "tag"))
                .extracting(t -> Json.text(t, "name"))
                .containsExactly("#滨江路");
        JsonNode shown = note.path("attachment").path(0);
        assertThat(Json.text(shown, "name")).isEqualTo("路口的照片").isEqualTo(Json.text(shown, "summary"));
        assertThat(status(Json.text(shown, "url"))).isEqualTo(200);
        JsonNode read = json(Json.text(note, "id"));
        assertThat(Json.text(read, "content")).isEqualTo(Json.text(note, "content"));
        assertThat(json(Json.text(heard.body(), "id")).path("object")).isEqualTo(note);
        JsonNode outbox = json(addresses.of(account.id(), "outbox") + "?page=true");
        assertThat(Json.text(outbox.path("orderedItems").path(0).path("object"), "id"))
                .isEqualTo(Json.text(note, "id"));
        assertThat(Abroad.get(port, Json.text(note, "id").replace(addresses.base(), ""), "Accept", "text/html")
                        .headers()
                        .firstValue("Location"))
                .contains(confirmed.url());
    }

    @Test
    void what_a_review_sees_is_what_goes_out() {
        Manuscript manuscript = post("人民路封闭施工", "从今晚起封闭。");
        String seen = Sheet.read(letterbox.fit(manuscript).bytes()).html();
        letterbox.publish(account, manuscript);
        worker.all();
        assertThat(Json.text(far.heard("Create").getFirst().path("object"), "content"))
                .isEqualTo(seen);
    }

    @Test
    void a_delivery_is_said_once_however_often_it_comes() {
        Parcel parcel = letterbox.parcel(Parcel.Kind.PUBLISH, account, post("停水", "今晚停水。"), null);
        Attempt first = letterbox.hand(parcel).getFirst();
        assertThat(letterbox.hand(parcel).getFirst()).isEqualTo(first);
        worker.all();
        assertThat(far.heard("Create")).hasSize(1);
    }

    @Test
    void a_correction_changes_the_note_and_a_withdrawal_takes_it_away() throws Exception {
        Manuscript manuscript = post("停水", "今晚停水。", picture());
        Attempt.Confirmed published = letterbox.publish(account, manuscript);
        Manuscript better = Letterbox.manuscript(account, "correction", manuscript.reference(), "停水", "明晚停水。");
        Attempt corrected = letterbox
                .hand(letterbox.parcel(Parcel.Kind.CORRECT, account, better, published.remoteId()))
                .getFirst();
        assertThat(corrected).isEqualTo(published);
        worker.all();
        ObjectNode update = far.heard("Update").getFirst();
        assertThat(Json.text(update.path("object"), "content")).contains("明晚").doesNotContain("今晚");
        assertThat(Json.text(update.path("object"), "updated")).isNotEmpty();
        String note = Json.text(update.path("object"), "id");
        assertThat(note).isEqualTo(Json.text(far.heard("Create").getFirst().path("object"), "id"));
        assertThat(Json.text(json(note), "content")).contains("明晚");
        assertThat(status(addresses.base() + "/media/"
                        + manuscript.media().getFirst().hash() + "/original"))
                .isEqualTo(404);

        letterbox.hand(letterbox.parcel(Parcel.Kind.WITHDRAW, account, better, published.remoteId()));
        worker.all();
        ObjectNode delete = far.heard("Delete").getFirst();
        assertThat(Json.text(delete.path("object"), "id")).isEqualTo(note);
        assertThat(Json.is(delete.path("object"), "Tombstone")).isTrue();
        assertThat(Json.ids(delete, "to")).containsExactly(Addresses.PUBLIC);
        assertThat(status(note)).isEqualTo(410);
        assertThat(status(Json.text(update, "id"))).isEqualTo(404);
        assertThat(json(addresses.of(account.id(), "outbox")).path("totalItems").asInt())
                .isZero();
        assertThat(letterbox
                        .hand(letterbox.parcel(Parcel.Kind.CORRECT, account, better, published.remoteId()))
                        .getFirst())
                .isInstanceOf(Attempt.Refused.class);
        assertThat(letterbox
                        .hand(letterbox.parcel(Parcel.Kind.WITHDRAW, account, better, published.remoteId()))
                        .getFirst())
                .isInstanceOf(Attempt.Confirmed.class);
        assertThat(db.sql(
                                "select string_agg(convert_from(body, 'UTF8'), '') from federation.activity where note = ? and type <> 'DELETE'")
                        .param(Long.parseLong(published.remoteId()))
                        .query((r, n) -> r.getString(1))
                        .single())
                .isEmpty();
    }

    @Test
    void who_was_told_hears_of_a_correction_and_a_withdrawal_though_nobody_there_follows_any_more() throws IOException {
        try (FarServer left = new FarServer(port)) {
            ObjectNode follow = left.activity("Follow", "wang", addresses.actor(account.id()));
            left.say("wang", follow);
            worker.all();
            Manuscript manuscript = post("停水", "今晚停水。");
            Attempt.Confirmed published = letterbox.publish(account, manuscript);
            worker.all();
            left.say("wang", left.activity("Undo", "wang", follow));
            worker.all();
            letterbox.publish(account, post("又停水", "后天也停水。"));
            Manuscript better = Letterbox.manuscript(account, "correction", manuscript.reference(), "停水", "明晚停水。");
            letterbox.hand(letterbox.parcel(Parcel.Kind.CORRECT, account, better, published.remoteId()));
            worker.all();
            letterbox.hand(letterbox.parcel(Parcel.Kind.WITHDRAW, account, better, published.remoteId()));
            worker.all();
            assertThat(left.heard)
                    .as("of the note it knows, and of no other")
                    .extracting(h -> Json.text(h.body(), "type"))
                    .containsExactly("Accept", "Create", "Update", "Delete");
            assertThat(Json.text(left.heard("Delete").getFirst().path("object"), "id"))
                    .isEqualTo(addresses.note(Long.parseLong(published.remoteId())));
            assertThat(far.heard("Delete")).as("once, who follows still").hasSize(1);
        }
    }

    @Test
    void a_server_blocked_since_it_was_told_is_spoken_to_no_more() throws IOException {
        try (FarServer left = new FarServer(port)) {
            ObjectNode follow = left.activity("Follow", "wang", addresses.actor(account.id()));
            left.say("wang", follow);
            Manuscript manuscript = post("停水", "今晚停水。");
            worker.all();
            Attempt.Confirmed published = letterbox.publish(account, manuscript);
            worker.all();
            left.say("wang", left.activity("Undo", "wang", follow));
            worker.all();
            // as if it were the name of what this server belongs to
            db.sql("insert into federation.block (host, reason, since) values ('0.0.1', '', '2026-11-25T00:00Z')")
                    .update();
            letterbox.hand(letterbox.parcel(Parcel.Kind.WITHDRAW, account, manuscript, published.remoteId()));
            worker.all();
            assertThat(far.heard("Delete")).as("who follows").hasSize(1);
            assertThat(left.heard("Create")).hasSize(1);
            assertThat(left.heard("Delete")).isEmpty();
        } finally {
            db.sql("delete from federation.block").update();
        }
    }

    @Test
    void what_is_withdrawn_before_it_was_told_is_never_told() {
        Manuscript manuscript = post("停水", "今晚停水。");
        Attempt.Confirmed published = letterbox.publish(account, manuscript);
        letterbox.hand(letterbox.parcel(Parcel.Kind.WITHDRAW, account, manuscript, published.remoteId()));
        worker.all();
        assertThat(far.heard).extracting(h -> Json.text(h.body(), "type")).containsExactly("Delete");
    }

    @Test
    void an_answer_goes_to_who_asked_and_stands_under_the_question() {
        String us = addresses.actor(account.id());
        ObjectNode question = far.note("wang", "<p>什么时候修好红绿灯？</p>", "", us);
        far.say("wang", far.activity("Create", "wang", question));
        worker.all();
        String number = number();
        Attempt.Confirmed answered = (Attempt.Confirmed) letterbox
                .hand(letterbox.parcel(
                        Parcel.Kind.REPLY, account, Letterbox.manuscript(account, "reply", number, "", "已经修好了。"), null))
                .getFirst();
        worker.all();
        List<ObjectNode> heard = far.heard("Create");
        assertThat(far.heard)
                .extracting(FarServer.Heard::path)
                .containsExactlyInAnyOrder("/users/wang/inbox", "/inbox");
        JsonNode note = heard.getFirst().path("object");
        assertThat(Json.text(note, "inReplyTo")).isEqualTo(Json.text(question, "id"));
        assertThat(Json.ids(note, "cc")).contains(far.actor("wang"));
        assertThat(Json.text(note, "content"))
                .isEqualTo("<p><span class=\"h-card\"><a href=\"" + far.actor("wang")
                        + "\" class=\"u-url mention\">@<span>wang</span></a></span> 已经修好了。</p>");
        assertThat(Json.objects(note, "tag")).singleElement().satisfies(tag -> {
            assertThat(Json.text(tag, "href")).isEqualTo(far.actor("wang"));
            assertThat(Json.text(tag, "name")).startsWith("@wang@127.0.0.1");
        });
        assertThat(answered.url()).isEqualTo(Json.text(note, "id"));
        assertThat(status(answered.url())).isEqualTo(200);
        // a further word of theirs under our answer is a comment where they asked
        far.say("wang", far.activity("Create", "wang", far.note("wang", "<p>谢谢，另一个路口呢？</p>", answered.url(), us)));
        worker.all();
        assertThat(db.sql("select way from intake.face_arrival where account = ? and thread = ? order by message")
                        .params(account.id(), Json.text(question, "id"))
                        .query((r, n) -> r.getString(1))
                        .list())
                .hasSize(2)
                .last()
                .isEqualTo("COMMENT");
    }

    @Test
    void a_private_question_is_answered_to_its_author_alone() {
        ObjectNode question = far.note("wang", "<p>我的罚单什么时候能交？</p>", "", addresses.actor(account.id()));
        question.putArray("to").add(addresses.actor(account.id()));
        question.remove("cc");
        far.say("wang", far.activity("Create", "wang", question));
        worker.all();
        Attempt.Confirmed answered = (Attempt.Confirmed) letterbox
                .hand(letterbox.parcel(
                        Parcel.Kind.REPLY,
                        account,
                        Letterbox.manuscript(account, "reply", number(), "", "随时可以。"),
                        null))
                .getFirst();
        db.sql("delete from federation.remote").update();
        worker.all();
        assertThat(far.heard).extracting(FarServer.Heard::path).containsExactly("/users/wang/inbox");
        assertThat(Json.ids(far.heard.getFirst().body(), "to")).containsExactly(far.actor("wang"));
        assertThat(Json.ids(far.heard.getFirst().body(), "cc")).isEmpty();
        assertThat(status(answered.url())).isEqualTo(404);
        assertThat(json(addresses.of(account.id(), "outbox")).path("totalItems").asInt())
                .isZero();
    }

    @Test
    void an_answer_to_a_question_that_was_taken_away_is_not_sent() {
        ObjectNode question = far.note("wang", "<p>什么时候修好红绿灯？</p>", "", addresses.actor(account.id()));
        far.say("wang", far.activity("Create", "wang", question));
        far.say("wang", far.activity("Delete", "wang", Json.text(question, "id")));
        worker.all();
        assertThat(letterbox
                        .hand(letterbox.parcel(
                                Parcel.Kind.REPLY,
                                account,
                                Letterbox.manuscript(account, "reply", number(), "", "已经修好了。"),
                                null))
                        .getFirst())
                .isInstanceOfSatisfying(
                        Attempt.Refused.class, r -> assertThat(r.reason()).contains("删掉"));
    }

    private String number() {
        return db.sql("select number from intake.face_arrival where account = ? order by message desc limit 1")
                .param(account.id())
                .query((r, n) -> r.getString(1))
                .single();
    }

    @Test
    void a_long_post_is_cut_and_leads_to_the_whole_and_a_long_answer_is_refused() {
        String words = "停水通知。".repeat(3_000);
        Sheet sheet = Sheet.read(letterbox.fit(post("停水", words)).bytes());
        assertThat(sheet.html()).contains("阅读全文", "…</p>");
        assertThat(sheet.plain().length()).isLessThan(5_010);
        letterbox.publish(account, post("停水", words));
        worker.all();
        assertThat(Json.bytes(far.heard("Create").getFirst()).length).isLessThan(65_536);
        assertThat(letterbox
                        .fit(Letterbox.manuscript(account, "reply", "1", "", words))
                        .problem())
                .isEqualTo("federation.reply-too-long");
        assertThat(letterbox.fit(post("停水", " ")).problem()).isEqualTo("federation.no-text");
    }

    @Test
    void topics_are_words_after_a_hash_and_nothing_else() {
        assertThat(NoteForm.topics("#停水# 见https://a.example/x#y 与C#语言 #2026 #防汛_2026，#停水"))
                .containsExactly("停水", "防汛_2026");
    }

    @Test
    void a_reviewed_question_of_an_unknown_letter_is_not_answered_here() {
        assertThat(context.getBean(Arrivals.class).origin("L000000-0000")).isEmpty();
        assertThat(letterbox
                        .hand(letterbox.parcel(
                                Parcel.Kind.REPLY,
                                account,
                                Letterbox.manuscript(account, "reply", "L000000-0000", "", "好。"),
                                null))
                        .getFirst())
                .isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void followers_learn_that_an_account_is_called_otherwise_and_that_it_is_closed() {
        Accounts accounts = context.getBean(Accounts.class);
        NewAccount other = NewAccount.of(account.unit(), account.platform(), account.handle(), "示范交警（新）")
                .withExcuse(account.excuse());
        accounts.change(account.id(), account.version(), other, null).orThrow();
        worker.all();
        assertThat(far.heard("Update")).singleElement().satisfies(update -> {
            assertThat(Json.text(update.path("object"), "name")).isEqualTo("示范交警（新）");
            assertThat(Json.text(update.path("object"), "id")).isEqualTo(addresses.actor(account.id()));
        });
        accounts.proposeClosure(account.id(), "并到主账号", null).orThrow();
        accounts.noticePublished(account.id(), 1, java.time.Instant.parse("2026-11-25T00:00:00Z"));
        accounts.move(account.id(), AccountState.CLOSED, "并到主账号", null).orThrow();
        worker.all();
        assertThat(far.heard("Delete"))
                .singleElement()
                .satisfies(delete -> assertThat(Json.id(delete, "object")).isEqualTo(addresses.actor(account.id())));
        assertThat(status(addresses.actor(account.id()))).isEqualTo(410);
    }

    @Test
    void a_snapshot_a_day_says_how_many_and_nothing_of_who_only_reads() {
        Attempt.Confirmed published = letterbox.publish(account, post("停水", "今晚停水。"));
        String note = addresses.note(Long.parseLong(published.remoteId()));
        far.say("lin", far.activity("Like", "lin", note));
        far.say("mei", far.activity("Like", "mei", note));
        far.say("mei", far.activity("Announce", "mei", note));
        far.say("mei", far.activity("Create", "mei", far.note("mei", "几点恢复？", note, "")));
        worker.all();
        CountDaily daily = context.getBean(CountDaily.class);
        daily.run();
        daily.run();
        assertThat(db.sql(
                                "select post, reads, reposts, comments, likes, followers from federation.face_figure where account = ? order by post")
                        .param(account.id())
                        .query((r, n) -> r.getString(1) + " " + r.getString(2) + " " + r.getString(3) + " "
                                + r.getString(4) + " " + r.getString(5) + " " + r.getString(6))
                        .list())
                .containsExactly(" null null null null 2", published.remoteId() + " null 1 1 2 null");
    }
}
