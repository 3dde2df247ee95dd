package org.lianxin.site.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianxin.channels.site.Press;
import org.lianxin.kernel.LianxinClock;
import org.lianxin.registry.Account;
import org.lianxin.registry.Unit;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Public pages in a browser: axe finds nothing, nothing scrolls sideways, on a phone and a desk, by day and by night. */
@LianxinTest
class SiteLooksTests {
    @Autowired
    ApplicationContext context;

    @Autowired
    LianxinClock clock;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @CsvSource({
        "390,false,''",
        "390,true,/en",
        "390,false,/large",
        "1280,true,''",
        "1280,false,/en",
        "320,false,/en/large"
    })
    void pages_are_accessible_and_fit(int width, boolean dark, String prefix) {
        Unit water = Cast.in(context).unit("water");
        Account site = Cast.in(context).site("water");
        Press press = Press.in(context);
        Instant now = clock.instant();
        Press.Post post = Press.Post.of(water, site, "12月5日夜间，玉兰湾片区停水", "22:00至次日8:00停水，请储水。电话0399-5550110。")
                .in("living")
                .as("service");
        press.publish(post, now);
        press.correct(
                post.with(
                        post.title(),
                        "<p>22:00至次日6:00停水，请储水。电话<a href=\"https://example.com\" rel=\"nofollow noopener\">见这里</a>。</p>"),
                "方案改过。",
                now);
        Press.Post alarm =
                Press.Post.of(water, site, "铁路桥涵洞积水", "已封闭，请绕行。").in("notices").as("emergency");
        press.publish(alarm, now);
        Press.Post gone = Press.Post.of(water, site, "要撤的", "一段。");
        press.publish(gone, now);
        press.withdraw(gone, "不实。", now);
        String number = "L270101-" + width + (dark ? 1 : 0);
        press.reply(number, "complaint", water, site, "水为什么是黄的？", "管道已冲洗。", now);
        press.reply(number, "complaint", water, site, "水为什么是黄的？", "回访过了。", now);
        try (BrowserContext window = Chromium.window(new Chromium.Look(width, dark, prefix.contains("en"), true))) {
            Page page = window.newPage();
            for (String path : List.of(
                    "/",
                    "/sections/service",
                    "/posts/" + post.id(),
                    "/posts/" + gone.id(),
                    "/units?q=water",
                    "/units/water",
                    "/accounts/" + site.id(),
                    "/answers",
                    "/answers?q=zzz",
                    "/answers/" + number,
                    "/privacy",
                    "/accessibility",
                    "/posts/1")) {
                page.navigate(
                        "http://localhost:" + port + (path.equals("/") && !prefix.isEmpty() ? prefix : prefix + path));
                assertThat(Chromium.violations(page)).as(path).isEmpty();
                assertThat(Chromium.scrollsSideways(page))
                        .as(path + " scrolls sideways")
                        .isFalse();
            }
        }
    }
}
