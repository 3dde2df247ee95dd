package org.lianxin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Settings;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.lianxin.support.ValidHtml;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The form as citizens meet it, with and without script, in the right and in the wrong. */
@LianxinTest(properties = "lianxin.tests.intake=ask") // a context of its own, because it turns the clock
class AskTests {
    private static final String WORDS = "朝晖路口的红绿灯太短，老人过不去";
    private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");

    @Autowired
    JdbcClient db;

    @Autowired
    Settings settings;

    @Autowired
    LianxinClock clock;

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private static int day;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** Each test has a day and so a window of its own. */
    @BeforeEach
    void aNewDay() {
        Cast.in(context);
        clock.set(START.plus(Duration.ofDays(day++)));
        settings.set("intake.work-bits", "8", null);
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

    private static String hidden(String html, String name) {
        Matcher input =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(html);
        assertThat(input.find()).as(html).isTrue();
        return input.group(1);
    }

    /** A fresh form, four seconds later. */
    private Map<String, String> form() throws Exception {
        HttpResponse<String> page = get("/ask");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        clock.set(clock.instant().plusSeconds(4));
        Map<String, String> form = new HashMap<>(Map.of(
                "token",
                hidden(page.body(), "token"),
                "text",
                WORDS,
                "kind",
                "complaint",
                "unit",
                "",
                "place",
                "",
                "contact",
                "",
                "work",
                ""));
        form.put("website", "");
        return form;
    }

    private HttpResponse<String> send(Map<String, String> form, byte[]... photos) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        form.forEach((name, value) -> body.writeBytes(("--xyz\r\nContent-Disposition: form-data; name=\"" + name
                        + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
        int n = 0;
        for (byte[] photo : photos) {
            body.writeBytes(("--xyz\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"p" + ++n
                            + ".png\"\r\nContent-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(photo);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--xyz--\r\n".getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ask"))
                        .header("Content-Type", "multipart/form-data; boundary=xyz")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private String receipt(HttpResponse<String> sent) throws Exception {
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        String address = URI.create(sent.headers().firstValue("Location").orElseThrow())
                .toString()
                .replaceFirst("http://[^/]+", "");
        assertThat(address).startsWith("/ask/receipt?t=");
        HttpResponse<String> page = get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        return page.body();
    }

    private static String number(String receipt) {
        Matcher number = Pattern.compile("L\\d{6}-\\d{4,}").matcher(receipt);
        assertThat(number.find()).as(receipt).isTrue();
        return number.group();
    }

    private static String key(String receipt) {
        Matcher key = Pattern.compile("<dd class=\"key\">([0-9A-Z-]{14})</dd>").matcher(receipt);
        assertThat(key.find()).as(receipt).isTrue();
        return key.group(1);
    }

    private int count() {
        return db.sql("select count(*) from intake.message")
                .query((row, n) -> row.getInt(1))
                .single();
    }

    @Test
    void without_script_a_letter_is_sent_and_number_and_key_are_shown_once() throws Exception {
        HttpResponse<String> sent = send(form());
        String receipt = receipt(sent);
        assertThat(receipt)
                .contains("href=\"/follow?number=" + number(receipt) + "\"")
                .doesNotContain("key=")
                .contains("role=\"img\"")
                .contains("<path d=\"M");
        assertThat(context.getBean(Intake.class).open(number(receipt), key(receipt)))
                .hasValueSatisfying(m -> {
                    assertThat(m.masked()).isEqualTo(WORDS);
                    assertThat(m.consent()).isFalse();
                });
        clock.set(clock.instant().plusSeconds(31 * 60));
        HttpResponse<String> later =
                get(sent.headers().firstValue("Location").orElseThrow().replaceFirst("http://[^/]+", ""));
        assertThat(later.statusCode()).isEqualTo(410);
        assertThat(later.body()).doesNotContain(key(receipt));
        assertThat(get("/ask/receipt?t=" + "A".repeat(120)).statusCode()).isEqualTo(410);
    }

    @Test
    void the_same_form_sent_twice_at_once_is_one_letter_with_one_receipt() throws Exception {
        Map<String, String> form = form();
        int before = count();
        List<String> receipts = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var one :
                    List.of(threads.submit(() -> receipt(send(form))), threads.submit(() -> receipt(send(form))))) {
                receipts.add(number(one.get()) + key(one.get()));
            }
        }
        assertThat(receipts.get(0)).isEqualTo(receipts.get(1));
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void a_form_that_fails_comes_back_with_everything_as_typed() throws Exception {
        Map<String, String> form = form();
        form.putAll(Map.of(
                "text",
                "<b>路</b>",
                "kind",
                "help",
                "unit",
                "water",
                "place",
                "\"人民路\"><script>alert(1)</script>",
                "contact",
                "somebody at home",
                "consent",
                "on"));
        form.put("text", "路 ");
        HttpResponse<String> back = send(form, IntakeTests.picture(71), "no picture".getBytes(StandardCharsets.UTF_8));
        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body())
                .contains("role=\"alert\"")
                .contains("href=\"#text\"")
                .contains("href=\"#photos\"")
                .contains("p2.png")
                .contains("value=\"water\" selected")
                .contains("value=\"help\" checked")
                .contains("somebody at home")
                .contains("name=\"consent\" checked")
                .contains("&#34;人民路")
                .doesNotContain("<script>alert");
        assertThat(ValidHtml.errors(back.body())).isEmpty();
        // the picture that was good stays attached under the form's signature
        form.putAll(Map.of("text", WORDS, "contact", "", "kept", hidden(back.body(), "kept")));
        String receipt = receipt(send(form));
        assertThat(pictures(number(receipt))).hasSize(1);
        Map<String, String> other = form();
        other.put("kept", hidden(back.body(), "kept"));
        assertThat(pictures(number(receipt(send(other))))).isEmpty();
    }

    private List<String> pictures(String number) {
        return db.sql("select unnest(pictures) from intake.message where number = ?")
                .param(number)
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void bad_input_gets_a_sentence_and_registers_nothing() throws Exception {
        int before = count();
        byte[] huge = new byte[50 * 1024 * 1024];
        for (var bad : List.of(
                Map.entry("text", ""),
                Map.entry("text", "路灯\0坏了三天了"),
                Map.entry("text", "𠮷".repeat(5_001)),
                Map.entry("kind", "shouting"),
                Map.entry("unit", "nobody"),
                Map.entry("contact", "1"),
                Map.entry("website", "http://buy.example"),
                Map.entry("token", "forged"))) {
            Map<String, String> form = form();
            form.put(bad.getKey(), bad.getValue());
            HttpResponse<String> back = send(form);
            assertThat(back.statusCode()).as(bad.getKey()).isEqualTo(422);
            assertThat(back.body()).contains("class=\"summary\"");
            if (!bad.getKey().equals("text")) {
                assertThat(back.body()).contains(WORDS);
            }
        }
        HttpResponse<String> large = send(form(), huge);
        assertThat(large.statusCode()).isEqualTo(422);
        assertThat(large.body()).contains("20 MB").contains(WORDS);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void whoever_is_too_quick_or_too_late_presses_once_more_and_a_clock_set_back_does_no_harm() throws Exception {
        Map<String, String> form = form();
        clock.set(clock.instant().minusSeconds(3));
        assertThat(send(form).statusCode()).isEqualTo(422);
        clock.set(clock.instant().plusSeconds(5));
        receipt(send(form));
        Map<String, String> old = form();
        clock.set(clock.instant().plus(Duration.ofHours(7)));
        HttpResponse<String> late = send(old);
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains(WORDS);
        old.put("token", hidden(late.body(), "token"));
        clock.set(clock.instant().plusSeconds(4));
        receipt(send(old));
        Map<String, String> ahead = form();
        clock.set(clock.instant().minus(Duration.ofDays(3)));
        receipt(send(ahead));
    }

    private static String work(String token, int bits) throws Exception {
        for (long n = 0; ; n++) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((token + ":" + n).getBytes(StandardCharsets.UTF_8));
            if (new java.math.BigInteger(1, digest).bitLength() <= 256 - bits) {
                return Long.toString(n);
            }
        }
    }

    @Test
    void work_proven_widens_the_limit_and_is_never_demanded() throws Exception {
        for (int i = 0; i < 5; i++) {
            receipt(send(form()));
        }
        HttpResponse<String> sixth = send(form());
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains(WORDS);
        Map<String, String> proven = form();
        proven.put("work", "1");
        proven.put("work", work(proven.get("token"), 8));
        receipt(send(proven));
        Map<String, String> quick = form();
        clock.set(clock.instant().minusSeconds(4));
        quick.put("work", work(quick.get("token"), 8));
        receipt(send(quick));
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        receipt(send(form()));
    }

    @Test
    void a_contact_with_an_at_is_an_address_and_gets_a_mail_and_a_telephone_is_kept_for_the_handler() throws Exception {
        Map<String, String> mail = form();
        mail.put("contact", " sun@shifan.example ");
        String receipt = receipt(send(mail));
        assertThat(org.lianxin.support.Mailbox.of(context, "sun@shifan.example"))
                .singleElement()
                .satisfies(m -> assertThat(m).contains(number(receipt)).contains(key(receipt)));
        Map<String, String> phone = form();
        phone.put("contact", "0399-5550110");
        Intake intake = context.getBean(Intake.class);
        String second = receipt(send(phone));
        long id = intake.open(number(second), key(second)).orElseThrow().id();
        assertThat(intake.reveal(id, "回电话", Cast.in(context).person("office"), null)
                        .orThrow()
                        .phone())
                .isEqualTo("0399-5550110");
    }

    @Test
    void a_lost_key_gets_the_same_answer_whoever_asks_and_not_too_often() throws Exception {
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ask/lost-key"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("number=L261124-0001&email=a@b.cn"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/ask/lost-key?said=new-key");
        }
        HttpResponse<String> sixth = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ask/lost-key"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("number=L261124-0001&email=a@b.cn"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.body()).contains("a@b.cn");
    }

    @Test
    void programs_write_by_the_same_door() throws Exception {
        String challenge = get("/rest/v1/messages/challenge").body().replaceAll(".*\"challenge\":\"([^\"]+)\".*", "$1");
        String body = "{\"kind\":\"inquiry\",\"text\":\"" + WORDS + "\",\"unit\":\"water\",\"challenge\":\"" + challenge
                + "\",\"work\":\"" + work(challenge, 8) + "\"}";
        HttpResponse<String> made = post(body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"id\":\"").contains("\"key\":\"");
        assertThat(post(body).body()).isEqualTo(made.body());
        HttpResponse<String> bad = post("{\"kind\":\"inquiry\",\"text\":\"路\"}");
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("urn:lianxin:intake.text.short").contains("#/text");
        assertThat(post("{\"text\":\"" + WORDS + "\"}").body()).contains("#/kind");
        assertThat(post("{").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> post(String json) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/rest/v1/messages"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void the_pages_are_valid_and_without_barriers_in_every_look_also_when_refused(@TempDir Path folder)
            throws Exception {
        Path none = Files.writeString(folder.resolve("none.png"), "no picture");
        for (String path : List.of(
                "/ask",
                "/en/ask",
                "/large/ask",
                "/ask/lost-key",
                "/ask/receipt",
                "/en/large/ask?unit=water&kind=help")) {
            assertThat(ValidHtml.errors(get(path).body())).as(path).isEmpty();
        }
        for (Look look : List.of(Look.PHONE, Look.DESK.inTheDark(), Look.DESK.withoutScript())) {
            try (BrowserContext window = Chromium.window(look)) {
                var page = window.newPage();
                page.navigate("http://localhost:" + port + "/ask");
                if (look.script()) {
                    assertThat(Chromium.violations(page)).isEmpty();
                }
                page.fill("#text", WORDS + "，我电话16035512046");
                page.setInputFiles("#photos", none);
                clock.set(clock.instant().plusSeconds(4));
                page.evaluate("document.querySelectorAll('[required]').forEach(e => e.required = false)");
                page.click("button[type=submit]");
                assertThat(page.inputValue("#text")).startsWith(WORDS);
                if (look.script()) {
                    assertThat(Chromium.violations(page)).isEmpty();
                }
                page.check("input[name=kind][value=help]");
                page.click("button[type=submit]");
                page.waitForURL("**/ask/receipt**");
                if (look.script()) {
                    assertThat(Chromium.violations(page)).isEmpty();
                }
                assertThat(ValidHtml.errors(page.content())).isEmpty();
                assertThat(page.textContent("dd.key")).matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");
            }
        }
    }

    @Test
    void with_script_the_work_is_done_while_somebody_types() {
        try (BrowserContext window = Chromium.window(Look.PHONE)) {
            var page = window.newPage();
            page.navigate("http://localhost:" + port + "/ask");
            page.focus("#text");
            page.waitForFunction("document.querySelector('[name=work]').value !== ''");
            String token = page.inputValue("[name=token]");
            assertThat(page.inputValue("[name=work]")).satisfies(w -> {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256").digest((token + ":" + w).getBytes(StandardCharsets.UTF_8));
                assertThat(digest[0]).isZero();
            });
        }
    }

    @Test
    void staff_who_are_signed_in_write_and_ask_for_a_new_key_like_anybody() {
        try (SignedIn editor = SignedIn.as("traffic.editor", port, Look.DESK)) {
            var page = editor.go("/ask");
            page.fill("#text", WORDS);
            page.check("input[name=kind][value=help]");
            clock.set(clock.instant().plusSeconds(4));
            page.click("main button[type=submit]");
            page.waitForURL("**/ask/receipt**");
            page = editor.go("/ask/lost-key");
            page.fill("#number", "L261124-0384");
            page.fill("#email", "a@b.cn");
            page.click("main button[type=submit]");
            page.waitForURL("**said=new-key");
        }
    }
}
