package org.lianxin.simulators.mastodon;

import static org.lianxin.simulators.Words.escape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianxin.simulators.mastodon.World.Media;
import org.lianxin.simulators.mastodon.World.Mention;
import org.lianxin.simulators.mastodon.World.Status;
import org.lianxin.simulators.mastodon.World.User;

/** How accounts, posts, pictures and notifications look in JSON. */
final class Shapes {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>&\"]+");
    static final Pattern NAMED = Pattern.compile("(?<![\\w@/.])@(\\w+(?:[\\w.-]*\\w)?)(@[\\w.:-]+)?");

    private final World world;

    Shapes(World world) {
        this.world = world;
    }

    /** With links and mentions as the real one marks them up. */
    static String content(String text) {
        String html = escape(text);
        html = LINK.matcher(html)
                .replaceAll(m -> "<a href=\"" + m.group() + "\" rel=\"nofollow noopener\"><span class=\"invisible\">"
                        + m.group().replaceFirst("//.*", "//") + "</span><span>"
                        + m.group().replaceFirst("^https?://", "") + "</span></a>");
        html = NAMED.matcher(html)
                .replaceAll(
                        "<span class=\"h-card\"><a href=\"/@$1\" class=\"u-url mention\">@<span>$1</span></a></span>");
        return "<p>" + html.replace("\r", "").replaceAll("\n{2,}", "</p><p>").replace("\n", "<br />") + "</p>";
    }

    Map<String, Object> account(String here, User user) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", user.id());
        shape.put("username", user.username());
        shape.put("acct", user.username());
        shape.put("display_name", user.name());
        shape.put("url", here + "/@" + user.username());
        shape.put("followers_count", user.followers());
        shape.put("statuses_count", world.by(user).size());
        return shape;
    }

    Map<String, Object> status(String here, Status status) {
        User user = world.users.find(status.user()).orElseThrow();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", status.id());
        shape.put("created_at", status.at().toString());
        shape.put("edited_at", status.edited() == null ? null : status.edited().toString());
        shape.put("in_reply_to_id", status.answers().isEmpty() ? null : status.answers());
        shape.put(
                "in_reply_to_account_id",
                status.answers().isEmpty()
                        ? null
                        : world.statuses
                                .find(status.answers())
                                .map(Status::user)
                                .orElse(null));
        shape.put("sensitive", false);
        shape.put("spoiler_text", "");
        shape.put("visibility", status.visibility());
        shape.put("language", "zh");
        shape.put("uri", here + "/users/" + user.username() + "/statuses/" + status.id());
        shape.put("url", here + "/@" + user.username() + "/" + status.id());
        shape.put("content", content(status.text()));
        shape.put("replies_count", world.answersTo(status.id()).size());
        shape.put("reblogs_count", status.reblogs());
        shape.put("favourites_count", status.favourites());
        shape.put("account", account(here, user));
        shape.put(
                "media_attachments",
                status.media().stream()
                        .flatMap(id -> world.media.find(id).stream())
                        .map(m -> media(here, m))
                        .toList());
        shape.put("mentions", List.of());
        return shape;
    }

    Map<String, Object> media(String here, Media media) {
        Map<String, Object> shape = new LinkedHashMap<>();
        boolean ready = !media.ready().isAfter(world.time());
        shape.put("id", media.id());
        shape.put("type", "image");
        shape.put("url", ready ? here + "/pictures/" + media.file() : null);
        shape.put("description", media.description());
        return shape;
    }

    Map<String, Object> notification(String here, Mention mention) {
        Status status = world.statuses.find(mention.status()).orElseThrow();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", mention.id());
        shape.put("type", "mention");
        shape.put("created_at", status.at().toString());
        shape.put("account", account(here, world.users.find(status.user()).orElseThrow()));
        shape.put("status", status(here, status));
        return shape;
    }
}
