package org.lianxin.simulators.weibo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.weibo.World.App;
import org.lianxin.simulators.weibo.World.User;
import tools.jackson.databind.JsonNode;

/** The platform's back office: apps, accounts, tokens, addresses for pushes. What is named by its key again is changed. */
final class Office {
    private final World world;
    private final Oauth oauth;
    private final Fans fans;

    Office(World world, Oauth oauth, Fans fans) {
        this.world = world;
        this.oauth = oauth;
        this.fans = fans;
    }

    @Nullable
    Reply answer(Call call) {
        boolean post = call.method().equals("POST");
        return switch (call.path()) {
            case "/sim/apps" -> Reply.json(post ? app(call.json()) : world.apps.all());
            case "/sim/users" -> Reply.json(post ? user(call.json()) : world.users.all());
            case "/sim/tokens" -> post ? token(call.json()) : Reply.json(world.tokens.all());
            case "/sim/pushes" -> post ? push(call.json()) : null;
            default -> null;
        };
    }

    private App app(JsonNode body) {
        return world.apps.put(new App(
                text(body, "key", Integer.toString(1_000_000_000 + world.apps.size())),
                text(body, "secret", World.secret("")),
                text(body, "name", "app"),
                text(body, "level", "basic").equals("advanced"),
                text(body, "domain", ""),
                text(body, "callback", "")));
    }

    private User user(JsonNode body) {
        String name = text(body, "name", "user" + world.users.size());
        Optional<User> before = world.user(text(body, "uid", name));
        return world.users.put(new User(
                before.map(User::uid).orElseGet(() -> text(body, "uid", world.uid(name))),
                name,
                body.path("office").asBoolean(true),
                body.path("followers").asLong(0),
                before.map(User::push).orElse(""),
                before.map(User::pushApp).orElse("")));
    }

    private Reply token(JsonNode body) {
        Optional<App> app = world.apps.find(text(body, "app", ""));
        Optional<User> user = world.user(text(body, "user", ""));
        if (app.isEmpty() || user.isEmpty()) {
            return Reply.wrong("app and user must exist");
        }
        return Reply.json(oauth.issue(
                app.get().key(),
                user.get().uid(),
                text(body, "token", ""),
                body.path("seconds").asLong(world.knob("tokenSeconds"))));
    }

    /** The address must echo before anything is pushed there; an empty one ends it. */
    private Reply push(JsonNode body) {
        Optional<App> app = world.apps.find(text(body, "app", ""));
        Optional<User> user = world.user(text(body, "user", ""));
        if (app.isEmpty() || user.isEmpty()) {
            return Reply.wrong("app and user must exist");
        }
        User now = user.get();
        User then = new User(
                now.uid(),
                now.name(),
                now.office(),
                now.followers(),
                text(body, "url", ""),
                app.get().key());
        return Reply.json(Map.of()).after(() -> {
            if (!then.push().isEmpty() && !fans.echoes(then)) {
                return Reply.wrong("the address does not echo");
            }
            return world.equipment.alone(() -> Reply.json(List.of(world.users.put(then))));
        });
    }

    static String text(JsonNode body, String name, String otherwise) {
        String text = body.path(name).asString("");
        return text.isEmpty() ? otherwise : text;
    }
}
