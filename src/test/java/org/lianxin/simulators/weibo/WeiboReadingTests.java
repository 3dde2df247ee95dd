package org.lianxin.simulators.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.weibo.WeiboWorld.ADVANCED;
import static org.lianxin.simulators.weibo.WeiboWorld.BASIC;
import static org.lianxin.simulators.weibo.WeiboWorld.LINK;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;

class WeiboReadingTests {
    @TempDir
    Path folder;

    private WeiboWorld weibo;

    @BeforeEach
    void opens() {
        weibo = new WeiboWorld(folder);
    }

    @AfterEach
    void closes() {
        weibo.close();
    }

    @Test
    void an_ordinary_app_reads_only_its_own_newest_five() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.addFirst(weibo.share("第" + i + LINK).id());
        }
        Answer timeline = weibo.get("/2/statuses/user_timeline.json", BASIC, "count", "50");
        assertThat(weibo.ids(timeline, "statuses")).isEqualTo(ids.subList(0, 5));
        assertThat(timeline.json().path("next_cursor").asLong()).isZero();
        assertThat(weibo.get("/2/statuses/user_timeline.json", BASIC, "uid", "2002")
                        .code())
                .isEqualTo(21321);
    }

    @Test
    void the_commercial_door_reads_pages_of_a_hundred() {
        weibo.far.json("/sim/knobs", "{'postsPerHour':1000,'callsPerDay':1000}");
        for (int i = 0; i < 101; i++) {
            weibo.update("第" + i);
        }
        assertThat(weibo.ids(weibo.get("/2/statuses/user_timeline/biz.json", ADVANCED, "count", "200"), "statuses"))
                .hasSize(100);
        assertThat(weibo.ids(
                        weibo.get("/2/statuses/user_timeline/biz.json", ADVANCED, "count", "100", "page", "2"),
                        "statuses"))
                .hasSize(1);
    }

    @Test
    void since_is_greater_and_max_is_at_most() {
        String post = weibo.share("问问大家" + LINK).id();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(weibo.comment(post, "第" + i).id());
        }
        Answer since = weibo.get("/2/comments/to_me.json", BASIC, "since_id", ids.get(1));
        assertThat(weibo.ids(since, "comments")).containsExactly(ids.get(3), ids.get(2));
        Answer max = weibo.get("/2/comments/show.json", BASIC, "id", post, "max_id", ids.get(2), "count", "2");
        assertThat(weibo.ids(max, "comments")).containsExactly(ids.get(2), ids.get(1));
        assertThat(max.json().path("next_cursor").asString()).isEqualTo(ids.get(0));
    }

    @Test
    void comments_are_written_answered_in_threads_listed_by_their_relation_and_taken_away() {
        String post = weibo.share("停水通知" + LINK).id();
        String asked = weibo.comment(post, "几点来水？").id();
        Answer answer = weibo.post(
                "/2/comments/reply.json", BASIC, "id", post, "cid", asked, "comment", "晚上六点。", "rip", "211.156.0.1");
        assertThat(answer.json().path("text").asString()).isEqualTo("回复@市民甲:晚上六点。");
        assertThat(answer.json().path("reply_comment").path("idstr").asString()).isEqualTo(asked);
        assertThat(answer.json().path("rootidstr").asString()).isEqualTo(asked);
        assertThat(weibo.ids(weibo.get("/2/comments/by_me.json", BASIC), "comments"))
                .containsExactly(answer.id());
        assertThat(weibo.ids(weibo.get("/2/comments/to_me.json", BASIC), "comments"))
                .containsExactly(asked);
        weibo.far.json("/sim/people/delete", "{'id':'" + asked + "'}");
        assertThat(weibo.ids(weibo.get("/2/comments/show.json", BASIC, "id", post), "comments"))
                .containsExactly(answer.id());
        assertThat(weibo.post(
                                "/2/comments/reply.json",
                                BASIC,
                                "id",
                                post,
                                "cid",
                                asked,
                                "comment",
                                "再答",
                                "rip",
                                "211.156.0.1")
                        .code())
                .isEqualTo(20201);
        assertThat(weibo.post("/2/comments/destroy.json", ADVANCED, "cid", answer.id())
                        .code())
                .isEqualTo(20203);
        assertThat(weibo.post("/2/comments/destroy.json", BASIC, "cid", answer.id())
                        .code())
                .isZero();
    }

    @Test
    void the_same_comment_twice_is_refused() {
        String post = weibo.share("停水通知" + LINK).id();
        String[] words = {"id", post, "comment", "收到", "rip", "211.156.0.1"};
        assertThat(weibo.post("/2/comments/create.json", BASIC, words).code()).isZero();
        assertThat(weibo.post("/2/comments/create.json", BASIC, words).code()).isEqualTo(20019);
    }

    @Test
    void whoever_is_mentioned_reads_it_in_statuses_and_in_comments() {
        String status = weibo.far
                .json("/sim/people/status", "{'name':'市民乙','text':'@示范交警 红绿灯坏了'}")
                .id();
        weibo.far.json("/sim/people/status", "{'name':'市民乙','text':'@示范交警大队 别人'}");
        String post = weibo.update("水务的一条").id();
        String comment = weibo.comment(post, "@示范交警 也看看").id();
        assertThat(weibo.ids(weibo.get("/2/statuses/mentions.json", BASIC), "statuses"))
                .containsExactly(status);
        assertThat(weibo.ids(weibo.get("/2/comments/mentions.json", BASIC), "comments"))
                .containsExactly(comment);
    }

    @Test
    void figures_of_posts_and_accounts() {
        String post = weibo.share("看数" + LINK).id();
        weibo.comment(post, "一");
        weibo.far.json("/sim/people/figures", "{'status':'" + post + "','reposts':3,'likes':9}");
        var count =
                weibo.get("/2/statuses/count.json", BASIC, "ids", post).json().path(0);
        assertThat(count.path("id").asString()).isEqualTo(post);
        assertThat(List.of(
                        count.path("comments").asInt(),
                        count.path("reposts").asInt(),
                        count.path("attitudes").asInt()))
                .containsExactly(1, 3, 9);
        assertThat(weibo.get("/2/users/counts.json", BASIC, "uids", "2001")
                        .json()
                        .path(0)
                        .path("followers_count")
                        .isString())
                .isTrue();
        assertThat(weibo.get("/2/users/show.json", BASIC, "screen_name", "示范交警")
                        .json()
                        .path("verified_type")
                        .asInt())
                .isEqualTo(1);
        assertThat(weibo.get("/2/users/show.json", BASIC, "uid", "9").code()).isEqualTo(20003);
    }
}
