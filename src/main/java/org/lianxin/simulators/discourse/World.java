package org.lianxin.simulators.discourse;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Shelf;

/** Everything that stands on the simulated forum. */
final class World {
    /** @param key of the interface; empty: none was made */
    record User(long id, String username, String key, boolean moderator) {}

    record Category(long id, String name, boolean open) {}

    record Topic(
            long id,
            String title,
            long category,
            String user,
            String externalId,
            Instant at,
            boolean deleted,
            long views) {}

    /** @param answers the number of the post it answers, 0 for none */
    record Post(
            long id,
            long topic,
            int number,
            String user,
            String raw,
            int answers,
            Instant at,
            String reason,
            int version,
            long likes,
            boolean deleted) {}

    record Upload(String name, String original) {}

    record Hook(String url, String secret) {}

    final Equipment equipment;
    final Shelf<User> users;
    final Shelf<Category> categories;
    final Shelf<Topic> topics;
    final Shelf<Post> posts;
    final Shelf<Upload> uploads;
    final Shelf<Hook> hooks;

    World(Equipment equipment) {
        this.equipment = equipment;
        users = equipment.shelf("user", User.class, u -> u.username().toLowerCase(Locale.ROOT));
        categories = equipment.shelf("category", Category.class, c -> Long.toString(c.id()));
        topics = equipment.shelf("topic", Topic.class, t -> Long.toString(t.id()));
        posts = equipment.shelf("post", Post.class, p -> Long.toString(p.id()));
        uploads = equipment.shelf("upload", Upload.class, Upload::name);
        hooks = equipment.shelf("hook", Hook.class, Hook::url);
    }

    Instant time() {
        return equipment.clock().time();
    }

    long knob(String name) {
        return equipment.knobs().of(name);
    }

    Optional<User> user(String name) {
        return users.find(name.toLowerCase(Locale.ROOT));
    }

    /** A member of that name; there is one from now on, if there was none. */
    User member(String name) {
        return user(name).orElseGet(() -> users.put(new User(users.size() + 1L, name, "", false)));
    }

    Optional<Topic> topic(String id) {
        return topics.find(id).filter(t -> !t.deleted());
    }

    Optional<Post> post(String id) {
        return posts.find(id)
                .filter(p -> !p.deleted() && topic(Long.toString(p.topic())).isPresent());
    }

    /** Of one topic, in their order. */
    List<Post> of(Topic topic) {
        return posts.all().stream()
                .filter(p -> p.topic() == topic.id() && !p.deleted())
                .sorted(Comparator.comparingInt(Post::number))
                .toList();
    }

    /** Puts it there; the first post of a topic has the number 1. */
    Post write(Topic topic, String user, String raw, int answers) {
        int number =
                (int) posts.all().stream().filter(p -> p.topic() == topic.id()).count() + 1;
        return posts.put(new Post(posts.size() + 1L, topic.id(), number, user, raw, answers, time(), "", 1, 0, false));
    }

    Post delete(Post p) {
        return posts.put(new Post(
                p.id(),
                p.topic(),
                p.number(),
                p.user(),
                p.raw(),
                p.answers(),
                p.at(),
                p.reason(),
                p.version(),
                p.likes(),
                true));
    }
}
