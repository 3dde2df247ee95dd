package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.federation.signature.Rsa;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who looks for an account of ours finds it, and finds the same whichever way they come. */
@LianxinTest
class ActorsTests {
    private static final String ACTIVITY = "application/activity+json";

    @Autowired
    ApplicationContext context;

    @Autowired
    Addresses addresses;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private HttpResponse<String> ask(String path, String... headers) {
        return Abroad.get(port, path, headers);
    }

    private HttpResponse<String> finger(String resource) {
        return ask("/.well-known/webfinger?resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8));
    }

    private String path(Account account) {
        return "/ap/actors/" + account.id();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void a_handle_leads_to_the_actor_and_the_actor_back_to_the_handle() {
        Account account = Abroad.account(context, "traffic");
        String handle = "acct:" + account.handle() + "@localhost:8080";
        HttpResponse<String> answer = finger(handle);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/jrd+json");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        JsonNode found = json(answer);
        assertThat(Json.text(found, "subject")).isEqualTo(handle);
        String self = Json.objects(found, "links").stream()
                .filter(link -> Json.text(link, "rel").equals("self"))
                .map(link -> Json.text(link, "href"))
                .findFirst()
                .orElseThrow();
        JsonNode actor = json(ask(self.replace(addresses.base(), ""), "Accept", ACTIVITY));
        assertThat(Json.text(actor, "id")).isEqualTo(self);
        assertThat(Json.text(actor, "webfinger")).isEqualTo(handle);
        for (String other :
                new String[] {self, self + "/", addresses.page(account.id()), handle.toUpperCase(java.util.Locale.ROOT)
                }) {
            assertThat(finger(other).body()).as(other).isEqualTo(answer.body());
        }
    }

    @Test
    void an_actor_says_all_that_other_servers_demand() {
        Account account = Abroad.account(context, "traffic");
        JsonNode actor = json(ask(path(account), "Accept", ACTIVITY));
        assertThat(Json.ids(actor, "@context"))
                .contains("https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1");
        assertThat(Json.text(actor, "type")).isEqualTo("Organization");
        assertThat(Json.text(actor, "preferredUsername")).isEqualTo(account.handle());
        assertThat(Json.text(actor, "name")).isEqualTo(account.name());
        assertThat(Json.text(actor, "summary")).isEqualTo("<p>路况 &amp; 提醒</p><p>有问必答</p>");
        for (String link : new String[] {"inbox", "outbox", "followers", "following", "featured", "url"}) {
            assertThat(Json.text(actor, link)).as(link).startsWith(addresses.base() + "/");
        }
        assertThat(Json.text(actor.path("endpoints"), "sharedInbox")).isEqualTo(addresses.base() + "/ap/inbox");
        JsonNode key = actor.path("publicKey");
        assertThat(Json.text(key, "id")).isEqualTo(Json.text(actor, "id") + "#main-key");
        assertThat(Json.text(key, "owner")).isEqualTo(Json.text(actor, "id"));
        assertThat(Rsa.read(Json.text(key, "publicKeyPem"))).isPresent();
        assertThat(json(ask(path(account), "Accept", ACTIVITY)).path("publicKey"))
                .isEqualTo(key);
    }

    @Test
    void the_secret_half_of_a_key_is_not_readable_in_the_database() {
        Account account = Abroad.account(context, "traffic");
        ask(path(account), "Accept", ACTIVITY);
        byte[] kept = db.sql("select secret from federation.own_key where account = ?")
                .param(account.id())
                .query((row, n) -> row.getBytes(1))
                .single();
        String pkcs8 = Rsa.text(context.getBean(OwnKeys.class).of(account.id()).secret());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(pkcs8.substring(0, 40));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/activity+json|200",
                "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"|200",
                "text/html;q=0.8, application/activity+json|200",
                "application/activity+json;q=0.9, text/html;q=0.1|200",
                "*/*|200",
                "application/json|200",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|303",
                "text/html, application/activity+json;q=0.5|303",
                "nonsense|200"
            })
    void programs_get_the_document_and_people_the_page(String accept, int status) {
        Account account = Abroad.account(context, "traffic");
        HttpResponse<String> answer = ask(path(account), "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Vary")).contains("Accept");
        if (status == 303) {
            assertThat(answer.headers().firstValue("Location")).contains(addresses.page(account.id()));
        } else {
            assertThat(answer.headers().firstValue("Content-Type")).contains(ACTIVITY);
        }
    }

    @Test
    void an_account_is_an_actor_from_the_day_it_is_live_and_gone_when_it_is_closed() {
        Account trial = Abroad.account(context, "water", "on-trial", AccountState.TRIAL);
        Account closed = Abroad.account(context, "water", "not-opened", AccountState.CLOSED);
        Account quiet = Abroad.account(
                context, "water", "quiet", AccountState.TRIAL, AccountState.LIVE, AccountState.SUSPENDED);
        assertThat(finger("acct:on-trial@localhost:8080").statusCode()).isEqualTo(404);
        assertThat(ask(path(trial)).statusCode()).isEqualTo(404);
        assertThat(finger("acct:quiet@localhost:8080").statusCode()).isEqualTo(200);
        assertThat(ask(path(quiet), "Accept", ACTIVITY).statusCode()).isEqualTo(200);
        assertThat(finger("acct:not-opened@localhost:8080").statusCode()).isEqualTo(410);
        HttpResponse<String> gone = ask(path(closed), "Accept", ACTIVITY);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("Tombstone");
    }

    @ParameterizedTest
    @CsvSource({
        "acct:nobody@localhost:8080,404",
        "acct:traffic@elsewhere.example,404",
        "https://elsewhere.example/ap/actors/1,404",
        "http://localhost:8080/ap/actors/1,404",
        "http://localhost:8080/ap/actors/x,404",
        "'',400",
        "traffic,400",
        "acct:traffic,400",
        "mailto:a@b,400"
    })
    void who_is_not_here_is_not_found(String resource, int status) {
        assertThat(finger(resource).statusCode()).isEqualTo(status);
        assertThat(finger(resource).headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void a_chinese_handle_becomes_a_number_that_leads_there_and_back() {
        Account account = Abroad.account(context, "water", "示范水务", AccountState.TRIAL, AccountState.LIVE);
        String handle = "acct:a" + account.id() + "@localhost:8080";
        assertThat(Json.text(json(finger(handle)), "subject")).isEqualTo(handle);
        assertThat(Json.text(json(ask(path(account), "Accept", ACTIVITY)), "preferredUsername"))
                .isEqualTo("a" + account.id());
    }

    @Test
    void the_server_itself_is_an_actor_that_everybody_may_read() {
        JsonNode server = json(ask("/ap/server", "Accept", ACTIVITY));
        assertThat(Json.text(server, "type")).isEqualTo("Application");
        assertThat(Rsa.read(Json.text(server.path("publicKey"), "publicKeyPem")))
                .isPresent();
        assertThat(Json.text(json(finger(Json.text(server, "webfinger"))), "subject"))
                .isEqualTo(Json.text(server, "webfinger"));
    }

    @Test
    void collections_say_how_many_and_never_who() {
        Account account = Abroad.account(context, "traffic");
        db.sql(
                        "insert into federation.follower (account, actor, inbox, host, follow, since) values (?, 'https://far.example/lin', 'https://far.example/in', 'far.example', 'x', '2026-11-25T00:00Z')")
                .param(account.id())
                .update();
        HttpResponse<String> followers = ask(path(account) + "/followers");
        assertThat(json(followers).path("totalItems").asInt()).isOne();
        assertThat(followers.body()).doesNotContain("far.example");
        for (String empty : new String[] {"following", "featured", "outbox"}) {
            assertThat(json(ask(path(account) + "/" + empty)).path("totalItems").asInt(-1))
                    .isZero();
        }
        assertThat(json(ask(path(account) + "/outbox?page=true"))
                        .path("orderedItems")
                        .size())
                .isZero();
    }

    @Test
    void node_info_says_what_we_are() {
        JsonNode links = json(ask("/.well-known/nodeinfo"));
        assertThat(Json.objects(links, "links")).hasSize(2);
        for (JsonNode link : Json.objects(links, "links")) {
            JsonNode info = json(ask(Json.text(link, "href").replace(addresses.base(), "")));
            assertThat(Json.text(link, "rel")).endsWith(Json.text(info, "version"));
            assertThat(Json.text(info.path("software"), "name"))
                    .isEqualTo("lianxin")
                    .matches("[a-z0-9-]+");
            assertThat(Json.ids(info, "protocols")).containsExactly("activitypub");
            assertThat(info.path("openRegistrations").asBoolean(true)).isFalse();
            assertThat(info.path("usage").path("users").path("total").asInt(-1)).isNotNegative();
            assertThat(Json.text(info.path("metadata").path("upstream"), "name"))
                    .isEqualTo("mastodon");
        }
        assertThat(ask("/.well-known/host-meta").body()).contains("rel=\"lrdd\"", addresses.base());
    }
}
