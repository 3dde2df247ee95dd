package org.lianxin.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.identity.Visitor.location;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One's own account, and what administrators do with others'. */
@LianxinTest
class AccountTests {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static int number;

    @Autowired
    ApplicationContext context;

    @Autowired
    People people;

    @Autowired
    Roll roll;

    @Autowired
    Credentials credentials;

    @Autowired
    Sessions sessions;

    @Autowired
    Tokens tokens;

    @Autowired
    LianxinClock clock;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Profile person;
    private Person admin;

    @BeforeEach
    void somebodyNew() {
        clock.set(NOW);
        admin = Cast.in(context).person("admin");
        person = people.create(
                        NewPerson.of("account." + ++number, "李雷")
                                .withPassword(Cast.PASSWORD)
                                .withEmail("lilei@shifan.example"),
                        null)
                .orThrow();
    }

    @AfterEach
    void timeGoesOn() {
        clock.set(null);
    }

    private Visitor signedIn() {
        Visitor visitor = new Visitor(port);
        visitor.signIn(person.login(), Cast.PASSWORD);
        return visitor;
    }

    private Visitor administrator() {
        Visitor visitor = new Visitor(port);
        visitor.signIn("admin", Cast.PASSWORD);
        return visitor;
    }

    @Test
    void signing_out_ends_the_session_itself_and_not_only_the_cookie() {
        Visitor visitor = signedIn();
        String cookie = visitor.cookies().getFirst().getValue();
        assertThat(location(visitor.submit("/sign-out"))).isEqualTo("/sign-in?said=signed-out");
        assertThat(sessions.recognise(cookie)).isNull();
        assertThat(visitor.cookies()).isEmpty();
    }

    @Test
    void a_form_of_a_cookie_session_needs_its_token_and_a_bearer_call_does_not() {
        Visitor visitor = signedIn();
        List<String> form = List.of("name", "李雷二", "email", "", "phone", "", "locale", "en", "version", "0");
        assertThat(visitor.post("/console/me", form, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(people.find(person.id()).orElseThrow().name()).isEqualTo("李雷");
        String bearer = tokens.issue("tests", person.id());
        var answer = new Visitor(port).post("/console/me", form, "Authorization", "Bearer " + bearer);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(people.find(person.id()).orElseThrow().name()).isEqualTo("李雷二");
        assertThat(people.find(person.id()).orElseThrow().locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void a_particular_that_is_wrong_comes_back_as_typed() {
        var answer = signedIn()
                .submit(
                        "/console/me",
                        "name",
                        "李雷",
                        "email",
                        "not an address",
                        "phone",
                        "",
                        "locale",
                        "zh-CN",
                        "version",
                        "0");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("not an address", "href=\"#email\"", "id=\"email-error\"");
    }

    @Test
    void of_two_changes_at_once_the_second_is_told() {
        Roll.Changes one = new Roll.Changes("李雷一", "", "", false, Locale.SIMPLIFIED_CHINESE);
        assertThat(roll.change(person.id(), one, 0, admin).isDone()).isTrue();
        assertThat(((Outcome.Refused<?>) roll.change(person.id(), one, 0, admin)).kind())
                .isEqualTo(Outcome.Kind.CHANGED_MEANWHILE);
    }

    @Test
    void another_password_needs_the_present_one_and_ends_the_other_sessions() {
        Visitor here = signedIn();
        Visitor elsewhere = signedIn();
        assertThat(here.submit("/console/me/password", "old-password", "Wrong-2026", "password", "Fresh-2027")
                        .statusCode())
                .isEqualTo(422);
        assertThat(here.submit("/console/me/password", "old-password", Cast.PASSWORD, "password", "short")
                        .body())
                .contains("密码至少8个字符");
        assertThat(location(
                        here.submit("/console/me/password", "old-password", Cast.PASSWORD, "password", "Fresh-2027")))
                .isEqualTo("/console/me?said=password-changed");
        assertThat(here.get("/console").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/console").statusCode()).isEqualTo(302);
        assertThat(location(new Visitor(port).signIn(person.login(), "Fresh-2027")))
                .isEqualTo("/console");
    }

    @Test
    void a_token_is_shown_once_works_at_once_and_ends_at_once() {
        Visitor visitor = signedIn();
        assertThat(visitor.submit("/console/me/tokens", "token-name", "统计程序", "token-password", "Wrong-2026")
                        .statusCode())
                .isEqualTo(422);
        String page = visitor.submit("/console/me/tokens", "token-name", "统计程序", "token-password", Cast.PASSWORD)
                .body();
        var found = Pattern.compile("lx_[A-Za-z0-9_-]{40,}").matcher(page);
        assertThat(found.find()).isTrue();
        String token = found.group();
        assertThat(visitor.get("/console/me").body()).contains("统计程序").doesNotContain(token);
        assertThat(new Visitor(port)
                        .get("/rest/v1/me", "Authorization", "Bearer " + token)
                        .body())
                .contains("\"login\":\"" + person.login() + "\"");
        String id = Long.toString(tokens.of(person.id()).getFirst().id());
        visitor.submit("/console/me/tokens/" + id + "/revocation");
        assertThat(new Visitor(port)
                        .get("/rest/v1/me", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobody_ends_sessions_or_tokens_of_somebody_else() {
        signedIn();
        long session = sessions.of(person.id()).getFirst().id();
        tokens.issue("tests", person.id());
        long token = tokens.of(person.id()).getFirst().id();
        Visitor other = new Visitor(port);
        other.signIn("traffic.editor", Cast.PASSWORD);
        assertThat(other.submit("/console/me/sessions/" + session + "/end").statusCode())
                .isEqualTo(404);
        assertThat(other.submit("/console/me/tokens/" + token + "/revocation").statusCode())
                .isEqualTo(404);
        assertThat(sessions.of(person.id())).hasSize(1);
        assertThat(tokens.of(person.id()).getFirst().revokedAt()).isNull();
    }

    @Test
    void somebody_new_gets_a_link_that_sets_a_password_once_and_opening_it_uses_nothing_up() {
        String login = "new." + person.login();
        String page = administrator()
                .submit("/console/people", "login", login, "name", "新来的", "email", "", "phone", "", "locale", "zh-CN")
                .body();
        var found = Pattern.compile("/sign-in/link/[A-Za-z0-9_-]+").matcher(page);
        assertThat(found.find()).isTrue();
        String path = found.group();
        Visitor visitor = new Visitor(port);
        assertThat(visitor.get(path).body()).contains("新来的", login);
        assertThat(visitor.get(path).statusCode()).isEqualTo(200);
        assertThat(visitor.post(path, List.of("password", "weak")).statusCode()).isEqualTo(422);
        assertThat(location(visitor.post(path, List.of("password", "Fresh-2027"))))
                .isEqualTo("/sign-in?said=password-set");
        assertThat(visitor.get(path).statusCode()).isEqualTo(404);
        assertThat(visitor.post(path, List.of("password", "Other-2028")).statusCode())
                .isEqualTo(404);
        assertThat(location(visitor.signIn(login, "Fresh-2027"))).isEqualTo("/console");
    }

    @Test
    void a_link_for_a_forgotten_password_is_good_for_an_hour_and_only_the_latest() {
        String first = credentials.link(person.id(), admin).orThrow().path();
        String second = credentials.link(person.id(), admin).orThrow().path();
        assertThat(credentials.owner(first)).isEmpty();
        assertThat(credentials.owner(second)).isPresent();
        assertThat(db.sql("select encode(hash, 'escape') from identity.entry_link")
                        .query((r, n) -> r.getString(1))
                        .list())
                .noneMatch(second::contains);
        clock.set(NOW.plus(Duration.ofHours(1)));
        assertThat(credentials.owner(second)).isEmpty();
    }

    @Test
    void a_locked_person_is_out_at_once_and_does_not_get_in_until_opened_with_a_reason() {
        Visitor visitor = signedIn();
        String bearer = tokens.issue("tests", person.id());
        assertThat(administrator()
                        .submit("/console/people/" + person.id() + "/lock", "reason", "")
                        .statusCode())
                .isEqualTo(422);
        administrator().submit("/console/people/" + person.id() + "/lock", "reason", "手机丢了");
        assertThat(visitor.get("/console").statusCode()).isEqualTo(302);
        assertThat(new Visitor(port)
                        .get("/rest/v1/me", "Authorization", "Bearer " + bearer)
                        .statusCode())
                .isEqualTo(401);
        assertThat(new Visitor(port).signIn(person.login(), Cast.PASSWORD).body())
                .contains("停用");
        administrator().submit("/console/people/" + person.id() + "/unlock", "reason", "手机找到了");
        assertThat(visitor.get("/console").statusCode()).isEqualTo(302);
        assertThat(location(new Visitor(port).signIn(person.login(), Cast.PASSWORD)))
                .isEqualTo("/console");
    }

    @Test
    void an_administrator_opens_a_door_that_wrong_passwords_shut() {
        Visitor visitor = new Visitor(port);
        for (int i = 0; i < 5; i++) {
            visitor.signIn(person.login(), "Wrong-2026");
        }
        assertThat(visitor.signIn(person.login(), Cast.PASSWORD).statusCode()).isEqualTo(429);
        assertThat(administrator().get("/console/people/" + person.id()).body()).contains("错了太多次");
        administrator().submit("/console/people/" + person.id() + "/unlock", "reason", "本人在我面前");
        assertThat(location(visitor.signIn(person.login(), Cast.PASSWORD))).isEqualTo("/console");
    }

    @Test
    void who_leaves_is_out_at_once_and_stays_out() {
        Visitor visitor = signedIn();
        String bearer = tokens.issue("tests", person.id());
        String link = credentials.link(person.id(), admin).orThrow().path();
        var answer =
                administrator().submit("/console/people/" + person.id() + "/departure", "successor", "traffic.editor");
        assertThat(location(answer)).endsWith("?said=person-left");
        assertThat(visitor.get("/console").statusCode()).isEqualTo(302);
        assertThat(new Visitor(port)
                        .get("/rest/v1/me", "Authorization", "Bearer " + bearer)
                        .statusCode())
                .isEqualTo(401);
        assertThat(credentials.owner(link)).isEmpty();
        assertThat(new Visitor(port).signIn(person.login(), Cast.PASSWORD).statusCode())
                .isEqualTo(422);
        assertThat(credentials.link(person.id(), admin).isDone()).isFalse();
    }

    @Test
    void people_are_only_for_administrators_and_nobody_makes_themselves_one() {
        Visitor visitor = signedIn();
        assertThat(visitor.get("/console/people").statusCode()).isEqualTo(403);
        assertThat(visitor.submit("/console/people/" + person.id(), "name", "李雷", "admin", "true", "version", "0")
                        .statusCode())
                .isEqualTo(403);
        visitor.submit(
                "/console/me",
                "name",
                "李雷",
                "email",
                "",
                "phone",
                "",
                "locale",
                "zh-CN",
                "admin",
                "true",
                "version",
                "0");
        assertThat(people.find(person.id()).orElseThrow().admin()).isFalse();
        Person self = people.asPerson(person.id()).orElseThrow();
        assertThat(roll.change(person.id(), new Roll.Changes("李雷", "", "", true, Locale.SIMPLIFIED_CHINESE), 1, self)
                        .isDone())
                .isFalse();
    }

    @Test
    void the_list_goes_on_by_name_and_finds_by_part_of_name_or_account() {
        for (int i = 0; i < 55; i++) {
            people.create(
                            NewPerson.of(
                                    "many." + person.login() + "." + i, "赵" + (char) ('a' + i % 26) + person.login()),
                            null)
                    .orThrow();
        }
        Roll.Part first = roll.list("many." + person.login(), null);
        Roll.Part second = roll.list("many." + person.login(), first.next());
        assertThat(first.lines()).hasSize(50);
        assertThat(second.lines()).hasSize(5);
        assertThat(second.next()).isNull();
        assertThat(second.lines()).doesNotContainAnyElementsOf(first.lines());
    }

    @Test
    void programs_keep_people_by_the_same_rules() {
        String bearer = "Bearer " + Cast.in(context).bearer("admin");
        Visitor visitor = new Visitor(port);
        var made = visitor.json(
                "POST",
                "/rest/v1/people",
                "{\"login\":\"api." + person.login() + "\",\"name\":\"韩梅梅\"}",
                "Authorization",
                bearer);
        assertThat(made.statusCode()).isEqualTo(201);
        String at = location(made);
        assertThat(visitor.get(at, "Authorization", bearer).body()).contains("韩梅梅", "\"password\":false");
        assertThat(visitor.json(
                                "POST",
                                "/rest/v1/people",
                                "{\"login\":\"X\",\"name\":\"韩梅梅\"}",
                                "Authorization",
                                bearer)
                        .body())
                .contains("\"pointer\":\"#/login\"");
        assertThat(visitor.json("POST", at + "/link", "", "Authorization", bearer)
                        .body())
                .contains("/sign-in/link/");
        assertThat(visitor.json("POST", at + "/lock", "{\"reason\":\"试用期满\"}", "Authorization", bearer)
                        .body())
                .contains("\"active\":false");
        assertThat(visitor.json(
                                "POST",
                                at + "/departure",
                                "{\"successor\":\"" + person.id() + "\"}",
                                "Authorization",
                                bearer)
                        .body())
                .contains("\"successor\":\"" + person.id() + "\"");
        assertThat(visitor.json(
                                "POST",
                                at + "/lock",
                                "{\"reason\":\"x\"}",
                                "Authorization",
                                "Bearer " + Cast.in(context).bearer("office"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.json(
                                "POST",
                                "/rest/v1/me/tokens",
                                "{\"name\":\"x\",\"password\":\"Wrong-2026\"}",
                                "Authorization",
                                bearer)
                        .statusCode())
                .isEqualTo(422);
    }
}
