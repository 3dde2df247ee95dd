package org.lianxin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.identity.Visitor.location;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Vault;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@LianxinTest
class SignInTests {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    @Autowired
    ApplicationContext context;

    @Autowired
    People people;

    @Autowired
    SignIn signIn;

    @Autowired
    SecondStep secondStep;

    @Autowired
    Sessions sessions;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    Vault vault;

    @LocalServerPort
    int port;

    private static int number;
    private Profile person;

    @BeforeEach
    void somebodyNew() {
        Cast.in(context);
        clock.set(NOW);
        String login = "sign.in." + ++number;
        person = people.create(NewPerson.of(login, "韩梅").withPassword(Cast.PASSWORD), null)
                .orThrow();
    }

    @AfterEach
    void timeGoesOn() {
        clock.set(null);
    }

    private SignIn.Answer tryFrom(String address, String password) {
        return signIn.password(person.login(), password, address, "tests");
    }

    private byte[] turnOnSecondStep() {
        var who = people.asPerson(person.id()).orElseThrow();
        secondStep.begin(who).orThrow();
        byte[] secret = HexFormat.of()
                .parseHex(vault.unlock(
                        SecondStep.LABEL,
                        db.sql("select totp from identity.person where id = ?")
                                .param(person.id())
                                .query((r, n) -> r.getBytes(1))
                                .single()));
        secondStep.confirm(who, Totp.code(secret, Totp.step(clock.instant()))).orThrow();
        return secret;
    }

    @Test
    void the_right_password_opens_a_session_that_the_browser_keeps_from_scripts() {
        Visitor visitor = new Visitor(port);
        var answer = visitor.post(
                "/sign-in",
                List.of(
                        "login",
                        " " + person.login().toUpperCase(java.util.Locale.ROOT) + " ",
                        "password",
                        Cast.PASSWORD,
                        "then",
                        "/console/more?x=1"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/console/more?x=1");
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(c -> assertThat(c)
                        .contains("HttpOnly", "SameSite=Lax", "Path=/")
                        .doesNotContain("Secure", "Max-Age"));
        assertThat(visitor.get("/console").body()).contains("韩梅");
    }

    @Test
    void a_wrong_password_and_an_unknown_account_get_the_same_answer_and_the_account_as_typed() {
        var wrong = new Visitor(port).signIn(person.login(), "Wrong-2026");
        var unknown = new Visitor(port).signIn("nobody.at.all", "Wrong-2026");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("账号或密码不对", person.login()).doesNotContain("Wrong-2026");
        assertThat(unknown.body().replace("nobody.at.all", person.login()).replaceAll("nonce=\"[^\"]*\"", ""))
                .isEqualTo(wrong.body().replaceAll("nonce=\"[^\"]*\"", ""));
    }

    @Test
    void nobody_is_sent_to_another_house_after_signing_in() {
        for (String then : List.of(
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "javascript:alert(1)",
                "/sign-out",
                "console",
                "/a{b}")) {
            var answer = new Visitor(port)
                    .post("/sign-in", List.of("login", person.login(), "password", Cast.PASSWORD, "then", then));
            assertThat(location(answer)).as(then).isEqualTo("/console");
        }
    }

    @Test
    void another_site_cannot_sign_somebody_in() {
        List<String> form = List.of("login", person.login(), "password", Cast.PASSWORD);
        assertThat(new Visitor(port)
                        .post("/sign-in", form, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port).post("/sign-in", form, "Origin", "null").statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port)
                        .post("/sign-in", form, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port)
                        .post("/sign-in", form, "Sec-Fetch-Site", "same-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Visitor(port)
                        .post("/sign-in", form, "Origin", "http://localhost:" + port)
                        .statusCode())
                .isEqualTo(302);
        assertThat(new Visitor(port)
                        .post("/sign-in", form, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void five_wrong_passwords_shut_the_account_from_that_address_for_a_quarter_of_an_hour() {
        for (int i = 0; i < 4; i++) {
            assertThat(tryFrom("10.0.0.1", "Wrong-2026")).isInstanceOf(SignIn.Refused.class);
        }
        assertThat(tryFrom("10.0.0.1", "Wrong-2026"))
                .isEqualTo(new SignIn.Shut("here", NOW, NOW.plus(Duration.ofMinutes(15))));
        assertThat(tryFrom("10.0.0.1", Cast.PASSWORD)).isInstanceOf(SignIn.Shut.class);
        assertThat(tryFrom("10.0.0.2", Cast.PASSWORD)).isInstanceOf(SignIn.Entered.class);
        clock.set(NOW.plus(Duration.ofMinutes(15)).minusMillis(1));
        assertThat(tryFrom("10.0.0.1", Cast.PASSWORD)).isInstanceOf(SignIn.Shut.class);
        clock.set(NOW.plus(Duration.ofMinutes(15)));
        assertThat(tryFrom("10.0.0.1", Cast.PASSWORD)).isInstanceOf(SignIn.Entered.class);
    }

    @Test
    void the_second_time_it_is_shut_for_twice_as_long() {
        for (int i = 0; i < 5; i++) {
            tryFrom("10.0.1.1", "Wrong-2026");
        }
        Instant later = NOW.plus(Duration.ofMinutes(16));
        clock.set(later);
        for (int i = 0; i < 4; i++) {
            assertThat(tryFrom("10.0.1.1", "Wrong-2026")).isInstanceOf(SignIn.Refused.class);
        }
        assertThat(tryFrom("10.0.1.1", "Wrong-2026"))
                .isEqualTo(new SignIn.Shut("here", later, later.plus(Duration.ofMinutes(30))));
    }

    @Test
    void twenty_wrong_passwords_from_many_addresses_shut_the_account_except_where_its_owner_was_before() {
        assertThat(tryFrom("10.0.2.250", Cast.PASSWORD)).isInstanceOf(SignIn.Entered.class);
        SignIn.Answer last = null;
        for (int i = 0; i < 20; i++) {
            last = tryFrom("10.0.2." + i, "Wrong-2026");
        }
        assertThat(last).isEqualTo(new SignIn.Shut("login", NOW, NOW.plus(Duration.ofMinutes(15))));
        assertThat(tryFrom("10.0.2.99", Cast.PASSWORD)).isInstanceOf(SignIn.Shut.class);
        assertThat(tryFrom("10.0.2.250", Cast.PASSWORD)).isInstanceOf(SignIn.Entered.class);
    }

    @Test
    void an_address_that_tries_many_accounts_is_shut() {
        SignIn.Answer last = null;
        for (int i = 0; i < 60; i++) {
            last = signIn.password("spray." + i, "Wrong-2026", "10.0.3.1", "tests");
        }
        assertThat(last).isEqualTo(new SignIn.Shut("address", NOW, NOW.plus(Duration.ofMinutes(15))));
        assertThat(tryFrom("10.0.3.1", Cast.PASSWORD)).isInstanceOf(SignIn.Shut.class);
    }

    @Test
    void all_addresses_of_one_network_count_as_one() {
        SignIn.Answer last = null;
        for (int i = 0; i < 60; i++) {
            last = signIn.password("spray6." + i, "Wrong-2026", "2001:db8:3::" + i, "tests");
        }
        assertThat(last).isEqualTo(new SignIn.Shut("address", NOW, NOW.plus(Duration.ofMinutes(15))));
        assertThat(tryFrom("2001:db8:3::99", Cast.PASSWORD)).isInstanceOf(SignIn.Shut.class);
        assertThat(tryFrom("2001:db8:3:1::99", Cast.PASSWORD)).isInstanceOf(SignIn.Entered.class);
    }

    @Test
    void many_guesses_at_once_are_no_more_than_one_after_another() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SignIn.Answer> guess = () -> tryFrom("10.0.4.1", "Wrong-2026");
            long looked = 0;
            for (var answer : pool.invokeAll(java.util.Collections.nCopies(16, guess))) {
                looked += answer.get() instanceof SignIn.Refused ? 1 : 0;
            }
            assertThat(looked).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void the_page_says_until_when_and_the_same_for_an_account_that_does_not_exist() {
        Visitor visitor = new Visitor(port);
        for (int i = 0; i < 4; i++) {
            visitor.signIn("nobody.here", "Wrong-2026");
        }
        var shut = visitor.signIn("nobody.here", "Wrong-2026");
        assertThat(shut.statusCode()).isEqualTo(429);
        assertThat(shut.body()).contains("10:15", "错了太多次", "如果有这个账号");
        db.sql("delete from identity.attempt").update();
    }

    @Test
    void with_a_second_step_the_password_alone_opens_nothing() {
        byte[] secret = turnOnSecondStep();
        clock.set(NOW.plusSeconds(90));
        Visitor visitor = new Visitor(port);
        var first = visitor.post(
                "/sign-in", List.of("login", person.login(), "password", Cast.PASSWORD, "then", "/console/more"));
        assertThat(location(first)).isEqualTo("/sign-in/code?then=%2Fconsole%2Fmore");
        assertThat(location(visitor.get("/console"))).startsWith("/sign-in?then=");
        var page = visitor.get("/sign-in/code?then=%2Fconsole%2Fmore");
        assertThat(page.body()).contains("还差一步", "one-time-code");
        assertThat(visitor.post("/sign-in/code", List.of("code", "000000", "then", "/console/more"))
                        .statusCode())
                .isEqualTo(422);
        var second = visitor.post(
                "/sign-in/code",
                List.of("code", Totp.code(secret, Totp.step(clock.instant())), "then", "/console/more"));
        assertThat(location(second)).isEqualTo("/console/more");
        assertThat(visitor.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void a_code_is_good_once() {
        byte[] secret = turnOnSecondStep();
        clock.set(NOW.plusSeconds(90));
        String code = Totp.code(secret, Totp.step(clock.instant()));
        String first = ((SignIn.CodeAsked) tryFrom("10.0.5.1", Cast.PASSWORD)).cookie();
        String second = ((SignIn.CodeAsked) tryFrom("10.0.5.2", Cast.PASSWORD)).cookie();
        assertThat(signIn.code(first, code, "10.0.5.1", "tests")).isInstanceOf(SignIn.Entered.class);
        assertThat(signIn.code(second, code, "10.0.5.2", "tests")).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void a_recovery_code_is_good_once_in_place_of_the_phone() {
        turnOnSecondStep();
        String recovery = secondStep
                .newCodes(people.asPerson(person.id()).orElseThrow())
                .orThrow()
                .getFirst();
        String first = ((SignIn.CodeAsked) tryFrom("10.0.6.1", Cast.PASSWORD)).cookie();
        assertThat(signIn.code(first, recovery.toUpperCase(java.util.Locale.ROOT), "10.0.6.1", "tests"))
                .isInstanceOf(SignIn.Entered.class);
        String second = ((SignIn.CodeAsked) tryFrom("10.0.6.1", Cast.PASSWORD)).cookie();
        assertThat(signIn.code(second, recovery, "10.0.6.1", "tests")).isInstanceOf(SignIn.Refused.class);
        assertThat(secondStep.recoveryCodesLeft(person.id())).isEqualTo(9);
    }

    @Test
    void five_wrong_codes_shut_the_second_step_from_everywhere() {
        byte[] secret = turnOnSecondStep();
        clock.set(NOW.plusSeconds(90));
        SignIn.Answer last = null;
        for (int i = 0; i < 5; i++) {
            String step = ((SignIn.CodeAsked) tryFrom("10.0.7." + i, Cast.PASSWORD)).cookie();
            last = signIn.code(step, "00000" + i, "10.0.7." + i, "tests");
        }
        assertThat(last).isInstanceOf(SignIn.Shut.class);
        String step = ((SignIn.CodeAsked) tryFrom("10.0.7.9", Cast.PASSWORD)).cookie();
        assertThat(signIn.code(step, Totp.code(secret, Totp.step(clock.instant())), "10.0.7.9", "tests"))
                .isInstanceOf(SignIn.Shut.class);
    }

    @Test
    void the_second_step_has_ten_minutes() {
        byte[] secret = turnOnSecondStep();
        String step = ((SignIn.CodeAsked) tryFrom("10.0.8.1", Cast.PASSWORD)).cookie();
        clock.set(NOW.plus(Duration.ofMinutes(10)));
        assertThat(signIn.code(step, Totp.code(secret, Totp.step(clock.instant())), "10.0.8.1", "tests"))
                .isEqualTo(new SignIn.Refused("identity.code.over", true));
    }

    @Test
    void a_session_ends_after_half_an_hour_without_a_request_and_after_twelve_hours_in_any_case() {
        Visitor visitor = new Visitor(port);
        visitor.signIn(person.login(), Cast.PASSWORD);
        Instant at = NOW;
        while (at.isBefore(NOW.plus(Duration.ofMinutes(11 * 60 + 50)))) {
            at = at.plus(Duration.ofMinutes(25));
            clock.set(at);
            assertThat(visitor.get("/console").statusCode())
                    .as(at.toString())
                    .isEqualTo(at.isBefore(NOW.plus(Duration.ofHours(12))) ? 200 : 302);
        }
        clock.set(NOW.plus(Duration.ofHours(12)));
        assertThat(visitor.get("/console").statusCode()).isEqualTo(302);
        clock.set(NOW);
        Visitor idle = new Visitor(port);
        idle.signIn(person.login(), Cast.PASSWORD);
        clock.set(NOW.plus(Duration.ofMinutes(30)));
        assertThat(location(idle.get("/console?x=1"))).isEqualTo("/sign-in?then=%2Fconsole%3Fx%3D1");
    }

    @Test
    void nobody_is_signed_out_by_a_form_of_another_site() {
        Visitor visitor = new Visitor(port);
        visitor.signIn(person.login(), Cast.PASSWORD);
        String cookie = visitor.cookies().getFirst().getValue();
        assertThat(visitor.post("/sign-out", List.of()).statusCode()).isEqualTo(403);
        assertThat(sessions.recognise(cookie)).isNotNull();
    }

    @Test
    void what_opens_a_session_is_nowhere_in_the_database() {
        turnOnSecondStep();
        List<String> recovery =
                secondStep.newCodes(people.asPerson(person.id()).orElseThrow()).orThrow();
        clock.set(NOW.plusSeconds(90));
        String cookie = ((SignIn.CodeAsked) tryFrom("10.0.9.1", Cast.PASSWORD)).cookie();
        signIn.password("my-secret-Pass1", "x", "10.0.9.1", "tests");
        for (String table : List.of("person", "session", "recovery_code", "attempt", "token")) {
            String rows = db.sql("select coalesce(string_agg(t::text, ' '), '') from identity." + table + " t")
                    .query((r, n) -> r.getString(1))
                    .single();
            assertThat(rows).doesNotContain(Cast.PASSWORD, cookie, recovery.getFirst(), "my-secret-pass1");
        }
    }
}
