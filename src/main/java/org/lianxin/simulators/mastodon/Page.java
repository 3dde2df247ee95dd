package org.lianxin.simulators.mastodon;

import static org.lianxin.simulators.Words.escape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.simulators.Words;
import org.lianxin.simulators.mastodon.World.App;
import org.lianxin.simulators.mastodon.World.Status;
import org.lianxin.simulators.mastodon.World.User;

/** What people see in a browser: posts with what was answered, a form to answer, and the question whether an app may. */
final class Page {
    private static final Pattern PROFILE = Pattern.compile("/@(\\w{1,30})(?:/(\\d{1,20}))?");
    private static final int POSTS = 40;

    private final World world;
    private final Words words;

    Page(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    Optional<String> of(String path) {
        Matcher profile = PROFILE.matcher(path);
        if (path.equals("/")) {
            return Optional.of(timeline(world.statuses.newestFirst().stream()
                    .filter(s -> s.answers().isEmpty())
                    .toList()));
        } else if (!profile.matches()) {
            return Optional.empty();
        } else if (profile.group(2) != null) {
            return world.status(profile.group(2)).map(s -> timeline(List.of(s)));
        }
        return world.named(profile.group(1)).map(u -> timeline(world.by(u)));
    }

    private String timeline(List<Status> statuses) {
        StringBuilder main = new StringBuilder();
        List<Status> shown = statuses.stream()
                .filter(s -> !s.deleted() && !s.visibility().equals("direct"))
                .limit(POSTS)
                .toList();
        if (shown.isEmpty()) {
            main.append("<p class=\"empty\">").append(words.html("none")).append("</p>");
        }
        shown.forEach(s -> main.append(article(s, s.id().equals(shown.getFirst().id()))));
        return frame(main.toString());
    }

    private User owner(Status status) {
        return world.users.find(status.user()).orElseThrow();
    }

    private String article(Status s, boolean first) {
        StringBuilder pictures = new StringBuilder();
        s.media().stream()
                .flatMap(id -> world.media.find(id).stream())
                .forEach(m -> pictures.append("<img src=\"/pictures/%s\" alt=\"%s\" loading=\"lazy\">"
                        .formatted(m.file(), escape(m.description()))));
        StringBuilder answers = new StringBuilder();
        answers(answers, s.id(), 0);
        return """
            <article class="card" id="s%s" aria-labelledby="a%s">
            <header><span class="face" aria-hidden="true">%s</span><div><h2 id="a%s">%s%s</h2><p class="fine">%s</p></div></header>
            <div class="prose">%s</div>%s<p class="counts"><span>%s</span><span>%s</span><span>%s</span></p>
            <ol class="comments">%s</ol>
            <details%s><summary>%s</summary><form method="post" action="/people/status"><input type="hidden" name="status" value="%s">
            <p><label for="n%s">%s</label><input id="n%s" name="name" value="%s" maxlength="20" required autocomplete="off"></p>
            <p><label for="t%s">%s</label><textarea id="t%s" name="text" rows="2" maxlength="500" required></textarea></p>
            <p><button>%s</button></p></form></details></article>
            """.formatted(
                        s.id(),
                        s.id(),
                        escape(owner(s).name().substring(0, 1)),
                        s.id(),
                        name(owner(s)),
                        owner(s).office() ? "<span class=\"badge\">%s</span>".formatted(words.html("office")) : "",
                        when(s),
                        Shapes.content(s.text()),
                        pictures,
                        words.html("answers", world.answersTo(s.id()).size()),
                        words.html("boosts", s.reblogs()),
                        words.html("favourites", s.favourites()),
                        answers,
                        first ? " open" : "",
                        words.html("write"),
                        s.id(),
                        s.id(),
                        words.html("your-name"),
                        s.id(),
                        words.html("a-citizen"),
                        s.id(),
                        words.html("your-answer"),
                        s.id(),
                        words.html("send"));
    }

    private static String name(User user) {
        return "%s <span class=\"fine\">@%s</span>".formatted(escape(user.name()), escape(user.username()));
    }

    private String when(Status s) {
        return s.edited() == null
                ? Words.time(s.at())
                : Words.time(s.at()) + " " + words.html("edited") + " " + Words.time(s.edited());
    }

    private void answers(StringBuilder all, String of, int depth) {
        for (Status a : world.answersTo(of)) {
            all.append("""
                <li id="s%s"%s><p><b>%s</b><span class="fine">%s</span></p><div class="prose">%s</div></li>
                """.formatted(
                    a.id(), depth > 0 ? " class=\"reply\"" : "", name(owner(a)), when(a), Shapes.content(a.text())));
            if (depth < 5) {
                answers(all, a.id(), depth + 1);
            }
        }
    }

    /** @param fields of the address, which the answer takes along */
    String permission(App app, List<String> scopes, Map<String, String> fields) {
        StringBuilder hidden = new StringBuilder();
        fields.forEach((name, value) -> hidden.append(
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(name), escape(value))));
        StringBuilder accounts = new StringBuilder();
        world.users.all().stream()
                .filter(User::office)
                .forEach(u -> accounts.append("<option value=\"%s\">%s @%s</option>"
                        .formatted(u.id(), escape(u.name()), escape(u.username()))));
        return frame("""
            <article class="card"><h2>%s</h2><p class="text">%s</p><p class="fine">%s</p>
            <form method="post" action="/oauth/authorize">%s<p><label for="user">%s</label><select id="user" name="user">%s</select></p>
            <p><button name="answer" value="allow">%s</button> <button class="quiet" name="answer" value="deny">%s</button></p></form></article>
            """.formatted(
                        words.html("allow-title"),
                        words.html("allow-text", app.name()),
                        escape(String.join(" · ", scopes)),
                        hidden,
                        words.html("allow-account"),
                        accounts,
                        words.html("allow"),
                        words.html("deny")));
    }

    private String frame(String main) {
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title><link rel="stylesheet" href="/page.css"></head><body class="elsewhere">
            <header class="top"><div><h1><a href="/">%s</a></h1><p class="notice" role="note">%s</p></div></header>
            <div class="columns"><main>%s</main></div><footer><p>%s %s</p></footer></body></html>
            """.formatted(
                        words.html("title"),
                        words.html("title"),
                        words.html("notice"),
                        main,
                        words.html("time"),
                        Words.time(world.time()));
    }
}
