package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.first;
import static org.lianxin.registry.Browsing.fresh;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Units, accounts, members and stand-ins as a program keeps them. */
@LianxinTest
class RegistryApiTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Accounts accounts;

    @Autowired
    Team team;

    @Autowired
    LianxinClock clock;

    private Cast cast;
    private Browsing browsing;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        browsing = new Browsing(context, port);
    }

    private String made(String path, String body) {
        HttpResponse<String> answer = browsing.json("office", "POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return first(answer.body(), "\"id\":\"(\\d+)\"");
    }

    private String unit(String code) {
        return made(
                "/rest/v1/units",
                "{\"code\":\"%s\",\"name\":\"程序登记的镇\",\"type\":\"town\",\"parent\":\"office\",\"duties\":\"水渠\"}"
                        .formatted(code));
    }

    @Test
    void a_program_enters_finds_and_changes_a_unit() {
        String code = fresh("api");
        String id = unit(code);
        String shown = browsing.get("office", "/rest/v1/units/" + id).body();
        assertThat(shown)
                .contains(
                        "\"code\":\"" + code + "\"",
                        "\"parent\":\"" + cast.unit("office").id() + "\"",
                        "\"gaps\":[\"leader\",\"editor\",\"live\"]",
                        "\"planned\":0",
                        "\"version\":0");
        HttpResponse<String> changed = browsing.json(
                "office",
                "PUT",
                "/rest/v1/units/" + id,
                "{\"version\":0,\"code\":\"ignored\",\"name\":\"改了名的镇\",\"type\":\"county\"}");
        assertThat(changed.body())
                .contains("\"name\":\"改了名的镇\"", "\"code\":\"" + code + "\"", "\"parent\":null", "\"version\":1");
        HttpResponse<String> again = browsing.json(
                "office", "PUT", "/rest/v1/units/" + id, "{\"version\":0,\"name\":\"又改\",\"type\":\"county\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("urn:lianxin:refused.changed-meanwhile");
        assertThat(browsing.get("office", "/rest/v1/units?gap=leader&q=" + code).body())
                .contains("\"id\":\"" + id + "\"");
        assertThat(browsing.get("office", "/rest/v1/units?type=court&q=" + code).body())
                .doesNotContain(id);
    }

    @Test
    void a_list_of_units_goes_on_by_key() {
        String above = unit(fresh("above"));
        for (int i = 0; i < 5; i++) {
            made(
                    "/rest/v1/units",
                    "{\"code\":\"%s\",\"name\":\"下属\",\"type\":\"town\",\"parent\":\"%s\"}"
                            .formatted(fresh("below"), above));
        }
        String one =
                browsing.get("office", "/rest/v1/units?limit=3&parent=" + above).body();
        String rest = browsing.get(
                        "office",
                        "/rest/v1/units?limit=3&parent=" + above + "&after=" + first(one, "\"after\":\"(\\d+)\""))
                .body();
        assertThat(one.split("\"code\"", -1)).hasSize(4);
        assertThat(rest.split("\"code\"", -1)).hasSize(3);
        assertThat(rest).contains("\"after\":null");
    }

    @Test
    void an_account_is_planned_moved_and_closed_after_its_notice() {
        String unit = unit(fresh("api"));
        String id = made(
                "/rest/v1/accounts",
                "{\"unit\":\"%s\",\"platform\":\"SITE\",\"handle\":\"%s\",\"name\":\"程序开的号\",\"tone\":\"短句\",\"plannedFor\":\"2030-05-01\"}"
                        .formatted(unit, fresh("api")));
        String path = "/rest/v1/accounts/" + id;
        assertThat(browsing.get("office", path).body())
                .contains(
                        "\"state\":\"PLANNED\"",
                        "\"next\":[\"TRIAL\",\"CLOSED\"]",
                        "\"plannedFor\":\"2030-05-01\"",
                        "\"tone\":\"短句\"",
                        "\"closure\":null");
        browsing.json("office", "POST", path + "/moves", "{\"version\":0,\"to\":\"TRIAL\"}");
        HttpResponse<String> stale =
                browsing.json("office", "POST", path + "/moves", "{\"version\":0,\"to\":\"LIVE\"}");
        assertThat(stale.statusCode()).isEqualTo(409);
        String live = browsing.json(
                        "office", "POST", path + "/moves", "{\"version\":1,\"to\":\"LIVE\",\"reason\":\"够格\"}")
                .body();
        assertThat(live).contains("\"state\":\"LIVE\"", "\"next\":[\"SUSPENDED\"]", "\"reason\":\"够格\"");
        assertThat(browsing.json(
                                "office", "POST", path + "/moves", "{\"version\":2,\"to\":\"CLOSED\",\"reason\":\"关\"}")
                        .body())
                .contains("\"pointer\":\"#/to\"");
        assertThat(browsing.json("office", "POST", path + "/closure", "{}").body())
                .contains("\"pointer\":\"#/reason\"");
        assertThat(browsing.json("office", "POST", path + "/closure", "{\"reason\":\"并入\"}")
                        .body())
                .contains("\"closure\":{\"reason\":\"并入\"", "\"noticeAt\":null");
        assertThat(browsing.json("office", "DELETE", path + "/closure", "").body())
                .contains("\"closure\":null");
        browsing.json("office", "POST", path + "/closure", "{\"reason\":\"还是并入\"}");
        accounts.noticePublished(Long.parseLong(id), 7, clock.instant());
        assertThat(browsing.json("office", "DELETE", path + "/closure", "").statusCode())
                .isEqualTo(409);
        String ready = browsing.get("office", path).body();
        assertThat(ready).contains("\"notice\":\"7\"", "\"next\":[\"SUSPENDED\",\"CLOSED\"]");
        String closed = browsing.json(
                        "office",
                        "POST",
                        path + "/moves",
                        "{\"version\":%s,\"to\":\"CLOSED\",\"reason\":\"并入\"}"
                                .formatted(first(ready, "\"version\":(\\d+)}")))
                .body();
        assertThat(closed).contains("\"state\":\"CLOSED\"", "\"next\":[]");
        assertThat(browsing.get("office", "/rest/v1/accounts?state=closed&unit=" + unit)
                        .body())
                .contains(id);
        assertThat(browsing.get("office", "/rest/v1/accounts?state=nonsense").body())
                .contains("\"pointer\":\"#/state\"");
    }

    @Test
    void a_refusal_names_its_field() {
        String unit = unit(fresh("api"));
        assertThat(browsing.json(
                                "office",
                                "POST",
                                "/rest/v1/units",
                                "{\"code\":\"traffic\",\"name\":\"重名\",\"type\":\"town\"}")
                        .body())
                .contains("\"pointer\":\"#/code\"", "\"status\":422");
        assertThat(browsing.json(
                                "office",
                                "POST",
                                "/rest/v1/units",
                                "{\"code\":\"x\",\"name\":\"名\",\"type\":\"nonsense\"}")
                        .body())
                .contains("\"pointer\":\"#/type\"");
        assertThat(browsing.json("office", "PUT", "/rest/v1/units/" + unit, "{\"name\":\"没写版本\",\"type\":\"town\"}")
                        .body())
                .contains("\"pointer\":\"#/version\"");
        assertThat(browsing.json(
                                "office",
                                "POST",
                                "/rest/v1/accounts",
                                "{\"unit\":\"" + unit + "\",\"platform\":\"MYSPACE\"}")
                        .body())
                .contains("\"pointer\":\"#/platform\"");
        assertThat(browsing.json(
                                "office",
                                "POST",
                                "/rest/v1/accounts",
                                "{\"unit\":\"" + unit
                                        + "\",\"platform\":\"WEIBO\",\"handle\":\"h\",\"name\":\"n\",\"plannedFor\":\"soon\"}")
                        .body())
                .contains("\"pointer\":\"#/plannedFor\"");
        assertThat(browsing.json(
                                "office",
                                "POST",
                                "/rest/v1/units/" + unit + "/members",
                                "{\"person\":\"" + cast.id("water.vice") + "\",\"role\":\"KING\"}")
                        .body())
                .contains("\"pointer\":\"#/role\"");
        assertThat(browsing.json(
                                "office",
                                "POST",
                                "/rest/v1/units/" + unit + "/members",
                                "{\"person\":\"1\",\"role\":\"EDITOR\"}")
                        .body())
                .contains("\"pointer\":\"#/person\"");
    }

    @Test
    void somebody_is_appointed_stood_in_for_and_dismissed() {
        String unit = unit(fresh("api"));
        long person = browsing.person("程序任命的");
        String member = made(
                "/rest/v1/units/" + unit + "/members",
                "{\"person\":\"%s\",\"role\":\"LEADER\",\"duty\":\"DEPUTY\"}".formatted(person));
        assertThat(browsing.get("office", "/rest/v1/units/" + unit + "/members").body())
                .contains("\"id\":\"" + member + "\"", "\"duty\":\"DEPUTY\"", "程序任命的");
        Instant to = clock.instant().plus(Duration.ofDays(3));
        String cover = made(
                "/rest/v1/units/" + unit + "/stand-ins",
                "{\"absent\":\"%s\",\"standIn\":\"%s\",\"role\":\"LEADER\",\"to\":\"%s\"}"
                        .formatted(person, cast.id("water.vice"), to));
        assertThat(browsing.get("office", "/rest/v1/units/" + unit + "/stand-ins")
                        .body())
                .contains("\"id\":\"" + cover + "\"", "\"runs\":true");
        String twice = browsing.json(
                        "office",
                        "POST",
                        "/rest/v1/units/" + unit + "/stand-ins",
                        "{\"absent\":\"%s\",\"standIn\":\"%s\",\"role\":\"LEADER\",\"to\":\"%s\"}"
                                .formatted(person, cast.id("water.leader"), to))
                .body();
        assertThat(twice).contains("\"pointer\":\"#/from\"", "吴晓燕");
        assertThat(browsing.json("office", "DELETE", "/rest/v1/stand-ins/" + cover, "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(browsing.json("office", "DELETE", "/rest/v1/members/" + member, "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(browsing.get("office", "/rest/v1/members/" + member).statusCode())
                .isEqualTo(404);
        assertThat(browsing.get("office", "/rest/v1/units/" + unit + "/members").body())
                .contains("\"members\":[]");
    }

    @Test
    void what_belongs_to_another_unit_does_not_exist() {
        String traffic = Long.toString(cast.unit("traffic").id());
        String account = Long.toString(cast.site("traffic").id());
        String member = Long.toString(team.ofUnit(cast.unit("traffic").id()).stream()
                .filter(m -> m.role() == Role.LEADER)
                .findFirst()
                .orElseThrow()
                .id());
        List<String> paths = List.of(
                "/rest/v1/units/" + traffic,
                "/rest/v1/units/" + traffic + "/members",
                "/rest/v1/units/" + traffic + "/stand-ins",
                "/rest/v1/members/" + member,
                "/rest/v1/accounts/" + account);
        for (String path : paths) {
            assertThat(browsing.get("traffic.editor", path).statusCode())
                    .as(path)
                    .isEqualTo(200);
            assertThat(browsing.get("inspector", path).statusCode()).as(path).isEqualTo(200);
            assertThat(browsing.get("water.leader", path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(browsing.get("water.leader", "/rest/v1/units").body())
                .contains("\"code\":\"water\"")
                .doesNotContain("\"code\":\"traffic\"");
        assertThat(browsing.get("water.leader", "/rest/v1/accounts?unit=" + traffic)
                        .body())
                .contains("\"accounts\":[]");
        assertThat(browsing.json(
                                "traffic.leader",
                                "PUT",
                                "/rest/v1/units/" + traffic,
                                "{\"version\":0,\"name\":\"n\",\"type\":\"town\"}")
                        .statusCode())
                .isEqualTo(403);
    }
}
