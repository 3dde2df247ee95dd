package org.lianxin.site.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lianxin.registry.Account;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Open;
import org.lianxin.web.Page;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.HtmlUtils;

/** The latest posts of the site or of one account, whole, for readers' programs. What was withdrawn is not in them. */
@Controller
class FeedsController {
    private static final int LENGTH = 30;
    private final Posts posts;
    private final Accounts accounts;
    private final FeedWriter writer;

    FeedsController(Posts posts, Accounts accounts, Clock clock) {
        this.posts = posts;
        this.accounts = accounts;
        this.writer = new FeedWriter(clock.getZone());
    }

    @Open(ready = true)
    @GetMapping({"/feed.atom", "/feed.rss", "/feed.json"})
    ResponseEntity<byte[]> site(Page page, HttpServletRequest request) {
        return answer(
                page,
                request.getRequestURI(),
                page.siteName(),
                page.siteText("site.about"),
                "/",
                posts.latest(null, LENGTH).items());
    }

    @Open(ready = true)
    @GetMapping({"/accounts/{id}.atom", "/accounts/{id}.rss", "/accounts/{id}.json"})
    ResponseEntity<byte[]> account(@PathVariable String id, Page page, HttpServletRequest request) {
        Account account = AccountsController.known(accounts, id);
        return answer(
                page,
                request.getRequestURI(),
                account.name(),
                account.positioning().publishes(),
                "/accounts/" + account.id(),
                posts.ofAccount(account.id(), null, LENGTH).items());
    }

    private ResponseEntity<byte[]> answer(
            Page page, String path, String title, String description, String home, List<Post> latest) {
        String host = page.site.publicUrl();
        Map<Long, String> html = posts.html(latest.stream().map(Post::page).toList());
        List<Feed.Entry> entries = latest.stream()
                .map(p -> new Feed.Entry(
                        host + p.href(),
                        p.title(),
                        html.getOrDefault(p.page(), "") + pictures(host, p),
                        p.summary(),
                        p.author(),
                        page.t.of("category." + p.category()),
                        p.at(),
                        p.correctedAt() == null ? p.at() : p.correctedAt()))
                .toList();
        Instant updated = entries.stream()
                .map(Feed.Entry::changed)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Feed feed = new Feed(title, description, host + path, host + home, "zh-CN", updated, entries);
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "atom" -> bytes("application/atom+xml", writer.atom(feed));
            case "rss" -> bytes("application/rss+xml", writer.rss(feed));
            default -> bytes("application/feed+json", writer.json(feed));
        };
    }

    private static String pictures(String host, Post post) {
        StringBuilder html = new StringBuilder();
        for (Picture picture : post.media()) {
            html.append("<figure>");
            if (picture.video()) {
                html.append("<video controls preload=\"none\" src=\"")
                        .append(host)
                        .append(picture.href("original"))
                        .append("\"></video>");
            } else {
                html.append("<img src=\"")
                        .append(host)
                        .append(picture.href("medium"))
                        .append("\" alt=\"")
                        .append(HtmlUtils.htmlEscape(picture.alt()))
                        .append("\">");
            }
            if (!picture.words().isEmpty()) {
                html.append("<figcaption>")
                        .append(HtmlUtils.htmlEscape(picture.words(), "UTF-8"))
                        .append("</figcaption>");
            }
            html.append("</figure>");
        }
        return html.toString();
    }

    private static ResponseEntity<byte[]> bytes(String type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
                .body(bytes);
    }
}
