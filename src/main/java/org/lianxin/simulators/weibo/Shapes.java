package org.lianxin.simulators.weibo;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.lianxin.simulators.Counters;
import org.lianxin.simulators.weibo.World.Comment;
import org.lianxin.simulators.weibo.World.Status;
import org.lianxin.simulators.weibo.World.User;

/** Statuses, comments and users as the platform writes them. {@code id} has gone through a double; {@code idstr} has not. */
final class Shapes {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    private final World world;
    private final String here;

    /** @param here where pictures can be fetched */
    Shapes(World world, String here) {
        this.world = world;
        this.here = here;
    }

    static long rounded(String id) {
        return (long) Double.parseDouble(id);
    }

    static String when(Instant at) {
        return WHEN.format(at.atZone(Counters.ZONE));
    }

    Map<String, Object> status(Status status) {
        Map<String, Object> shape = head(status.id(), status.at(), status.text(), status.app());
        shape.put("can_edit", false);
        shape.put("textLength", Wording.length(status.text(), -1) * 2);
        shape.put("favorited", false);
        shape.put("truncated", false);
        shape.put("in_reply_to_status_id", "");
        List<String> pictures = status.pictures();
        shape.put(
                "pic_urls",
                pictures.stream().map(p -> Map.of("thumbnail_pic", picture(p))).toList());
        if (!pictures.isEmpty()) {
            shape.put("thumbnail_pic", picture(pictures.getFirst()));
            shape.put("bmiddle_pic", picture(pictures.getFirst()));
            shape.put("original_pic", picture(pictures.getFirst()));
        }
        shape.put("user", user(world.owner(status.uid())));
        shape.put("reposts_count", status.reposts());
        shape.put("comments_count", comments(status.id()));
        shape.put("attitudes_count", status.likes());
        boolean isLong = Wording.length(status.text(), world.knob("urlLength")) > 140;
        shape.put("isLongText", isLong);
        if (isLong) {
            // lists show a beginning
            shape.put("text", status.text().substring(0, status.text().offsetByCodePoints(0, 130)) + "\u2026");
        }
        shape.put("visible", Map.of("type", 0, "list_id", 0));
        if (!status.original().isEmpty()) {
            shape.put(
                    "retweeted_status",
                    world.status(status.original())
                            .map(this::status)
                            .orElseGet(() -> Map.of("idstr", status.original(), "deleted", "1")));
        }
        return shape;
    }

    Map<String, Object> comment(Comment comment) {
        Map<String, Object> shape = bare(comment);
        world.status(comment.status()).ifPresent(s -> shape.put("status", status(s)));
        world.comments.find(comment.answers()).ifPresent(answered -> shape.put("reply_comment", bare(answered)));
        return shape;
    }

    private Map<String, Object> bare(Comment comment) {
        Map<String, Object> shape = head(comment.id(), comment.at(), comment.text(), comment.app());
        shape.put("rootid", rounded(comment.root().isEmpty() ? comment.id() : comment.root()));
        shape.put("rootidstr", comment.root().isEmpty() ? comment.id() : comment.root());
        shape.put("floor_number", 0);
        shape.put("disable_reply", 0);
        shape.put("user", user(world.owner(comment.uid())));
        return shape;
    }

    private Map<String, Object> head(String id, Instant at, String text, String app) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("created_at", when(at));
        shape.put("id", rounded(id));
        shape.put("idstr", id);
        shape.put("mid", id);
        shape.put("text", text);
        shape.put("source_allowclick", 0);
        shape.put("source_type", 1);
        shape.put(
                "source",
                world.apps
                        .find(app)
                        .map(a -> "<a href=\"http://app.weibo.com/t/feed/" + a.key() + "\" rel=\"nofollow\">" + a.name()
                                + "</a>")
                        .orElse(""));
        return shape;
    }

    Map<String, Object> user(User user) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", Long.parseLong(user.uid()));
        shape.put("idstr", user.uid());
        shape.put("screen_name", user.name());
        shape.put("name", user.name());
        shape.put("profile_url", "u/" + user.uid());
        shape.put("gender", "n");
        shape.put("followers_count", user.followers());
        shape.put("friends_count", 0);
        shape.put("statuses_count", written(user));
        shape.put("verified", user.office());
        shape.put("verified_type", user.office() ? 1 : -1);
        return shape;
    }

    long written(User user) {
        return world.timeline().stream().filter(s -> s.uid().equals(user.uid())).count();
    }

    long comments(String status) {
        return world.comments.all().stream()
                .filter(c -> !c.deleted() && c.status().equals(status))
                .count();
    }

    String picture(String name) {
        return here + "/pictures/" + name;
    }

    static <T> Map<String, Object> envelope(String name, Ask.Page<T> page, Function<T, Map<String, Object>> shape) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put(name, page.things().stream().map(shape).toList());
        envelope.put("hasvisible", false);
        envelope.put("previous_cursor", 0);
        envelope.put("next_cursor", page.next());
        envelope.put("total_number", page.total());
        return envelope;
    }
}
