package org.lianxin.simulators.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianxin.simulators.weibo.WeiboWorld.BASIC;
import static org.lianxin.simulators.weibo.WeiboWorld.LINK;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianxin.simulators.Far.Answer;

/** What every strict simulator has: faults by script, a journal that is its memory, a clock, a page for people. */
class WeiboSimulatorTests {
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

    private void fault(String words) {
        assertThat(weibo.far.json("/sim/faults", words).status()).isEqualTo(200);
    }

    private List<String> timeline() {
        return weibo.ids(weibo.get("/2/statuses/user_timeline.json", BASIC), "statuses");
    }

    @Test
    void a_scripted_error_takes_nothing_for_so_many_calls() {
        fault("{'kind':'error','code':10001,'next':2,'path':'/2/statuses/share'}");
        assertThat(weibo.share("一" + LINK).code()).isEqualTo(10001);
        assertThat(timeline()).isEmpty();
        assertThat(weibo.share("一" + LINK).code()).isEqualTo(10001);
        assertThat(weibo.share("一" + LINK).code()).isZero();
    }

    @Test
    void a_fault_for_one_caller_leaves_the_others_alone() {
        fault("{'kind':'error','code':10009,'token':'basic-token'}");
        assertThat(weibo.update("水务").code()).isZero();
        assertThat(weibo.share("交警" + LINK).code()).isEqualTo(10009);
    }

    @Test
    void dropped_before_is_not_there_and_dropped_after_taking_is() {
        fault("{'kind':'drop-before'}");
        assertThat(weibo.share("没拿" + LINK).status()).isZero();
        assertThat(timeline()).isEmpty();
        fault("{'kind':'take-then-drop','path':'/2/statuses/share'}");
        assertThat(weibo.share("拿了" + LINK).status()).isZero();
        assertThat(timeline()).hasSize(1);
    }

    @Test
    void an_unreadable_answer_has_been_taken_and_a_status_has_not() {
        fault("{'kind':'unreadable','path':'/2/statuses/share'}");
        Answer unreadable = weibo.share("看不懂" + LINK);
        assertThat(unreadable.status()).isEqualTo(200);
        assertThat(unreadable.body()).doesNotContain("{");
        fault("{'kind':'status','status':502,'path':'/2/statuses/share'}");
        assertThat(weibo.share("没进去" + LINK).status()).isEqualTo(502);
        assertThat(timeline()).hasSize(1);
    }

    @Test
    void a_delayed_answer_has_been_taken_before_it_comes() {
        fault("{'kind':'delay','ms':50,'path':'/2/statuses/share'}");
        assertThat(weibo.share("迟答" + LINK).code()).isZero();
        assertThat(weibo.far.get("/sim/journal", "kind", "call").body()).contains("\"fault\":\"DELAY\"");
    }

    @Test
    void the_journal_tells_each_call_and_what_was_taken_but_no_token() {
        String id = weibo.share("记一笔" + LINK).id();
        weibo.share("没有链接");
        String journal = weibo.far.get("/sim/journal", "kind", "call").body();
        assertThat(journal.lines()).hasSize(2);
        assertThat(journal)
                .contains("\"taken\":\"status " + id + "\"", "\"code\":10017", "\"who\":\"2001\"")
                .doesNotContain(BASIC);
    }

    @Test
    void everything_stands_as_it_was_after_a_restart_even_if_the_last_line_was_cut_off() throws Exception {
        for (int i = 0; i < 30; i++) {
            weibo.share("第" + i + LINK);
        }
        List<String> before = timeline();
        String asked = weibo.comment(before.getFirst(), "重启前").id();
        weibo.far.json("/sim/knobs", "{'urlLength':11}");
        weibo.close();
        Files.writeString(folder.resolve("journal.jsonl"), "{\"n\":9", StandardOpenOption.APPEND);
        weibo = new WeiboWorld(folder);
        assertThat(timeline()).isEqualTo(before);
        assertThat(weibo.ids(weibo.get("/2/comments/to_me.json", BASIC), "comments"))
                .containsExactly(asked);
        assertThat(weibo.share("超额的" + LINK).code()).isEqualTo(20016);
        assertThat(weibo.far.get("/sim/knobs").json().path("urlLength").asInt()).isEqualTo(11);
        weibo.far.advance("PT1H");
        assertThat(Long.parseLong(weibo.share("新的" + LINK).id())).isGreaterThan(Long.parseLong(asked));
    }

    @Test
    void the_clock_is_put_forward_and_a_knob_that_does_not_exist_is_refused() {
        assertThat(weibo.far
                        .json("/sim/clock", "{'advance':'PT1H'}")
                        .json()
                        .path("now")
                        .asString())
                .isEqualTo("2026-11-25T02:00:00Z");
        assertThat(weibo.far.json("/sim/clock", "{'advance':'soon'}").status()).isEqualTo(422);
        assertThat(weibo.far.json("/sim/knobs", "{'luck':1}").status()).isEqualTo(422);
        assertThat(weibo.far.json("/sim/faults", "{'kind':'rain'}").status()).isEqualTo(422);
    }

    @Test
    void a_newcomer_writes_a_comment_into_the_page_and_the_account_reads_it() {
        String post = weibo.share("<script>alert(1)</script>停水" + LINK).id();
        String page = weibo.far.get("/").body();
        assertThat(page)
                .contains("这是模拟的微博", "&lt;script&gt;", "href=\"https://city.example/p/1\"")
                .doesNotContain("<script");
        Answer sent = weibo.far.post("/people/comment", "status", post, "name", "<b>甲", "text", "几点来？");
        String comment = weibo.ids(weibo.get("/2/comments/to_me.json", BASIC), "comments")
                .getFirst();
        assertThat(sent.location()).isEqualTo("/#c" + comment);
        assertThat(weibo.far.get("/").body()).contains("&lt;b&gt;甲", "几点来？");
        assertThat(weibo.far.get("/u/2002").body()).doesNotContain("停水");
    }

    @Test
    void nobody_writes_in_the_name_of_an_office() {
        String post = weibo.share("停水" + LINK).id();
        weibo.far.post("/people/comment", "status", post, "name", "示范交警", "text", "冒名");
        assertThat(weibo.far.get("/").body()).doesNotContain("冒名");
    }

    @Test
    void the_short_address_of_a_post_leads_to_it() {
        assertThat(Base62.decode("z20XK26My")).isEqualTo("3504803600502730");
        assertThat(Base62.decode("GcAr62W7W")).isEqualTo("4230000000700100");
    }
}
