package org.lianxin.api.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianxin.api.mastodon.oauth.Signed;
import org.lianxin.registry.Account;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** What an account of an authority does not have is empty and never missing; how far somebody has read is kept. */
@LianxinTest(properties = {"lianxin.delivery.worker=false", "lianxin.federation.worker=false"})
class EmptyTests {
    @Autowired
    ApplicationContext context;

    @LocalServerPort
    int port;

    private Account account;

    @BeforeEach
    void meet() {
        Cast.in(context);
        account = Town.account(context, "traffic");
    }

    private Phone phone(String login, String scopes) {
        return new Phone(port, Signed.in(context, login, account.id(), scopes).token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/filters",
                "/api/v2/filters",
                "/api/v1/lists",
                "/api/v1/announcements",
                "/api/v1/followed_tags",
                "/api/v1/conversations",
                "/api/v1/trends",
                "/api/v1/trends/statuses",
                "/api/v1/follow_requests",
                "/api/v1/mutes",
                "/api/v1/blocks",
                "/api/v1/bookmarks",
                "/api/v1/favourites",
                "/api/v2/suggestions"
            })
    void what_there_is_none_of_is_an_empty_list(String path) {
        Phone.Answer answer = phone("traffic.editor", "read").get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[]");
    }

    @Test
    void nothing_is_pushed_and_apps_are_told_so_in_json() {
        Phone.Answer answer = phone("traffic.editor", "read push").get("/api/v1/push/subscription");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/error")).isNotEmpty();
    }

    @Test
    void how_far_somebody_has_read_is_kept_for_all_their_apps_and_nobody_elses() {
        Phone one = phone("traffic.editor", "read write");
        assertThat(one.get("/api/v1/markers?timeline[]=home").body()).isEqualTo("{}");

        one.post("/api/v1/markers", "home[last_read_id]", "41", "notifications[last_read_id]", "7");
        one.json("POST", "/api/v1/markers", "{\"home\":{\"last_read_id\":\"42\"}}");

        Phone.Answer read =
                phone("traffic.editor", "read").get("/api/v1/markers?timeline[]=home&timeline[]=notifications");
        assertThat(read.text("/home/last_read_id")).isEqualTo("42");
        assertThat(read.json().at("/home/version").asInt()).isEqualTo(2);
        assertThat(read.text("/notifications/last_read_id")).isEqualTo("7");
        assertThat(phone("traffic.vice", "read")
                        .get("/api/v1/markers?timeline[]=home")
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void what_is_no_id_is_refused_and_who_only_reads_writes_nothing() {
        assertThat(phone("traffic.editor", "read write")
                        .post("/api/v1/markers", "home[last_read_id]", "far")
                        .status())
                .isEqualTo(422);
        assertThat(phone("traffic.editor", "read")
                        .post("/api/v1/markers", "home[last_read_id]", "1")
                        .status())
                .isEqualTo(403);
    }
}
