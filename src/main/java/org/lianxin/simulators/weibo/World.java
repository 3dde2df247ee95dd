package org.lianxin.simulators.weibo;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.BadAnswer;
import org.lianxin.simulators.Equipment;
import org.lianxin.simulators.Shelf;

/** Everything that stands on the simulated Weibo. Ids are above 2^53 and odd: no double holds one. */
final class World {
    private static final long FIRST = 9_007_199_254_740_993L;
    private static final long STEP = 1_000_002;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param domain the safe domain; empty: none is bound */
    record App(String key, String secret, String name, boolean advanced, String domain, String callback) {}

    /** @param push where messages to this account are pushed, by which app's secret; both empty: nowhere */
    record User(String uid, String name, boolean office, long followers, String push, String pushApp) {}

    record Token(String token, String app, String uid, Instant made, Instant ends, boolean revoked) {}

    record Grant(String code, String app, String uid, Instant ends, boolean used) {}

    /** @param original the reposted one, or empty */
    record Status(
            String id,
            String uid,
            String app,
            String text,
            List<String> pictures,
            Instant at,
            Instant visible,
            String original,
            long reposts,
            long likes,
            boolean deleted) {}

    /** @param root the first of its thread, or empty if it is that */
    record Comment(
            String id,
            String status,
            String uid,
            String app,
            String text,
            Instant at,
            String answers,
            String root,
            boolean deleted) {}

    /**
     * How long an office may write to a citizen.
     *
     * @param left how often still; negative: without count
     */
    record Contact(String office, String citizen, Instant until, int left) {}

    record Message(String id, String from, String to, String type, String text, Instant at) {}

    /** What was attached to a message, as the receiver gets it. */
    record Attachment(String fid, String to, String file) {}

    final Equipment equipment;
    final Shelf<App> apps;
    final Shelf<User> users;
    final Shelf<Token> tokens;
    final Shelf<Grant> grants;
    final Shelf<Status> statuses;
    final Shelf<Comment> comments;
    final Shelf<Contact> contacts;
    final Shelf<Message> messages;
    final Shelf<Attachment> attachments;
    final Shelf<BadAnswer> badAnswers;
    private long last;

    World(Equipment equipment) {
        this.equipment = equipment;
        apps = equipment.shelf("app", App.class, App::key);
        users = equipment.shelf("user", User.class, User::uid);
        tokens = equipment.shelf("token", Token.class, Token::token);
        grants = equipment.shelf("grant", Grant.class, Grant::code);
        statuses = equipment.shelf("status", Status.class, Status::id);
        comments = equipment.shelf("comment", Comment.class, Comment::id);
        contacts = equipment.shelf("contact", Contact.class, c -> contact(c.office(), c.citizen()));
        messages = equipment.shelf("message", Message.class, Message::id);
        attachments = equipment.shelf("attachment", Attachment.class, Attachment::fid);
        badAnswers = equipment.shelf("bad-answer", BadAnswer.class, BadAnswer::id);
        last = FIRST - STEP;
        statuses.all().forEach(s -> last = Math.max(last, Long.parseLong(s.id())));
        comments.all().forEach(c -> last = Math.max(last, Long.parseLong(c.id())));
        messages.all().forEach(m -> last = Math.max(last, Long.parseLong(m.id())));
        attachments.all().forEach(a -> last = Math.max(last, Long.parseLong(a.fid())));
    }

    Instant time() {
        return equipment.clock().time();
    }

    long knob(String name) {
        return equipment.knobs().of(name);
    }

    String nextId() {
        last += STEP;
        return Long.toString(last);
    }

    /** Looks like a token of the platform: {@code 2.00…}. */
    static String secret(String start) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return start + HexFormat.of().formatHex(bytes);
    }

    static String contact(String office, String citizen) {
        return office + " " + citizen;
    }

    Optional<User> named(String name) {
        return users.all().stream().filter(u -> u.name().equals(name)).findFirst();
    }

    /** By uid or by name. */
    Optional<User> user(String either) {
        return users.find(either).or(() -> named(either));
    }

    /** A citizen of that name; there is one from now on, if there was none. */
    User citizen(String name) {
        return named(name).orElseGet(() -> users.put(new User(uid(name), name, false, 0, "", "")));
    }

    /** Ten digits, not those of anybody else. */
    String uid(String name) {
        long uid = 5_000_000_000L
                + Integer.toUnsignedLong(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                                .hashCode())
                        % 900_000_000L;
        while (users.find(Long.toString(uid)).isPresent()) {
            uid++;
        }
        return Long.toString(uid);
    }

    /** One that can be seen by now. */
    Optional<Status> status(@Nullable String id) {
        return statuses.find(id).filter(s -> !s.deleted() && !s.visible().isAfter(time()));
    }

    Optional<Comment> comment(@Nullable String id) {
        return comments.find(id).filter(c -> !c.deleted() && status(c.status()).isPresent());
    }

    /** Newest first, what can be seen. */
    List<Status> timeline() {
        return statuses.newestFirst().stream()
                .filter(s -> !s.deleted() && !s.visible().isAfter(time()))
                .toList();
    }

    List<Comment> discussion() {
        return comments.newestFirst().stream()
                .filter(c -> !c.deleted() && status(c.status()).isPresent())
                .toList();
    }

    User owner(String uid) {
        return users.find(uid).orElseThrow();
    }
}
