package org.lianxin.api.mastodon.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.api.mastodon.Phone;
import org.lianxin.api.mastodon.Phone.Answer;
import org.lianxin.api.mastodon.Town;
import org.lianxin.identity.NewPerson;
import org.lianxin.identity.People;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.kernel.Settings;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.Duty;
import org.lianxin.registry.Team;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** An app is let in by a person, for one account, and may then what that person may, no more and no longer. */
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false"})
class SignInTests {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @Autowired
    Codes codes;

    @Autowired
    Apps apps;

    @LocalServerPort
    int port;

    private Cast cast;
    private Account account;
    private Phone anybody;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        account = Town.account(context, "traffic");
        anybody = new Phone(port, null);
    }

    @AfterEach
    void time() {
        clock.set(null);
    }

    private Answer register(String... more) {
        List<String> fields = new java.util.ArrayList<>(List.of("client_name", Deeds.fresh("Tusky ")));
        fields.addAll(List.of(more));
        return anybody.post("/api/v1/apps", fields.toArray(String[]::new));
    }

    private String code(Apps.App app, String scopes, String challenge) {
        Asked asked = new Asked(app, Signed.BACK, Scopes.of(scopes).orElseThrow(), "", challenge);
        return codes.allow(asked, account, cast.person("traffic.editor"));
    }

    private Answer change(Apps.App app, String code, String redirect, String verifier) {
        return anybody.post(
                "/oauth/token",
                "grant_type",
                "authorization_code",
                "client_id",
                app.client(),
                "client_secret",
                app.secret(),
                "code",
                code,
                "redirect_uri",
                redirect,
                "code_verifier",
                verifier);
    }

    private int mine(String token) {
        return new Phone(port, token).get("/api/v1/accounts/verify_credentials").status();
    }

    @Test
    void an_app_makes_itself_known_by_a_form_or_by_json() {
        Answer form = register("redirect_uris", Redirects.OUT_OF_BAND, "scopes", "read write follow");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.text("/client_id")).hasSize(43);
        assertThat(form.text("/client_secret")).hasSize(43);
        assertThat(form.text("/redirect_uri")).isEqualTo(Redirects.OUT_OF_BAND);
        Answer json = anybody.json(
                "POST",
                "/api/v1/apps",
                "{\"client_name\":\"toot\",\"redirect_uris\":[\"https://a.example/1\",\"app:/2\"],\"scopes\":\"read:statuses push\",\"website\":\"https://a.example\"}");
        assertThat(json.status()).isEqualTo(200);
        assertThat(json.json().path("redirect_uris").size()).isEqualTo(2);
        assertThat(json.json().path("scopes").toString()).isEqualTo("[\"push\",\"read:statuses\"]");
        assertThat(json.text("/website")).isEqualTo("https://a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,1",
                "http://evil.example/back",
                "https://user@app.example/",
                "https://app.example/#here",
                "intent://scan/#Intent;end",
                "/console",
                "https:///nowhere",
                ""
            })
    void no_code_can_be_sent_to_where_no_app_is(String redirect) {
        assertThat(register("redirect_uris", redirect, "scopes", "read").status())
                .isEqualTo(422);
    }

    @Test
    void an_app_is_refused_scopes_that_nobody_has_here() {
        Answer answer = register("redirect_uris", Redirects.OUT_OF_BAND, "scopes", "read admin:write");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/error")).contains("read、write");
    }

    @Test
    void a_code_becomes_a_token_by_which_the_app_speaks_for_the_account_that_was_chosen() {
        Apps.App app = Signed.app(context, "read write");
        Answer token = change(app, code(app, "read", CHALLENGE), Signed.BACK, VERIFIER);
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.text("/token_type")).isEqualTo("Bearer");
        assertThat(token.text("/scope")).isEqualTo("read");
        assertThat(token.json().path("created_at").isNumber()).isTrue();
        assertThat(token.header("Cache-Control")).isEqualTo("no-store");
        Phone phone = new Phone(port, token.text("/access_token"));
        Answer mine = phone.get("/api/v1/accounts/verify_credentials");
        assertThat(mine.text("/id")).isEqualTo(Long.toString(account.id()));
        assertThat(mine.text("/username")).isEqualTo(account.handle());
        assertThat(mine.text("/source/privacy")).isEqualTo("public");
        assertThat(phone.get("/api/v1/apps/verify_credentials").text("/name")).isEqualTo(app.name());
        assertThat(phone.get("/oauth/userinfo").text("/preferred_username")).isEqualTo(account.handle());
    }

    @Test
    void a_token_is_given_for_json_and_by_http_basic_as_well() {
        Apps.App app = Signed.app(context, "read");
        String basic = java.util.Base64.getEncoder()
                .encodeToString((app.client() + ":" + app.secret()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Answer answer = anybody.json(
                "POST",
                "/oauth/token",
                "{\"grant_type\":\"authorization_code\",\"code\":\"" + code(app, "read", "") + "\",\"redirect_uri\":\""
                        + Signed.BACK + "\"}",
                "Authorization",
                "Basic " + basic);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_code_that_comes_twice_ends_the_token_that_was_made_of_it() {
        Apps.App app = Signed.app(context, "read");
        String code = code(app, "read", "");
        String token = change(app, code, Signed.BACK, "").text("/access_token");
        assertThat(mine(token)).isEqualTo(200);
        Answer again = change(app, code, Signed.BACK, "");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("/error")).isEqualTo("invalid_grant");
        assertThat(mine(token)).isEqualTo(401);
    }

    @Test
    void a_code_is_good_for_its_own_app_its_own_address_and_its_own_proof_within_ten_minutes() {
        Apps.App app = Signed.app(context, "read");
        Apps.App other = Signed.app(context, "read");
        assertThat(change(other, code(app, "read", ""), Signed.BACK, "").status())
                .isEqualTo(400);
        assertThat(change(app, code(app, "read", ""), Redirects.OUT_OF_BAND, "").status())
                .isEqualTo(400);
        assertThat(change(app, code(app, "read", CHALLENGE), Signed.BACK, "").status())
                .isEqualTo(400);
        assertThat(change(app, code(app, "read", CHALLENGE), Signed.BACK, VERIFIER + "x")
                        .status())
                .isEqualTo(400);
        assertThat(change(app, code(app, "read", ""), Signed.BACK, VERIFIER).status())
                .isEqualTo(400);
        String late = code(app, "read", "");
        clock.set(clock.instant().plus(Duration.ofMinutes(11)));
        assertThat(change(app, late, Signed.BACK, "").status()).isEqualTo(400);
    }

    @Test
    void a_wrong_secret_opens_nothing() {
        Apps.App app = Signed.app(context, "read");
        Answer answer = anybody.post(
                "/oauth/token", "grant_type", "client_credentials", "client_id", app.client(), "client_secret", "no");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/error")).isEqualTo("invalid_client");
    }

    @Test
    void an_app_that_speaks_for_itself_stands_for_nobody() {
        Apps.App app = Signed.app(context, "read write");
        Answer token = anybody.post(
                "/oauth/token",
                "grant_type",
                "client_credentials",
                "client_id",
                app.client(),
                "client_secret",
                app.secret(),
                "scope",
                "read");
        Phone phone = new Phone(port, token.text("/access_token"));
        assertThat(phone.get("/api/v1/apps/verify_credentials").status()).isEqualTo(200);
        assertThat(phone.get("/api/v1/accounts/verify_credentials").status()).isEqualTo(403);
    }

    @Test
    void an_app_holds_few_tokens_of_its_own_and_the_oldest_gives_way() {
        Signed somebody = Signed.in(context, "traffic.editor", account.id(), "read");
        Apps.App app = apps.byClient(somebody.client()).orElseThrow();
        AppTokens tokens = context.getBean(AppTokens.class);
        List<String> own = new java.util.ArrayList<>();
        for (int i = 0; i < 7; i++) {
            clock.set(clock.instant().plusSeconds(1));
            own.add(tokens.issue(app.id(), null, null, app.scopes()).text());
        }
        assertThat(own.stream()
                        .map(token -> new Phone(port, token)
                                .get("/api/v1/apps/verify_credentials")
                                .status())
                        .toList())
                .containsExactly(401, 401, 200, 200, 200, 200, 200);
        assertThat(mine(somebody.token())).isEqualTo(200);
        assertThat(context.getBean(JdbcClient.class)
                        .sql("select count(*) from api.token where app = ?")
                        .param(app.id())
                        .query((row, n) -> row.getInt(1))
                        .single())
                .isEqualTo(6);
    }

    @Test
    void where_no_more_apps_can_be_known_the_oldest_that_nobody_has_let_in_gives_way() {
        JdbcClient db = context.getBean(JdbcClient.class);
        Apps.App used = apps.byClient(Signed.in(context, "traffic.editor", account.id(), "read")
                        .client())
                .orElseThrow();
        Apps.App asking = Signed.app(context, "read");
        String code = code(asking, "read", "");
        db.sql("update api.app set made_at = '2000-01-01T00:00Z' where id in (?, ?)")
                .params(used.id(), asking.id())
                .update();
        db.sql("""
                insert into api.app (id, client, secret, name, website, redirects, scopes, made_at)
                select -n, 'full ' || n, '', 'full', '', 'app:/', 'read', timestamptz '2000-01-02T00:00Z' + n * interval '1 second'
                from generate_series(1, 20000) n""").update();
        db.sql(
                        "insert into api.token (id, hash, app, scopes, made_at) values (-1, 'full', -1, 'read', '2000-01-02T00:00Z')")
                .update();
        try {
            long before = known(db);
            assertThat(register("redirect_uris", Redirects.OUT_OF_BAND, "scopes", "read")
                            .status())
                    .isEqualTo(200);
            assertThat(known(db)).isLessThanOrEqualTo(before);
            assertThat(apps.find(-1)).isEmpty();
            assertThat(apps.find(used.id())).isPresent();
            assertThat(change(asking, code, Signed.BACK, "").status()).isEqualTo(200);
        } finally {
            db.sql("delete from api.token where app < 0").update();
            db.sql("delete from api.app where id < 0").update();
        }
    }

    private static long known(JdbcClient db) {
        return db.sql("select count(*) from api.app")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Test
    void all_addresses_of_one_network_make_apps_known_at_one_pace() throws Exception {
        Settings settings = context.getBean(Settings.class);
        settings.set("apps.limit.apps", "2", null);
        clock.set(clock.instant());
        try {
            assertThat(lets("2001:db8:8::1")).isTrue();
            assertThat(lets("2001:db8:8::2")).isTrue();
            assertThat(lets("2001:db8:8:0:ffff::3")).isFalse();
            assertThat(lets("2001:db8:8:1::3")).isTrue();
        } finally {
            settings.set("apps.limit.apps", null, null);
        }
    }

    private boolean lets(String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/apps");
        request.setRemoteAddr(address);
        return context.getBean(Door.class).preHandle(request, new MockHttpServletResponse(), this);
    }

    @Test
    void an_app_gives_its_token_back_and_no_other_app_can() {
        Signed signed = Signed.in(context, "traffic.editor", account.id(), "read");
        Apps.App other = Signed.app(context, "read");
        anybody.post(
                "/oauth/revoke", "client_id", other.client(), "client_secret", other.secret(), "token", signed.token());
        assertThat(mine(signed.token())).isEqualTo(200);
        assertThat(anybody.post(
                                "/oauth/revoke",
                                "client_id",
                                signed.client(),
                                "client_secret",
                                signed.secret(),
                                "token",
                                signed.token())
                        .status())
                .isEqualTo(200);
        assertThat(mine(signed.token())).isEqualTo(401);
    }

    @Test
    void a_scope_holds_its_parts_and_a_part_does_not_hold_the_others() {
        assertThat(mine(Signed.in(context, "traffic.editor", account.id(), "read:accounts")
                        .token()))
                .isEqualTo(200);
        assertThat(mine(Signed.in(context, "traffic.editor", account.id(), "profile")
                        .token()))
                .isEqualTo(200);
        Answer answer = new Phone(
                        port,
                        Signed.in(context, "traffic.editor", account.id(), "read:statuses write")
                                .token())
                .get("/api/v1/accounts/verify_credentials");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/error")).isNotEmpty();
    }

    @Test
    void a_token_opens_nothing_of_the_rest_interface_or_the_console_and_theirs_open_nothing_here() {
        Signed signed = Signed.in(context, "traffic.editor", account.id(), "read write");
        Phone phone = new Phone(port, signed.token());
        assertThat(phone.get("/rest/v1/me").status()).isEqualTo(401);
        assertThat(phone.get("/console").status()).isEqualTo(302);
        assertThat(mine(cast.bearer("traffic.editor"))).isEqualTo(401);
        Phone browser = new Phone(port, null);
        browser.signIn("traffic.editor");
        assertThat(browser.get("/console").status()).isEqualTo(200);
        assertThat(browser.get("/api/v1/accounts/verify_credentials").status()).isEqualTo(401);
    }

    @Test
    void the_rights_are_those_of_this_moment() {
        long person = context.getBean(People.class)
                .create(NewPerson.of(Deeds.fresh("phone."), "温如玉"), null)
                .orThrow()
                .id();
        Team team = context.getBean(Team.class);
        var member = team.appoint(person, account.unit(), Role.EDITOR, Duty.PART_TIME, null)
                .orThrow();
        Apps.App app = Signed.app(context, "read");
        String token = context.getBean(AppTokens.class)
                .issue(app.id(), person, account.id(), app.scopes())
                .text();
        assertThat(mine(token)).isEqualTo(200);
        Accounts accounts = context.getBean(Accounts.class);
        accounts.move(account.id(), AccountState.SUSPENDED, "试一试", null).orThrow();
        assertThat(mine(token)).isEqualTo(403);
        accounts.move(account.id(), AccountState.LIVE, "", null).orThrow();
        assertThat(mine(token)).isEqualTo(200);
        context.getBean(JdbcClient.class)
                .sql("update registry.member set until = since where id = ?")
                .param(member.id())
                .update();
        assertThat(mine(token)).isEqualTo(403);
        team.appoint(person, account.unit(), Role.INSPECTOR, Duty.NONE, null);
        assertThat(mine(token)).isEqualTo(403);
        team.appoint(person, account.unit(), Role.EDITOR, Duty.PART_TIME, null).orThrow();
        assertThat(mine(token)).isEqualTo(200);
        context.getBean(People.class)
                .leave(person, cast.id("traffic.editor"), cast.person("admin"))
                .orThrow();
        assertThat(mine(token)).isEqualTo(401);
    }

    @Test
    void a_person_allows_it_in_the_browser_after_signing_in_and_is_led_back_with_the_code() {
        Apps.App app = Signed.app(context, "read write");
        String question = "?response_type=code&client_id=" + app.client() + "&redirect_uri="
                + "https%3A%2F%2Fapp.example%2Fback&scope=read+write&state=s%26t&code_challenge=" + CHALLENGE
                + "&code_challenge_method=S256&force_login=true&lang=zh";
        Phone browser = new Phone(port, null);
        String page = browser.get("/oauth/authorize/" + question).header("Location");
        assertThat(page).startsWith("/console/me/apps/new?response_type=code");
        assertThat(browser.get(page).header("Location")).contains("/sign-in?then=%2Fconsole%2Fme%2Fapps%2Fnew");
        browser.signIn("traffic.editor");
        Answer asked = browser.get(page);
        assertThat(asked.body()).contains(app.name(), "app.example", account.name(), "先送审");
        assertThat(asked.header("Content-Security-Policy")).contains("form-action 'self'");
        List<String> fields = new java.util.ArrayList<>();
        Asked again = Asked.of(
                        Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                app.client(),
                                "redirect_uri",
                                Signed.BACK,
                                "scope",
                                "read write",
                                "state",
                                "s&t",
                                "code_challenge",
                                CHALLENGE,
                                "code_challenge_method",
                                "S256")::get,
                        apps)
                .orThrow();
        again.question().forEach((name, value) -> fields.addAll(List.of(name, value)));
        assertThat(submitted(browser, fields, "allow", "1").status()).isEqualTo(422);
        Account foreign = Town.account(context, "water");
        assertThat(submitted(browser, fields, "allow", Long.toString(foreign.id()))
                        .status())
                .isEqualTo(422);
        Answer refused = submitted(browser, fields, "refuse", "");
        assertThat(refused.body()).contains("https://app.example/back?error=access_denied&amp;state=s%26t&amp;iss=");
        Answer allowed = submitted(browser, fields, "allow", Long.toString(account.id()));
        assertThat(allowed.status()).isEqualTo(200);
        var code = java.util.regex.Pattern.compile("back\\?code=([\\w-]{43})&amp;state=s%26t&amp;iss=")
                .matcher(allowed.body());
        assertThat(code.find()).isTrue();
        String token = change(app, code.group(1), Signed.BACK, VERIFIER).text("/access_token");
        assertThat(mine(token)).isEqualTo(200);
        assertThat(browser.get("/console/me/apps").body()).contains(app.name(), account.name());
    }

    private static Answer submitted(Phone browser, List<String> fields, String decision, String account) {
        List<String> all = new java.util.ArrayList<>(fields);
        all.addAll(List.of("decision", decision, "account", account));
        return browser.submit("/console/me/apps/new", all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=nobody",
                "redirect_uri=https://app.example/back/",
                "redirect_uri=https://evil.example/",
                "scope=read+write+follow",
                "response_type=token",
                "code_challenge=abc&code_challenge_method=plain",
                "code_challenge=abc&code_challenge_method=S256"
            })
    void a_question_that_is_not_right_is_answered_here_and_sent_on_nowhere(String wrong) {
        Apps.App app = Signed.app(context, "read");
        Map<String, String> all = new java.util.LinkedHashMap<>(Map.of(
                "response_type", "code", "client_id", app.client(), "redirect_uri", Signed.BACK, "scope", "read"));
        for (String pair : wrong.split("&")) {
            String[] both = pair.split("=", 2);
            all.put(both[0], both[1].replace('+', ' '));
        }
        List<String> fields = new java.util.ArrayList<>();
        all.forEach((name, value) -> fields.addAll(List.of(name, value)));
        Answer answer = anybody.get("/oauth/authorize?" + queryOf(fields));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/error")).isNotEmpty();
        assertThat(answer.header("Location")).isEmpty();
        assertThat(anybody.get("/oauth/authorize?" + queryOf(fields), "Accept", "text/html")
                        .header("Content-Type"))
                .startsWith("text/html");
    }

    private static String queryOf(List<String> fields) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            query.append(i == 0 ? "" : "&")
                    .append(fields.get(i))
                    .append('=')
                    .append(java.net.URLEncoder.encode(fields.get(i + 1), java.nio.charset.StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    @Test
    void a_person_ends_an_app_and_only_their_own() {
        Signed signed = Signed.in(context, "traffic.editor", account.id(), "read");
        Phone other = new Phone(port, null);
        other.signIn("traffic.leader");
        assertThat(other.submit("/console/me/apps/" + signed.id() + "/removal").status())
                .isEqualTo(404);
        assertThat(mine(signed.token())).isEqualTo(200);
        Phone own = new Phone(port, null);
        own.signIn("traffic.editor");
        assertThat(own.submit("/console/me/apps/" + signed.id() + "/removal").header("Location"))
                .endsWith("?said=app-ended");
        assertThat(mine(signed.token())).isEqualTo(401);
    }

    @Test
    void an_app_that_nobody_has_let_in_is_forgotten_after_a_month() {
        Apps.App unused = Signed.app(context, "read");
        Signed used = Signed.in(context, "traffic.editor", account.id(), "read");
        clock.set(clock.instant().plus(Duration.ofDays(31)));
        apps.tidy();
        assertThat(apps.byClient(unused.client())).isEmpty();
        assertThat(apps.byClient(used.client())).isPresent();
    }
}
