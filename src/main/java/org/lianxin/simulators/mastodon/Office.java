package org.lianxin.simulators.mastodon;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.mastodon.World.Status;
import org.lianxin.simulators.mastodon.World.Token;
import org.lianxin.simulators.mastodon.World.User;
import tools.jackson.databind.JsonNode;

/** The back office (accounts, tokens, apps) and what people do. */
final class Office {
    private final World world;
    private final Writing writing;
    private final Oauth oauth;

    Office(World world, Writing writing, Oauth oauth) {
        this.world = world;
        this.writing = writing;
        this.oauth = oauth;
    }

    @Nullable
    Reply answer(Call call) {
        JsonNode body = call.json();
        boolean post = call.method().equals("POST");
        return switch (call.path()) {
            case "/sim/users" -> Reply.json(post ? user(body) : world.users.all());
            case "/sim/apps" -> Reply.json(world.apps.all());
            case "/sim/tokens" -> post ? token(body) : Reply.json(world.tokens.all());
            case "/sim/tokens/revoke" -> revoked(body);
            case "/sim/people/status" -> said(body);
            case "/sim/people/delete" ->
                world.status(text(body, "id", ""))
                        .map(s -> Reply.json(world.statuses.put(s.gone())))
                        .orElseGet(() -> Reply.wrong("no such post"));
            case "/sim/people/figures" -> figures(body);
            default -> null;
        };
    }

    private static String text(JsonNode body, String name, String otherwise) {
        String text = body.path(name).asString("");
        return text.isEmpty() ? otherwise : text;
    }

    /** One whose name is known is changed. */
    private User user(JsonNode body) {
        String username = text(body, "username", "office");
        Optional<User> now = world.named(username);
        return world.users.put(new User(
                now.map(User::id).orElseGet(world::id),
                username,
                text(body, "name", now.map(User::name).orElse(username)),
                body.path("office").asBoolean(true),
                body.path("followers").asLong(now.map(User::followers).orElse(0L))));
    }

    private Reply token(JsonNode body) {
        return world.named(text(body, "username", ""))
                .map(u -> Reply.json(oauth.issue(
                        "by-hand",
                        u.id(),
                        text(body, "token", World.secret()),
                        Arrays.asList(text(body, "scopes", "read write").split(" ")))))
                .orElseGet(() -> Reply.wrong("no such account"));
    }

    private Reply revoked(JsonNode body) {
        List<Token> all = world.tokens.all().stream()
                .filter(t -> world.named(text(body, "username", ""))
                        .filter(u -> u.id().equals(t.user()))
                        .isPresent())
                .map(t -> world.tokens.put(new Token(t.token(), t.app(), t.user(), t.scopes(), true)))
                .toList();
        return Reply.json(all);
    }

    private Reply said(JsonNode body) {
        return Reply.json(writing.write(
                world.person(text(body, "name", "citizen")),
                text(body, "text", "?"),
                text(body, "answers", ""),
                text(body, "visibility", "public"),
                List.of()));
    }

    private Reply figures(JsonNode body) {
        return world.status(text(body, "id", ""))
                .map(s -> Reply.json(world.statuses.put(new Status(
                        s.id(),
                        s.user(),
                        s.text(),
                        s.answers(),
                        s.visibility(),
                        s.media(),
                        s.at(),
                        s.edited(),
                        false,
                        body.path("reblogs").asLong(s.reblogs()),
                        body.path("favourites").asLong(s.favourites())))))
                .orElseGet(() -> Reply.wrong("no such post"));
    }

    /** By hand, on the page. */
    Reply written(Call call) {
        Optional<Status> status = world.status(call.field("status"));
        String name = call.field("name").strip();
        String text = call.field("text").strip();
        if (status.isEmpty() || name.isEmpty() || text.isEmpty() || text.length() > 500) {
            return Reply.seeOther("/");
        }
        Status said = writing.write(world.person(name), text, status.get().id(), "public", List.of());
        return Reply.seeOther("/#s" + said.id()).taking("status " + said.id());
    }
}
