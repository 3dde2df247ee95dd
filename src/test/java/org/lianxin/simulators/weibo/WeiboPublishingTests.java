package org.lianxin.simulators.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.weibo.WeiboWorld.ADVANCED;
import static org.lianxin.simulators.weibo.WeiboWorld.BASIC;
import static org.lianxin.simulators.weibo.WeiboWorld.LINK;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;

class WeiboPublishingTests {
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d");

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
    void a_shared_text_with_a_link_to_the_safe_domain_stands_and_says_that_it_is_simulated() {
        Answer answer = weibo.share("东门路口修缮。" + LINK);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.simulated()).isEqualTo("true");
        assertThat(answer.json().path("text").asString()).contains("东门路口修缮");
        assertThat(answer.json().path("user").path("idstr").asString()).isEqualTo("2001");
        assertThat(answer.json().path("source").asString()).contains("桥");
    }

    @Test
    void ids_are_right_as_strings_only() {
        Answer answer = weibo.share("一" + LINK);
        long number = answer.json().path("id").asLong();
        assertThat(Long.parseLong(answer.id())).isGreaterThan(9_007_199_254_740_992L);
        assertThat(Long.toString(number)).isNotEqualTo(answer.id());
        assertThat((double) number).isEqualTo(Double.parseDouble(answer.id()));
        assertThat(answer.json().path("mid").asString()).isEqualTo(answer.id());
    }

    @Test
    void without_a_link_or_with_one_to_elsewhere_or_with_text_glued_to_the_host_it_is_refused() {
        Answer none = weibo.share("没有链接");
        assertThat(none.code()).isEqualTo(10017);
        assertThat(none.json().path("error").asString()).isEqualTo("text not find domain!");
        assertThat(none.json().path("request").asString()).isEqualTo("/2/statuses/share.json");
        assertThat(weibo.share("别处 https://elsewhere.example/a").code()).isEqualTo(10017);
        assertThat(weibo.share("两处" + LINK + "https://elsewhere.example/a").code())
                .isEqualTo(10017);
        assertThat(weibo.share("粘住 https://city.example，后面").code()).isEqualTo(10017);
        assertThat(weibo.share("子域 https://www.city.example/a ").code()).isZero();
    }

    @Test
    void a_hundred_and_forty_characters_are_counted_with_links_as_ten_and_half_width_as_half() {
        assertThat(weibo.share("字".repeat(129) + LINK).code()).isZero();
        assertThat(weibo.share("字".repeat(130) + LINK).code()).isEqualTo(20012);
        assertThat(weibo.update("字".repeat(140)).code()).isZero();
        assertThat(weibo.update("字".repeat(141)).code()).isEqualTo(20012);
        assertThat(weibo.update("a".repeat(280)).code()).isZero();
        weibo.far.json("/sim/knobs", "{'urlLength':-1}");
        assertThat(weibo.share("文".repeat(129) + LINK).code()).isEqualTo(20012);
    }

    @Test
    void a_topic_is_taken_out_without_a_word() {
        assertThat(weibo.share("#路况#早高峰。" + LINK).json().path("text").asString())
                .startsWith("早高峰。");
    }

    @Test
    void the_same_text_within_the_window_is_refused_and_afterwards_taken() {
        assertThat(weibo.share("同样" + LINK).code()).isZero();
        Answer again = weibo.share("同样" + LINK);
        assertThat(again.code()).isEqualTo(20019);
        assertThat(again.json().path("error").asString()).isEqualTo("repeat content!");
        weibo.far.advance("PT11M");
        assertThat(weibo.share("同样" + LINK).code()).isZero();
    }

    @Test
    void thirty_posts_an_hour_and_a_hundred_calls_a_day() {
        for (int i = 0; i < 30; i++) {
            assertThat(weibo.share("第" + i + LINK).code()).isZero();
        }
        assertThat(weibo.share("第三十一" + LINK).code()).isEqualTo(20016);
        weibo.far.advance("PT1H");
        assertThat(weibo.share("第三十一" + LINK).code()).isZero();
        IntStream.range(0, 68).forEach(i -> weibo.get("/2/account/get_uid.json", BASIC));
        assertThat(weibo.get("/2/account/get_uid.json", BASIC).code()).isEqualTo(10023);
        assertThat(weibo.get("/2/account/rate_limit_status.json", BASIC)
                        .json()
                        .path("remaining_user_hits")
                        .asLong())
                .isZero();
        weibo.far.advance("PT24H");
        assertThat(weibo.get("/2/account/get_uid.json", BASIC).code()).isZero();
    }

    @Test
    void what_needs_permission_is_refused_to_a_basic_app_by_either_path() {
        for (String name : List.of("update", "repost", "destroy", "upload_url_text")) {
            assertThat(weibo.post("/2/statuses/" + name + ".json", BASIC, "status", "一", "id", "1")
                            .code())
                    .isEqualTo(10014);
        }
        assertThat(weibo.post("/2/statuses/update/biz.json", BASIC, "status", "一")
                        .code())
                .isEqualTo(10014);
        assertThat(weibo.post("/2/statuses/update/biz.json", ADVANCED, "status", "二")
                        .code())
                .isZero();
    }

    @Test
    void a_long_text_goes_by_the_commercial_door_only() {
        String longText = "长".repeat(1999);
        assertThat(weibo.post("/2/statuses/update.json", ADVANCED, "status", longText, "is_longtext", "1")
                        .code())
                .isEqualTo(20012);
        assertThat(weibo.post("/2/statuses/update/biz.json", ADVANCED, "status", longText, "is_longtext", "1")
                        .code())
                .isZero();
        assertThat(weibo.post("/2/statuses/update/biz.json", ADVANCED, "status", longText + "长长", "is_longtext", "1")
                        .code())
                .isEqualTo(20049);
    }

    @Test
    void a_picture_goes_as_multipart_and_can_be_fetched_again() {
        Answer answer = weibo.far.upload(
                "/2/statuses/share.json",
                "pic",
                PNG,
                Map.of("access_token", BASIC, "status", "有图" + LINK, "rip", "211.156.0.1"));
        assertThat(answer.code()).isZero();
        String address = answer.json().path("original_pic").asString();
        assertThat(weibo.far.get(address.replace(weibo.far.url(), "")).status()).isEqualTo(200);
        assertThat(weibo.far
                        .upload(
                                "/2/statuses/share.json",
                                "pic",
                                "BM 没有这种".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                Map.of("access_token", BASIC, "status", "坏图" + LINK, "rip", "211.156.0.1"))
                        .code())
                .isEqualTo(20005);
    }

    @Test
    void pictures_that_were_uploaded_first_are_named_by_their_ids() {
        String id = weibo.far
                .upload("/2/statuses/upload_pic.json", "pic", PNG, Map.of("access_token", ADVANCED))
                .json()
                .path("pic_id")
                .asString();
        assertThat(weibo.post("/2/statuses/upload_url_text.json", ADVANCED, "status", "两图", "pic_id", id + "," + id)
                        .json()
                        .path("pic_urls")
                        .size())
                .isEqualTo(2);
        assertThat(weibo.post("/2/statuses/upload_url_text.json", ADVANCED, "status", "无图")
                        .code())
                .isEqualTo(10016);
    }

    @Test
    void reposting_counts_at_the_original_and_only_ones_own_is_destroyed() {
        String original = weibo.share("原文" + LINK).id();
        Answer repost = weibo.post("/2/statuses/repost.json", ADVANCED, "id", original);
        assertThat(repost.json().path("text").asString()).isEqualTo("转发微博");
        assertThat(repost.json().path("retweeted_status").path("idstr").asString())
                .isEqualTo(original);
        assertThat(weibo.get("/2/statuses/show.json", BASIC, "id", original)
                        .json()
                        .path("reposts_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(weibo.post("/2/statuses/destroy.json", ADVANCED, "id", original)
                        .code())
                .isEqualTo(20102);
        assertThat(weibo.post("/2/statuses/repost.json", ADVANCED, "id", repost.id())
                        .code())
                .as("nobody reposts themselves")
                .isEqualTo(20103);
        assertThat(weibo.post("/2/statuses/destroy.json", ADVANCED, "id", repost.id())
                        .id())
                .isEqualTo(repost.id());
        assertThat(weibo.post("/2/statuses/destroy.json", ADVANCED, "id", repost.id())
                        .code())
                .isEqualTo(20101);
    }

    @Test
    void wrong_paths_methods_types_and_parameters_are_refused() {
        assertThat(weibo.post("/2/statuses/nothing.json", BASIC).code()).isEqualTo(10020);
        assertThat(weibo.get("/2/statuses/share.json", BASIC, "status", "一").code())
                .isEqualTo(10021);
        assertThat(weibo.far
                        .json("/2/statuses/share.json?access_token=" + BASIC, "{'status':'一'}")
                        .code())
                .isEqualTo(10007);
        assertThat(weibo.post("/2/statuses/share.json", BASIC, "status", "一" + LINK, "rip", "1.1.1.1", "colour", "red")
                        .code())
                .isEqualTo(10008);
        Answer missing = weibo.post("/2/statuses/share.json", BASIC, "status", "一" + LINK);
        assertThat(missing.code()).isEqualTo(10016);
        assertThat(missing.json().path("error").asString())
                .isEqualTo("Miss required parameter (rip) , see doc for more info");
        assertThat(weibo.post("/2/statuses/share.json", BASIC, "status", "一" + LINK, "rip", "nowhere")
                        .code())
                .isEqualTo(10017);
    }

    @Test
    void every_third_error_writes_its_code_as_a_string() {
        assertThat(IntStream.range(0, 6)
                        .mapToObj(i ->
                                weibo.share("没有链接").json().path("error_code").isString()))
                .containsExactly(false, false, true, false, false, true);
    }

    @Test
    void success_but_late_is_an_error_whose_post_is_seen_minutes_later() {
        weibo.far.json("/sim/faults", "{'kind':'late','code':20032,'minutes':2,'path':'/2/statuses/share'}");
        assertThat(weibo.share("晚到" + LINK).code()).isEqualTo(20032);
        assertThat(weibo.ids(weibo.get("/2/statuses/user_timeline.json", BASIC), "statuses"))
                .isEmpty();
        weibo.far.advance("PT2M");
        assertThat(weibo.ids(weibo.get("/2/statuses/user_timeline.json", BASIC), "statuses"))
                .hasSize(1);
    }
}
