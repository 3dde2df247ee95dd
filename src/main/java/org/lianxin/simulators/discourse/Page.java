package org.lianxin.simulators.discourse;

import static org.lianxin.simulators.Words.escape;

import java.util.List;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.discourse.World.Post;
import org.lianxin.simulators.discourse.World.Topic;

/** What people see in a browser: topics with their posts, and a form to answer. */
final class Page {
    private static final int TOPICS = 40;

    private final World world;
    private final Words words;

    Page(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    String topics(String only) {
        StringBuilder main = new StringBuilder();
        List<Topic> topics = world.topics.newestFirst().stream()
                .filter(t -> !t.deleted() && (only.isEmpty() || only.equals(Long.toString(t.id()))))
                .limit(TOPICS)
                .toList();
        if (topics.isEmpty()) {
            main.append("<p class=\"empty\">").append(words.html("none")).append("</p>");
        }
        topics.forEach(t -> main.append(topic(t, t.id() == topics.getFirst().id())));
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title><link rel="stylesheet" href="/page.css"></head><body class="forum">
            <header class="top"><div><h1><a href="/">%s</a></h1><p class="notice" role="note">%s</p></div></header>
            <div class="columns"><main>%s</main></div>
            <footer><p>%s %s</p></footer></body></html>
            """.formatted(
                        words.html("title"),
                        words.html("title"),
                        words.html("notice"),
                        main,
                        words.html("time"),
                        Words.time(world.time()));
    }

    private String topic(Topic topic, boolean first) {
        List<Post> posts = world.of(topic);
        StringBuilder answers = new StringBuilder();
        posts.stream()
                .skip(1)
                .forEach(p -> answers.append("""
                <li id="p%s"%s><p><b>%s</b><span class="fine">#%s %s</span></p><div class="prose">%s</div></li>
                """.formatted(
                                p.id(),
                                p.answers() > 1 ? " class=\"reply\"" : "",
                                escape(p.user()),
                                p.number(),
                                Words.time(p.at()),
                                Shapes.cooked(p.raw()))));
        return """
            <article class="card" id="t%s" aria-labelledby="a%s">
            <header><div><h2 id="a%s"><a href="/t/%s">%s</a></h2><p class="fine">%s · %s · %s</p></div></header>
            <div class="prose">%s</div><p class="counts"><span>%s</span><span>%s</span></p>
            <ol class="comments">%s</ol>
            <details%s><summary>%s</summary><form method="post" action="/people/post"><input type="hidden" name="topic" value="%s">
            <p><label for="n%s">%s</label><input id="n%s" name="name" value="%s" maxlength="20" required autocomplete="off"></p>
            <p><label for="t%s-text">%s</label><textarea id="t%s-text" name="text" rows="2" maxlength="1000" required></textarea></p>
            <p><button>%s</button></p></form></details></article>
            """.formatted(
                        topic.id(),
                        topic.id(),
                        topic.id(),
                        topic.id(),
                        escape(topic.title()),
                        escape(topic.user()),
                        world.categories
                                .find(Long.toString(topic.category()))
                                .map(c -> escape(c.name()))
                                .orElse(""),
                        Words.time(topic.at()),
                        posts.isEmpty() ? "" : Shapes.cooked(posts.getFirst().raw()),
                        words.html("views", topic.views()),
                        words.html("answers", Math.max(0, posts.size() - 1)),
                        answers,
                        first ? " open" : "",
                        words.html("write"),
                        topic.id(),
                        topic.id(),
                        words.html("your-name"),
                        topic.id(),
                        words.html("a-citizen"),
                        topic.id(),
                        words.html("your-answer"),
                        topic.id(),
                        words.html("send"));
    }
}
