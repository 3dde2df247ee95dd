package org.lianxin.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.kernel.Outcome;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What may be kept, by whom, and what happens when two write at once. */
@LianxinTest
class WritingTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    Posts posts;

    @Autowired
    Papers papers;

    private Cast cast;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
    }

    private Draft draft(String title, String text) {
        return Draft.of(
                title, text, Category.SERVICE, List.of(cast.site("traffic").id()));
    }

    private Post written(String by) {
        return posts.create(cast.unit("traffic").id(), draft("夜市停车，这三条街可以停", "和顺路、望湖大道、银杏大道。"), cast.person(by))
                .orThrow();
    }

    private static Outcome.Refused<?> refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused<?>) outcome;
    }

    @Test
    void everybody_who_writes_for_the_unit_may_and_nobody_else() {
        for (String login :
                List.of("traffic.editor", "traffic.partner", "traffic.leader", "traffic.spokesperson", "office")) {
            assertThat(posts.create(cast.unit("traffic").id(), draft("标题", "正文"), cast.person(login))
                            .isDone())
                    .as(login)
                    .isTrue();
        }
        for (String login : List.of("inspector", "traffic.on-scene")) {
            assertThat(refusal(posts.create(cast.unit("traffic").id(), draft("标题", "正文"), cast.person(login)))
                            .kind())
                    .as(login)
                    .isEqualTo(Outcome.Kind.NOT_ALLOWED);
        }
        assertThat(refusal(posts.create(cast.unit("traffic").id(), draft("标题", "正文"), cast.person("water.editor")))
                        .field())
                .isEqualTo("unit");
    }

    @Test
    void another_units_people_do_not_see_a_post_let_alone_touch_it() {
        Post post = written("traffic.editor");
        for (String login : List.of("water.editor", "water.leader")) {
            var person = cast.person(login);
            assertThat(papers.find(post.id(), person)).isEmpty();
            assertThat(refusal(posts.save(post.id(), 1, draft("改", "改"), person))
                            .kind())
                    .isEqualTo(Outcome.Kind.NOT_FOUND);
            assertThat(refusal(posts.submit(post.id(), 1, person)).kind()).isEqualTo(Outcome.Kind.NOT_FOUND);
            assertThat(refusal(posts.recall(post.id(), person)).kind()).isEqualTo(Outcome.Kind.NOT_FOUND);
            assertThat(refusal(posts.correct(post.id(), person)).kind()).isEqualTo(Outcome.Kind.NOT_FOUND);
            assertThat(refusal(posts.drop(post.id(), 1, person)).kind()).isEqualTo(Outcome.Kind.NOT_FOUND);
            assertThat(refusal(posts.withdraw(post.id(), "不对", person)).kind()).isEqualTo(Outcome.Kind.NOT_FOUND);
        }
        assertThat(papers.find(post.id(), cast.person("inspector"))).isPresent();
        assertThat(refusal(posts.save(post.id(), 1, draft("改", "改"), cast.person("inspector")))
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_ALLOWED);
    }

    @Test
    void rare_characters_emoji_and_right_to_left_text_stay_as_they_were_typed() {
        String title = "𠮷野家门口的路灯💡亮了 e\u0301";
        String text = "第一行\n\n👨‍👩‍👧 مرحبا بكم \u200f！\u202bשלום\u202c 𠮷𡈽\t尾";
        Post post = posts.create(cast.unit("traffic").id(), draft(title, text), cast.person("traffic.editor"))
                .orThrow();
        Draft kept = papers.find(post.id(), cast.person("traffic.editor"))
                .orElseThrow()
                .draft();
        assertThat(kept.title()).isEqualTo(title);
        assertThat(kept.text()).isEqualTo(text);
    }

    @Test
    void a_nul_half_a_character_or_a_text_over_the_limit_is_refused_at_its_field() {
        var editor = cast.person("traffic.editor");
        long unit = cast.unit("traffic").id();
        assertThat(refusal(posts.create(unit, draft("标题", "正\u0000文"), editor)).field())
                .isEqualTo("text");
        assertThat(refusal(posts.create(unit, draft("标\u0000题", "正文"), editor)).field())
                .isEqualTo("title");
        assertThat(refusal(posts.create(unit, draft("标题", "正文\ud842"), editor)).key())
                .isEqualTo("posts.unseen-character");
        assertThat(refusal(posts.create(unit, draft("字".repeat(101), "正文"), editor))
                        .arguments())
                .containsExactly(100, 101);
        assertThat(refusal(posts.create(unit, draft("标题", "字".repeat(20_001)), editor))
                        .key())
                .isEqualTo("posts.text-too-long");
        assertThat(posts.create(unit, draft("𠮷".repeat(100), "𠮷".repeat(20_000)), editor)
                        .isDone())
                .isTrue();
        assertThat(refusal(posts.create(unit, draft(" ", "\n"), editor)).key()).isEqualTo("posts.empty");
    }

    @Test
    void a_post_goes_to_accounts_of_its_own_unit_only() {
        Draft foreign = Draft.of(
                "标题", "正文", Category.SERVICE, List.of(cast.site("water").id()));
        assertThat(refusal(posts.create(cast.unit("traffic").id(), foreign, cast.person("traffic.editor")))
                        .field())
                .isEqualTo("targets");
        long site = cast.site("traffic").id();
        Draft twice = Draft.of("标题", "正文", Category.SERVICE, List.of(site, site));
        assertThat(refusal(posts.create(cast.unit("traffic").id(), twice, cast.person("traffic.editor")))
                        .field())
                .isEqualTo("targets");
    }

    @Test
    void of_two_editors_at_once_the_second_is_told_and_both_texts_are_there() {
        Post post = written("traffic.editor");
        Post first = posts.save(post.id(), post.version(), draft("甲改的题目", "甲改的正文"), cast.person("traffic.editor"))
                .orThrow();
        assertThat(first.version()).isEqualTo(post.version() + 1);
        var partner = cast.person("traffic.partner");
        assertThat(refusal(posts.save(post.id(), post.version(), draft("乙改的题目", "乙改的正文"), partner))
                        .kind())
                .isEqualTo(Outcome.Kind.CHANGED_MEANWHILE);
        Post now = papers.find(post.id(), partner).orElseThrow();
        assertThat(now.draft().text()).isEqualTo("甲改的正文");
        assertThat(papers.aside(now, partner))
                .get()
                .extracting(Aside::title, Aside::text)
                .containsExactly("乙改的题目", "乙改的正文");
        Post merged = posts.save(post.id(), now.version(), draft("两人的题目", "两人的正文"), partner)
                .orThrow();
        assertThat(papers.aside(merged, partner)).isEmpty();
        assertThat(merged.writers()).containsExactlyInAnyOrder(cast.id("traffic.editor"), cast.id("traffic.partner"));
    }

    @Test
    void saving_what_stands_there_already_changes_nothing() {
        Post post = written("traffic.editor");
        Post again = posts.save(post.id(), post.version(), post.draft(), cast.person("traffic.partner"))
                .orThrow();
        assertThat(again.version()).isEqualTo(post.version());
        assertThat(again.writers()).containsExactly(cast.id("traffic.editor"));
        assertThat(posts.save(post.id(), 999, post.draft(), cast.person("traffic.partner"))
                        .isDone())
                .isTrue();
    }

    @Test
    void a_draft_thrown_away_is_gone_for_everybody() {
        Post post = written("traffic.editor");
        assertThat(posts.drop(post.id(), post.version(), cast.person("traffic.editor"))
                        .isDone())
                .isTrue();
        assertThat(papers.find(post.id(), cast.person("traffic.editor"))).isEmpty();
        assertThat(refusal(posts.save(post.id(), post.version() + 1, draft("再来", "再来"), cast.person("traffic.editor")))
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_FOUND);
    }

    @Test
    void only_leaders_of_the_unit_and_the_office_withdraw() {
        Post post = written("traffic.editor");
        for (String login : List.of("traffic.editor", "traffic.partner", "traffic.spokesperson", "inspector")) {
            assertThat(refusal(posts.withdraw(post.id(), "写错了", cast.person(login)))
                            .kind())
                    .as(login)
                    .isEqualTo(Outcome.Kind.NOT_ALLOWED);
        }
        assertThat(refusal(posts.withdraw(post.id(), " ", cast.person("traffic.leader")))
                        .field())
                .isEqualTo("reason");
        assertThat(refusal(posts.withdraw(post.id(), "写错了", cast.person("traffic.leader")))
                        .key())
                .isEqualTo("posts.no-such-move");
    }
}
