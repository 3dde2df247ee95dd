package org.lianxin.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianxin.delivery.Delivery;
import org.lianxin.kernel.Ids;
import org.lianxin.publishing.Papers;
import org.lianxin.publishing.Post;
import org.lianxin.publishing.PostState;
import org.lianxin.publishing.Posts;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.support.Cast;
import org.lianxin.support.Chromium;
import org.lianxin.support.Chromium.Look;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.lianxin.support.SignedIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** An editor finds on a phone what another unit has published, sends it for review, and the own leader reads the original before it is carried. */
@LianxinTest
class RepostJourney {
    @Autowired
    ApplicationContext context;

    @Autowired
    Delivery delivery;

    @Autowired
    Posts posts;

    @Autowired
    Papers papers;

    @LocalServerPort
    int port;

    private Cast cast;

    @BeforeEach
    void meet() {
        cast = Cast.in(context);
    }

    private Account fediverse(String unit) {
        String handle = Deeds.fresh(unit + "carries");
        return cast.live(unit, Platform.FEDIVERSE, handle, handle);
    }

    @Test
    void found_on_a_phone_approved_by_the_own_leader_carried_and_withdrawn_with_the_original() {
        Account theirs = fediverse("traffic");
        Account ours = fediverse("water");
        String title = Deeds.fresh("抢修路段今晚绕行");
        Post original = Deeds.of("traffic", "转发", context).sentTo(title, "和顺路抢修水管，今晚22点起绕行。", List.of(), theirs.id());
        await().until(() -> state(original) == PostState.PUBLISHED);

        String path = carry(title, ours);
        approve(title);
        Post carried = papers.find(
                        Ids.parse(path.substring(path.lastIndexOf('/') + 1)).orElseThrow(), cast.person("inspector"))
                .orElseThrow();
        await().until(() -> state(carried) == PostState.PUBLISHED);

        try (SignedIn leader = SignedIn.as("traffic.leader", port, Look.DESK)) {
            assertThat(leader.go("/console/posts/" + original.id()).innerText("main"))
                    .contains("1个账号转发了这一篇");
        }
        posts.withdraw(original.id(), "抢修提前完工", cast.person("traffic.leader")).orThrow();
        delivery.drain();
        try (SignedIn editor = SignedIn.as("water.editor", port, Look.PHONE)) {
            Page page = editor.go(path);
            assertThat(page.innerText("main")).contains("原文已撤下：抢修提前完工");
            assertThat(page.locator("form[action$='/correction']").count()).isZero();
        }
    }

    private PostState state(Post post) {
        delivery.drain();
        return papers.find(post.id(), cast.person("inspector")).orElseThrow().state();
    }

    private String carry(String title, Account ours) {
        try (SignedIn editor = SignedIn.as("water.editor", port, Look.PHONE)) {
            Page page = editor.go("/console/reposts");
            assertThat(Chromium.violations(page)).isEmpty();
            assertThat(Chromium.scrollsSideways(page)).isFalse();
            page.click("h3 >> text=" + title);
            page.waitForURL(Pattern.compile(".*/console/reposts/new.*"));
            assertThat(page.innerText(".carried")).contains("和顺路抢修水管");
            assertThat(page.isChecked("input[name=targets][value='" + ours.id() + "']"))
                    .isTrue();
            assertThat(Chromium.violations(page)).isEmpty();
            assertThat(Chromium.scrollsSideways(page)).isFalse();
            page.click("button[name=do][value=submit]");
            page.waitForURL(Pattern.compile(".*/console/posts/\\d+(\\?.*)?"));
            assertThat(page.innerText("main")).contains("审批中").contains(title).contains("和顺路抢修水管");
            return page.url().replaceAll("^https?://[^/]+|\\?.*$", "");
        }
    }

    private void approve(String title) {
        try (SignedIn leader = SignedIn.as("water.leader", port, Look.PHONE)) {
            Page page = leader.go("/console/reviews");
            page.click("main a:has-text('" + title + "')");
            page.waitForURL(Pattern.compile(".*/console/reviews/\\d+.*"));
            assertThat(page.innerText("article.sheet")).contains("和顺路抢修水管");
            assertThat(page.innerText("main")).doesNotContain("还没有正文");
            String path = page.url();
            page.locator(".decide button[type=submit]").tap();
            page.waitForURL(url -> !url.equals(path));
        }
    }
}
