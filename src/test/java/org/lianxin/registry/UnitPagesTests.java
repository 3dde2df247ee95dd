package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.first;
import static org.lianxin.registry.Browsing.fresh;
import static org.lianxin.registry.Browsing.location;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.lianxin.web.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The list of units, one unit, and the forms by which the office enters and changes one. */
@LianxinTest
class UnitPagesTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Units units;

    @Autowired
    Accounts accounts;

    @Autowired
    Team team;

    private Cast cast;
    private Browsing browsing;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        browsing = new Browsing(context, port);
    }

    private static String query(String path, String words) {
        return path + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private String list(String login, String query) {
        HttpResponse<String> page = browsing.get(login, "/console/units" + query);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    @Test
    void the_list_and_a_unit_read_well_on_every_screen() {
        browsing.reads("office", "/console/units");
        browsing.reads("office", "/console/units/" + cast.unit("traffic").id());
        browsing.reads(
                "traffic.editor", "/console/units/" + cast.unit("traffic").id());
        browsing.reads("office", "/console/units/new");
    }

    @Test
    void pages_are_valid_html() {
        for (String path : List.of(
                "/console/units",
                "/console/units?gap=leader",
                "/console/units/new",
                "/console/units/" + cast.unit("traffic").id(),
                "/console/units/" + cast.unit("traffic").id() + "/edit")) {
            HttpResponse<String> page = browsing.get("office", path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(ValidHtml.errors(page.body())).as(path).isEmpty();
        }
    }

    @Test
    void the_office_enters_a_unit_and_finds_it_with_what_it_lacks() {
        String code = fresh("town");
        String name = fresh("柳林镇");
        String made = location(browsing.form(
                "office", "/console/units", "code", code, "name", name, "type", "town", "duties", "路灯、\r\n水渠"));
        assertThat(made).matches("/console/units/\\d+\\?said=unit-entered");
        Unit unit = units.byCode(code).orElseThrow();
        assertThat(unit.duties()).isEqualTo("路灯、\n水渠");
        assertThat(list("office", query("?gap=leader&q=", name))).contains(name, "没有人审批", "没有账号");
        team.appoint(browsing.person("周怀安"), unit.id(), Role.LEADER, Duty.DEPUTY, cast.person("office"))
                .orThrow();
        assertThat(list("office", query("?gap=leader&q=", name)))
                .doesNotContain("href=\"/console/units/" + unit.id() + "\"");
        assertThat(list("office", query("?q=", name))).contains("分管领导周怀安");
    }

    @Test
    void an_account_that_should_have_opened_makes_its_unit_late() {
        Unit unit = browsing.unit(fresh("晚开镇"));
        NewAccount wanted = NewAccount.of(unit.id(), Platform.WEIBO, fresh("late"), "晚开");
        accounts.open(
                        new NewAccount(
                                wanted.unit(),
                                wanted.platform(),
                                wanted.handle(),
                                wanted.name(),
                                "",
                                "",
                                Positioning.NONE,
                                LocalDate.of(2020, 10, 31),
                                ""),
                        cast.person("office"))
                .orThrow();
        assertThat(list("office", "?gap=late")).contains(unit.name(), "应在2020年10月31日开通，晚了");
        assertThat(browsing.get("office", "/console/units/" + unit.id()).body()).contains("应在2020年10月31日");
    }

    @Test
    void words_of_a_search_are_no_pattern_and_what_is_not_found_is_said_again() {
        assertThat(list("office", "?q=%25%25")).contains("没有写着“%%”的单位");
        assertThat(list("office", query("?q=", "<b>"))).contains("&lt;b&gt;").doesNotContain("“<b>");
    }

    @Test
    void units_deep_in_the_tree_have_a_page_of_their_own() {
        Unit county = browsing.unit(fresh("深县"));
        Unit town = units.create(
                        NewUnit.of(fresh("deep"), fresh("深镇"), "town", "").under(county.id()), cast.person("office"))
                .orThrow();
        Unit village = units.create(
                        NewUnit.of(fresh("deep"), fresh("深村"), "town", "").under(town.id()), cast.person("office"))
                .orThrow();
        assertThat(list("office", ""))
                .contains(county.name(), town.name(), "?under=" + town.id())
                .doesNotContain(village.name());
        assertThat(list("office", "?under=" + town.id())).contains(village.name(), "下属1个单位");
        assertThat(browsing.get("office", "/console/units?under=1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_unit_is_read_by_its_own_people_the_office_inspectors_and_administrators_and_by_nobody_else() {
        String traffic = "/console/units/" + cast.unit("traffic").id();
        for (String login :
                List.of("traffic.editor", "traffic.partner", "traffic.leader", "office", "inspector", "admin")) {
            HttpResponse<String> page = browsing.get(login, traffic);
            assertThat(page.statusCode()).as(login).isEqualTo(200);
            assertThat(page.body()).as(login).contains("市公安局交警支队", "王志远", "主要领导");
        }
        for (String login : List.of("water.editor", "water.leader")) {
            assertThat(browsing.get(login, traffic).statusCode()).as(login).isEqualTo(404);
            assertThat(list(login, "")).as(login).contains("市水务局").doesNotContain("交警支队");
            assertThat(list(login, query("?q=", "交警"))).doesNotContain(traffic + "\"");
        }
        assertThat(browsing.get("office", "/console/units/1").statusCode()).isEqualTo(404);
        assertThat(browsing.get("office", "/console/units/nothing").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_unit_above_reads_nothing_of_one_below() {
        Unit below = units.create(
                        NewUnit.of(fresh("below"), "下属单位", "town", "")
                                .under(cast.unit("traffic").id()),
                        cast.person("office"))
                .orThrow();
        assertThat(browsing.get("traffic.leader", "/console/units/" + below.id())
                        .statusCode())
                .isEqualTo(404);
        assertThat(browsing.get(
                                "traffic.leader",
                                "/console/units/" + cast.unit("traffic").id())
                        .body())
                .doesNotContain("/console/units/" + below.id());
    }

    @Test
    void only_the_office_enters_and_changes_units() {
        String path = "/console/units/" + cast.unit("traffic").id();
        for (String login : List.of("traffic.leader", "traffic.editor", "inspector", "admin")) {
            assertThat(browsing.get(login, path).body()).as(login).doesNotContain(path + "/edit");
            assertThat(browsing.get(login, path + "/edit").statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(browsing.get(login, "/console/units/new").statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(browsing.form(login, path, "name", "改名", "type", "department", "version", "0")
                            .statusCode())
                    .as(login)
                    .isEqualTo(403);
            assertThat(browsing.form(login, "/console/units", "code", fresh("no"), "name", "不行", "type", "office")
                            .statusCode())
                    .as(login)
                    .isEqualTo(403);
        }
        assertThat(cast.unit("traffic").name()).isEqualTo("市公安局交警支队");
    }

    @Test
    void a_refused_form_comes_back_with_what_was_typed_and_points_to_its_field() {
        HttpResponse<String> taken = browsing.form(
                "office",
                "/console/units",
                "code",
                "traffic",
                "name",
                "另一个<支队>",
                "type",
                "court",
                "area",
                "出行",
                "duties",
                "一段职责");
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body())
                .contains(
                        "href=\"#code\"",
                        "另一个&lt;支队>",
                        "一段职责",
                        "value=\"出行\"",
                        "value=\"court\" selected",
                        "代码“traffic”已有单位在用");
        Unit unit = browsing.unit(fresh("改名镇"));
        HttpResponse<String> empty = browsing.form(
                "office", "/console/units/" + unit.id(), "name", " ", "type", "town", "sponsor", "镇政府", "version", "0");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("href=\"#name\"", "value=\"镇政府\"");
        HttpResponse<String> itself = browsing.form(
                "office",
                "/console/units/" + unit.id(),
                "name",
                "名",
                "type",
                "town",
                "parent",
                Long.toString(unit.id()),
                "version",
                "0");
        assertThat(itself.body()).contains("href=\"#parent\"");
    }

    @Test
    void of_two_who_change_a_unit_the_second_sees_both_and_decides() {
        Unit unit = browsing.unit(fresh("两人改"));
        String path = "/console/units/" + unit.id();
        String version = first(browsing.get("office", path + "/edit").body(), "name=\"version\" value=\"(\\d+)\"");
        String[] one = {"name", "甲改的名", "type", "town", "host", "甲承办", "version", version};
        assertThat(location(browsing.form("office.deputy", path, one))).isEqualTo(path + "?said=unit-saved");
        HttpResponse<String> second =
                browsing.form("office", path, "name", "乙改的名", "type", "county", "host", "甲承办", "version", version);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body())
                .contains("别人刚刚改过", "value=\"乙改的名\"", "现在存着的是：甲改的名", "现在存着的是：乡镇")
                .doesNotContain("现在存着的是：甲承办");
        assertThat(units.find(unit.id()).orElseThrow().name()).isEqualTo("甲改的名");
        String now = first(second.body(), "name=\"version\" value=\"(\\d+)\"");
        assertThat(location(browsing.form("office", path, "name", "乙改的名", "type", "county", "version", now)))
                .isEqualTo(path + "?said=unit-saved");
    }
}
