package org.lianxin.simulators.mastodon;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Shelf;

/** Everything that stands on the simulated server. */
final class World {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param office whether an app may be allowed to write for it */
    record User(String id, String username, String name, boolean office, long followers) {}

    record App(String id, String secret, String name, List<String> redirects, List<String> scopes) {}

    /** A code that an app gets a token for, once. */
    record Grant(
            String code,
            String app,
            String user,
            String redirect,
            List<String> scopes,
            String challenge,
            Instant ends,
            boolean used) {}

    record Token(String token, String app, String user, List<String> scopes, boolean revoked) {}

    record Media(String id, String user, String file, String description, Instant ready) {}

    /** @param answers id of the post it answers, or empty */
    record Status(
            String id,
            String user,
            String text,
            String answers,
            String visibility,
            List<String> media,
            Instant at,
            @Nullable Instant edited,
            boolean deleted,
            long reblogs,
            long favourites) {
        Status gone() {
            return new Status(id, user, text, answers, visibility, media, at, edited, true, reblogs, favourites);
        }
    }

    /** Somebody has named an account of ours. */
    record Mention(String id, String user, String status) {}

    /** What was written under a key of the writer's own. */
    record Once(String key, String status, Instant at) {}

    final Equipment equipment;
    final Shelf<User> users;
    final Shelf<App> apps;
    final Shelf<Grant> grants;
    final Shelf<Token> tokens;
    final Shelf<Media> media;
    final Shelf<Status> statuses;
    final Shelf<Mention> mentions;
    final Shelf<Once> once;

    World(Equipment equipment) {
        this.equipment = equipment;
        users = equipment.shelf("user", User.class, User::id);
        apps = equipment.shelf("app", App.class, App::id);
        grants = equipment.shelf("grant", Grant.class, Grant::code);
        tokens = equipment.shelf("token", Token.class, Token::token);
        media = equipment.shelf("media", Media.class, Media::id);
        statuses = equipment.shelf("status", Status.class, Status::id);
        mentions = equipment.shelf("mention", Mention.class, Mention::id);
        once = equipment.shelf("once", Once.class, Once::key);
    }

    Instant time() {
        return equipment.clock().time();
    }

    long knob(String name) {
        return equipment.knobs().of(name);
    }

    /** Grows with time, as the ids of the real one do, and is above 2^53: right only as a string. */
    String id() {
        long things = 0L + statuses.size() + mentions.size() + media.size() + users.size();
        return Long.toString((time().toEpochMilli() << 16) + things);
    }

    static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Optional<User> named(String username) {
        return users.all().stream()
                .filter(u -> u.username().equalsIgnoreCase(username))
                .findFirst();
    }

    /** Somebody of that name; there is one from now on, if there was none. */
    User person(String name) {
        String username = name.matches("\\w{1,30}") ? name : "p" + Integer.toUnsignedString(name.hashCode(), 36);
        return named(username).orElseGet(() -> users.put(new User(id(), username, name, false, 0)));
    }

    Optional<Status> status(String id) {
        return statuses.find(id).filter(s -> !s.deleted());
    }

    /** Newest first. */
    List<Status> by(User user) {
        return statuses.newestFirst().stream()
                .filter(s -> !s.deleted() && s.user().equals(user.id()))
                .toList();
    }

    List<Status> answersTo(String id) {
        return statuses.all().stream()
                .filter(s -> !s.deleted() && s.answers().equals(id))
                .toList();
    }
}
