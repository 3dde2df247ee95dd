package org.lianxin.simulators.website;

import static org.lianxin.simulators.Words.escape;

import java.util.List;
import java.util.Optional;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.website.World.Article;
import org.lianxin.simulators.website.World.Site;

/** What people see in a browser: the websites, their articles, and a form with which their editors write one. */
final class Page {
    private static final List<String> FORMS = List.of("feed.atom", "rss.xml", "feed.json");
    private static final int MOST = 40;

    private final World world;
    private final Words words;

    Page(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    String home() {
        StringBuilder main = new StringBuilder();
        List<Site> sites = open();
        if (sites.isEmpty()) {
            main.append("<p class=\"empty\">").append(words.html("no-sites")).append("</p>");
        }
        for (Site site : sites) {
            main.append("<article class=\"card\"><h2><a href=\"/%s\">%s</a></h2><ul class=\"plain\">"
                    .formatted(site.code(), escape(site.name())));
            world.of(site).stream()
                    .limit(3)
                    .forEach(a -> main.append("<li>").append(line(site, a)).append("</li>"));
            main.append("</ul></article>");
        }
        return whole("", words.html("title"), main.toString(), "");
    }

    private List<Site> open() {
        return world.sites.all().stream().filter(s -> !s.gone()).toList();
    }

    private static String line(Site site, Article a) {
        return "<a href=\"/%s/articles/%s\">%s</a> <span class=\"fine\">%s</span>"
                .formatted(site.code(), a.id(), escape(a.title()), Words.time(a.at()));
    }

    String site(Site site) {
        StringBuilder main = new StringBuilder();
        List<Article> articles = world.of(site);
        if (articles.isEmpty()) {
            main.append("<p class=\"empty\">").append(words.html("none")).append("</p>");
        }
        articles.stream().limit(MOST).forEach(a -> main.append(card(site, a, true)));
        StringBuilder aside = new StringBuilder("<h2>" + words.html("feeds") + "</h2><ul class=\"plain\">");
        FORMS.forEach(f -> aside.append("<li><a href=\"/%s/%s\">%s</a></li>".formatted(site.code(), f, f)));
        aside.append("</ul>").append(form(site));
        return whole(site.code(), escape(site.name()), main.toString(), aside.toString());
    }

    Optional<String> article(Site site, String id) {
        return world.articles
                .find(id)
                .filter(a -> a.site().equals(site.code()) && !a.deleted())
                .map(a -> whole(site.code(), escape(site.name()), card(site, a, false), ""));
    }

    private static String card(Site site, Article a, boolean linked) {
        String title = escape(a.title());
        return """
            <article class="card" id="a%s"><div><h2>%s</h2><p class="fine">%s</p></div><p class="text">%s</p></article>
            """.formatted(
                        a.id(),
                        linked ? "<a href=\"/%s/articles/%s\">%s</a>".formatted(site.code(), a.id(), title) : title,
                        Words.time(a.at()),
                        escape(a.text()));
    }

    private String form(Site site) {
        return """
            <h2>%s</h2><form method="post" action="/people/article"><input type="hidden" name="site" value="%s">
            <p><label for="title">%s</label><input id="title" name="title" maxlength="100" required autocomplete="off"></p>
            <p><label for="text">%s</label><textarea id="text" name="text" rows="4" maxlength="2000" required></textarea></p>
            <p><button>%s</button></p></form>
            """.formatted(
                words.html("write"), site.code(), words.html("headline"), words.html("text"), words.html("send"));
    }

    private String whole(String here, String title, String main, String aside) {
        StringBuilder sites = new StringBuilder();
        open().forEach(s -> sites.append("<li><a href=\"/%s\"%s>%s</a></li>"
                .formatted(s.code(), s.code().equals(here) ? " aria-current=\"page\"" : "", escape(s.name()))));
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s · %s</title><link rel="stylesheet" href="/page.css"></head><body class="website">
            <header class="top"><div><h1><a href="/">%s</a></h1><p class="notice" role="note">%s</p></div></header>
            <div class="columns"><main>%s</main><nav aria-label="%s"><ul>%s</ul>%s</nav></div>
            <footer><p>%s %s</p></footer></body></html>
            """.formatted(
                        title,
                        words.html("title"),
                        title,
                        words.html("notice"),
                        main,
                        words.html("sites"),
                        sites,
                        aside,
                        words.html("time"),
                        Words.time(world.time()));
    }
}
