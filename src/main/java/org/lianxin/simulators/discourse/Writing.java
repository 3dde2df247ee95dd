package org.lianxin.simulators.discourse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Multipart;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.discourse.World.Post;
import org.lianxin.simulators.discourse.World.Topic;
import org.lianxin.simulators.discourse.World.User;
import tools.jackson.databind.JsonNode;

/** Topics, answers, edits, deletions and pictures, by the rules of the forum. */
final class Writing {
    private static final Set<String> TOPIC =
            Set.of("title", "raw", "category", "external_id", "created_at", "embed_url");
    private static final Set<String> ANSWER = Set.of("topic_id", "raw", "reply_to_post_number", "created_at");
    private static final Pattern EXTERNAL = Pattern.compile("[\\w-]{1,50}");
    private static final Pattern PICTURE = Pattern.compile("[a-f0-9]{40}\\.(?:png|jpeg|jpg|gif|webp)");

    private final World world;
    private final Shapes shapes;
    private final Hooks hooks;

    Writing(World world, Shapes shapes, Hooks hooks) {
        this.world = world;
        this.shapes = shapes;
        this.hooks = hooks;
    }

    Reply post(Call call, User user) {
        JsonNode body = call.json();
        boolean answer = body.has("topic_id");
        Set<String> known = answer ? ANSWER : TOPIC;
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) {
                return No.parameters(name);
            }
        }
        String raw = body.path("raw").asString("").strip();
        Reply no = text(raw);
        if (no != null) {
            return no;
        }
        return answer ? answer(body, raw, user) : topic(body, raw, user);
    }

    private @Nullable Reply text(String raw) {
        int length = raw.codePointCount(0, raw.length());
        if (length < world.knob("textLeast")) {
            return No.post("Body is too short (minimum is " + world.knob("textLeast") + " characters)");
        }
        return length > world.knob("textMost")
                ? No.post("Body is limited to " + world.knob("textMost") + " characters")
                : null;
    }

    private @Nullable Reply title(String title, long but) {
        int length = title.codePointCount(0, title.length());
        if (length < world.knob("titleLeast")) {
            return No.post("Title is too short (minimum is " + world.knob("titleLeast") + " characters)");
        } else if (length > world.knob("titleMost")) {
            return No.post("Title is too long (maximum is " + world.knob("titleMost") + " characters)");
        }
        boolean taken = world.topics.all().stream()
                .anyMatch(t -> !t.deleted() && t.id() != but && t.title().equalsIgnoreCase(title));
        return taken && world.knob("sameTitles") == 0 ? No.post("Title has already been used") : null;
    }

    private Reply topic(JsonNode body, String raw, User user) {
        String title = body.path("title").asString("").strip();
        String external = body.path("external_id").asString("");
        Reply no = title(title, 0);
        Optional<World.Category> category =
                world.categories.find(body.path("category").asString(""));
        if (no != null) {
            return no;
        } else if (category.isEmpty() || !category.get().open()) {
            return No.access();
        } else if (!external.isEmpty() && !EXTERNAL.matcher(external).matches()) {
            return No.post("External must contain only letters, numbers, underscores and dashes");
        } else if (!external.isEmpty()
                && world.topics.all().stream().anyMatch(t -> t.externalId().equals(external))) {
            return No.post("External has already been taken");
        } else if (world.knob("moderated") != 0) {
            return Reply.json(Map.of("action", "enqueued", "success", true, "pending_count", 1))
                    .taking("pending");
        }
        Topic topic = world.topics.put(new Topic(
                world.topics.size() + 1L,
                title,
                category.get().id(),
                user.username(),
                external,
                world.time(),
                false,
                0));
        return written(world.write(topic, user.username(), raw, 0), "topic " + topic.id());
    }

    private Reply answer(JsonNode body, String raw, User user) {
        Optional<Topic> topic = world.topic(body.path("topic_id").asString(""));
        return topic.isEmpty()
                ? No.notFound()
                : written(
                        world.write(
                                topic.get(),
                                user.username(),
                                raw,
                                body.path("reply_to_post_number").asInt(0)),
                        "answer " + topic.get().id());
    }

    private Reply written(Post post, String taken) {
        hooks.later("post_created", post);
        return Reply.json(shapes.post(post, true)).taking(taken);
    }

    private static boolean may(User user, String author) {
        return user.moderator() || user.username().equalsIgnoreCase(author);
    }

    Reply edit(Call call, Post post, User user) {
        JsonNode wanted = call.json().path("post");
        String raw = wanted.path("raw").asString("").strip();
        Reply no = text(raw);
        if (!may(user, post.user())) {
            return No.access();
        } else if (no != null) {
            return no;
        }
        Post edited = world.posts.put(new Post(
                post.id(),
                post.topic(),
                post.number(),
                post.user(),
                raw,
                post.answers(),
                post.at(),
                wanted.path("edit_reason").asString(""),
                post.version() + 1,
                post.likes(),
                false));
        hooks.later("post_edited", edited);
        return Reply.json(Map.of("post", shapes.post(edited, true))).taking("edit " + post.id());
    }

    Reply rename(Call call, Topic topic, User user) {
        String title = call.json().path("title").asString("").strip();
        Reply no = title(title, topic.id());
        if (!may(user, topic.user())) {
            return No.access();
        } else if (no != null) {
            return no;
        }
        Topic renamed = world.topics.put(new Topic(
                topic.id(),
                title,
                topic.category(),
                topic.user(),
                topic.externalId(),
                topic.at(),
                false,
                topic.views()));
        return Reply.json(Map.of("basic_topic", shapes.line(renamed))).taking("rename " + topic.id());
    }

    /** Whoever began a topic deletes it as long as nobody has answered; moderators always. */
    Reply delete(Topic t, User user) {
        if (!may(user, t.user()) || (!user.moderator() && world.of(t).size() > 1)) {
            return No.access();
        }
        world.topics.put(new Topic(t.id(), t.title(), t.category(), t.user(), t.externalId(), t.at(), true, t.views()));
        return Reply.json(Map.of()).taking("delete topic " + t.id());
    }

    Reply delete(Post post, User user) {
        if (!may(user, post.user())) {
            return No.access();
        }
        hooks.later("post_destroyed", world.delete(post));
        return Reply.json(Map.of()).taking("delete post " + post.id());
    }

    Reply upload(Call call) {
        Multipart.Part file = call.files().get("file");
        if (file == null || !call.field("type").equals("composer")) {
            return No.parameters("file, type");
        }
        String ending = file.filename().substring(file.filename().lastIndexOf('.') + 1);
        String name = sha1(file.bytes()) + "." + ending;
        if (!PICTURE.matcher(name).matches()) {
            return No.of(422, "", "Sorry, the file you are trying to upload is not authorized");
        }
        try {
            Files.write(world.equipment.book().folder("pictures").resolve(name), file.bytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        world.uploads.put(new World.Upload(name, file.filename()));
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", world.uploads.size());
        shape.put("url", "/pictures/" + name);
        shape.put("short_url", "upload://" + name);
        shape.put("original_filename", file.filename());
        return Reply.json(shape).taking("upload " + name);
    }

    Reply picture(String name) {
        try {
            Path file = world.equipment.book().folder("pictures").resolve(name);
            return PICTURE.matcher(name).matches() && Files.exists(file)
                    ? Reply.of(200, "image/" + name.substring(name.indexOf('.') + 1), Files.readAllBytes(file))
                    : Reply.notFound();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<Post> answers(Post post) {
        return world.posts.all().stream()
                .filter(p -> p.topic() == post.topic() && p.answers() == post.number() && !p.deleted())
                .limit(20)
                .toList();
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
