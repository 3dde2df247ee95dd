package org.lianxin.simulators.mastodon;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.mastodon.World.Mention;
import org.lianxin.simulators.mastodon.World.Status;
import org.lianxin.simulators.mastodon.World.Token;
import org.lianxin.simulators.mastodon.World.User;

/** The client interface: who calls, for what they may, how often, and where each call goes. */
final class Api {
    private static final Pattern STATUS = Pattern.compile("/api/v1/statuses/(\\d{1,20})(/context)?");
    private static final Pattern MEDIA = Pattern.compile("/api/v1/media/(\\d{1,20})");
    private static final Pattern BY = Pattern.compile("/api/v1/accounts/(\\d{1,20})/statuses");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int MOST = 40;

    private final World world;
    private final Shapes shapes;
    private final Writing writing;
    private final Oauth oauth;

    Api(World world, Shapes shapes, Writing writing, Oauth oauth) {
        this.world = world;
        this.shapes = shapes;
        this.writing = writing;
        this.oauth = oauth;
    }

    Optional<Token> token(Call call) {
        String header = call.header("authorization");
        return header.startsWith("Bearer ")
                ? world.tokens.find(header.substring("Bearer ".length())).filter(t -> !t.revoked())
                : Optional.empty();
    }

    Reply answer(Call call) {
        if (call.is("POST", "/api/v1/apps")) {
            return oauth.register(call);
        } else if (call.is("POST", "/oauth/token")) {
            return oauth.token(call);
        } else if (call.is("POST", "/oauth/revoke")) {
            return oauth.revoke(call);
        } else if (call.is("GET", "/api/v2/instance") || call.is("GET", "/api/v1/instance")) {
            return instance(call);
        }
        Optional<Token> token = token(call);
        Optional<User> user = token.flatMap(t -> world.users.find(t.user()));
        return user.isEmpty() ? No.token() : limited(call, token.get(), user.get());
    }

    private Reply instance(Call call) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("domain", call.here().replace("http://", ""));
        shape.put("title", "Simulated");
        shape.put("version", "4.3.0 (simulated)");
        shape.put(
                "configuration",
                Map.of(
                        "statuses",
                        Map.of(
                                "max_characters",
                                world.knob("characters"),
                                "max_media_attachments",
                                world.knob("pictures"),
                                "characters_reserved_per_url",
                                23)));
        return Reply.json(shape);
    }

    /** All calls together, and some kinds apart; each answer says what is left. */
    private Reply limited(Call call, Token token, User user) {
        Supplier<Reply> work = () -> may(call, token, user);
        Supplier<Reply> all =
                () -> counted("calls " + user.id(), FIVE_MINUTES, world.knob("callsPerFiveMinutes"), work);
        if (call.is("POST", "/api/v2/media")) {
            return counted("media " + user.id(), HALF_HOUR, world.knob("mediaPerHalfHour"), all);
        }
        return call.method().equals("DELETE")
                ? counted("deletes " + user.id(), HALF_HOUR, world.knob("deletesPerHalfHour"), all)
                : all.get();
    }

    private Reply counted(String what, Duration span, long most, Supplier<Reply> work) {
        long window = world.time().getEpochSecond() / span.toSeconds();
        String key = what + " " + window;
        boolean taken = world.equipment.counters().spend(key, Span.DAY, most);
        Reply reply = taken ? work.get() : No.of(429, "Too many requests");
        return reply.with("X-RateLimit-Limit", Long.toString(most))
                .with(
                        "X-RateLimit-Remaining",
                        Long.toString(most - world.equipment.counters().used(key, Span.DAY)))
                .with(
                        "X-RateLimit-Reset",
                        Instant.ofEpochSecond((window + 1) * span.toSeconds()).toString());
    }

    private Reply may(Call call, Token token, User user) {
        boolean reads = call.method().equals("GET");
        String what = call.path().contains("/media")
                ? "write:media"
                : call.path().contains("/statuses")
                        ? (reads ? "read:statuses" : "write:statuses")
                        : call.path().contains("/notifications") ? "read:notifications" : "read:accounts";
        boolean allowed = token.scopes().contains(what) || token.scopes().contains(what.replaceFirst(":.*", ""));
        return !allowed ? No.scope() : reads ? read(call, user) : write(call, user);
    }

    private Reply write(Call call, User user) {
        Matcher status = STATUS.matcher(call.path());
        if (call.is("POST", "/api/v2/media")) {
            return writing.upload(call, user);
        } else if (!call.method().equals("DELETE") && !call.type().equals("application/json")) {
            return No.invalid("content type");
        } else if (call.is("POST", "/api/v1/statuses")) {
            return writing.post(call, user);
        } else if (!status.matches() || status.group(2) != null) {
            return No.notFound();
        }
        Optional<Status> own =
                world.status(status.group(1)).filter(s -> s.user().equals(user.id()));
        return switch (call.method()) {
            case "PUT" -> own.map(s -> writing.edit(call, s, user)).orElseGet(No::notFound);
            case "DELETE" -> own.map(s -> writing.delete(call, s)).orElseGet(No::notFound);
            default -> No.notFound();
        };
    }

    private Reply read(Call call, User user) {
        Matcher status = STATUS.matcher(call.path());
        Matcher media = MEDIA.matcher(call.path());
        Matcher by = BY.matcher(call.path());
        if (call.path().equals("/api/v1/accounts/verify_credentials")) {
            return Reply.json(shapes.account(call.here(), user));
        } else if (call.path().equals("/api/v1/notifications")) {
            return page(
                    call,
                    world.mentions.newestFirst().stream()
                            .filter(m -> m.user().equals(user.id())
                                    && world.status(m.status()).isPresent())
                            .toList(),
                    Mention::id,
                    m -> shapes.notification(call.here(), m));
        } else if (by.matches()) {
            return world.users
                    .find(by.group(1))
                    .map(u -> page(call, world.by(u), Status::id, s -> shapes.status(call.here(), s)))
                    .orElseGet(No::notFound);
        } else if (media.matches()) {
            return world.media
                    .find(media.group(1))
                    .filter(m -> m.user().equals(user.id()))
                    .map(m -> Reply.json(shapes.media(call.here(), m))
                            .status(m.ready().isAfter(world.time()) ? 206 : 200))
                    .orElseGet(No::notFound);
        } else if (status.matches()) {
            return world.status(status.group(1))
                    .map(s -> status.group(2) == null
                            ? Reply.json(shapes.status(call.here(), s))
                            : Reply.json(Map.of(
                                    "ancestors",
                                    List.of(),
                                    "descendants",
                                    world.answersTo(s.id()).stream()
                                            .map(a -> shapes.status(call.here(), a))
                                            .toList())))
                    .orElseGet(No::notFound);
        }
        return No.notFound();
    }

    /** Newest first, between the two that are named; the next page is where the header says. */
    private static <T> Reply page(Call call, List<T> all, Function<T, String> id, Function<T, Object> shape) {
        long since = number(call, "since_id", 0);
        long max = number(call, "max_id", Long.MAX_VALUE);
        long most = Math.clamp(number(call, "limit", 20), 1, MOST);
        List<T> found = all.stream()
                .filter(t -> Long.parseLong(id.apply(t)) > since && Long.parseLong(id.apply(t)) < max)
                .limit(most)
                .toList();
        Reply reply = Reply.json(found.stream().map(shape).toList());
        return found.size() < most
                ? reply
                : reply.with(
                        "Link",
                        "<" + call.here() + call.path() + "?limit=" + most + "&max_id=" + id.apply(found.getLast())
                                + ">; rel=\"next\"");
    }

    private static long number(Call call, String name, long otherwise) {
        String value = call.field(name);
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : otherwise;
    }
}
