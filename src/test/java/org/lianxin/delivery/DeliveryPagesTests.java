package org.lianxin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.ScriptedNetwork.Fault;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The board and the page of one delivery, in a browser and for programs. */
@LianxinTest(properties = "lianxin.delivery.worker=false")
@Import({ScriptedNetwork.class, Shipping.Heard.class, Shipping.Things.class})
class DeliveryPagesTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    ScriptedNetwork forum;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Shipping shipping;
    private Cast cast;
    private Account account;

    @BeforeEach
    void anAccountOfItsOwn() {
        cast = Cast.in(context);
        shipping = new Shipping(context);
        account = shipping.account("traffic", Platform.FORUM);
    }

    private static byte[] sheet() {
        return new Sheet(
                        "post",
                        "关于17路公交间隔过长的回应",
                        "<p>多位网友反映17路等车时间长。我们调取了近两周的运行数据，早高峰平均间隔22分钟，确实超过公示标准。</p><p>自下周一起增加3个班次。</p>",
                        "多位网友反映17路等车时间长。自下周一起增加3个班次。",
                        "",
                        "response",
                        "",
                        "示范交警",
                        "示范交警",
                        "1",
                        List.of())
                .bytes();
    }

    /** The same post on an account that refuses, one by hand, and this one, of which nobody knows. */
    private Dispatch leftToAPerson() {
        Account refuses = shipping.account("traffic", Platform.FORUM);
        Account byHand = shipping.account("traffic", Platform.WEBSITE);
        Account fine = shipping.account("traffic", Platform.FORUM);
        forum.next(refuses.id(), Fault.REFUSE);
        forum.next(account.id(), Fault.TAKEN_AND_LOST);
        forum.unreadable(account.id(), true);
        long subject = Shipping.subject();
        Account[] all = {account, refuses, byHand, fine};
        shipping.order(
                Parcel.Kind.PUBLISH, shipping.review(subject, sheet(), Sheet.MEDIA_TYPE, all), subject, null, all);
        delivery.drain();
        db.sql(
                        "update delivery.delivery set unknown_at = unknown_at - interval '11 minutes', next_at = next_at - interval '11 minutes' where state = 'UNKNOWN' and account = ?")
                .param(account.id())
                .update();
        delivery.drain();
        Dispatch left = shipping.of(subject, account, Parcel.Kind.PUBLISH);
        assertThat(left.state()).isEqualTo(DeliveryState.MANUAL);
        return left;
    }

    private HttpResponse<String> call(String login, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + cast.bearer(login))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private Page open(String login, Look look, String path) {
        BrowserContext window = Chromium.window(look);
        Page page = Chromium.page(window, cast.bearer(login));
        Response response = page.navigate("http://localhost:" + port + path);
        assertThat(response.status()).as(path).isEqualTo(200);
        return page;
    }

    @Test
    void the_pages_can_be_read_by_everybody_on_every_screen() {
        String one = "/console/deliveries/" + leftToAPerson().id();
        for (String path : List.of("/console/deliveries", one, one + "?account=true")) {
            for (Look look : List.of(Look.PHONE, Look.DESK, Look.PHONE.inTheDark(), Look.DESK.inTheDark())) {
                Page page = open("traffic.editor", look, path);
                assertThat(Chromium.violations(page)).as(path + " " + look).isEmpty();
                assertThat(Chromium.scrollsSideways(page)).as(path + " " + look).isFalse();
                page.context().close();
            }
        }
    }

    @Test
    void an_editor_looks_at_the_account_and_says_this_is_the_one_without_script() {
        Dispatch left = leftToAPerson();
        Page page = open("traffic.editor", Look.PHONE.withoutScript(), "/console/deliveries/" + left.id());
        page.locator("form[action$='/reading'] button").click();
        assertThat(page.url()).contains("account=true");
        page.locator("article.sheet.in form button").first().click();
        assertThat(page.url()).contains("said=delivery-there");
        assertThat(shipping.of(left.subjectId(), account, Parcel.Kind.PUBLISH).state())
                .isEqualTo(DeliveryState.CONFIRMED);
        page.context().close();
    }

    @Test
    void a_wrong_address_comes_back_with_what_was_typed_and_can_be_read() {
        Dispatch left = leftToAPerson();
        Page page = open("traffic.editor", Look.DESK, "/console/deliveries/" + left.id());
        page.locator("#url").evaluate("field => field.type = 'text'");
        page.locator("#url").fill("forum.example/77");
        page.locator("form[action$='/settlement'] button.first").click();
        assertThat(page.locator(".summary").isVisible()).isTrue();
        assertThat(page.locator("#url").inputValue()).isEqualTo("forum.example/77");
        assertThat(Chromium.violations(page)).isEmpty();
        page.context().close();
    }

    @Test
    void programs_read_and_settle_and_other_units_find_nothing() throws Exception {
        Dispatch before = leftToAPerson();
        String path = "/rest/v1/deliveries/" + before.id();
        HttpResponse<String> unreadable = call("traffic.editor", "POST", path + "/reading", "");
        assertThat(unreadable.statusCode()).as(unreadable.body()).isEqualTo(200);
        assertThat(unreadable.body())
                .contains("\"settled\":false")
                .contains("MANUAL")
                .contains("\"account\":[");
        assertThat(call("water.leader", "POST", path + "/reading", "").statusCode())
                .isEqualTo(404);
        assertThat(call("traffic.partner", "POST", path + "/reading", "").statusCode())
                .isEqualTo(403);
        Dispatch left = shipping.of(before.subjectId(), account, Parcel.Kind.PUBLISH);
        assertThat(call("traffic.editor", "GET", "/rest/v1/deliveries?account=" + account.id(), "")
                        .body())
                .contains("\"id\":\"" + left.id() + "\"")
                .contains("MANUAL");
        for (String login : List.of("water.editor", "water.leader", "admin")) {
            assertThat(call(login, "GET", path, "").statusCode()).as(login).isEqualTo(404);
            assertThat(call(login, "GET", "/rest/v1/deliveries?view=all", "").body())
                    .doesNotContain("\"" + left.id() + "\"");
        }
        String settlement =
                "{\"version\":%d,\"there\":true,\"url\":\"https://forum.example/9\"}".formatted(left.version());
        assertThat(call("water.leader", "POST", path + "/settlement", settlement)
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("traffic.partner", "POST", path + "/settlement", settlement)
                        .statusCode())
                .isEqualTo(403);
        assertThat(call(
                                "traffic.editor",
                                "POST",
                                path + "/settlement",
                                "{\"version\":1,\"there\":true,\"url\":\"https://forum.example/9\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(call("traffic.editor", "POST", path + "/settlement", settlement)
                        .statusCode())
                .isEqualTo(201);
        assertThat(call("inspector", "GET", path, "").body())
                .contains("CONFIRMED")
                .contains("https://forum.example/9");
        assertThat(call("traffic.editor", "POST", path + "/reading", "").statusCode())
                .as("settled already")
                .isEqualTo(409);
    }

    @Test
    void a_program_that_reads_the_account_again_settles_what_is_found_there() throws Exception {
        Dispatch left = leftToAPerson();
        forum.unreadable(account.id(), false);
        HttpResponse<String> read = call("traffic.editor", "POST", "/rest/v1/deliveries/" + left.id() + "/reading", "");
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        assertThat(read.body()).contains("\"settled\":true").contains("CONFIRMED");
    }
}
