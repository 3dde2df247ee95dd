package org.lianxin.channels.mastodon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.cases.Case;
import org.lianxin.cases.Cases;
import org.lianxin.channels.Connections;
import org.lianxin.delivery.Deliveries;
import org.lianxin.delivery.Delivery;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.publishing.Illustration;
import org.lianxin.publishing.Post;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.Snac;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The account of a unit on a real server elsewhere, a snac: out, asked, answered, corrected, withdrawn. */
@LianxinTest(
        properties = {
            "lianxin.delivery.worker=false",
            "lianxin.mastodon.poll=0s",
            "lianxin.outbound.allow=127.0.0.0/8 ::1/128",
            "lianxin.outbound.http=true",
            "lianxin.public-url=http://shifan.example"
        })
class SnacAsClientTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    Connections connections;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Delivery delivery;

    @Autowired
    MastodonConnects connects;

    @Autowired
    MastodonPolling polling;

    @Autowired
    Cases cases;

    @Autowired
    ApplicationContext context;

    Snac snac;
    Cast cast;

    @BeforeEach
    void aServer() throws IOException, InterruptedException {
        assumeTrue(Snac.installed(), "snac is not installed");
        snac = Snac.start();
        cast = Cast.in(context);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (snac != null) {
            snac.close();
        }
    }

    private JsonNode asked(String token, String path, Map<String, Object> body) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(snac.base() + path)).header("Authorization", "Bearer " + token);
            if (!body.isEmpty()) {
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
            }
            return JSON.readTree(
                    http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Optional<Case> letter(String words) {
        return cases
                .list(new Cases.Filter(Cases.Part.ALL, null, null, words), null, 5, cast.person("traffic.editor"))
                .items()
                .stream()
                .findFirst();
    }

    @Test
    void a_post_goes_out_is_asked_about_answered_corrected_and_withdrawn_by_hand()
            throws IOException, InterruptedException {
        String ours = snac.token("traffic", snac.add("traffic"));
        String theirs = snac.token("zhao", snac.add("zhao"));
        Deeds deeds = Deeds.of("traffic", "别处", context);
        Account account = cast.live("traffic", Platform.MASTODON, "snac", "交警在别处");
        connections
                .connect(
                        account,
                        connects.tried(account, Map.of("base", snac.base(), "token", ours))
                                .orThrow(),
                        cast.person("traffic.editor"))
                .orThrow();

        Post post = deeds.sentTo(
                "绕行提示", "望湖大道施工到二十号。", List.of(Illustration.of(deeds.picture(), "施工围挡", "")), account.id());
        var waybill =
                deliveries.of("post", post.id(), cast.person("traffic.editor")).getFirst();
        assertThat(waybill.state()).as(waybill.why()).isEqualTo(DeliveryState.CONFIRMED);
        String id = waybill.remoteId().substring("status/".length());
        JsonNode there = asked(theirs, "/api/v1/statuses/" + id, Map.of());
        assertThat(there.path("content").asString("")).contains("望湖大道施工到二十号").contains("shifan.example/posts/");
        assertThat(there.path("media_attachments").path(0).path("description").asString(""))
                .isEqualTo("施工围挡");

        String words = "请问从哪里绕行最近呢？";
        asked(theirs, "/api/v1/statuses", Map.of("status", words, "in_reply_to_id", id));
        Snac.await("the question is a case", () -> {
            polling.fetch(connections.of(account.id()).orElseThrow());
            return letter(words).isPresent();
        });
        deeds.answer(letter(words).orElseThrow(), "从朝晖路走最近。");
        assertThat(letter(words).orElseThrow().state().word()).isEqualTo("answered");
        JsonNode answer = snac.objects().stream()
                .filter(o -> o.path("content").asString("").contains("从朝晖路走最近"))
                .findFirst()
                .orElseThrow();
        assertThat(answer.path("inReplyTo").asString("")).contains("/zhao/");
        assertThat(answer.path("tag").toString()).as("names whoever asked").contains("/zhao");

        deeds.corrected(post, "望湖大道施工到二十八号。", "日期写错了");
        assertThat(asked(theirs, "/api/v1/statuses/" + id, Map.of())
                        .path("content")
                        .asString(""))
                .contains("二十八号");
        delivery.withdraw("post", post.id(), "工程取消", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(deliveries.of("post", post.id(), cast.person("traffic.editor")))
                .extracting(w -> w.state())
                .as("snac lets no program delete")
                .contains(DeliveryState.HAND);
    }
}
