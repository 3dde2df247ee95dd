package org.lianxin.channels.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Connector;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Networks;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Sheet;
import org.lianxin.media.Media;
import org.lianxin.media.Stored;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.registry.Unit;
import org.lianxin.support.Cast;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What deliveries to the micro-site leave in its pages. */
@LianxinTest
class MicroSiteTests {
    private static final Instant MORNING = Instant.parse("2026-11-20T01:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    private Press press;
    private Unit water;
    private Account site;
    private Account main;

    @BeforeEach
    void aPress() {
        press = Press.in(context);
        Cast cast = Cast.in(context);
        water = cast.unit("water");
        site = cast.site("water");
        main = cast.site("office");
    }

    private List<Map<String, Object>> pages(Press.Post post) {
        return db.sql("select * from channels.face_page where post = ? order by id")
                .param(Long.toString(post.id()))
                .query()
                .listOfRows();
    }

    private List<Map<String, Object>> versions(Press.Post post) {
        return db.sql("select * from channels.face_page_version where post = ? order by at, delivery")
                .param(Long.toString(post.id()))
                .query()
                .listOfRows();
    }

    @Test
    void a_delivery_is_published_once_however_often_it_comes() {
        var post = Press.Post.of(water, site, "停水通知", "22:00至次日8:00");
        Parcel parcel = press.parcel(Press.delivery(), Parcel.Kind.PUBLISH, post, null, "", MORNING);
        Attempt first = press.hand(parcel).getFirst();
        assertThat(first).isInstanceOf(Attempt.Confirmed.class);
        assertThat(((Attempt.Confirmed) first).url()).endsWith("/posts/" + post.id());
        assertThat(press.hand(parcel).getFirst()).isEqualTo(first);
        assertThat(pages(post))
                .hasSize(1)
                .first()
                .satisfies(p -> assertThat(p)
                        .containsEntry("title", "停水通知")
                        .containsEntry("unit", water.id())
                        .containsEntry("lead", true));
        assertThat(versions(post)).hasSize(1);
    }

    @Test
    void a_correction_replaces_the_words_and_keeps_the_earlier_ones_with_the_reason() {
        var post = Press.Post.of(water, site, "停水通知", "22:00至次日8:00");
        press.publish(post, MORNING);
        Parcel correction = press.parcel(
                Press.delivery(), Parcel.Kind.CORRECT, post.with("停水通知", "<p>22:00至次日6:00</p>"), null, "施工方案改过", NOON);
        assertThat(press.hand(correction, correction)).hasSize(2).allMatch(a -> a instanceof Attempt.Confirmed);
        assertThat(press.hand(correction).getFirst()).isInstanceOf(Attempt.Confirmed.class);
        assertThat(pages(post).getFirst())
                .containsEntry("html", "<p>22:00至次日6:00</p>")
                .containsEntry("correction_reason", "施工方案改过");
        assertThat(versions(post))
                .hasSize(2)
                .extracting(v -> v.get("plain"))
                .containsExactly("22:00至次日8:00", "22:00至次日6:00");
    }

    @Test
    void what_is_withdrawn_has_no_word_left_and_is_not_changed_any_more() {
        var post = Press.Post.of(water, site, "停水通知", "联系人张三");
        press.publish(post, MORNING);
        assertThat(press.withdraw(post, "写了个人信息", NOON)).isInstanceOf(Attempt.Confirmed.class);
        assertThat(pages(post).getFirst())
                .containsEntry("title", "")
                .containsEntry("html", "")
                .containsEntry("plain", "")
                .containsEntry("withdrawn_reason", "写了个人信息");
        assertThat(versions(post)).isEmpty();
        assertThat(press.correct(post, "又改", NOON)).isInstanceOf(Attempt.Refused.class);
        assertThat(press.publish(post, NOON)).isInstanceOf(Attempt.Refused.class);
        assertThat(press.withdraw(post, "再撤", NOON)).isInstanceOf(Attempt.Confirmed.class);
        assertThat(pages(post).getFirst()).containsEntry("withdrawn_reason", "写了个人信息");
    }

    @Test
    void what_was_never_published_cannot_be_corrected_but_is_gone_already() {
        var post = Press.Post.of(water, site, "没有发过", "一段话");
        assertThat(press.correct(post, "改", NOON)).isInstanceOf(Attempt.Refused.class);
        assertThat(press.withdraw(post, "撤", NOON)).isInstanceOf(Attempt.Confirmed.class);
        assertThat(pages(post)).isEmpty();
    }

    @Test
    void a_post_on_two_accounts_is_named_by_the_units_own_in_lists() {
        var post = Press.Post.of(water, main, "停水通知", "一段话");
        press.publish(post, MORNING);
        press.publish(post.on(site), NOON);
        assertThat(pages(post))
                .hasSize(2)
                .filteredOn(p -> (boolean) p.get("lead"))
                .singleElement()
                .satisfies(p -> assertThat(p).containsEntry("account", site.id()));
        press.withdraw(post.on(site), "只撤这里", NOON);
        assertThat(pages(post))
                .filteredOn(p -> (boolean) p.get("lead"))
                .singleElement()
                .satisfies(p -> assertThat(p).containsEntry("account", main.id()));
    }

    @Test
    void a_set_of_different_kinds_keeps_its_order() {
        var one = Press.Post.of(water, site, "第一篇", "一");
        var two = Press.Post.of(water, site, "第二篇", "二");
        var answers = press.hand(
                press.parcel(Press.delivery(), Parcel.Kind.PUBLISH, one, null, "", MORNING),
                press.parcel(Press.delivery(), Parcel.Kind.PUBLISH, two, null, "", MORNING),
                press.parcel(Press.delivery(), Parcel.Kind.CORRECT, one.with("第一篇改", "<p>一改</p>"), null, "错字", NOON),
                press.parcel(Press.delivery(), Parcel.Kind.WITHDRAW, one, null, "撤", NOON));
        assertThat(answers).hasSize(4).allMatch(a -> a instanceof Attempt.Confirmed);
        assertThat(pages(one).getFirst()).containsEntry("withdrawn_reason", "撤");
        assertThat(pages(two).getFirst()).containsEntry("title", "第二篇");
    }

    @Test
    void unclean_bytes_are_refused_and_do_not_hold_up_the_others() {
        var bad = Press.Post.of(water, site, "坏", "x").with("坏", "<p>好</p><script>alert(1)</script>");
        var nul = Press.Post.of(water, site, "空\u0000字", "x");
        var good = Press.Post.of(water, site, "好", "x")
                .with("好", "<p>见<a href=\"https://example.com/a\" rel=\"nofollow noopener\">这里</a></p>");
        var answers = press.hand(
                press.parcel(Press.delivery(), Parcel.Kind.PUBLISH, bad, null, "", MORNING),
                press.parcel(Press.delivery(), Parcel.Kind.PUBLISH, nul, null, "", MORNING),
                press.parcel(Press.delivery(), Parcel.Kind.PUBLISH, good, null, "", MORNING));
        assertThat(answers.get(0)).isInstanceOf(Attempt.Refused.class);
        assertThat(answers.get(1)).isInstanceOf(Attempt.Refused.class);
        assertThat(answers.get(2)).isInstanceOf(Attempt.Confirmed.class);
        assertThat(pages(bad)).isEmpty();
    }

    @Test
    void only_attributes_and_addresses_that_we_write_are_clean() {
        assertThat(CleanHtml.is("<p onclick=\"x\">a</p>")).isFalse();
        assertThat(CleanHtml.is("<a href=\"javascript:alert(1)\" rel=\"nofollow noopener\">a</a>"))
                .isFalse();
        assertThat(CleanHtml.is("<p>1 &lt; 2<br>二</p><ol start=\"3\"><li>三</li></ol>"))
                .isTrue();
    }

    private Connector.Fitted fit(String kind, String title, String text, Manuscript.Picture... media) {
        return context.getBean(Networks.class)
                .of(Platform.SITE)
                .orElseThrow()
                .fit(new Manuscript(
                        kind,
                        title,
                        text,
                        "news",
                        "living",
                        water.id(),
                        water.shortName(),
                        site.id(),
                        site.name(),
                        "12",
                        List.of(media)));
    }

    @Test
    void a_manuscript_becomes_a_sheet_whatever_marks_it_uses() {
        var fitted = fit(
                "post",
                " 标题 ",
                "## 一\n\n段**重**，[表](https://example.com/a?b=1&c=2)，[近](/units)，[邻](units/water)，[信](mailto:a@example.com)\n行\n\n> 引\n\n- 甲\n- 乙\n\n3. 丙\n\n<script>alert(1)</script> & \"引号\"");
        assertThat(fitted.problem()).isNull();
        Sheet sheet = Sheet.read(fitted.bytes());
        assertThat(sheet.title()).isEqualTo("标题");
        assertThat(sheet.unit()).isEqualTo(water.id());
        assertThat(sheet.html())
                .contains("<h2>", "<strong>", "<blockquote>", "<ol start=\"3\">")
                .doesNotContain("<script");
        assertThat(fit("post", " 标题 ", "x").bytes())
                .isEqualTo(fit("post", "标题", "x").bytes());
    }

    @Test
    void what_the_site_cannot_show_is_said_before_anybody_approves_it() {
        var bare = new Manuscript.Picture("ab", "image/jpeg", " ", "", 10, 10);
        var film = new Manuscript.Picture("cd", "video/mp4", "", "", 0, 0);
        assertThat(fit("post", "", "x").problem()).isEqualTo("channels.site.no-title");
        assertThat(fit("post", "题".repeat(101), "x").problem()).isEqualTo("channels.site.title-too-long");
        assertThat(fit("post", "题", " ").problem()).isEqualTo("channels.site.no-text");
        assertThat(fit("post", "题", "字".repeat(20_001)).problem()).isEqualTo("channels.site.too-long");
        assertThat(fit("post", "题", "x", bare).problem()).isEqualTo("channels.site.no-alternative");
        assertThat(fit("post", "题", "x", film, film).problem()).isEqualTo("channels.site.several-videos");
        assertThat(fit("reply", "", "答").problem()).isNull();
        assertThat(Sheet.read(fit("reply", "问的话", "答").bytes()))
                .satisfies(s -> assertThat(s.question()).isEqualTo("问的话"))
                .satisfies(s -> assertThat(s.title()).isEmpty());
    }

    @Test
    void a_picture_is_public_while_a_page_shows_it() throws Exception {
        var drawn = new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var bytes = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(drawn, "png", bytes);
        Stored stored = context.getBean(Media.class)
                .picture(new java.io.ByteArrayInputStream(bytes.toByteArray()), null)
                .orThrow();
        var picture = new Manuscript.Picture(stored.hash(), stored.mediaType(), "一张黑图", "", 40, 30);
        var post = Press.Post.of(water, site, "有图", "一段").showing(picture);
        String address = "http://localhost:" + port + "/media/" + stored.hash() + "/medium";
        assertThat(status(address)).isEqualTo(404);
        press.publish(post, MORNING);
        assertThat(status(address)).isEqualTo(200);
        press.correct(post.showing(), "图不对", NOON);
        assertThat(status(address)).isEqualTo(404);
        press.correct(post, "图是对的", NOON);
        press.withdraw(post, "撤", NOON);
        assertThat(status(address)).isEqualTo(404);
    }

    private static int status(String address) throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(address))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void several_answers_of_a_case_stand_together_and_one_without_consent_is_not_shown() {
        press.reply("L261120-0001", "complaint", water, site, "水为什么是黄的", "已派人去看", MORNING);
        press.reply("L261120-0001", "complaint", water, site, "水为什么是黄的", "管道已冲洗", NOON);
        Attempt quiet = press.reply("L261120-0002", "complaint", water, site, "", "只告诉您一个人", NOON);
        assertThat(((Attempt.Confirmed) quiet).url()).endsWith("/follow");
        var replies = db.sql(
                        "select number, plain, lead from channels.face_reply where number like 'L261120-000_' order by id")
                .query()
                .listOfRows();
        assertThat(replies).extracting(r -> r.get("plain")).containsExactly("已派人去看", "管道已冲洗");
        assertThat(replies).extracting(r -> r.get("lead")).containsExactly(true, false);
    }
}
