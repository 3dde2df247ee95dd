package org.lianxin.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lianxin.language.Check.Draft;
import org.lianxin.language.Check.Finding;
import org.lianxin.language.Check.Weight;

/** The first rules, the masking and the formatting, case by case. */
class LanguageTests {
    private final Masking masking = new Masking();
    private final Formatting formatting = new Formatting();
    private final FirstRules rules = new FirstRules();
    private final Language language =
            new Language(List.of(rules.missing(), rules.pii(masking), rules.overlong(), rules.officialese()));

    private List<Finding> check(String kind, String title, String text) {
        return language.check(new Draft(kind, title, text, "", Set.of()));
    }

    @Test
    void a_telephone_is_found_however_it_is_written() {
        for (String phone : List.of(
                "16035512046",
                "160 3551 2046",
                "160-3551-2046",
                "1603 551 2046",
                "+86 160 3551 2046",
                "１６０３５５１２０４６",
                "一六零三五五一二零四六",
                "0399-5550110",
                "(010) 62345678")) {
            assertThat(masking.mask("电话" + phone + "，随时可以来听"))
                    .as(phone)
                    .doesNotContain(phone.substring(phone.length() - 4))
                    .contains("电话")
                    .contains("，随时可以来听");
        }
    }

    @Test
    void what_a_mask_covers_does_not_show_by_its_length() {
        assertThat(masking.mask("打16035512046")).isEqualTo(masking.mask("打+86 160 3551 2046"));
        assertThat(masking.mask("写信到a@b.cn")).isEqualTo(masking.mask("写信到some.body.very.long@mail.example.com"));
    }

    @Test
    void ordinary_numbers_stay() {
        for (String text : List.of(
                "绿灯一共18秒",
                "2026年11月24日19:30",
                "28,914.60元",
                "身高1.75米",
                "受理号20240517000348812276",
                "第419988198802130057号处罚决定书",
                "203路公交",
                "打12345",
                "5号楼3单元",
                "12月5号2024年")) {
            assertThat(masking.mask(text)).isEqualTo(text);
        }
    }

    @Test
    void of_an_address_the_district_stays_so_that_the_unit_can_be_found() {
        assertThat(masking.mask("我住东城区柳荫街12号院3号楼2单元501室，晚上吵")).isEqualTo("我住东城区●●●，晚上吵");
        assertThat(masking.find("车牌晋Z·8K21T和新能源晋ZD12345"))
                .extracting(Masking.Found::kind)
                .containsExactly("plate", "plate");
        assertThat(masking.find("卡4111111111111111"))
                .extracting(Masking.Found::kind)
                .containsExactly("bank-card");
    }

    @Test
    void masking_twice_changes_nothing_more_and_long_texts_are_quick() {
        String once = masking.mask("电话16035512046，身份证419988196301270324，住东城区石榴路66号2栋1单元403室");
        assertThat(masking.mask(once)).isEqualTo(once);
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        masking.mask("一二三四五六七八九号".repeat(500));
        masking.mask("1 ".repeat(2_500));
        masking.mask("区".repeat(5_000));
        masking.mask("1号院一二三".repeat(800));
        assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void personal_data_stops_a_post_and_a_reply_and_says_where_it_is() {
        for (String kind : List.of("post", "reply")) {
            assertThat(check(kind, "通知", "𠮷先生电话16035512046")).singleElement().satisfies(f -> {
                assertThat(f.weight()).isEqualTo(Weight.STOP);
                assertThat("𠮷先生电话16035512046".substring(f.start(), f.end())).isEqualTo("16035512046");
                assertThat(f.better()).isEqualTo("1●● ●●●● ●●●●");
            });
        }
        assertThat(check("post", "停水通知", "热线0399-5550110")).isEmpty();
    }

    @Test
    void a_text_that_is_missing_is_named() {
        assertThat(check("post", " ", "")).extracting(Finding::rule).containsExactly("missing-title", "missing-text");
        assertThat(check("reply", "", "修好了")).isEmpty();
        assertThat(check("reply", "", " ")).extracting(Finding::rule).containsExactly("missing-text");
        assertThat(check("repost", "转发 交警支队", "")).isEmpty();
    }

    @Test
    void set_phrases_are_named_one_by_one_and_three_are_a_habit() {
        assertThat(check("post", "t", "我局高度重视此事")).extracting(Finding::weight).containsExactly(Weight.NOTE);
        assertThat(check("post", "t", "我局高度重视，第一时间研究部署"))
                .extracting(Finding::weight)
                .containsExactly(Weight.CARE, Weight.CARE, Weight.CARE);
        assertThat(check("post", "t", "隆重举办").getFirst().better()).isEqualTo("举办");
    }

    @Test
    void a_hundred_characters_without_a_stop_are_too_many() {
        String sentence = "路".repeat(81);
        assertThat(check("post", "t", "短。" + sentence + "。"))
                .singleElement()
                .satisfies(f -> assertThat(List.of(f.start(), f.end())).isEqualTo(List.of(2, 84)));
        assertThat(check("post", "t", "路".repeat(80) + "。" + "路".repeat(80))).isEmpty();
    }

    @Test
    void markdown_becomes_clean_html() {
        assertThat(formatting.html("# 大\n\n第一行\n第二行 **粗** [路](https://a.example/?b=1&c=2)\n\n- 一\n- 二\n\n> 引"))
                .isEqualTo(
                        "<h2>大</h2>\n<p>第一行<br />\n第二行 <strong>粗</strong> <a href=\"https://a.example/?b&#61;1&amp;c&#61;2\" rel=\"nofollow noopener\">路</a></p>\n<ul><li>一</li><li>二</li></ul>\n<blockquote>\n<p>引</p>\n</blockquote>");
    }

    @Test
    void nothing_dangerous_comes_through() {
        for (String bad : List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[x](javascript:alert(1))",
                "![x](https://evil.example/pixel.gif)",
                "<svg/onload=alert(1)>",
                "[x](data:text/html,<script>)",
                "\n```\n<script>\n```\n")) {
            assertThat(formatting.html(bad))
                    .as(bad)
                    .doesNotContain("<script")
                    .doesNotContain("<img")
                    .doesNotContain("<svg")
                    .doesNotContain("href=\"javascript")
                    .doesNotContain("href=\"data")
                    .doesNotContain("pixel.gif");
        }
        assertThat(formatting.html("<b>粗</b>")).isEqualTo("<p>&lt;b&gt;粗&lt;/b&gt;</p>");
        assertThat(formatting.html("> ".repeat(5_000) + "x")).startsWith("<p>");
        assertThat(formatting.html("*a **b ".repeat(5_000) + "c** d*".repeat(5_000)))
                .startsWith("<p>");
    }

    @Test
    void plain_text_has_no_marks_and_keeps_the_address_of_a_link() {
        assertThat(formatting.plain("## 大\n\n第一段 **粗** [看这里](https://a.example/)\n\n1. 一\n2. 二\n\n<b>直接</b>"))
                .isEqualTo("大\n第一段 粗 看这里 https://a.example/ \n1. 一\n2. 二\n<b>直接</b>");
        assertThat(formatting.plain("  ")).isEmpty();
    }
}
