package org.lianxin.simulators.discourse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.discourse.World.Category;
import org.lianxin.simulators.discourse.World.Hook;
import org.lianxin.simulators.discourse.World.Post;
import org.lianxin.simulators.discourse.World.Topic;
import org.lianxin.simulators.discourse.World.User;
import tools.jackson.databind.JsonNode;

/** The back office (users and their keys, categories, webhooks) and what people do. What is named by its key again is changed. */
final class Office {
    private final World world;
    private final Hooks hooks;

    Office(World world, Hooks hooks) {
        this.world = world;
        this.hooks = hooks;
    }

    @Nullable
    Reply answer(Call call) {
        JsonNode body = call.json();
        boolean post = call.method().equals("POST");
        return switch (call.path()) {
            case "/sim/users" -> Reply.json(post ? user(body) : world.users.all());
            case "/sim/categories" -> Reply.json(post ? category(body) : world.categories.all());
            case "/sim/pushes" -> post ? hook(body) : Reply.json(world.hooks.all());
            case "/sim/people/post" -> written(body);
            case "/sim/people/delete" -> deleted(body);
            case "/sim/people/figures" -> figures(body);
            default -> null;
        };
    }

    private static String text(JsonNode body, String name, String otherwise) {
        String text = body.path(name).asString("");
        return text.isEmpty() ? otherwise : text;
    }

    private User user(JsonNode body) {
        User now = world.member(text(body, "username", "office"));
        return world.users.put(new User(
                now.id(),
                now.username(),
                body.has("key") ? body.path("key").asString("") : now.key(),
                body.path("moderator").asBoolean(now.moderator())));
    }

    private Category category(JsonNode body) {
        return world.categories.put(new Category(
                body.path("id").asLong(1),
                text(body, "name", "category"),
                body.path("open").asBoolean(true)));
    }

    private Reply hook(JsonNode body) {
        Hook hook = new Hook(text(body, "url", ""), text(body, "secret", ""));
        return Reply.json(Map.of())
                .after(() -> hooks.ping(hook) / 100 != 2
                        ? Reply.wrong("the address does not answer a ping")
                        : world.equipment.alone(() -> Reply.json(List.of(world.hooks.put(hook)))));
    }

    /** In a topic, or, without one, a topic of their own; {@code times}: how often it is pushed. */
    private Reply written(JsonNode body) {
        User who = world.member(text(body, "name", "citizen"));
        Optional<Topic> topic = world.topic(text(body, "topic", "0"));
        Topic there = topic.orElseGet(() -> world.topics.put(new Topic(
                world.topics.size() + 1L,
                text(body, "title", "topic " + world.topics.size()),
                1,
                who.username(),
                "",
                world.time(),
                false,
                0)));
        Post post =
                write(there, who, text(body, "text", "?"), body.path("answers").asInt(0));
        return pushed("post_created", post, Math.max(1, body.path("times").asInt(1)));
    }

    Post write(Topic topic, User who, String text, int answers) {
        return world.write(topic, who.username(), text, answers);
    }

    /** Whoever listens hears of it, and nobody asks what they said. */
    void tell(Post post) {
        hooks.now("post_created", post);
    }

    private Reply pushed(String event, Post post, int times) {
        return Reply.json(Map.of()).after(() -> {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("id", post.id());
            shape.put("topic", post.topic());
            for (int i = 0; i < times; i++) {
                shape.put("pushes", hooks.now(event, post));
            }
            return Reply.json(shape);
        });
    }

    private Reply deleted(JsonNode body) {
        return world.post(text(body, "id", ""))
                .map(p -> pushed("post_destroyed", world.delete(p), 1))
                .orElseGet(() -> Reply.wrong("no such post"));
    }

    private Reply figures(JsonNode body) {
        Optional<Topic> found = world.topic(text(body, "topic", ""));
        if (found.isEmpty()) {
            return Reply.wrong("no such topic");
        }
        Topic t = found.get();
        Post p = world.of(t).getFirst();
        world.posts.put(new Post(
                p.id(),
                p.topic(),
                p.number(),
                p.user(),
                p.raw(),
                p.answers(),
                p.at(),
                p.reason(),
                p.version(),
                body.path("likes").asLong(p.likes()),
                false));
        return Reply.json(world.topics.put(new Topic(
                t.id(),
                t.title(),
                t.category(),
                t.user(),
                t.externalId(),
                t.at(),
                false,
                body.path("views").asLong(t.views()))));
    }
}
