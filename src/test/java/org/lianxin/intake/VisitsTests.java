package org.lianxin.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.intake.Arrival.Author;
import org.lianxin.intake.Arrival.Way;
import org.lianxin.intake.Intake.NewMessage;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Accounts;
import org.lianxin.registry.NewAccount;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ties a letter to whoever wrote it, for their own list alone; and that without the setting there is nothing. */
@LianxinTest
class VisitsTests {
    @Autowired
    Visits visits;

    @Autowired
    Arrivals arrivals;

    @Autowired
    Intake intake;

    @Autowired
    Forgetting forgetting;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient db;

    @Autowired
    LianxinClock clock;

    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private long account;
    private Visitor visitor;

    @BeforeEach
    void anAccount() {
        String name = Deeds.fresh("visits");
        account = accounts.open(
                        NewAccount.of(Cast.in(context).unit("traffic").id(), Platform.WECHAT, name, name)
                                .withExcuse("测试用的又一个账号"),
                        null)
                .orThrow()
                .id();
        visitor = new Visitor(account, Deeds.fresh("private/"));
    }

    private long arrived(String thread, Way way, String words) {
        return arrivals.arrive(new Arrival(
                account,
                Deeds.fresh("message/"),
                thread,
                "",
                way,
                words,
                "",
                new Author("o1", ""),
                Instant.parse("2026-11-25T01:00:00Z"),
                List.of()));
    }

    private long written() {
        return intake.register(new NewMessage(
                        "site", null, Message.Kind.SUGGESTION, "建议公园早点开门", "", List.of(), null, "", "", false))
                .orThrow()
                .message();
    }

    @Test
    void a_list_has_the_cases_of_one_private_conversation_and_what_was_written_on_the_site() {
        long asked = arrived(visitor.thread(), Way.PRIVATE, "红绿灯什么时候修好？");
        arrived(visitor.thread(), Way.PRIVATE, "谢谢");
        arrived(visitor.thread(), Way.COMMENT, "路灯什么时候修好？");
        arrived(visitor.thread() + "x", Way.PRIVATE, "水管什么时候修好？");
        long written = written();
        visits.wrote(visitor, written);
        assertThat(visits.messages(visitor, 50)).containsExactlyInAnyOrder(asked, written);
        assertThat(visits.messages(visitor, 1)).hasSize(1);
        assertThat(visits.messages(new Visitor(account + 1, visitor.thread()), 50))
                .isEmpty();
        Visitor thief = new Visitor(account, Deeds.fresh("private/"));
        visits.wrote(thief, written);
        assertThat(visits.messages(thief, 50)).as("a letter that is somebody's").isEmpty();
    }

    @Test
    void what_ties_a_letter_to_its_author_goes_with_its_text() {
        long asked = arrived(visitor.thread(), Way.PRIVATE, "红绿灯什么时候修好？");
        long written = written();
        visits.wrote(visitor, written);
        forgetting.forget(List.of(asked, written));
        assertThat(visits.messages(visitor, 50)).isEmpty();
        assertThat(db.sql("select asked_by from intake.message where id = ?")
                        .param(written)
                        .query((row, n) -> String.valueOf(row.getString(1)))
                        .single())
                .isEqualTo("null");
        assertThat(db.sql("select thread from intake.arrival where message = ?")
                        .param(asked)
                        .query(String.class)
                        .single())
                .isEmpty();
        visits.wrote(visitor, written);
        assertThat(visits.messages(visitor, 50)).isEmpty();
    }

    @Test
    void what_is_kept_of_a_visit_goes_in_the_night_after_its_end() {
        String token = visits.begin(visitor);
        visits.overnight();
        assertThat(kept(token)).isEqualTo(1);
        clock.set(clock.instant().plus(Duration.ofMinutes(121)));
        visits.overnight();
        assertThat(kept(token)).isZero();
    }

    @AfterEach
    void asItWas() {
        clock.set(null);
    }

    private int kept(String token) {
        return db.sql("select count(*)::int from intake.visit where token = ?")
                .param(Hash.sha256(token))
                .query(Integer.class)
                .single();
    }

    @Test
    void without_the_setting_no_address_answers_and_nothing_is_shown() throws Exception {
        assertThat(visits.place()).isEmpty();
        assertThat(visits.of(visits.begin(visitor))).isEmpty();
        for (String path :
                List.of("/letters", "/en/letters", "/letters/wechat", "/letters/wechat/back", "/MP_verify_x.txt")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/follow").body()).doesNotContain("/letters");
        assertThat(get("/ask").body()).doesNotContain("name=\"mine\"");
        assertThat(get("/privacy").body()).doesNotContain("用微信登录");
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("User-Agent", "MicroMessenger/8.0")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
