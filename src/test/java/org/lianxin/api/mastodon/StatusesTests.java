package org.lianxin.api.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.api.mastodon.Phone.Answer;
import org.lianxin.api.mastodon.oauth.Signed;
import org.lianxin.intake.Arrival;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.PostState;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is written on a phone is reviewed like anything else; what stands can be read there by whom it concerns. */
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false"})
class StatusesTests {
    private static final String TEXT = "今晚十点人民路封闭施工。请走滨江路，明早五点恢复。 #出行";

    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private Account account;
    private Phone editor;
    private Phone anybody;
    private Desk desk;

    @BeforeEach
    void meet() {
        account = Town.account(context, "traffic");
        editor = phone("traffic.editor", account, "read write follow push");
        anybody = new Phone(port, null);
        desk = new Desk(context);
    }

    private Phone phone(String login, Account account, String scopes) {
        return new Phone(port, Signed.in(context, login, account.id(), scopes).token());
    }

    private PostState state(String post) {
        return context.getBean(Papers.class)
                .find(Long.parseLong(post), Cast.in(context).person("traffic.editor"))
                .map(p -> p.state())
                .orElse(PostState.DROPPED);
    }

    private String written(String text) {
        Answer answer = editor.post("/api/v1/statuses", "status", text);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.text("/id");
    }

    private int posts() {
        return context.getBean(JdbcClient.class)
                .sql("select count(*) from publishing.face_post")
                .query((row, n) -> row.getInt(1))
                .single();
    }

    private static void noNull(JsonNode status) {
        for (String field : List.of(
                "id",
                "created_at",
                "visibility",
                "content",
                "uri",
                "url",
                "account",
                "media_attachments",
                "mentions",
                "tags",
                "emojis",
                "favourites_count",
                "reblogs_count",
                "replies_count",
                "spoiler_text",
                "sensitive")) {
            assertThat(status.path(field).isNull() || status.path(field).isMissingNode())
                    .as(field)
                    .isFalse();
        }
        for (String field : List.of(
                "id",
                "username",
                "acct",
                "display_name",
                "created_at",
                "note",
                "url",
                "avatar",
                "avatar_static",
                "header",
                "header_static",
                "emojis",
                "fields",
                "followers_count",
                "following_count",
                "statuses_count")) {
            assertThat(status.path("account").path(field).isNull()
                            || status.path("account").path(field).isMissingNode())
                    .as(field)
                    .isFalse();
        }
        assertThat(status.path("id").isString()).isTrue();
    }

    @Test
    void what_is_written_waits_for_its_reviewers_and_stands_once_they_have_let_it_through() {
        String post = written(TEXT);
        assertThat(state(post)).isEqualTo(PostState.IN_REVIEW);
        assertThat(editor.get("/api/v1/scheduled_statuses/" + post).text("/params/text"))
                .isEqualTo(TEXT);
        assertThat(editor.get("/api/v1/scheduled_statuses")
                        .json()
                        .path(0)
                        .path("id")
                        .asString(""))
                .isEqualTo(post);
        assertThat(anybody.get("/api/v1/accounts/" + account.id() + "/statuses")
                        .json()
                        .isEmpty())
                .isTrue();
        String note = desk.publish(post, account);
        Answer status = anybody.get("/api/v1/statuses/" + note);
        noNull(status.json());
        assertThat(status.text("/content")).startsWith("<p>今晚十点人民路封闭施工。").doesNotContain("<strong>");
        assertThat(status.text("/tags/0/name")).isEqualTo("出行");
        assertThat(status.text("/account/id")).isEqualTo(Long.toString(account.id()));
        assertThat(editor.get("/api/v1/scheduled_statuses/" + post).status()).isEqualTo(404);
        assertThat(editor.get("/api/v1/timelines/home")
                        .json()
                        .path(0)
                        .path("id")
                        .asString(""))
                .isEqualTo(note);
        assertThat(anybody.get(status.text("/url").replaceFirst("^https?://[^/]+", ""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_same_key_is_the_same_post_also_at_the_same_moment() throws Exception {
        int before = posts();
        Set<String> ids = new HashSet<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(all.submit(() -> editor.form(
                        "POST", "/api/v1/statuses", List.of("status", TEXT), "Idempotency-Key", "one-and-the-same")));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
                ids.add(answer.get().text("/id"));
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(posts()).isEqualTo(before + 1);
        assertThat(editor.form("POST", "/api/v1/statuses", List.of("status", TEXT), "Idempotency-Key", "another")
                        .text("/id"))
                .isNotIn(ids);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"今晚封路。\",\"visibility\":\"private\"}",
                "{\"status\":\"今晚封路。\",\"visibility\":\"direct\"}",
                "{\"status\":\"今晚封路。\",\"poll\":{\"options\":[\"a\",\"b\"],\"expires_in\":3600}}",
                "{\"status\":\"今晚封路。\",\"scheduled_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"status\":\"今晚封路。\",\"scheduled_at\":\"tomorrow\"}",
                "{\"status\":\"今晚封路。\",\"media_ids\":[\"1\"]}",
                "{\"status\":\"今晚封路。\",\"in_reply_to_id\":\"1\"}",
                "{\"status\":\"\"}",
                "{\"status\":\"我的手机号是13812345678，身份证110101199003070134。\"}"
            })
    void what_cannot_be_is_refused_with_a_sentence_and_leaves_no_draft(String body) {
        int before = posts();
        Answer answer = editor.json("POST", "/api/v1/statuses", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/error")).isNotEmpty();
        assertThat(posts()).isEqualTo(before);
    }

    @Test
    void a_time_is_kept_can_be_changed_and_the_whole_be_dropped() {
        String at = clock.instant()
                .plusSeconds(7200)
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        Answer planned = editor.post(
                "/api/v1/statuses", "status", TEXT, "spoiler_text", "施工通告", "language", "zh", "scheduled_at", at);
        assertThat(planned.status()).isEqualTo(200);
        assertThat(java.time.Instant.parse(planned.text("/scheduled_at"))).isEqualTo(at);
        assertThat(planned.text("/params/spoiler_text")).isEqualTo("施工通告");
        String id = planned.text("/id");
        String later = clock.instant()
                .plusSeconds(9000)
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        Answer moved = editor.form("PUT", "/api/v1/scheduled_statuses/" + id, List.of("scheduled_at", later));
        assertThat(java.time.Instant.parse(moved.text("/scheduled_at"))).isEqualTo(later);
        assertThat(state(id)).isEqualTo(PostState.IN_REVIEW);
        assertThat(editor.form("PUT", "/api/v1/scheduled_statuses/" + id, List.of("scheduled_at", "x"))
                        .status())
                .isEqualTo(422);
        Phone vice = phone("traffic.leader", account, "read write");
        assertThat(vice.send("DELETE", "/api/v1/scheduled_statuses/" + id).status())
                .isEqualTo(404);
        assertThat(editor.send("DELETE", "/api/v1/scheduled_statuses/" + id).status())
                .isEqualTo(200);
        assertThat(state(id)).isEqualTo(PostState.DROPPED);
    }

    @Test
    void who_may_only_read_writes_nothing_and_the_other_way_round() {
        assertThat(phone("traffic.editor", account, "read")
                        .post("/api/v1/statuses", "status", TEXT)
                        .status())
                .isEqualTo(403);
        assertThat(phone("traffic.editor", account, "write")
                        .get("/api/v1/timelines/home")
                        .status())
                .isEqualTo(403);
        assertThat(phone("traffic.editor", account, "read:statuses write:statuses")
                        .get("/api/v1/timelines/home")
                        .status())
                .isEqualTo(200);
        assertThat(anybody.post("/api/v1/statuses", "status", TEXT).status()).isEqualTo(401);
    }

    @Test
    void a_picture_is_ready_at_once_described_and_goes_out_with_its_words() throws IOException {
        Answer brought = upload("/api/v2/media", "");
        assertThat(brought.status()).as(brought.body()).isEqualTo(200);
        String id = brought.text("/id");
        assertThat(brought.text("/type")).isEqualTo("image");
        assertThat(editor.post("/api/v1/statuses", "status", TEXT, "media_ids[]", id)
                        .text("/error"))
                .contains("1");
        Answer described = editor.form("PUT", "/api/v1/media/" + id, List.of("description", "封闭的路口"));
        assertThat(described.text("/description")).isEqualTo("封闭的路口");
        assertThat(editor.get("/api/v1/media/" + id).status()).isEqualTo(200);
        assertThat(phone("traffic.leader", account, "read write")
                        .get("/api/v1/media/" + id)
                        .status())
                .isEqualTo(404);
        String preview = brought.text("/preview_url").replaceFirst("^https?://[^/]+", "");
        assertThat(anybody.get(preview).header("Content-Type")).startsWith("image/");
        assertThat(anybody.get(preview.replace("/small", "x/small")).status()).isEqualTo(404);
        Answer post = editor.post("/api/v1/statuses", "status", TEXT, "media_ids", id);
        assertThat(post.status()).as(post.body()).isEqualTo(200);
        assertThat(post.text("/media_attachments/0/description")).isEqualTo("封闭的路口");
        String note = desk.publish(post.text("/id"), account);
        Answer status = anybody.get("/api/v1/statuses/" + note);
        assertThat(status.text("/media_attachments/0/description")).isEqualTo("封闭的路口");
        assertThat(anybody.get(status.text("/media_attachments/0/url").replaceFirst("^https?://[^/]+", ""))
                        .status())
                .isEqualTo(200);
        assertThat(upload("/api/v1/media", "一张图").text("/description")).isEqualTo("一张图");
        assertThat(editor.post("/api/v2/media").status()).isEqualTo(422);
    }

    private Answer upload(String path, String description) throws IOException {
        BufferedImage picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 1, (int) System.nanoTime());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!description.isEmpty()) {
            body.write(("--x\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n" + description + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.write(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        body.write(png.toByteArray());
        body.write("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return editor.send(editor.request(path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    @Test
    void a_correction_goes_to_the_reviewers_and_readers_have_the_old_words_until_then() {
        String post = written(TEXT);
        String note = desk.publish(post, account);
        assertThat(editor.get("/api/v1/statuses/" + note + "/source").text("/text"))
                .isEqualTo(TEXT);
        Answer put = editor.json(
                "PUT", "/api/v1/statuses/" + note, "{\"status\":\"改为今晚十一点封闭。请走滨江路。\",\"spoiler_text\":\"\"}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.text("/content")).contains("今晚十点");
        assertThat(state(post)).isEqualTo(PostState.CORRECTION_IN_REVIEW);
        desk.approve(post);
        Answer now = anybody.get("/api/v1/statuses/" + note);
        assertThat(now.text("/content")).contains("十一点");
        assertThat(now.text("/edited_at")).isNotEmpty();
        assertThat(anybody.get("/api/v1/statuses/" + note + "/history").json().size())
                .isEqualTo(1);
    }

    @Test
    void withdrawing_is_the_leaders() {
        String note = desk.publish(written(TEXT), account);
        Answer refused = editor.send("DELETE", "/api/v1/statuses/" + note);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/error")).contains("领导");
        Phone foreign = phone("water.leader", Town.account(context, "water"), "read write");
        assertThat(foreign.send("DELETE", "/api/v1/statuses/" + note).status()).isEqualTo(404);
        Phone leader = phone("traffic.leader", account, "read write");
        Answer withdrawn = leader.send("DELETE", "/api/v1/statuses/" + note);
        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.text("/text")).isEqualTo(TEXT);
        context.getBean(org.lianxin.delivery.Delivery.class).drain();
        assertThat(anybody.get("/api/v1/statuses/" + note).status()).isEqualTo(404);
    }

    @Test
    void a_question_is_read_by_its_unit_and_answered_in_its_case() {
        String note = desk.publish(written(TEXT), account);
        String address = anybody.get("/api/v1/statuses/" + note).text("/uri");
        String asked = desk.say(account, "请问公交31路今晚怎么绕行？我住在人民路。", address, Arrival.Way.COMMENT);
        Answer question = editor.get("/api/v1/statuses/" + asked);
        noNull(question.json());
        assertThat(question.text("/in_reply_to_id")).isEqualTo(note);
        assertThat(question.text("/account/acct")).isEqualTo("lin@far.example");
        assertThat(editor.get("/api/v1/accounts/" + question.text("/account/id"))
                        .text("/acct"))
                .isEqualTo("lin@far.example");
        Phone foreign = phone("water.editor", Town.account(context, "water"), "read write");
        assertThat(foreign.get("/api/v1/statuses/" + asked).status()).isEqualTo(404);
        assertThat(foreign.get("/api/v1/accounts/" + asked).status()).isEqualTo(404);
        assertThat(anybody.get("/api/v1/statuses/" + asked).status()).isEqualTo(404);
        assertThat(foreign.post("/api/v1/statuses", "status", "答", "in_reply_to_id", asked)
                        .status())
                .isEqualTo(422);
        assertThat(anybody.get("/api/v1/statuses/" + note + "/context").body()).doesNotContain("31路");
        assertThat(editor.get("/api/v1/statuses/" + note + "/context").text("/descendants/0/id"))
                .isEqualTo(asked);
        Answer answer = editor.post(
                "/api/v1/statuses", "status", "@lin@far.example 31路今晚改走滨江路，站牌已贴通知。", "in_reply_to_id", asked);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("/params/text")).startsWith("31路");
        Answer again = editor.post("/api/v1/statuses", "status", "再答一次。", "in_reply_to_id", asked);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/error")).contains("已经有人在写");
        long review = context.getBean(JdbcClient.class)
                .sql("select review from cases.face_reply where id = ?")
                .param(Long.parseLong(answer.text("/id")))
                .query((row, n) -> row.getLong(1))
                .single();
        desk.approve(review);
        Answer around = editor.get("/api/v1/statuses/" + asked + "/context");
        assertThat(around.text("/ancestors/0/id")).isEqualTo(note);
        assertThat(around.text("/descendants/0/content")).contains("改走滨江路");
        assertThat(around.text("/descendants/0/in_reply_to_id")).isEqualTo(asked);
    }

    @Test
    void a_remark_has_to_become_a_case_first_and_nothing_is_added_behind_an_own_post() {
        String remark = desk.say(account, "好的", "", Arrival.Way.COMMENT);
        Answer answer = editor.post("/api/v1/statuses", "status", "谢谢您。", "in_reply_to_id", remark);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/error")).contains("网上留言");
        String note = desk.publish(written(TEXT), account);
        assertThat(editor.post("/api/v1/statuses", "status", "还有。", "in_reply_to_id", note)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void timelines_go_on_by_the_ways_that_they_name() {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            notes.addFirst(desk.publish(written("第" + i + "条路况提示，请注意避让。 #路况" + account.id()), account));
        }
        String path = "/api/v1/accounts/" + account.id() + "/statuses?limit=2";
        Answer first = anybody.get(path);
        assertThat(ids(first)).containsExactly(notes.get(0), notes.get(1));
        String link = first.header("Link");
        assertThat(link).contains("rel=\"next\"", "rel=\"prev\"", "limit=2&max_id=" + notes.get(1));
        assertThat(ids(anybody.get(path + "&max_id=" + notes.get(1)))).containsExactly(notes.get(2), notes.get(3));
        assertThat(ids(anybody.get(path + "&min_id=" + notes.get(4)))).containsExactly(notes.get(2), notes.get(3));
        assertThat(ids(anybody.get(path + "&since_id=" + notes.get(4)))).containsExactly(notes.get(0), notes.get(1));
        assertThat(ids(anybody.get("/api/v1/timelines/tag/%E8%B7%AF%E5%86%B5" + account.id())))
                .isEqualTo(notes);
        assertThat(ids(anybody.get("/api/v1/timelines/public?local=True&limit=5")))
                .isEqualTo(notes);
        assertThat(ids(anybody.get("/api/v1/timelines/public?remote=1"))).isEmpty();
        assertThat(ids(anybody.get("/api/v1/timelines/public?limit=100000")).size())
                .isLessThanOrEqualTo(40);
        assertThat(ids(anybody.get("/api/v1/accounts/" + account.id() + "/statuses?pinned=on")))
                .isEmpty();
        Phone foreign = phone("water.editor", Town.account(context, "water"), "read");
        assertThat(ids(foreign.get("/api/v1/timelines/home"))).doesNotContainAnyElementsOf(notes);
    }

    @Test
    void by_what_a_note_is_found_is_kept_beside_it_and_goes_with_it() throws IOException {
        String topic = "Gleis" + account.id();
        String media = upload("/api/v2/media", "封闭的路口").text("/id");
        String post = editor.post("/api/v1/statuses", "status", TEXT + " #" + topic, "media_ids[]", media)
                .text("/id");
        String note = desk.publish(post, account);
        String plain = desk.publish(written(TEXT), account);
        String own = "/api/v1/accounts/" + account.id() + "/statuses?";

        assertThat(ids(anybody.get("/api/v1/timelines/tag/" + topic.toLowerCase(Locale.ROOT))))
                .containsExactly(note);
        assertThat(ids(anybody.get("/api/v1/timelines/tag/" + topic + "?only_media=true")))
                .containsExactly(note);
        assertThat(ids(anybody.get("/api/v1/timelines/tag/" + topic.substring(1))))
                .isEmpty();
        assertThat(ids(anybody.get(own + "tagged=" + topic.toUpperCase(Locale.ROOT))))
                .containsExactly(note);
        assertThat(ids(anybody.get(own + "only_media=1"))).containsExactly(note);
        assertThat(ids(anybody.get(own))).containsExactly(plain, note);
        assertThat(found(note)).isEqualTo("gleis" + account.id() + ",出行 true");
        assertThat(found(plain)).isEqualTo("出行 false");

        editor.json(
                "PUT",
                "/api/v1/statuses/" + note,
                "{\"status\":\"改为今晚十一点封闭。请走滨江路。 #Umleitung\",\"spoiler_text\":\"\"}");
        desk.approve(post);
        assertThat(found(note)).startsWith("umleitung ");
        phone("traffic.leader", account, "read write").send("DELETE", "/api/v1/statuses/" + note);
        context.getBean(org.lianxin.delivery.Delivery.class).drain();
        assertThat(found(note)).isEqualTo(" false");
    }

    private String found(String note) {
        return context.getBean(JdbcClient.class)
                .sql("""
                        select coalesce((select string_agg(t.tag, ',' order by t.tag collate "C") from federation.face_note_tag t where t.note = n.id), '') || ' ' || n.has_media
                        from federation.face_note n where n.id = ?""")
                .param(Long.parseLong(note))
                .query((row, n) -> row.getString(1))
                .single();
    }

    @Test
    void what_waits_for_one_account_is_shown_however_much_waits_for_another() {
        Account other = Town.account(context, "traffic");
        Phone there = phone("traffic.editor", other, "read write");
        String post = written(TEXT);
        for (int i = 0; i < 2; i++) {
            assertThat(there.post("/api/v1/statuses", "status", TEXT).status()).isEqualTo(200);
        }
        assertThat(ids(editor.get("/api/v1/scheduled_statuses?limit=1"))).containsExactly(post);
    }

    private static List<String> ids(Answer answer) {
        return answer.json()
                .valueStream()
                .map(each -> each.path("id").asString(""))
                .toList();
    }

    @Test
    void accounts_are_found_by_name_address_and_id() {
        String id = Long.toString(account.id());
        assertThat(anybody.get("/api/v1/accounts/lookup?acct=" + account.handle())
                        .text("/id"))
                .isEqualTo(id);
        assertThat(anybody.get("/api/v1/accounts/lookup?acct=nobody").status()).isEqualTo(404);
        assertThat(editor.get("/api/v2/search?resolve=True&q=%40" + account.handle())
                        .text("/accounts/0/id"))
                .isEqualTo(id);
        assertThat(editor.get("/api/v1/accounts/search?q=" + account.handle()).text("/0/id"))
                .isEqualTo(id);
        Answer relations = editor.get("/api/v1/accounts/relationships?id[]=" + id + "&id[]=1");
        assertThat(relations.json().size()).isEqualTo(1);
        assertThat(relations.text("/0/id")).isEqualTo(id);
        assertThat(editor.get("/api/v1/accounts/relationships?id=" + id).json().size())
                .isEqualTo(1);
        assertThat(anybody.get("/api/v1/accounts/" + id + "/followers").json().isEmpty())
                .isTrue();
        String note = desk.publish(written(TEXT), account);
        String uri = anybody.get("/api/v1/statuses/" + note).text("/uri");
        assertThat(editor.get("/api/v2/search?q=" + java.net.URLEncoder.encode(uri, StandardCharsets.UTF_8))
                        .text("/statuses/0/id"))
                .isEqualTo(note);
        assertThat(editor.get("/api/v1/statuses?id[]=" + note + "&id[]=1")
                        .json()
                        .size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statuses/1/favourite",
                "statuses/1/reblog",
                "statuses/1/pin",
                "accounts/1/follow",
                "accounts/1/block"
            })
    void an_authority_likes_and_follows_nothing_and_says_so(String what) {
        Answer answer = editor.post("/api/v1/" + what);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/error")).contains("政务账号");
    }
}
