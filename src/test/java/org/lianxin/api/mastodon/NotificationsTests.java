package org.lianxin.api.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.api.mastodon.Phone.Answer;
import org.lianxin.api.mastodon.oauth.Signed;
import org.lianxin.intake.Arrival;
import org.lianxin.registry.Account;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Somebody who has written on a phone hears there what became of it, and what people say to the account. */
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false"})
class NotificationsTests {
    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private Account account;
    private Phone editor;
    private Desk desk;

    @BeforeEach
    void meet() {
        account = Town.account(context, "traffic");
        editor = phone("traffic.editor");
        desk = new Desk(context);
    }

    private Phone phone(String login) {
        return new Phone(
                port,
                Signed.in(context, login, account.id(), "read write follow push")
                        .token());
    }

    private static List<String> types(Answer answer) {
        return answer.json()
                .valueStream()
                .map(each -> each.path("type").asString(""))
                .toList();
    }

    @Test
    void what_one_has_written_is_told_when_it_is_out_and_when_it_was_corrected() {
        String post =
                editor.post("/api/v1/statuses", "status", "今晚人民路封闭施工。请绕行。").text("/id");
        assertThat(types(editor.get("/api/v1/notifications"))).isEmpty();
        String note = desk.publish(post, account);
        Answer out = editor.get("/api/v1/notifications");
        assertThat(types(out)).containsExactly("status");
        assertThat(out.text("/0/status/id")).isEqualTo(note);
        assertThat(out.text("/0/account/id")).isEqualTo(Long.toString(account.id()));
        editor.form("PUT", "/api/v1/statuses/" + note, List.of("status", "改为明晚封闭施工。请绕行。"));
        desk.approve(post);
        assertThat(types(editor.get("/api/v1/notifications"))).containsExactly("update", "status");
        // a colleague hears what people say, not what others have written
        assertThat(types(phone("traffic.partner").get("/api/v1/notifications"))).isEmpty();
    }

    @Test
    void what_people_say_is_told_by_type_one_by_one_and_put_away_for_one_app_alone() {
        String first = desk.say(account, "请问公交31路今晚怎么绕行？", "", Arrival.Way.MENTION);
        String second = desk.say(account, "请问明天还封吗？人民路口。", "", Arrival.Way.PRIVATE);
        Answer all = editor.get("/api/v1/notifications");
        assertThat(types(all)).containsExactly("mention", "mention");
        assertThat(all.text("/0/id")).isEqualTo(second);
        assertThat(all.text("/0/status/visibility")).isEqualTo("direct");
        assertThat(all.text("/0/account/acct")).isEqualTo("lin@far.example");
        assertThat(all.header("Link")).contains("max_id=" + first);
        assertThat(types(editor.get("/api/v1/notifications?limit=1&max_id=" + second)))
                .hasSize(1);
        assertThat(types(editor.get("/api/v1/notifications?min_id=" + first))).hasSize(1);
        assertThat(types(editor.get("/api/v1/notifications?types[]=follow&types[]=status")))
                .isEmpty();
        assertThat(types(editor.get("/api/v1/notifications?exclude_types[]=mention")))
                .isEmpty();
        assertThat(editor.get("/api/v1/notifications/unread_count")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(editor.get("/api/v1/notifications/" + first).text("/status/id"))
                .isEqualTo(first);
        assertThat(editor.post("/api/v1/notifications/" + first + "/dismiss").status())
                .isEqualTo(200);
        assertThat(editor.get("/api/v1/notifications/" + first).status()).isEqualTo(404);
        assertThat(types(editor.get("/api/v1/notifications"))).hasSize(1);
        editor.post("/api/v1/notifications/clear");
        assertThat(types(editor.get("/api/v1/notifications"))).isEmpty();
        assertThat(types(phone("traffic.editor").get("/api/v1/notifications"))).hasSize(2);
        Phone foreign = new Phone(
                port,
                Signed.in(
                                context,
                                "water.editor",
                                Town.account(context, "water").id(),
                                "read write")
                        .token());
        assertThat(foreign.get("/api/v1/notifications/" + second).status()).isEqualTo(404);
        assertThat(types(foreign.get("/api/v1/notifications"))).isEmpty();
    }
}
