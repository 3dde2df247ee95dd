package org.lianxin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.registry.Browsing.first;
import static org.lianxin.registry.Browsing.fresh;
import static org.lianxin.registry.Browsing.location;

import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.ValidHtml;
import org.lianxin.web.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The list of accounts, one account with its life, and the forms of the office. */
@LianxinTest
class AccountPagesTests {
    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Accounts accounts;

    private Cast cast;
    private Browsing browsing;
    private Person office;
    private Unit unit;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
        office = cast.person("office");
        browsing = new Browsing(context, port);
        unit = browsing.unit(fresh("有号镇"));
    }

    private Account account() {
        return accounts.open(NewAccount.of(unit.id(), Platform.WEIBO, fresh("handle"), fresh("某号")), office)
                .orThrow();
    }

    private Account live() {
        Account account = account();
        accounts.move(account.id(), AccountState.TRIAL, "", office).orThrow();
        return accounts.move(account.id(), AccountState.LIVE, "", office).orThrow();
    }

    private static String at(Account account) {
        return "/console/accounts/" + account.id();
    }

    private Account now(Account account) {
        return accounts.find(account.id()).orElseThrow();
    }

    @Test
    void the_pages_read_well_on_every_screen() {
        Account account = live();
        accounts.proposeClosure(account.id(), "并入示范水务", office).orThrow();
        Account planned = accounts.open(NewAccount.of(unit.id(), Platform.FORUM, fresh("handle"), "计划的号"), office)
                .orThrow();
        for (String path : List.of(
                "/console/accounts",
                at(account),
                at(planned),
                at(account) + "/edit",
                "/console/accounts/new?unit=" + unit.id())) {
            browsing.reads("office", path);
            assertThat(ValidHtml.errors(browsing.get("office", path).body()))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void the_office_plans_an_account_and_moves_it_until_it_is_live() {
        String handle = fresh("opened");
        String made = location(browsing.form(
                "office",
                "/console/accounts",
                "unit",
                Long.toString(unit.id()),
                "platform",
                "WEIBO",
                "handle",
                handle,
                "name",
                "示范新号",
                "plannedFor",
                "2030-05-01",
                "publishes",
                "农时"));
        assertThat(made).matches("/console/accounts/\\d+\\?said=account-entered");
        String path = made.substring(0, made.indexOf('?'));
        String planned = browsing.get("office", path).body();
        assertThat(planned).contains("应在2030年5月1日", "开始试运行", "不开了", "农时").doesNotContain("正式上线", "提出关闭");
        String trial = location(browsing.form("office", path + "/moves", "version", "0", "to", "TRIAL"));
        assertThat(trial).isEqualTo(path + "?said=account-moved");
        assertThat(browsing.get("office", path).body()).contains("正式上线", "提出关闭").doesNotContain("开始试运行");
        browsing.form("office", path + "/moves", "version", "1", "to", "LIVE", "reason", "两周都按时");
        assertThat(browsing.get("office", path).body()).contains("在用，能发", "两周都按时", "洪长青");
    }

    @Test
    void closing_says_at_each_moment_what_is_still_needed() {
        Account account = live();
        String open = browsing.get("office", at(account)).body();
        assertThat(open).contains("关闭前要先公告", "提出关闭，起草公告").doesNotContain("value=\"CLOSED\"");
        HttpResponse<String> unsaid = browsing.form("office", at(account) + "/closure", "why", " ");
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(unsaid.body()).contains("href=\"#why\"");
        assertThat(location(browsing.form("office", at(account) + "/closure", "why", "并入示范水务")))
                .isEqualTo(at(account) + "?said=account-closure-proposed");
        String proposed = browsing.get("office", at(account)).body();
        assertThat(proposed).contains("还差公告", "并入示范水务", "不关了，草稿作废").doesNotContain("value=\"CLOSED\"", "提出关闭，起草公告");
        HttpResponse<String> early = browsing.form(
                "office",
                at(account) + "/moves",
                "version",
                Integer.toString(now(account).version()),
                "to",
                "CLOSED",
                "reason",
                "急着关");
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("先要公告", "value=\"急着关\"");
        accounts.noticePublished(account.id(), 7, now(account).closureProposedAt());
        String ready = browsing.get("office", at(account)).body();
        assertThat(ready)
                .contains("可以关闭了", "value=\"CLOSED\"", "/console/posts/7")
                .doesNotContain("不关了");
        browsing.form(
                "office",
                at(account) + "/moves",
                "version",
                Integer.toString(now(account).version()),
                "to",
                "CLOSED",
                "reason",
                "并入示范水务");
        assertThat(now(account).state()).isEqualTo(AccountState.CLOSED);
        assertThat(browsing.get("office", at(account)).body())
                .contains("已关闭，不再更新")
                .doesNotContain("<button class=\"button", "为什么关闭");
    }

    @Test
    void a_move_seen_on_an_older_page_is_refused_and_the_page_shows_how_it_stands() {
        Account account = live();
        browsing.form(
                "office.deputy",
                at(account) + "/moves",
                "version",
                Integer.toString(account.version()),
                "to",
                "SUSPENDED",
                "reason",
                "甲先停了");
        HttpResponse<String> second = browsing.form(
                "office",
                at(account) + "/moves",
                "version",
                Integer.toString(account.version()),
                "to",
                "SUSPENDED",
                "reason",
                "乙也要停");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("别人刚刚改过", "甲先停了", "恢复上线", "value=\"乙也要停\"");
    }

    @Test
    void a_refused_form_comes_back_with_what_was_typed_and_points_to_its_field() {
        Account first = account();
        String[] typed = {
            "unit",
            Long.toString(unit.id()),
            "platform",
            "WEIBO",
            "handle",
            fresh("second"),
            "name",
            "第二个<号>",
            "tone",
            "短句，\r\n方言可以",
            "plannedFor",
            "2030-02-30"
        };
        HttpResponse<String> noDay = browsing.form("office", "/console/accounts", typed);
        assertThat(noDay.statusCode()).isEqualTo(422);
        assertThat(noDay.body())
                .contains("href=\"#plannedFor\"", "value=\"第二个&lt;号>\"", "短句，\n方言可以", "value=\"WEIBO\" selected");
        typed[typed.length - 1] = "2030-02-28";
        HttpResponse<String> second = browsing.form("office", "/console/accounts", typed);
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.body()).contains("href=\"#excuse\"", "已有账号“" + first.handle() + "”");
        HttpResponse<String> nothing = browsing.form("office", "/console/accounts");
        assertThat(nothing.body()).contains("href=\"#platform\"");
    }

    @Test
    void of_two_who_change_an_account_the_second_sees_both_and_decides() {
        Account account = account();
        String version =
                first(browsing.get("office", at(account) + "/edit").body(), "name=\"version\" value=\"(\\d+)\"");
        browsing.form(
                "office.deputy",
                at(account),
                "handle",
                account.handle(),
                "name",
                "甲起的名",
                "tone",
                "甲的口气",
                "version",
                version);
        HttpResponse<String> second = browsing.form(
                "office", at(account), "handle", account.handle(), "name", "乙起的名", "tone", "甲的口气", "version", version);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("value=\"乙起的名\"", "现在存着的是：甲起的名").doesNotContain("现在存着的是：甲的口气");
        assertThat(now(account).name()).isEqualTo("甲起的名");
        String again = first(second.body(), "name=\"version\" value=\"(\\d+)\"");
        browsing.form(
                "office", at(account), "handle", account.handle(), "name", "乙起的名", "tone", "甲的口气", "version", again);
        assertThat(now(account).name()).isEqualTo("乙起的名");
    }

    @Test
    void an_account_is_read_by_its_units_people_and_moved_by_nobody_but_the_office() {
        String traffic = at(cast.site("traffic"));
        for (String login : List.of("traffic.editor", "traffic.leader", "inspector", "admin")) {
            HttpResponse<String> page = browsing.get(login, traffic);
            assertThat(page.statusCode()).as(login).isEqualTo(200);
            assertThat(page.body()).as(login).contains("示范交警").doesNotContain("/moves", "/edit", "提出关闭，起草公告");
            assertThat(browsing.get(login, traffic + "/edit").statusCode())
                    .as(login)
                    .isEqualTo(403);
            for (String move : List.of("/moves", "/closure", "/closure/removal")) {
                assertThat(browsing.form(login, traffic + move, "to", "SUSPENDED", "reason", "停", "why", "停")
                                .statusCode())
                        .as(login + move)
                        .isEqualTo(403);
            }
        }
        for (String login : List.of("water.editor", "water.leader")) {
            assertThat(browsing.get(login, traffic).statusCode()).as(login).isEqualTo(404);
            assertThat(browsing.get(login, "/console/accounts").body())
                    .as(login)
                    .contains("示范水务")
                    .doesNotContain("示范交警");
            assertThat(browsing.get(
                                    login,
                                    "/console/accounts?unit="
                                            + cast.unit("traffic").id())
                            .body())
                    .as(login)
                    .doesNotContain("示范交警");
        }
        assertThat(cast.site("traffic").state()).isEqualTo(AccountState.LIVE);
    }

    @Test
    void the_list_is_searched_by_platform_and_state_and_goes_on_by_key() {
        String word = fresh("长列号");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 55; i++) {
            names.add(word + "甲" + i);
            accounts.open(
                            NewAccount.of(unit.id(), Platform.FORUM, fresh("many"), names.getLast())
                                    .withExcuse("试长列"),
                            office)
                    .orThrow();
        }
        String query = "/console/accounts?platform=forum&state=planned&q="
                + java.net.URLEncoder.encode(word, java.nio.charset.StandardCharsets.UTF_8);
        String page = browsing.get("office", query).body();
        String next = first(page, "href=\"([^\"]+after=\\d+)\"").replace("&amp;", "&");
        String rest = browsing.get("office", next).body();
        assertThat(page.split("<h3", -1)).hasSize(51);
        assertThat(rest.split("<h3", -1)).hasSize(6);
        for (String name : names) {
            assertThat(page.contains(">" + name + "<")).as(name).isNotEqualTo(rest.contains(">" + name + "<"));
        }
        assertThat(browsing.get("office", query.replace("planned", "live")).body())
                .contains("没有写着“" + word + "”的账号");
    }

    @Test
    void without_script_the_office_pauses_an_account_on_a_phone() {
        Account account = live();
        Page page = browsing.open("office", Look.PHONE.withoutScript(), at(account));
        page.locator("#reason").fill("设备检修");
        page.locator("button[value='SUSPENDED']").click();
        assertThat(page.url()).contains("said=account-moved");
        assertThat(page.locator("main").innerText()).contains("设备检修", "暂停，不能发");
        page.context().close();
    }
}
