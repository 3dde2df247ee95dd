package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.first;
import static org.lianxin.registry.Browsing.fresh;
import static org.lianxin.registry.Browsing.location;

import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.identity.People;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.lianxin.web.Person;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Appointing, standing in and handing over, as the office, a leader and an administrator meet them. */
@LianxinTest
class TeamPagesTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Team team;

    @Autowired
    People people;

    @Autowired
    LianxinClock clock;

    private Cast cast;
    private Browsing browsing;
    private Person office;
    private Unit unit;
    private String at;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        browsing = new Browsing(context, port);
        office = cast.person("office");
        unit = browsing.unit(fresh("用人镇"));
        at = "/console/units/" + unit.id();
    }

    private String login(long person) {
        return people.find(person).orElseThrow().login();
    }

    private long appointed(String name, Role role, Duty duty) {
        long person = browsing.person(name);
        team.appoint(person, unit.id(), role, duty, office).orThrow();
        return person;
    }

    private String seat(long person) {
        return Long.toString(team.ofPerson(person).getFirst().id());
    }

    @Test
    void the_pages_read_well_on_every_screen() {
        long leader = appointed("李镇长", Role.LEADER, Duty.IN_CHARGE);
        long editor = appointed("周干事", Role.EDITOR, Duty.PART_TIME);
        Instant now = clock.instant();
        team.standIn(leader, editor, unit.id(), Role.LEADER, now, now.plus(Duration.ofDays(2)), office)
                .orThrow();
        for (String path : List.of(
                at,
                at + "/members/new",
                "/console/members/" + seat(leader),
                at + "/stand-ins/new",
                "/console/handovers/" + leader)) {
            browsing.reads("office", path);
            assertThat(ValidHtml.errors(browsing.get("office", path).body()))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void the_office_appoints_by_account_or_name_and_the_refused_form_keeps_what_was_typed() {
        long person = browsing.person(fresh("郑新来"));
        String name = people.find(person).orElseThrow().name();
        HttpResponse<String> unsaid = browsing.form("office", at + "/members", "who", name);
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(unsaid.body()).contains("href=\"#as\"", "value=\"" + name + "\"");
        HttpResponse<String> unknown = browsing.form("office", at + "/members", "who", "没有<这>人", "as", "LEADER.DEPUTY");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("href=\"#who\"", "没有&lt;这>人", "value=\"LEADER.DEPUTY\" checked");
        assertThat(location(browsing.form("office", at + "/members", "who", name, "as", "LEADER.DEPUTY")))
                .isEqualTo(at + "?said=member-appointed#team");
        assertThat(browsing.get("office", at).body()).contains(name, "分管领导", "审稿、审答复");
        assertThat(people.asPerson(person).orElseThrow().is(Role.LEADER, unit.id()))
                .isTrue();
    }

    @Test
    void of_several_with_one_name_the_accounts_are_told() {
        String name = fresh("同名");
        long one = browsing.person(name);
        long other = browsing.person(name);
        HttpResponse<String> several = browsing.form("office", at + "/members", "who", name, "as", "EDITOR.PART_TIME");
        assertThat(several.statusCode()).isEqualTo(422);
        assertThat(several.body()).contains("不止一个", login(one), login(other));
        assertThat(team.ofUnit(unit.id())).isEmpty();
        assertThat(browsing.form("office", at + "/members", "who", login(other), "as", "EDITOR.PART_TIME")
                        .statusCode())
                .isEqualTo(302);
        assertThat(team.ofUnit(unit.id()))
                .singleElement()
                .extracting(Team.Member::person)
                .isEqualTo(other);
    }

    @Test
    void the_office_calls_somebody_otherwise_and_takes_the_role_away() {
        long person = appointed("吴兼职", Role.EDITOR, Duty.PART_TIME);
        String page = "/console/members/" + seat(person);
        assertThat(browsing.get("office", page).body())
                .contains("吴兼职", "免去以后，这个单位没有人当管理员")
                .doesNotContain("LEADER.");
        assertThat(location(browsing.form("office", page, "as", "EDITOR.FULL_TIME")))
                .isEqualTo(page + "?said=member-changed");
        assertThat(team.ofPerson(person))
                .singleElement()
                .extracting(Team.Member::duty)
                .isEqualTo(Duty.FULL_TIME);
        assertThat(browsing.form("office", page, "as", "LEADER.IN_CHARGE").statusCode())
                .isEqualTo(422);
        assertThat(location(browsing.form("office", page + "/removal"))).isEqualTo(at + "?said=member-dismissed#team");
        assertThat(team.ofPerson(person)).isEmpty();
        assertThat(browsing.get("office", page).statusCode()).isEqualTo(404);
    }

    @Test
    void a_leader_who_is_away_asks_a_colleague_and_calls_back_without_script() {
        String traffic = "/console/units/" + cast.unit("traffic").id();
        Page page = browsing.open("traffic.on-scene", Look.PHONE.withoutScript(), traffic);
        page.locator("a[href$='/stand-ins/new']").click();
        page.locator("#who").fill("traffic.vice");
        page.locator("#to").fill("2099-01-01T18:00");
        page.locator("form.stack button.first").click();
        assertThat(page.locator(".summary").innerText()).contains("最多代办92天");
        assertThat(page.locator("#who").inputValue()).isEqualTo("traffic.vice");
        String soon = clock.instant().atZone(clock.getZone()).plusDays(2).toLocalDate() + "T18:00";
        page.locator("#to").fill(soon);
        page.locator("form.stack button.first").click();
        assertThat(page.url()).contains("said=stand-in-arranged");
        assertThat(people.asPerson(cast.id("traffic.vice"))
                        .orElseThrow()
                        .is(Role.ON_SCENE_LEADER, cast.unit("traffic").id()))
                .isTrue();
        page.locator("form[action*='/stand-ins/'] button").click();
        assertThat(page.url()).contains("said=stand-in-ended");
        assertThat(people.asPerson(cast.id("traffic.vice"))
                        .orElseThrow()
                        .is(Role.ON_SCENE_LEADER, cast.unit("traffic").id()))
                .isFalse();
        page.context().close();
    }

    @Test
    void people_outside_the_office_name_one_of_their_own_unit_and_for_their_own_role() {
        String traffic = "/console/units/" + cast.unit("traffic").id();
        String form = browsing.get("traffic.editor", traffic + "/stand-ins/new").body();
        assertThat(form)
                .contains("value=\"traffic.vice\"")
                .doesNotContain("value=\"water.vice\"", "value=\"traffic.editor\"");
        String own = first(form, "<option value=\"(\\d+)\"");
        HttpResponse<String> outside = browsing.form(
                "traffic.editor", traffic + "/stand-ins", "seat", own, "who", "water.editor", "to", "2030-01-01T18:00");
        assertThat(outside.statusCode()).isEqualTo(422);
        assertThat(outside.body()).contains("没有找到“water.editor”");
        String anothers = seat(cast.id("traffic.leader"));
        HttpResponse<String> foreign = browsing.form(
                "traffic.editor",
                traffic + "/stand-ins",
                "seat",
                anothers,
                "who",
                "traffic.vice",
                "to",
                "2030-01-01T18:00");
        assertThat(foreign.statusCode()).isEqualTo(422);
        assertThat(foreign.body()).contains("href=\"#seat\"");
        assertThat(location(browsing.get("inspector", traffic + "/stand-ins/new")))
                .isEqualTo(traffic);
        assertThat(browsing.form(
                                "inspector",
                                traffic + "/stand-ins",
                                "seat",
                                own,
                                "who",
                                "traffic.vice",
                                "to",
                                "2030-01-01T18:00")
                        .statusCode())
                .isEqualTo(403);
        assertThat(team.standIns(cast.unit("traffic").id())).isEmpty();
    }

    @Test
    void nobody_reaches_into_the_team_of_another_unit() {
        long leader = appointed("孤镇长", Role.LEADER, Duty.IN_CHARGE);
        Instant now = clock.instant();
        long cover = team.standIn(
                        leader, cast.id("water.vice"), unit.id(), Role.LEADER, now, now.plusSeconds(3600), office)
                .orThrow()
                .id();
        for (String login : List.of("traffic.leader", "traffic.editor")) {
            assertThat(browsing.get(login, at + "/stand-ins/new").statusCode())
                    .as(login)
                    .isEqualTo(404);
            assertThat(browsing.form(
                                    login,
                                    at + "/stand-ins",
                                    "seat",
                                    seat(leader),
                                    "who",
                                    login,
                                    "to",
                                    "2030-01-01T18:00")
                            .statusCode())
                    .as(login)
                    .isEqualTo(404);
            assertThat(browsing.form(login, "/console/stand-ins/" + cover + "/removal")
                            .statusCode())
                    .as(login)
                    .isEqualTo(404);
            assertThat(browsing.form(login, at + "/members", "who", login, "as", "LEADER.IN_CHARGE")
                            .statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(browsing.get(login, "/console/handovers/" + leader).statusCode())
                    .as(login)
                    .isEqualTo(403);
        }
        assertThat(browsing.form("water.vice", "/console/stand-ins/" + cover + "/removal")
                        .statusCode())
                .isEqualTo(403);
        assertThat(team.standIns(unit.id())).hasSize(1);
    }

    @Test
    void an_administrator_finds_the_way_from_a_unit_to_the_page_of_a_person_and_changes_nothing() {
        long person = appointed("秦干事", Role.EDITOR, Duty.PART_TIME);
        String page = "/console/members/" + seat(person);
        assertThat(browsing.get("admin", at).body()).contains(page);
        assertThat(browsing.get("admin", page).body())
                .contains("/console/people/" + person, "/console/handovers/" + person)
                .doesNotContain("/removal");
        assertThat(browsing.get("office", page).body()).doesNotContain("/console/people/");
        assertThat(browsing.form("admin", page + "/removal").statusCode()).isEqualTo(403);
        assertThat(browsing.form("admin", at + "/members", "who", login(person), "as", "LEADER.DEPUTY")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_hand_over_names_roles_that_nobody_else_holds_and_who_could_take_over() {
        long leader = appointed("独任", Role.LEADER, Duty.IN_CHARGE);
        long editor = appointed("在任", Role.EDITOR, Duty.PART_TIME);
        String before = browsing.get("office", "/console/handovers/" + leader).body();
        assertThat(before).contains("走后没有人担", "members/new?as=LEADER.IN_CHARGE", login(editor), "还没有的职务：主要领导");
        team.appoint(editor, unit.id(), Role.LEADER, Duty.DEPUTY, office).orThrow();
        assertThat(browsing.get("office", "/console/handovers/" + leader).body())
                .contains("还有在任")
                .doesNotContain("走后没有人担", "还没有的职务");
        people.leave(leader, editor, cast.person("admin")).orThrow();
        assertThat(browsing.get("office", "/console/handovers/" + leader).body())
                .contains("已经离任，手上的事交出去了");
    }

    @Test
    void the_hand_over_tells_the_office_what_is_in_hand_and_the_administrator_only_how_much() {
        Accounts accounts = context.getBean(Accounts.class);
        Account account = accounts.open(NewAccount.of(unit.id(), Platform.SITE, fresh("handle"), "要停的号"), office)
                .orThrow();
        accounts.move(account.id(), AccountState.TRIAL, "", office).orThrow();
        accounts.move(account.id(), AccountState.LIVE, "", office).orThrow();
        long editor = appointed("写公告的", Role.EDITOR, Duty.PART_TIME);
        accounts.proposeClosure(account.id(), "并入", office).orThrow();
        String alone = browsing.get("office", "/console/handovers/" + editor).body();
        assertThat(alone).contains("要停的号", "只等他", "手上1件只等他");
        assertThat(browsing.get("admin", "/console/handovers/" + editor).body())
                .contains("<b>1</b>")
                .doesNotContain("要停的号");
        appointed("另一个写的", Role.EDITOR, Duty.FULL_TIME);
        assertThat(browsing.get("office", "/console/handovers/" + editor).body())
                .contains("也等着另一个写的")
                .doesNotContain("只等他：");
    }
}
