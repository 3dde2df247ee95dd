package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The office decides which servers are not heard; everybody may read it, and lists are exchanged with others. */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false"
        })
class ServersTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Blocks blocks;

    @Autowired
    Worker worker;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = Cast.in(context);
    }

    @AfterEach
    void none() {
        db.sql("delete from federation.block").update();
    }

    private Outcome<String> block(String host) {
        return blocks.block(host, "广告", cast.person("office"));
    }

    @ParameterizedTest
    @CsvSource({
        "bad.example,bad.example",
        "' BAD.Example ',bad.example",
        "https://bad.example/about,bad.example",
        "@spam@bad.example,bad.example",
        "bad.example:8443,bad.example",
        "坏.example,xn--7es.example"
    })
    void a_server_is_known_by_its_name_however_it_is_written(String typed, String host) {
        assertThat(block(typed).orThrow()).isEqualTo(host);
        assertThat(blocks.has(host)).isTrue();
        assertThat(blocks.has("under." + host + ":8443")).isTrue();
        assertThat(blocks.has("not" + host)).isFalse();
        assertThat(blocks.has("example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "bad example", "localhost", "http://", "a_b.example", "%", "é\0.example"})
    void what_is_no_name_or_our_own_is_refused(String typed) {
        assertThat(block(typed))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.field()).isEqualTo("host"));
    }

    @Test
    void only_the_office_decides() {
        for (String login : List.of("inspector", "traffic.leader", "admin")) {
            assertThat(blocks.block("bad.example", "广告", cast.person(login)).isDone())
                    .isFalse();
            assertThat(blocks.take("bad.example", cast.person(login)).isDone()).isFalse();
        }
        assertThat(blocks.all()).isEmpty();
    }

    @Test
    void a_blocked_server_loses_its_followers_and_hears_nothing_more() throws IOException {
        try (FarServer far = new FarServer(port)) {
            Account account = Abroad.account(context, "traffic");
            far.say(
                    "lin",
                    far.activity(
                            "Follow", "lin", context.getBean(Addresses.class).actor(account.id())));
            worker.all();
            far.heard.clear();
            new Letterbox(context).publish(account, Letterbox.manuscript(account, "post", "1", "停水", "今晚停水。"));
            block("127.0.0.1").orThrow();
            worker.all();
            assertThat(far.heard).isEmpty();
            assertThat(context.getBean(Followers.class).count(account.id())).isZero();
            assertThat(far.say(
                            "lin",
                            far.activity(
                                    "Follow",
                                    "lin",
                                    context.getBean(Addresses.class).actor(account.id()))))
                    .isEqualTo(403);
            blocks.unblock("127.0.0.1", cast.person("office")).orThrow();
            assertThat(far.say(
                            "lin",
                            far.activity(
                                    "Follow",
                                    "lin",
                                    context.getBean(Addresses.class).actor(account.id()))))
                    .isEqualTo(202);
        }
    }

    @Test
    void a_list_of_another_server_is_taken_over_and_given_on() {
        String list = """
                \ufeff#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
                spam.example,suspend,false,false,"广告, 诈骗",false
                loud.example,silence,false,false,,false
                run.example,suspend,false,false,=1+1,false
                not a name,suspend,false,false,,false
                """;
        assertThat(blocks.take(list, cast.person("office")).orThrow()).isEqualTo(2);
        assertThat(blocks.take(list, cast.person("office")).orThrow()).isZero();
        assertThat(blocks.all()).extracting(Blocks.Block::host).containsExactly("run.example", "spam.example");
        String given = BlockList.write(blocks.all());
        assertThat(given).contains("spam.example,suspend,\"广告, 诈骗\"", "run.example,suspend,'=1+1");
        db.sql("delete from federation.block").update();
        assertThat(blocks.take(given, cast.person("office")).orThrow()).isEqualTo(2);
        assertThat(blocks.all()).extracting(Blocks.Block::reason).containsExactly("=1+1", "广告, 诈骗");
        assertThat(blocks.take("a.example\nb.example\n", cast.person("office")).orThrow())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\"unclosed", "#domain,#severity\n"})
    void what_is_no_list_is_refused(String csv) {
        assertThat(blocks.take(csv, cast.person("office")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.field()).isEqualTo("file"));
    }

    @Test
    void everybody_may_read_whom_we_do_not_hear_and_why() {
        Account account = Abroad.account(context, "traffic");
        block("bad.example").orThrow();
        String page = Abroad.get(port, "/fediverse").body();
        assertThat(page).contains("bad.example", "广告", "@" + account.handle() + "@localhost:8080");
        blocks.unblock("bad.example", cast.person("office")).orThrow();
        assertThat(Abroad.get(port, "/fediverse").body()).doesNotContain("bad.example");
    }
}
