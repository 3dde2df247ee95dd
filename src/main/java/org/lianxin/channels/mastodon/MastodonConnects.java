package org.lianxin.channels.mastodon;

import java.net.URI;
import java.util.HashMap;
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

/** The holder of the account allows it over there, or types a token that they have made for us in their settings. */
@Component
class MastodonConnects implements Connects.Departs {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,300}");

    private final MastodonClient client;
    private final MastodonOauth oauth;

    MastodonConnects(MastodonClient client, MastodonOauth oauth) {
        this.client = client;
        this.oauth = oauth;
    }

    @Override
    public Platform platform() {
        return Platform.MASTODON;
    }

    @Override
    public boolean pushes() {
        return false;
    }

    @Override
    public List<Field> fields() {
        return List.of(new Field("base", false, 200), new Field("token", true, 300));
    }

    @Override
    public Outcome<Connections.Granted> tried(Account account, Map<String, String> typed) {
        Optional<URI> base = OpenLine.address(typed.getOrDefault("base", ""));
        String token = typed.getOrDefault("token", "").strip();
        if (base.isEmpty()) {
            return Outcome.invalid("base", "channels.connect.mastodon.base-form");
        } else if (!TOKEN.matcher(token).matches()) {
            return Outcome.invalid("token", "channels.connect.mastodon.token-form");
        }
        return granted(account, base.get(), Map.of("token", token));
    }

    @Override
    public Outcome<Departure> depart(String server, String state) {
        Optional<URI> base = OpenLine.address(server);
        return base.isEmpty()
                ? Outcome.invalid("server", "channels.connect.mastodon.base-form")
                : oauth.depart(base.get(), state);
    }

    @Override
    public Outcome<Connections.Granted> arrived(Account account, Map<String, String> kept, Map<String, String> back) {
        return oauth.arrived(kept, back)
                .then(token -> granted(
                        account,
                        URI.create(kept.getOrDefault("base", "")),
                        Map.of(
                                "token",
                                token,
                                "client",
                                kept.getOrDefault("client", ""),
                                "client-secret",
                                kept.getOrDefault("client-secret", ""))));
    }

    /** Only what was granted to us can be given back; a token that somebody typed is theirs. */
    @Override
    public void ended(Connection connection) {
        if (!connection.secret("client").isEmpty()) {
            oauth.revoke(
                    URI.create(connection.secret("base")),
                    connection.secret("client"),
                    connection.secret("client-secret"),
                    connection.secret("token"));
        }
    }

    private Outcome<Connections.Granted> granted(Account account, URI base, Map<String, String> keys) {
        Map<String, String> secrets = new HashMap<>(keys);
        secrets.put("base", base.toString());
        Connection tried = connection(account, secrets);
        return me(tried).map(me -> {
            secrets.put("id", MastodonDesk.id(me, "id"));
            secrets.put("characters", characters(tried));
            String name = "@" + me.path("username").asString("") + "@"
                    + base.getAuthority().toLowerCase(Locale.ROOT);
            return new Connections.Granted(name.toLowerCase(Locale.ROOT), name, Map.copyOf(secrets), null);
        });
    }

    private static Connection connection(Account account, Map<String, String> secrets) {
        return new Connection(
                account.id(), Platform.MASTODON, "", account.name(), secrets, Connection.State.OPEN, "", null, null, 0);
    }

    /** How long a post may be there; empty where the server does not say. */
    private String characters(Connection connection) {
        for (String path : List.of("/api/v2/instance", "/api/v1/instance")) {
            if (client.get(connection, path) instanceof Said.Yes(JsonNode instance, var spoken)) {
                int most = instance.path("configuration")
                        .path("statuses")
                        .path("max_characters")
                        .asInt(instance.path("max_toot_chars").asInt(0));
                return most >= 100 && most <= 100_000 ? Integer.toString(most) : "";
            }
        }
        return "";
    }

    @Override
    public Outcome<String> tryOut(Connection connection) {
        return me(connection).map(me -> "@" + me.path("username").asString(""));
    }

    private Outcome<JsonNode> me(Connection connection) {
        return switch (client.get(connection, "/api/v1/accounts/verify_credentials")) {
            case Said.Yes(JsonNode me, var spoken)
            when !MastodonDesk.id(me, "id").isEmpty()
                    && !me.path("username").asString("").isEmpty() -> Outcome.done(me);
            case Said.Yes other -> Outcome.invalid("base", "channels.connect.mastodon.no-server");
            case Said.No no
            when no.status() == 401 || no.status() == 403 || no.status() == 422 ->
                Outcome.invalid("token", "channels.connect.mastodon.token-not-taken");
            case Said.No no when no.gone() -> Outcome.invalid("base", "channels.connect.mastodon.no-server");
            case Said.No no -> Outcome.invalid("", "channels.connect.refused", no.words(), no.status());
            case Said.NotReached none
            when !none.why().contains("Exception") -> Outcome.invalid("base", "channels.connect.may-not-reach");
            case Said.Lost lost
            when lost.why().matches("HTTP 4..") ->
                Outcome.invalid("token", "channels.connect.mastodon.token-not-taken");
            case Said other -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }
}
