package org.lianxin.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Correspondence.Letter;
import org.lianxin.intake.Message.Kind;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What a citizen with number and key meets on /follow, in the right and in the wrong, as bytes. */
@LianxinTest(
        properties = {"lianxin.tests.cases=follow", "lianxin.delivery.worker=false"
        }) // a context of its own, because it turns the clock
class FollowTests {
    private static final String WORDS = "朝晖路口的红绿灯太短，老人过不去";
    /** A Tuesday in a year whose holidays are known. */
    private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");

    private static int turn;

    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private Correspondence mail;

    /** Each test has a quarter of an hour and so a window of tries of its own. */
    @BeforeEach
    void laterThanTheOthers() {
        clock.set(START.plus(Duration.ofMinutes(15L * turn++)));
        mail = new Correspondence(context);
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> open(String number, String key) throws Exception {
        return post("/follow", Map.of("number", number, "key", key));
    }

    /** Address of the letter's page, once number and key were shown. */
    private String page(Letter letter) throws Exception {
        HttpResponse<String> opened = open(letter.number(), letter.key());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(302);
        String address = opened.headers().firstValue("Location").orElseThrow().replaceFirst("http://[^/]+", "");
        assertThat(address).startsWith("/follow/").doesNotContain(letter.key()).doesNotContain(letter.number());
        return address;
    }

    private long rated(Letter letter) {
        return context.getBean(Following.class).steps(mail.now(letter)).stream()
                .filter(s -> s.what() == Happening.RATED)
                .count();
    }

    private Letter answered() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", true);
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "配时已改，绿灯延长到**35秒**。\n\n再有问题请打0399-5550123。");
        return letter;
    }

    @Test
    void the_form_sets_no_cookie_and_is_never_kept_and_only_the_empty_one_is_for_search_engines() throws Exception {
        HttpResponse<String> form = get("/follow");
        assertThat(form.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(form.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(form.body())
                .doesNotContain("noindex")
                .contains("rel=\"canonical\"")
                .contains("name=\"description\"")
                .doesNotContain("_csrf");
        assertThat(ValidHtml.errors(form.body())).isEmpty();
        HttpResponse<String> scanned = get("/follow?number=L261124-0384");
        assertThat(scanned.body()).contains("value=\"L261124-0384\"").contains("noindex");
        assertThat(get("/follow?number=" + "L".repeat(300)).body()).doesNotContain("LLLL");
    }

    @Test
    void a_wrong_key_and_an_unknown_number_get_the_same_sentence_and_what_was_typed_comes_back() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        HttpResponse<String> wrong = open(letter.number(), "0000-\"><b>-0000");
        HttpResponse<String> unknown = open("L990101-9999", "0000-\"><b>-0000");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(wrong.body().replace(letter.number(), ""))
                .isEqualTo(unknown.body().replace("L990101-9999", ""));
        assertThat(wrong.body())
                .contains("href=\"#key\"")
                .contains("value=\"" + letter.number() + "\"")
                .doesNotContain("<b>-0000")
                .doesNotContain(WORDS)
                .contains("noindex");
        assertThat(ValidHtml.errors(wrong.body())).isEmpty();
        assertThat(open("", "").body()).contains("href=\"#number\"");
        assertThat(open(letter.number(), " ").body()).contains("href=\"#key\"");
        assertThat(open("L\0", "K\0").statusCode()).isEqualTo(422);
    }

    @Test
    void whoever_guesses_is_shut_out_for_ten_minutes_and_the_key_fits_again_afterwards() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        Letter other = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        for (int i = 0; i < 8; i++) {
            assertThat(open(letter.number(), "0000-0000-000" + i).statusCode()).isEqualTo(422);
        }
        HttpResponse<String> shut = open(letter.number(), letter.key());
        assertThat(shut.statusCode()).isEqualTo(429);
        assertThat(shut.body()).contains("class=\"summary\"").contains(letter.number());
        assertThat(open(other.number(), other.key()).statusCode()).isEqualTo(302);
        clock.set(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(open(letter.number(), letter.key()).statusCode()).isEqualTo(302);
    }

    @Test
    void nobody_can_shut_a_citizen_out_who_knows_only_the_public_number() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        Following following = context.getBean(Following.class);
        for (int from = 1; from <= 20; from++) {
            for (int i = 0; i < 8; i++) {
                assertThat(following
                                .open(letter.number(), "0000-0000-000" + i, "2001:db8:0:" + from + "::1")
                                .isDone())
                        .isFalse();
            }
        }
        assertThat(following.open(letter.number(), letter.key(), "2001:db8:0:1::99"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.kind()).isEqualTo(Outcome.Kind.TOO_MANY));
        assertThat(following
                        .open(letter.number(), letter.key(), "2001:db8:0:99::1")
                        .isDone())
                .isTrue();
    }

    @Test
    void whoever_tries_many_numbers_from_one_network_is_shut_out_there() {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        Following following = context.getBean(Following.class);
        for (int i = 0; i < 40; i++) {
            assertThat(following
                            .open("L990101-%04d".formatted(i), "0000-0000-0000", "2001:db8:1::" + i)
                            .isDone())
                    .isFalse();
        }
        assertThat(following.open(letter.number(), letter.key(), "2001:db8:1::1"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.kind()).isEqualTo(Outcome.Kind.TOO_MANY));
    }

    @Test
    void number_and_key_as_people_type_them_on_a_phone_are_understood() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        assertThat(open(
                                " "
                                        + letter.number()
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .replace("-", "－"),
                                letter.key().replace("-", " ").toLowerCase(java.util.Locale.ROOT))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void the_page_says_who_works_on_it_and_by_when_in_both_languages_and_in_large_print() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS + "，电话13812345678", "traffic", false);
        String address = page(letter);
        HttpResponse<String> page = get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.body())
                .contains("noindex")
                .contains("市公安局交警支队在办")
                .contains("最晚明天17:30先回您情况，11月10日17:30前答复。")
                .contains("5个工作日内答复")
                .contains("2026-11-07") // a Saturday on the way, shown and not counted
                .doesNotContain("13812345678")
                .doesNotContain("解决了吗")
                .doesNotContain("林文斌");
        assertThat(ValidHtml.errors(page.body())).isEmpty();
        assertThat(page.body()).contains("href=\"/large" + address + "\"").contains("href=\"/en" + address + "\"");
        assertThat(get("/en" + address).body()).contains("is working on it").contains("lang=\"zh-CN\">" + WORDS);
        assertThat(get("/large" + address).body()).contains("data-print=\"large\"");
    }

    @Test
    void a_late_case_says_that_it_is_late_and_a_case_nobody_has_yet_that_it_is_being_placed() throws Exception {
        Letter letter = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        Letter nobodys = mail.write(Kind.COMPLAINT, "楼下健身器材坏了", null, false);
        assertThat(get(page(nobodys)).body()).contains("等着分派").contains("正在看归谁办");
        clock.set(clock.instant().plus(Duration.ofDays(9)));
        assertThat(get(page(letter)).body())
                .contains("晚了。</strong>单位领导和办公室都看得到")
                .contains("data-is=\"care\"");
        clock.set(START);
    }

    @Test
    void the_answer_is_read_as_it_was_sent_and_the_public_page_is_named_where_there_is_one() throws Exception {
        Letter letter = answered();
        String body = get(page(letter)).body();
        assertThat(body)
                .contains("<strong>35秒</strong>")
                .contains("href=\"tel:03995550123\"")
                .contains("href=\"/answers/" + letter.number() + "\"")
                .contains("解决了吗？")
                .contains("不到一个工作日");
        Letter secret = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        mail.answer(secret, "traffic", Reply.Kind.FIRST, "已派人去看。");
        assertThat(get(page(secret)).body())
                .contains("已派人去看。")
                .contains("先回了情况")
                .doesNotContain("/answers/" + secret.number());
    }

    @Test
    void not_solved_opens_the_case_again_and_pressing_twice_is_once() throws Exception {
        Letter letter = answered();
        String address = page(letter);
        Map<String, String> form = Map.of("rating", "not-solved", "words", "还是只有20秒，我的电话13812345678");
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var one : java.util.List.of(
                    threads.submit(() -> post(address + "/rating", form)),
                    threads.submit(() -> post(address + "/rating", form)))) {
                assertThat(one.get().statusCode()).isEqualTo(302);
                assertThat(one.get().headers().firstValue("Location").orElseThrow())
                        .endsWith(address + "?said=follow-reopened");
            }
        }
        assertThat(rated(letter)).isEqualTo(1);
        assertThat(mail.now(letter)).satisfies(c -> {
            assertThat(c.state()).isEqualTo(CaseState.REOPENED);
            assertThat(c.reopened()).isEqualTo(1);
            assertThat(c.rated().words()).contains("还是只有20秒").doesNotContain("13812345678");
        });
        assertThat(get(address + "?said=follow-reopened").body())
                .contains("role=\"status\"")
                .contains("您说没解决")
                .contains("从重新办的第二天算起");
        clock.set(clock.instant().plusSeconds(60));
        mail.answer(letter, "traffic", Reply.Kind.FINAL, "又改了一次，35秒，请您再看。");
        assertThat(get(address).body()).contains("id=\"solved\">解决了吗？").doesNotContain("您打的分");
        post(address + "/rating", Map.of("rating", "solved", "words", ""));
        post(address + "/rating", Map.of("rating", "solved", "words", ""));
        assertThat(rated(letter)).isEqualTo(2);
        assertThat(get(address).body()).contains("您打的分").contains("改一下");
    }

    @Test
    void a_rating_that_is_refused_comes_back_with_everything_typed() throws Exception {
        Letter letter = answered();
        String address = page(letter);
        String tooMuch = "路口".repeat(251);
        HttpResponse<String> back = post(address + "/rating", Map.of("rating", "partly", "words", tooMuch));
        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body()).contains("href=\"#words\"").contains(tooMuch).contains("value=\"partly\" checked");
        assertThat(ValidHtml.errors(back.body())).isEmpty();
        HttpResponse<String> none = post(address + "/rating", Map.of("words", "说不好"));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("href=\"#rating\"").contains("说不好");
        assertThat(get(address + "/rating").statusCode()).isEqualTo(302);
        assertThat(rated(letter)).isZero();
        Letter open = mail.write(Kind.COMPLAINT, WORDS, "traffic", false);
        assertThat(post(page(open) + "/rating", Map.of("rating", "solved")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void an_address_that_is_forged_or_old_shows_nothing_and_what_was_being_written_is_not_lost() throws Exception {
        Letter letter = answered();
        Letter other = answered();
        String address = page(letter);
        String forged = address.replace(Long.toString(letter.id()), Long.toString(other.id()));
        assertThat(forged).isNotEqualTo(address);
        for (String wrong : java.util.List.of(forged, address + "x", "/follow/1", "/follow/1.2.3")) {
            HttpResponse<String> nothing = get(wrong);
            assertThat(nothing.statusCode()).as(wrong).isEqualTo(410);
            assertThat(nothing.body()).doesNotContain(WORDS).contains("noindex");
        }
        clock.set(clock.instant().plus(Duration.ofMinutes(121)));
        HttpResponse<String> late = post(address + "/rating", Map.of("rating", "not-solved", "words", "写了很久的话"));
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.body()).contains("name=\"words\" value=\"写了很久的话\"").doesNotContain(WORDS);
        assertThat(ValidHtml.errors(late.body())).isEmpty();
        HttpResponse<String> again = post(
                "/follow",
                Map.of("number", letter.number(), "key", letter.key(), "rating", "not-solved", "words", "写了很久的话"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("写了很久的话</textarea>").contains("value=\"not-solved\" checked");
        assertThat(rated(letter)).isZero();
    }
}
