package org.lianxin.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Role;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages and the REST interface as people and programs meet them. */
@LianxinTest
class ReviewPagesTests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    ApplicationContext context;

    @Autowired
    Reviews reviews;

    @Autowired
    Approvals approvals;

    @Autowired
    Chains chains;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Cast cast;
    private long subject;

    @BeforeEach
    void somethingToReview() {
        cast = Cast.in(context);
        subject = Probe.id();
    }

    @AfterEach
    void theClockRunsOn() {
        clock.set(null);
    }

    private Review ask(Request request) {
        return reviews.find(reviews.ask(request, cast.person("traffic.editor")).orThrow())
                .orElseThrow();
    }

    private Review asked() {
        return ask(Probe.of(cast, subject, null));
    }

    private HttpResponse<String> get(String login, String path) throws Exception {
        return HTTP.send(request(login, path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String login, String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                request(login, path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> json(String login, String path, String body) throws Exception {
        return HTTP.send(
                request(login, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String login, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + cast.bearer(login));
    }

    private static Map<String, String> decision(Review review, String... more) {
        Map<String, String> form = new java.util.HashMap<>(
                Map.of("version", Integer.toString(review.version()), "digest", review.digest()));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    private List<String> waiting(String login) {
        return approvals.waitingFor(cast.person(login)).stream()
                .map(Waiting.Item::id)
                .filter(id -> id.contains("/"))
                .toList();
    }

    @Test
    void a_leader_reads_the_whole_content_and_approves_with_one_press() throws Exception {
        Review review = ask(Probe.of(cast, subject, "traffic", null, true, "第一个平台<b>", "第二个平台"));
        HttpResponse<String> page = get("traffic.leader", "/console/reviews/" + review.id());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "第一个平台&lt;b&gt;",
                        "第二个平台",
                        review.digest(),
                        "action=\"/console/reviews/" + review.id() + "/approval\"");
        HttpResponse<String> done =
                post("traffic.leader", "/console/reviews/" + review.id() + "/approval", decision(review));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(done.headers().firstValue("Location").orElseThrow())
                .endsWith("/console/reviews/" + review.id() + "?said=review-passed");
        assertThat(reviews.find(review.id()).orElseThrow().state()).isEqualTo(ReviewState.PASSED);
        HttpResponse<String> twice =
                post("traffic.leader", "/console/reviews/" + review.id() + "/approval", decision(review));
        assertThat(twice.statusCode()).isEqualTo(302);
        assertThat(post("traffic.vice", "/console/reviews/" + review.id() + "/approval", decision(review))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void who_may_not_decide_reads_and_sees_no_verb_and_a_stranger_sees_no_page() throws Exception {
        Review review = asked();
        for (String reader : List.of("traffic.editor", "traffic.partner", "inspector")) {
            HttpResponse<String> page = get(reader, "/console/reviews/" + review.id());
            assertThat(page.statusCode()).as(reader).isEqualTo(200);
            assertThat(page.body()).as(reader).contains("路灯已修好").doesNotContain("/approval", "/bypass", "/return");
        }
        for (String stranger : List.of("water.leader", "water.editor", "admin")) {
            assertThat(get(stranger, "/console/reviews/" + review.id()).statusCode())
                    .as(stranger)
                    .isEqualTo(404);
            assertThat(get(stranger, "/rest/v1/reviews/" + review.id()).statusCode())
                    .as(stranger)
                    .isEqualTo(404);
        }
        assertThat(post("water.leader", "/console/reviews/" + review.id() + "/approval", decision(review))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("traffic.editor", "/console/reviews/" + review.id() + "/approval", decision(review))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("traffic.leader", "/console/reviews/12x").statusCode()).isEqualTo(404);
        assertThat(get("traffic.leader", "/console/reviews/99").statusCode()).isEqualTo(404);
    }

    @Test
    void sending_back_without_a_remark_keeps_the_page_and_says_what_is_missing() throws Exception {
        Review review = asked();
        HttpResponse<String> refused =
                post("traffic.leader", "/console/reviews/" + review.id() + "/return", decision(review, "remark", " "));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("写上要改什么，才能退回。", "href=\"#remark\"", "路灯已修好");
        HttpResponse<String> long1 = post(
                "traffic.leader",
                "/console/reviews/" + review.id() + "/return",
                decision(review, "remark", "字".repeat(1001)));
        assertThat(long1.statusCode()).isEqualTo(422);
        assertThat(long1.body()).contains("字".repeat(1001));
        assertThat(post(
                                "traffic.leader",
                                "/console/reviews/" + review.id() + "/return",
                                decision(review, "remark", "路名写错了"))
                        .statusCode())
                .isEqualTo(302);
        Review again = asked();
        assertThat(get("traffic.vice", "/console/reviews/" + again.id()).body()).contains("上次退回时写的", "路名写错了");
    }

    @Test
    void an_approval_after_the_planned_time_is_a_choice_in_the_same_screen() throws Exception {
        clock.set(Instant.parse("2026-11-24T02:00:00Z"));
        Review review = ask(Probe.of(cast, subject, Instant.parse("2026-11-24T03:00:00Z")));
        clock.set(Instant.parse("2026-11-24T03:10:00Z"));
        String path = "/console/reviews/" + review.id() + "/approval";
        HttpResponse<String> late = post("traffic.leader", path, decision(review));
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("原定时间已过", "通过，现在发布", "通过，到那时发布");
        assertThat(post("traffic.leader", path, decision(review, "when", "at", "at", ""))
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> passed =
                post("traffic.leader", path, decision(review, "when", "at", "at", "2026-11-24T10:00"));
        assertThat(passed.statusCode()).isEqualTo(422);
        assertThat(passed.body()).contains("这个时间已经过了", "2026-11-24T10:00");
        assertThat(reviews.find(review.id()).orElseThrow().state()).isEqualTo(ReviewState.OPEN);
        assertThat(post("traffic.leader", path, decision(review, "when", "at", "at", "2026-11-24T17:00"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(reviews.find(review.id()).orElseThrow().planned()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
    }

    @Test
    void an_urgent_one_is_let_through_and_looked_back_at_from_the_page() throws Exception {
        Review review = asked();
        assertThat(get("office", "/console/reviews/" + review.id()).body()).contains("等不及审批");
        String path = "/console/reviews/" + review.id();
        assertThat(post("office", path + "/bypass", decision(review)).statusCode())
                .isEqualTo(422);
        assertThat(post("traffic.partner", path + "/bypass", decision(review, "reason", "急"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("office", path + "/bypass", decision(review, "reason", "路面塌陷"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(waiting("traffic.leader")).contains("review/" + review.id() + "/look-back");
        assertThat(waiting("office.deputy")).contains("review/" + review.id() + "/look-back");
        assertThat(waiting("office")).doesNotContain("review/" + review.id() + "/look-back");
        assertThat(get("office", path).body()).doesNotContain("/look-back");
        assertThat(get("traffic.leader", path).body()).contains(path + "/look-back");
        assertThat(post("traffic.leader", path + "/look-back", Map.of("good", "false"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("traffic.leader", path + "/look-back", Map.of("good", "true"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(waiting("office.deputy")).doesNotContain("review/" + review.id() + "/look-back");
    }

    @Test
    void what_waits_is_listed_for_exactly_those_who_may_act_and_they_are_told() {
        db.sql("delete from notices.rung").update();
        Review review = asked();
        String step = "review/" + review.id() + "/0";
        for (String login : cast.logins()) {
            assertThat(waiting(login).contains(step))
                    .as(login)
                    .isEqualTo(login.equals("traffic.leader") || login.equals("traffic.vice"));
        }
        assertThat(db.sql("select person from notices.rung order by 1")
                        .query((row, n) -> row.getLong(1))
                        .list())
                .containsExactlyInAnyOrder(cast.id("traffic.leader"), cast.id("traffic.vice"));
    }

    @Test
    void what_nobody_can_sign_waits_for_the_office() {
        chains.set(cast.unit("water").id(), "", "", List.of(Role.ON_SCENE_LEADER), 0, cast.person("office"))
                .orThrow();
        Review review = ask(Probe.of(cast, subject, "water", null, true, "停水通知"));
        assertThat(waiting("office")).contains("review/" + review.id() + "/nobody");
        assertThat(waiting("water.leader")).doesNotContain("review/" + review.id() + "/nobody");
        chains.all()
                .forEach(c -> chains.remove(c.id(), c.version(), cast.person("office"))
                        .orThrow());
    }

    @Test
    void the_due_moment_is_the_planned_time() {
        Instant planned = clock.instant().plusSeconds(7200);
        Review review = ask(Probe.of(cast, subject, planned));
        var item = approvals.waitingFor(cast.person("traffic.leader")).stream()
                .filter(i -> i.href().endsWith("/" + review.id()))
                .findFirst()
                .orElseThrow();
        assertThat(item.due()).isEqualTo(planned);
        assertThat(item.detail()).contains("林文斌写的");
    }

    @Test
    void programs_approve_with_version_and_digest_and_errors_name_the_field() throws Exception {
        Review review = asked();
        HttpResponse<String> shown = get("traffic.leader", "/rest/v1/reviews/" + review.id());
        assertThat(shown.body())
                .contains("\"id\":\"" + review.id() + "\"", "\"version\":1", "\"state\":\"OPEN\"", "路灯已修好");
        String path = "/rest/v1/reviews/" + review.id();
        assertThat(json("traffic.leader", path + "/approval", "{\"version\":1,\"digest\":\"sha256:00\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(json("traffic.leader", path + "/approval", "{\"version\":1}").statusCode())
                .isEqualTo(409);
        HttpResponse<String> back = json("traffic.leader", path + "/return", "{\"version\":1}");
        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body()).contains("#/remark");
        HttpResponse<String> done =
                json("traffic.leader", path + "/approval", "{\"version\":1,\"digest\":\"" + review.digest() + "\"}");
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(done.body()).contains("\"last\":true");
        assertThat(json("water.leader", path + "/approval", "{\"version\":2,\"digest\":\"" + review.digest() + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("traffic.editor", "/rest/v1/reviews?of=decided").body()).contains("\"" + review.id() + "\"");
        assertThat(get("water.editor", "/rest/v1/reviews?of=decided").body()).doesNotContain("\"" + review.id() + "\"");
        assertThat(get("traffic.editor", "/rest/v1/reviews?of=nonsense").statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_list_shows_what_waits_what_is_with_others_and_what_was_decided_page_by_page() throws Exception {
        for (int i = 0; i < 32; i++) {
            subject = Probe.id();
            Review review = asked();
            reviews.approve(review.id(), 1, review.digest(), null, cast.person("traffic.leader"))
                    .orThrow();
        }
        String first = get("traffic.editor", "/console/reviews").body();
        java.util.regex.Matcher next = java.util.regex.Pattern.compile("/console/reviews\\?before=(\\d+,\\d+)")
                .matcher(first);
        assertThat(next.find()).isTrue();
        String second = get("traffic.editor", "/console/reviews?before=" + next.group(1))
                .body();
        assertThat(second).contains("/console/reviews/").doesNotContain("在别人手里");
        assertThat(get("water.partner", "/console/reviews").statusCode()).isEqualTo(200);
    }

    @Test
    void the_office_sets_chains_and_nobody_else_does() throws Exception {
        assertThat(get("inspector", "/console/chains").body()).doesNotContain("<form class=\"stack\"");
        assertThat(get("traffic.leader", "/console/chains").statusCode()).isEqualTo(403);
        assertThat(post("traffic.leader", "/console/chains", Map.of("step1", "LEADER"))
                        .statusCode())
                .isEqualTo(403);
        String water = Long.toString(cast.unit("water").id());
        assertThat(post("office", "/console/chains", Map.of("unit", water, "step1", "EDITOR"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("office", "/console/chains", Map.of("unit", water, "step1", ""))
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("office", "/console/chains", Map.of("unit", "17", "step1", "LEADER"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("office", "/console/chains", Map.of("unit", water, "kind", "nonsense/x", "step1", "LEADER"))
                        .statusCode())
                .isEqualTo(422);
        Map<String, String> good = Map.of("unit", water, "step1", "SPOKESPERSON", "step2", "LEADER", "step3", "OFFICE");
        assertThat(post("office", "/console/chains", good).statusCode()).isEqualTo(302);
        HttpResponse<String> again = post("office", "/console/chains", good);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("这一项已经定过");
        assertThat(chains.stepsFor(cast.unit("water").id(), "post", "news"))
                .containsExactly(Role.SPOKESPERSON, Role.LEADER, Role.OFFICE);
        assertThat(chains.stepsFor(cast.unit("traffic").id(), "post", "news")).containsExactly(Role.LEADER);
        Chain set = chains.all().getFirst();
        assertThat(get("office", "/console/chains?edit=" + set.id()).body()).contains("改这一条");
        assertThat(post("office", "/console/chains/" + set.id() + "/removal", Map.of("version", "9"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(post("office", "/console/chains/" + set.id() + "/removal", Map.of("version", "1"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(json(
                                "office",
                                "/rest/v1/chains",
                                "{\"unit\":\"" + water + "\",\"steps\":[\"LEADER\",\"LEADER\",\"LEADER\",\"OFFICE\"]}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_more_exact_chain_wins_and_of_two_alike_the_units_own() {
        long traffic = cast.unit("traffic").id();
        // rows as they stand once modules have entered their categories
        chain(null, "", "", "OFFICE");
        assertThat(chains.stepsFor(traffic, "post", "news")).containsExactly(Role.OFFICE);
        chain(traffic, "", "", "SPOKESPERSON");
        assertThat(chains.stepsFor(traffic, "post", "news")).containsExactly(Role.SPOKESPERSON);
        chain(null, "post", "news", "LEADER", "OFFICE");
        assertThat(chains.stepsFor(traffic, "post", "news")).containsExactly(Role.LEADER, Role.OFFICE);
        assertThat(chains.stepsFor(traffic, "post", "policy")).containsExactly(Role.SPOKESPERSON);
        assertThat(chains.stepsFor(traffic, "reply", "news")).containsExactly(Role.SPOKESPERSON);
        chain(traffic, "post", "news", "ON_SCENE_LEADER");
        assertThat(chains.stepsFor(traffic, "post", "news")).containsExactly(Role.ON_SCENE_LEADER);
        chains.all()
                .forEach(c -> chains.remove(c.id(), c.version(), cast.person("office"))
                        .orThrow());
    }

    private void chain(Long unit, String type, String category, String... steps) {
        db.sql(
                        "insert into review.chain (id, unit, subject_type, category, steps, set_at) values (?, ?, ?, ?, ?, timestamptz '2026-11-24 02:00Z')")
                .params(Probe.id(), unit, type, category, steps)
                .update();
    }
}
