package org.lianxin.channels.discourse;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.channels.OpenLine;
import org.lianxin.channels.Said;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A key that the forum's administrators made for one user, and the category into which that user writes. */
@Component
class DiscourseConnects implements Connects {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{16,128}");
    private static final Pattern USER = Pattern.compile("[\\p{L}\\p{N}_.-]{1,60}");
    private static final Pattern CATEGORY = Pattern.compile("[0-9]{1,9}");
    /** A forum wants at least twelve characters of it. */
    private static final Pattern HOOK = Pattern.compile("(?:[\\x21-\\x7e]{12,128})?");

    private static final int WRITES = 1;

    private final DiscourseClient client;

    DiscourseConnects(DiscourseClient client) {
        this.client = client;
    }

    @Override
    public Platform platform() {
        return Platform.FORUM;
    }

    @Override
    public String hook() {
        return "discourse";
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("base", false, 200),
                new Field("user", false, 60),
                new Field("key", true, 128),
                new Field("category", false, 9),
                new Field("hook", true, 128));
    }

    @Override
    public Outcome<Connections.Granted> tried(Account account, Map<String, String> typed) {
        Optional<URI> base = OpenLine.address(typed.getOrDefault("base", ""));
        String user = typed.getOrDefault("user", "").strip().replaceFirst("^@", "");
        Map<String, String> secrets = Map.of(
                "base", base.map(URI::toString).orElse(""),
                "user", user,
                "key", typed.getOrDefault("key", "").strip(),
                "category", typed.getOrDefault("category", "").strip(),
                "hook", typed.getOrDefault("hook", "").strip());
        if (base.isEmpty()) {
            return Outcome.invalid("base", "channels.connect.forum.base-form");
        } else if (!USER.matcher(user).matches()) {
            return Outcome.invalid("user", "channels.connect.forum.user-form");
        } else if (!KEY.matcher(secrets.get("key")).matches()) {
            return Outcome.invalid("key", "channels.connect.forum.key-form");
        } else if (!CATEGORY.matcher(secrets.get("category")).matches()) {
            return Outcome.invalid("category", "channels.connect.forum.category-form");
        } else if (!HOOK.matcher(secrets.get("hook")).matches()) {
            return Outcome.invalid("hook", "channels.connect.forum.hook-form");
        }
        String id = base.get().getAuthority().toLowerCase(Locale.ROOT)
                + base.get().getRawPath() + "/u/"
                + user.toLowerCase(Locale.ROOT);
        Connection tried = new Connection(
                account.id(), Platform.FORUM, id, account.name(), secrets, Connection.State.OPEN, "", null, null, 0);
        return tryOut(tried).map(name -> new Connections.Granted(id, name, secrets, null));
    }

    /** Whether the key is that user's, and whether that user may begin topics in the category. */
    @Override
    public Outcome<String> tryOut(Connection connection) {
        return switch (client.get(connection, "/session/current.json")) {
            case Said.Yes(JsonNode body, var spoken)
            when !OpenLine.same(URI.create(connection.secret("base")), spoken.at()) ->
                Outcome.invalid(
                        "base",
                        "channels.connect.forum.moved",
                        spoken.at().getScheme() + "://" + spoken.at().getAuthority());
            case Said.Yes(JsonNode body, var spoken)
            when body.path("current_user").path("username").asString("").equalsIgnoreCase(connection.secret("user")) ->
                category(connection);
            case Said.Yes other -> Outcome.invalid("user", "channels.connect.forum.not-this-user");
            case Said.No no
            when no.gone() || no.status() == 403 || no.status() == 401 ->
                Outcome.invalid("key", "channels.connect.forum.key-not-taken");
            case Said other -> trouble(other);
        };
    }

    private Outcome<String> category(Connection connection) {
        return switch (client.get(connection, "/c/" + connection.secret("category") + "/show.json")) {
            case Said.Yes(JsonNode body, var spoken)
            when body.path("category").path("permission").asInt(WRITES) != WRITES ->
                Outcome.invalid("category", "channels.connect.forum.category-closed");
            case Said.Yes(JsonNode body, var spoken) ->
                Outcome.done(connection.secret("user") + " \u00b7 "
                        + body.path("category").path("name").asString(connection.secret("category")));
            case Said.No no
            when no.gone() || no.status() == 403 -> Outcome.invalid("category", "channels.connect.forum.no-category");
            case Said other -> trouble(other);
        };
    }

    private static <T> Outcome<T> trouble(Said said) {
        return switch (said) {
            case Said.No no -> Outcome.invalid("", "channels.connect.refused", no.words(), no.status());
            case Said.NotReached none
            when !none.why().contains("Exception") -> Outcome.invalid("base", "channels.connect.may-not-reach");
            default -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }
}
