package org.lianxin.site.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.channels.Topics;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Account;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Page;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** The latest posts of the site or of one account, whole, for readers' programs. What was withdrawn is not in them. */
@Component
class Feeds implements Topics {
    private static final int LENGTH = 30;
    private static final Pattern ADDRESS = Pattern.compile("/(?:feed|accounts/([0-9]{1,19}))\\.(atom|rss|json)");

    private final Posts posts;
    private final Accounts accounts;
    private final Pages pages;
    private final FeedWriter writer;

    Feeds(Posts posts, Accounts accounts, Pages pages, Clock clock) {
        this.posts = posts;
        this.accounts = accounts;
        this.pages = pages;
        this.writer = new FeedWriter(clock.getZone());
    }

    @Override
    public Optional<Content> at(String url) {
        Page page = pages.of(Locale.SIMPLIFIED_CHINESE);
        String host = page.site.publicUrl();
        return url.startsWith(host + "/") ? at(url.substring(host.length()), page) : Optional.empty();
    }

    /** {@code path} without language and print. */
    Optional<Content> at(String path, Page page) {
        Matcher address = ADDRESS.matcher(path);
        if (!address.matches()) {
            return Optional.empty();
        } else if (address.group(1) == null) {
            return Optional.of(content(
                    page,
                    path,
                    page.siteName(),
                    page.siteText("site.about"),
                    "/",
                    posts.latest(null, LENGTH).items()));
        }
        Optional<Account> account = Ids.parse(address.group(1)).stream()
                .boxed()
                .findFirst()
                .flatMap(accounts::find)
                .filter(a -> a.state() != AccountState.PLANNED && Directory.real(a));
        return account.map(a -> content(
                page,
                path,
                a.name(),
                a.positioning().publishes(),
                "/accounts/" + a.id(),
                posts.ofAccount(a.id(), null, LENGTH).items()));
    }

    private Content content(Page page, String path, String title, String description, String home, List<Post> latest) {
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
        Feed feed = new Feed(title, description, host + path, host + home, hub(page.site), "zh-CN", updated, entries);
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "atom" -> new Content("application/atom+xml;charset=UTF-8", writer.atom(feed));
            case "rss" -> new Content("application/rss+xml;charset=UTF-8", writer.rss(feed));
            default -> new Content("application/feed+json;charset=UTF-8", writer.json(feed));
        };
    }

    /** Where one subscribes to what is written here. */
    static String hub(Pages.Site site) {
        return site.publicUrl() + "/websub";
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
}
