package org.lianxin.simulators.discourse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.discourse.World.Post;
import org.lianxin.simulators.discourse.World.Topic;
import org.lianxin.simulators.discourse.World.User;

/** The interface: who calls, how often they may, and where each call goes. */
final class Api {
    private static final Pattern POST = Pattern.compile("/posts/(\\d{1,18})(/replies)?\\.json");
    private static final Pattern TOPIC = Pattern.compile("/t/(?:(-|topic)/)?(\\d{1,18})\\.json");
    private static final Pattern EXTERNAL = Pattern.compile("/t/external_id/([\\w-]{1,50})\\.json");
    private static final Pattern CATEGORY = Pattern.compile("/c/(\\d{1,9})/show\\.json");
    private static final Pattern BY = Pattern.compile("/topics/created-by/([^/]{1,60})\\.json");
    private static final int PAGE = 30;
    private static final int NUMBERS = 50;

    private final World world;
    private final Shapes shapes;
    private final Writing writing;

    Api(World world, Shapes shapes, Writing writing) {
        this.world = world;
        this.shapes = shapes;
        this.writing = writing;
    }

    /** By key and name: both must be right, and belong to each other. */
    Optional<User> caller(Call call) {
        return world.user(call.header("api-username"))
                .filter(u -> !u.key().isEmpty()
                        && MessageDigest.isEqual(
                                u.key().getBytes(StandardCharsets.UTF_8),
                                call.header("api-key").getBytes(StandardCharsets.UTF_8)));
    }

    Reply answer(Call call) {
        Optional<User> user = caller(call);
        if (user.isEmpty()) {
            return No.key();
        } else if (!world.equipment
                .counters()
                .spend("calls " + user.get().key(), Span.MINUTE, world.knob("callsPerMinute"))) {
            return No.rate(world.equipment.counters().left(Span.MINUTE).toSeconds() + 1);
        } else if (!call.method().equals("GET")) {
            return world.knob("readOnly") != 0 ? No.readOnly() : write(call, user.get());
        }
        return read(call, user.get());
    }

    private Reply write(Call call, User user) {
        Matcher post = POST.matcher(call.path());
        Matcher topic = TOPIC.matcher(call.path());
        if (call.is("POST", "/uploads.json")) {
            return writing.upload(call);
        } else if (!call.method().equals("DELETE") && !call.type().equals("application/json")) {
            return No.parameters("content type");
        } else if (call.is("POST", "/posts.json")) {
            return writing.post(call, user);
        } else if (post.matches() && post.group(2) == null) {
            Optional<Post> found = world.post(post.group(1));
            return switch (call.method()) {
                case "PUT" -> found.map(p -> writing.edit(call, p, user)).orElseGet(No::notFound);
                case "DELETE" -> found.map(p -> writing.delete(p, user)).orElseGet(No::notFound);
                default -> No.notFound();
            };
        } else if (topic.matches()) {
            Optional<Topic> found = world.topic(topic.group(2));
            return switch (call.method()) {
                case "PUT" -> found.map(t -> writing.rename(call, t, user)).orElseGet(No::notFound);
                case "DELETE" -> found.map(t -> writing.delete(t, user)).orElseGet(No::notFound);
                default -> No.notFound();
            };
        }
        return No.notFound();
    }

    private Reply read(Call call, User user) {
        String path = call.path();
        Matcher post = POST.matcher(path);
        Matcher topic = TOPIC.matcher(path);
        Matcher external = EXTERNAL.matcher(path);
        Matcher category = CATEGORY.matcher(path);
        Matcher by = BY.matcher(path);
        if (path.equals("/session/current.json")) {
            return Reply.json(Map.of("current_user", Map.of("id", user.id(), "username", user.username())));
        } else if (path.equals("/posts.json")) {
            return latest(call.field("before"));
        } else if (post.matches()) {
            return world.post(post.group(1))
                    .map(p -> post.group(2) == null
                            ? Reply.json(shapes.post(p, true))
                            : Reply.json(writing.answers(p).stream()
                                    .map(a -> shapes.post(a, false))
                                    .toList()))
                    .orElseGet(No::notFound);
        } else if (topic.matches()) {
            return world.topic(topic.group(2))
                    .map(t -> Reply.json(
                            shapes.topic(t, !call.field("include_raw").isEmpty())))
                    .orElseGet(No::notFound);
        } else if (external.matches()) {
            return world.topics.all().stream()
                    .filter(t -> !t.deleted() && t.externalId().equals(external.group(1)))
                    .findFirst()
                    .map(t -> Reply.moved(301, "/t/topic/" + t.id() + ".json"))
                    .orElseGet(No::notFound);
        } else if (category.matches()) {
            return world.categories
                    .find(category.group(1))
                    .map(c -> Reply.json(
                            Map.of("category", Map.of("id", c.id(), "name", c.name(), "permission", c.open() ? 1 : 3))))
                    .orElseGet(No::notFound);
        }
        return by.matches() ? by(by.group(1), call.field("page")) : No.notFound();
    }

    /** Newest first: what has one of the fifty numbers up to {@code before}. */
    private Reply latest(String before) {
        long last = before.isEmpty() ? world.posts.size() : Long.parseLong(before);
        List<Map<String, Object>> found = world.posts.newestFirst().stream()
                .filter(p -> p.id() <= last && p.id() > last - NUMBERS)
                .filter(p -> world.post(Long.toString(p.id())).isPresent())
                .map(p -> shapes.post(p, true))
                .toList();
        return Reply.json(Map.of("latest_posts", found));
    }

    private Reply by(String user, String page) {
        int from = page.isEmpty() ? 0 : Integer.parseInt(page) * PAGE;
        List<Map<String, Object>> topics = world.topics.newestFirst().stream()
                .filter(t -> !t.deleted() && t.user().equalsIgnoreCase(user))
                .skip(from)
                .limit(PAGE)
                .map(shapes::line)
                .toList();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("per_page", PAGE);
        list.put("topics", topics);
        return Reply.json(Map.of("users", List.of(), "topic_list", list));
    }
}
