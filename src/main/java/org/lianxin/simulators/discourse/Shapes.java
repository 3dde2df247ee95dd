package org.lianxin.simulators.discourse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.lianxin.simulators.discourse.World.Post;
import org.lianxin.simulators.discourse.World.Topic;

/** How topics and posts look in JSON. */
final class Shapes {
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).softbreak("<br>\n").build();

    private final World world;

    Shapes(World world) {
        this.world = world;
    }

    static String cooked(String raw) {
        return RENDERER.render(PARSER.parse(raw.replace("](upload://", "](/pictures/")))
                .replaceAll(
                        "(?<![\\w@/.\">])@([A-Za-z0-9_.-]*[A-Za-z0-9_])", "<a class=\"mention\" href=\"/u/$1\">@$1</a>")
                .strip();
    }

    Map<String, Object> post(Post post, boolean raw) {
        Topic topic = world.topics.find(Long.toString(post.topic())).orElseThrow();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", post.id());
        shape.put("name", post.user());
        shape.put("username", post.user());
        shape.put("created_at", post.at().toString());
        shape.put("cooked", cooked(post.raw()));
        shape.put("post_number", post.number());
        shape.put("post_type", 1);
        shape.put("reply_to_post_number", post.answers() == 0 ? null : post.answers());
        shape.put("topic_id", post.topic());
        shape.put("topic_slug", "topic");
        shape.put("topic_title", topic.title());
        shape.put("topic_archetype", "regular");
        shape.put("user_id", world.user(post.user()).map(World.User::id).orElse(0L));
        shape.put("version", post.version());
        shape.put("edit_reason", post.reason().isEmpty() ? null : post.reason());
        shape.put("deleted_at", null);
        if (raw) {
            shape.put("raw", post.raw());
        }
        return shape;
    }

    Map<String, Object> topic(Topic topic, boolean raw) {
        List<Post> all = world.of(topic);
        Map<String, Object> shape = line(topic);
        Map<String, Object> stream = new LinkedHashMap<>();
        List<Object> posts = new ArrayList<>();
        all.stream().limit(20).forEach(p -> posts.add(post(p, raw)));
        stream.put("posts", posts);
        stream.put("stream", all.stream().map(Post::id).toList());
        shape.put("post_stream", stream);
        shape.put("external_id", topic.externalId().isEmpty() ? null : topic.externalId());
        shape.put("deleted_at", null);
        shape.put("details", Map.of("created_by", Map.of("username", topic.user())));
        return shape;
    }

    /** As it stands in lists. */
    Map<String, Object> line(Topic topic) {
        List<Post> all = world.of(topic);
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", topic.id());
        shape.put("title", topic.title());
        shape.put("slug", "topic");
        shape.put("category_id", topic.category());
        shape.put("created_at", topic.at().toString());
        shape.put("posts_count", all.size());
        shape.put("reply_count", all.stream().filter(p -> p.answers() > 1).count());
        shape.put("views", topic.views());
        shape.put("like_count", all.stream().mapToLong(Post::likes).sum());
        return shape;
    }
}
