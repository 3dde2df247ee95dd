package org.lianxin.simulators.wechat;

import static org.lianxin.simulators.Words.escape;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Article;
import org.lianxin.simulators.wechat.World.Comment;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Message;
import org.lianxin.simulators.wechat.World.Publication;
import tools.jackson.databind.JsonNode;

/** What people see in a browser: articles with their comments, an account's menu, a conversation with it, forms to write. */
final class Page {
    private static final int ARTICLES = 40;
    private final World world;
    private final Words words;
    private final Menus menus;

    Page(World world, Words words, Menus menus) {
        this.world = world;
        this.words = words;
        this.menus = menus;
    }

    /** Everybody's articles, shortened. */
    String articles() {
        StringBuilder main = new StringBuilder();
        world.publications.newestFirst().stream()
                .filter(p -> p.state() == 0)
                .limit(ARTICLES)
                .forEach(p -> list(main, p));
        return frame(main.isEmpty() ? empty() : main.toString(), "");
    }

    private String empty() {
        return "<p class=\"empty\">%s</p>".formatted(words.html("none"));
    }

    private void list(StringBuilder main, Publication p) {
        for (int i = 0; i < p.articles().size(); i++) {
            Article a = p.articles().get(i);
            if (!a.deleted()) {
                main.append("""
                    <article class="card">%s<h2><a href="/s/%s/%d">%s</a></h2><p class="text">%s</p><p class="counts"><span>%s</span></p></article>
                    """.formatted(
                                head(p),
                                p.data(),
                                i + 1,
                                escape(a.title()),
                                escape(a.digest()),
                                words.html("comments", comments(p, i).size())));
            }
        }
    }

    private String head(Publication p) {
        Account account = world.accounts.find(p.appid()).orElseThrow();
        return "<header><span class=\"face\" aria-hidden=\"true\">%s</span><p class=\"fine\"><a href=\"/u/%s\">%s</a>　%s</p></header>"
                .formatted(face(account), account.appid(), escape(account.name()), Words.time(p.due()));
    }

    private List<Comment> comments(Publication p, int index) {
        return world.comments.all().stream()
                .filter(c -> !c.deleted() && c.data().equals(p.data()) && c.index() == index)
                .toList();
    }

    /** One article, whole. Its markup is the client's own, shown as text if it is not ours to trust: only paragraphs and pictures of ours stay. */
    String article(Publication p, int index) {
        Article a = p.articles().get(index);
        StringBuilder list = new StringBuilder();
        for (Comment c : comments(p, index)) {
            list.append("<li id=\"c%s\"><p><b>%s</b><span class=\"fine\">%s</span></p><p class=\"text\">%s</p>%s</li>"
                    .formatted(
                            c.id(),
                            world.followers
                                    .find(c.openid())
                                    .map(f -> escape(f.name()))
                                    .orElse(words.html("nobody")),
                            Words.time(c.at()),
                            escape(c.content()),
                            c.replied() == null
                                    ? ""
                                    : "<p class=\"text reply\"><span class=\"badge\">%s</span> %s</p>"
                                            .formatted(words.html("author"), escape(c.reply()))));
        }
        String form = world.open(p, index)
                ? form(
                        "/people/comment",
                        "<input type=\"hidden\" name=\"data\" value=\"%s\"><input type=\"hidden\" name=\"index\" value=\"%d\">"
                                .formatted(p.data(), index),
                        "your-comment")
                : "<p class=\"fine\">%s</p>".formatted(words.html("closed"));
        return frame("""
                <article class="card">%s<h2>%s</h2><div class="article-body">%s</div><ol class="comments">%s</ol>%s</article>
                """.formatted(head(p), escape(a.title()), body(a.content()), list, form), "");
    }

    private static String body(String html) {
        return escape(html)
                .replaceAll(
                        "&lt;(/?)(p|br|h2|h3|strong|em|ul|ol|li|blockquote)(?:&nbsp;|\\s[^&]*(?:&(?!gt;)[^&]*)*)?/?&gt;",
                        "<$1$2>")
                .replaceAll(
                        "&lt;img(?:(?!&gt;).)*?/mmbiz/([0-9a-f]{32})(?:(?!&gt;).)*&gt;",
                        "<img src=\"/mmbiz/$1\" alt=\"\">")
                .replaceAll("&lt;/?(?:(?!&gt;).)*&gt;", "")
                .replace("&amp;nbsp;", " ")
                .replaceAll("&amp;(amp|lt|gt|quot|#\\d+);", "&$1;");
    }

    /** An account: its menu, and what was written between it and whoever is there. */
    String account(Account account) {
        StringBuilder talk = new StringBuilder();
        for (Message m : world.messages.all()) {
            if (m.appid().equals(account.appid())) {
                talk.append(
                        "<li id=\"m%s\"%s><p><b>%s</b><span class=\"fine\">%s</span></p><p class=\"text\">%s</p></li>"
                                .formatted(
                                        m.id(),
                                        m.byAccount() ? " class=\"reply\"" : "",
                                        m.byAccount()
                                                ? escape(account.name())
                                                : world.followers
                                                        .find(m.openid())
                                                        .map(Follower::name)
                                                        .map(Words::escape)
                                                        .orElse(""),
                                        Words.time(m.at()),
                                        escape(m.text())));
            }
        }
        world.badAnswers.all().stream()
                .filter(b -> b.account().equals(account.appid()))
                .forEach(b -> talk.append(Words.badAnswer(words, b)));
        StringBuilder main = new StringBuilder("""
            <article class="card"><h2>%s</h2><p class="fine">%s</p>%s%s<ol class="comments">%s</ol>%s</article>
            """.formatted(
                        escape(account.name()),
                        words.html(
                                "followers",
                                world.followers.all().stream()
                                        .filter(f -> f.appid().equals(account.appid()) && f.follows())
                                        .count()),
                        account.web().page().isEmpty()
                                ? ""
                                : "<p><a href=\"%s\">%s</a></p>"
                                        .formatted(escape(account.web().page()), words.html("own-page")),
                        menu(account),
                        talk,
                        form(
                                "/people/message",
                                "<input type=\"hidden\" name=\"app\" value=\"%s\">".formatted(account.appid()),
                                "your-message")));
        world.publications.newestFirst().stream()
                .filter(p -> p.state() == 0 && p.appid().equals(account.appid()))
                .limit(ARTICLES)
                .forEach(p -> list(main, p));
        return frame(main.toString(), account.appid());
    }

    private String menu(Account account) {
        StringBuilder menu = new StringBuilder();
        for (JsonNode button : menus.buttons(account.appid())) {
            StringBuilder below = new StringBuilder();
            button.path("sub_button")
                    .forEach(b -> below.append(
                            "<li>%s</li>".formatted(escape(b.path("name").asString("")))));
            menu.append("<li><b>%s</b>%s</li>"
                    .formatted(
                            escape(button.path("name").asString("")), below.isEmpty() ? "" : "<ul>" + below + "</ul>"));
        }
        return menu.isEmpty() ? "" : "<ul class=\"menu\" aria-label=\"%s\">%s</ul>".formatted(words.html("menu"), menu);
    }

    /** Who opens the page: the real platform knows, here it is asked. */
    String whoIsThere(Account account, Map<String, String> fields) {
        StringBuilder hidden = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!Set.of("name", "answer").contains(name)) {
                hidden.append(
                        "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(name), escape(value)));
            }
        });
        StringBuilder known = new StringBuilder();
        world.followers.all().stream()
                .filter(f -> f.appid().equals(account.appid()) && !f.name().isEmpty())
                .limit(ARTICLES)
                .forEach(f -> known.append(
                        "<p><button name=\"name\" value=\"%1$s\">%1$s</button></p>".formatted(escape(f.name()))));
        String start = "<form method=\"post\" action=\"%s\">%s<input type=\"hidden\" name=\"answer\" value=\"%s\">";
        return frame(
                "<article class=\"card\"><h2>%s</h2><p class=\"text\">%s</p>"
                                .formatted(words.html("who"), words.html("who-text", account.name()))
                        + start.formatted(WebAuthorisation.ASK, hidden, "allow") + known + "</form>"
                        + start.formatted(WebAuthorisation.ASK, hidden, "allow")
                        + "<p><label for=\"name\">%s</label><input id=\"name\" name=\"name\" value=\"%s\" maxlength=\"20\" required autocomplete=\"off\"></p><p><button>%s</button></p></form>"
                                .formatted(words.html("who-else"), words.html("a-citizen"), words.html("who-go"))
                        + start.formatted(WebAuthorisation.ASK, hidden, "deny")
                        + "<p><button class=\"quiet\">%s</button></p></form></article>".formatted(words.html("who-no")),
                account.appid());
    }

    String refused(int code) {
        return frame(
                "<article class=\"card\"><h2>%s</h2><p class=\"text\">%s</p></article>"
                        .formatted(
                                words.html("cannot-open"), words.html("cannot-open." + code, Integer.toString(code))),
                "");
    }

    private String form(String action, String hidden, String label) {
        return """
            <form method="post" action="%s">%s
            <p><label for="name">%s</label><input id="name" name="name" value="%s" maxlength="20" required autocomplete="off"></p>
            <p><label for="text">%s</label><textarea id="text" name="text" rows="3" maxlength="500" required></textarea></p>
            <p><button>%s</button></p></form>
            """.formatted(
                        action,
                        hidden,
                        words.html("your-name"),
                        words.html("a-citizen"),
                        words.html(label),
                        words.html("send"));
    }

    private String frame(String main, String current) {
        StringBuilder items = new StringBuilder();
        world.accounts
                .all()
                .forEach(a -> items.append(
                        "<li><a href=\"/u/%s\"%s><span class=\"face\" aria-hidden=\"true\">%s</span>%s</a></li>"
                                .formatted(
                                        a.appid(),
                                        a.appid().equals(current) ? " aria-current=\"page\"" : "",
                                        face(a),
                                        escape(a.name()))));
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title><link rel="stylesheet" href="/page.css"></head><body class="wechat">
            <header class="top"><div><h1><a href="/">%s</a></h1><p class="notice" role="note">%s</p></div></header>
            <div class="columns"><main>%s</main><nav aria-labelledby="accounts"><h2 id="accounts">%s</h2><ul><li><a href="/">%s</a></li>%s</ul></nav></div>
            <footer><p>%s %s</p></footer></body></html>
            """.formatted(
                        words.html("title"),
                        words.html("title"),
                        words.html("notice"),
                        main,
                        words.html("accounts"),
                        words.html("everybody"),
                        items,
                        words.html("time"),
                        Words.time(world.time()));
    }

    private static String face(Account account) {
        String name = account.name();
        return name.isEmpty() ? "" : escape(name.substring(name.offsetByCodePoints(name.length(), -1)));
    }
}
