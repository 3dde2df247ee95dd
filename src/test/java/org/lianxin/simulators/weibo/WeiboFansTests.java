package org.lianxin.simulators.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.weibo.WeiboWorld.BASIC;
import static org.lianxin.simulators.weibo.WeiboWorld.LINK;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;
import org.lianxin.simulators.Pushes;
import org.lianxin.simulators.Receiver;
import org.lianxin.simulators.Receiver.Push;

class WeiboFansTests {
    @TempDir
    Path folder;

    private WeiboWorld weibo;
    private final Receiver receiver = new Receiver();

    @BeforeEach
    void opens() {
        weibo = new WeiboWorld(folder);
        weibo.far.json("/sim/pushes", "{'app':'101','user':'2001','url':'" + receiver.url() + "'}");
    }

    @AfterEach
    void closes() {
        weibo.close();
        receiver.close();
    }

    private Answer message(String more) {
        return weibo.far.json("/sim/people/message", "{'name':'市民丙','to':'示范交警','text':'你好'" + more + "}");
    }

    private String citizen() {
        return weibo.get("/2/users/show.json", BASIC, "screen_name", "市民丙").id();
    }

    private Answer reply(String to, String text) {
        return weibo.post(
                "/2/messages/reply.json",
                BASIC,
                "type",
                "text",
                "receiver_id",
                to,
                "data",
                "{\"text\":\"" + text + "\"}");
    }

    @Test
    void signatures_are_as_the_platform_computes_them() {
        assertThat(Pushes.signature("xyz123xyz", "1397022061823", "57155157"))
                .isEqualTo("90e4c22c90a58f26526c2dd5b6c56c8822edeaa1");
    }

    @Test
    void a_message_is_pushed_signed_and_has_no_id() {
        message("");
        Push push = receiver.pushes.getFirst();
        assertThat(push.parameter("signature"))
                .isEqualTo(Pushes.signature("s1", push.parameter("timestamp"), push.parameter("nonce")));
        assertThat(push.body())
                .contains("\"type\":\"text\"", "\"receiver_id\":2001", "\"text\":\"你好\"", "+0800 2026")
                .doesNotContain("\"id\"");
    }

    @Test
    void what_is_not_taken_is_pushed_three_times_the_same_and_what_is_scripted_twice_comes_twice() {
        receiver.status = 500;
        assertThat(message("").json().path("pushes").path(0).path("tries").asInt())
                .isEqualTo(3);
        assertThat(receiver.pushes)
                .hasSize(3)
                .extracting(Push::body)
                .containsOnly(receiver.pushes.getFirst().body());
        receiver.status = 200;
        message(",'times':2");
        assertThat(receiver.pushes).hasSize(5);
    }

    @Test
    void an_address_that_does_not_echo_is_not_taken() {
        assertThat(weibo.far
                        .json("/sim/pushes", "{'app':'101','user':'2001','url':'" + weibo.far.url() + "/nothing'}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_message_may_be_answered_for_two_days_as_often_as_one_likes() {
        message("");
        assertThat(reply(citizen(), "一").json().path("result").asBoolean()).isTrue();
        assertThat(reply(citizen(), "二").code()).isZero();
        weibo.far.advance("PT48H");
        assertThat(reply(citizen(), "三").code()).isEqualTo(20301);
    }

    @Test
    void a_mention_may_be_answered_once() {
        String post = weibo.share("路况" + LINK).id();
        weibo.far.json("/sim/people/comment", "{'name':'市民丙','status':'" + post + "','text':'@示范交警 这里堵'}");
        assertThat(receiver.pushes.getFirst().body()).contains("\"type\":\"mention\"", "\"subtype\":\"comment\"");
        assertThat(reply(citizen(), "一").code()).isZero();
        assertThat(reply(citizen(), "二").code()).isEqualTo(20301);
    }

    @Test
    void a_follower_may_be_written_to_and_nobody_after_they_left() {
        weibo.far.json("/sim/people/event", "{'name':'市民丙','to':'示范交警','subtype':'follow'}");
        assertThat(receiver.pushes.getFirst().body()).contains("\"subtype\":\"follow\"");
        assertThat(weibo.get("/2/users/show.json", BASIC, "uid", "2001")
                        .json()
                        .path("followers_count")
                        .asInt())
                .isEqualTo(13);
        assertThat(reply(citizen(), "欢迎").code()).isZero();
        weibo.far.json("/sim/people/event", "{'name':'市民丙','to':'示范交警','subtype':'unfollow'}");
        assertThat(reply(citizen(), "再见").code()).isEqualTo(20301);
    }

    @Test
    void a_passive_answer_in_the_response_is_taken_with_the_roles_changed_over() {
        receiver.answer = push -> {
            String sender = push.body().replaceFirst(".*\"sender_id\":(\\d+).*", "$1");
            return "{\"result\":true,\"sender_id\":\"2001\",\"receiver_id\":\"" + sender
                    + "\",\"type\":\"text\",\"data\":\""
                    + URLEncoder.encode("{\"text\":\"收到\"}", StandardCharsets.UTF_8) + "\"}";
        };
        assertThat(message("").json().path("pushes").path(0).path("answer").asString())
                .matches("\\d{16}");
        receiver.answer = push ->
                "{\"result\":true,\"sender_id\":\"1\",\"receiver_id\":\"2001\",\"type\":\"text\",\"data\":\"\"}";
        assertThat(message("").json().path("pushes").path(0).path("answer").asString())
                .isEqualTo("refused");
        assertThat(weibo.far.get("/sim/journal", "kind", "bad-answer").body()).contains("sender_id is not the account");
        receiver.answer = push -> "{\"result\":true,\"sender_id\":\"2001\",\"receiver_id\":\""
                + push.body().replaceFirst(".*\"sender_id\":(\\d+).*", "$1")
                + "\",\"type\":\"text\",\"data\":\"{\\\"text\\\":\\\"没有编码\\\"}\"}";
        message("");
        assertThat(weibo.far.get("/u/2001").body()).contains("data is not encoded");
    }

    @Test
    void a_text_of_three_hundred_characters_is_too_long_for_a_message() {
        message("");
        assertThat(reply(citizen(), "字".repeat(299)).code()).isZero();
        assertThat(reply(citizen(), "字".repeat(300)).code()).isEqualTo(20302);
    }
}
