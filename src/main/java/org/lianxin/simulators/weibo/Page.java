package org.lianxin.simulators.weibo;

import static org.lianxin.simulators.Words.escape;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.weibo.World.App;
import org.lianxin.simulators.weibo.World.Comment;
import org.lianxin.simulators.weibo.World.Status;
import org.lianxin.simulators.weibo.World.User;

/** What people see in a browser: every timeline with its comments, a form to write one, and the question whether an app may. */
final class Page {
    private static final int POSTS = 60;
    private final World world;
    private final Words words;

    Page(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    /** @param only posts of this uid; empty: everybody's */
    String timelines(String only) {
        StringBuilder main = new StringBuilder();
        List<Status> statuses = world.timeline().stream()
                .filter(s -> only.isEmpty() || s.uid().equals(only))
                .limit(POSTS)
                .toList();
        if (statuses.isEmpty()) {
            main.append("<p class=\"empty\">").append(words.html("none")).append("</p>");
        }
        statuses.forEach(
                s -> main.append(article(s, s.id().equals(statuses.getFirst().id()))));
        return frame(words.html("title"), talk(only) + main + "</main>" + accounts(only));
    }

    /** What was written between an account and whoever wrote to it; empty if nothing. */
    private String talk(String uid) {
        StringBuilder talk = new StringBuilder();
        world.messages.all().stream()
                .filter(m -> m.to().equals(uid) || m.from().equals(uid))
                .forEach(m -> talk.append(
                        "<li id=\"m%s\"%s><p><b>%s</b><span class=\"fine\">%s</span></p><p class=\"text\">%s</p></li>"
                                .formatted(
                                        m.id(),
                                        m.from().equals(uid) ? " class=\"reply\"" : "",
                                        escape(world.owner(m.from()).name()),
                                        Words.time(m.at()),
                                        linked(m.text()))));
        world.badAnswers.all().stream()
                .filter(b -> b.account().equals(uid))
                .forEach(b -> talk.append(Words.badAnswer(words, b)));
        return talk.isEmpty()
                ? ""
                : "<article class=\"card\"><h2>%s</h2><ol class=\"comments\">%s</ol></article>"
                        .formatted(words.html("private"), talk);
    }

    private String article(Status status, boolean first) {
        User author = world.owner(status.uid());
        StringBuilder comments = new StringBuilder();
        List<Comment> all = world.comments.all().stream()
                .filter(c -> !c.deleted() && c.status().equals(status.id()))
                .sorted(Comparator.comparing(Page::thread).thenComparing(Comment::id))
                .toList();
        all.forEach(c -> comments.append(comment(c)));
        StringBuilder pictures = new StringBuilder();
        status.pictures()
                .forEach(p -> pictures.append(
                        "<img src=\"/pictures/%s\" alt=\"%s\" loading=\"lazy\">".formatted(p, words.html("picture"))));
        String original = status.original().isEmpty()
                ? ""
                : world.status(status.original())
                        .map(o -> "<blockquote><b>@%s</b><p class=\"text\">%s</p></blockquote>"
                                .formatted(escape(world.owner(o.uid()).name()), linked(o.text())))
                        .orElseGet(() -> "<blockquote><p class=\"fine\">%s</p></blockquote>"
                                .formatted(words.html("original-gone")));
        return """
            <article class="card" id="p%s" aria-labelledby="a%s">
            <header><span class="face" aria-hidden="true">%s</span><div><h2 id="a%s">%s%s</h2><p class="fine">%s%s</p></div></header>
            <p class="text">%s</p>%s%s
            <p class="counts"><span>%s</span><span>%s</span><span>%s</span></p>
            <ol class="comments">%s</ol>
            <details%s><summary>%s</summary><form method="post" action="/people/comment"><input type="hidden" name="status" value="%s">
            <p><label for="n%s">%s</label><input id="n%s" name="name" value="%s" maxlength="20" required autocomplete="off"></p>
            <p><label for="t%s">%s</label><textarea id="t%s" name="text" rows="2" maxlength="140" required></textarea></p>
            <p><button>%s</button></p></form></details></article>
            """.formatted(
                        status.id(),
                        status.id(),
                        face(author),
                        status.id(),
                        escape(author.name()),
                        author.office() ? "<span class=\"badge\">%s</span>".formatted(words.html("verified")) : "",
                        Words.time(status.at()),
                        world.apps
                                .find(status.app())
                                .map(a -> words.html("from", a.name()))
                                .orElse(""),
                        linked(status.text()),
                        original,
                        pictures,
                        words.html("reposts", status.reposts()),
                        words.html("comments", all.size()),
                        words.html("likes", status.likes()),
                        comments,
                        first ? " open" : "",
                        words.html("write"),
                        status.id(),
                        status.id(),
                        words.html("your-name"),
                        status.id(),
                        words.html("a-citizen"),
                        status.id(),
                        words.html("your-comment"),
                        status.id(),
                        words.html("send"));
    }

    private static String thread(Comment comment) {
        return comment.root().isEmpty() ? comment.id() : comment.root();
    }

    private String comment(Comment comment) {
        User author = world.owner(comment.uid());
        return """
            <li id="c%s"%s><p><b>%s</b>%s<span class="fine">%s</span></p><p class="text">%s</p></li>
            """.formatted(
                        comment.id(),
                        comment.root().isEmpty() ? "" : " class=\"reply\"",
                        escape(author.name()),
                        author.office() ? "<span class=\"badge\">%s</span>".formatted(words.html("verified")) : "",
                        Words.time(comment.at()),
                        linked(comment.text()));
    }

    private String accounts(String only) {
        StringBuilder items = new StringBuilder();
        world.users.all().stream()
                .filter(User::office)
                .forEach(u -> items.append(
                        "<li><a href=\"/u/%s\"%s><span class=\"face\" aria-hidden=\"true\">%s</span>%s</a></li>"
                                .formatted(
                                        u.uid(),
                                        u.uid().equals(only) ? " aria-current=\"page\"" : "",
                                        face(u),
                                        escape(u.name()))));
        return """
            <nav aria-labelledby="accounts"><h2 id="accounts">%s</h2><ul><li><a href="/"%s>%s</a></li>%s</ul></nav>
            """.formatted(
                words.html("accounts"), only.isEmpty() ? " aria-current=\"page\"" : "", words.html("everybody"), items);
    }

    /**
     * Whether the app may act for an account.
     *
     * @param fields of the request, which go along unchanged
     */
    String permission(App app, Map<String, String> fields) {
        StringBuilder hidden = new StringBuilder();
        fields.forEach((name, value) -> hidden.append(
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(name), escape(value))));
        StringBuilder choices = new StringBuilder();
        world.users.all().stream()
                .filter(User::office)
                .forEach(u -> choices.append("<option value=\"%s\">%s</option>".formatted(u.uid(), escape(u.name()))));
        return frame(words.html("allow-title"), """
                <article class="card"><h2>%s</h2><p class="text">%s</p>
                <form method="post" action="/oauth2/authorize">%s
                <p><label for="uid">%s</label><select id="uid" name="uid">%s</select></p>
                <p><button name="answer" value="allow">%s</button> <button class="quiet" name="answer" value="deny">%s</button></p></form></article></main>
                """.formatted(
                        words.html("allow-title"),
                        words.html("allow-text", app.name()),
                        hidden,
                        words.html("allow-account"),
                        choices,
                        words.html("allow"),
                        words.html("deny")));
    }

    private String frame(String title, String main) {
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title><link rel="stylesheet" href="/page.css"></head><body class="weibo">
            <header class="top"><div><h1><a href="/">%s</a></h1><p class="notice" role="note">%s</p></div></header>
            <div class="columns"><main>%s</div>
            <footer><p>%s %s</p></footer></body></html>
            """.formatted(
                title, words.html("title"), words.html("notice"), main, words.html("time"), Words.time(world.time()));
    }

    /** The last character tells offices of one city apart. */
    private static String face(User user) {
        return user.name().isEmpty()
                ? ""
                : escape(user.name()
                        .substring(user.name().offsetByCodePoints(user.name().length(), -1)));
    }

    /** Escaped, with its links to follow. */
    private static String linked(String text) {
        return escape(text)
                .replaceAll("https?://(?:&amp;|[^\\s&<])+", "<a href=\"$0\" rel=\"nofollow noreferrer\">$0</a>");
    }
}
