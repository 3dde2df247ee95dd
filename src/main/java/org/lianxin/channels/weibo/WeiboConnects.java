package org.lianxin.channels.weibo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.channels.weibo.WeiboClient.Said;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An editor allows our application to act for the account, at Weibo; again before that is over, since no token there is renewed by a program. */
@Component
class WeiboConnects implements Connects.Authorises {
    private final Apps apps;
    private final WeiboClient client;
    private final WeiboSettings settings;
    private final Pages.Site site;
    private final Clock clock;

    WeiboConnects(Apps apps, WeiboClient client, WeiboSettings settings, Pages.Site site, Clock clock) {
        this.apps = apps;
        this.client = client;
        this.settings = settings;
        this.site = site;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.WEIBO;
    }

    @Override
    public List<Field> fields() {
        return List.of();
    }

    private String back() {
        return site.publicUrl() + "/console/connections/return";
    }

    @Override
    public Optional<URI> place(String state) {
        return apps.of(Platform.WEIBO)
                .map(app -> settings.api()
                        .resolve("/oauth2/authorize?response_type=code&forcelogin=true&client_id=" + encoded(app.key())
                                + "&redirect_uri=" + encoded(back()) + "&state=" + encoded(state)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Outcome<Connections.Granted> granted(String code) {
        Optional<Apps.App> app = apps.of(Platform.WEIBO);
        if (app.isEmpty()) {
            return Outcome.invalid("", "channels.connect.no-app");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", app.get().key());
        form.put("client_secret", app.get().secret());
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back());
        return switch (client.post(settings.api(), "/oauth2/access_token", "", form, null)) {
            case Said.Yes(JsonNode body) -> granted(body);
            case Said.No no -> Outcome.invalid("", "channels.connect.refused", no.words(), no.code());
            case Said.NotReached none -> Outcome.invalid("", "channels.connect.not-reached");
            case Said.Lost lost -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }

    private Outcome<Connections.Granted> granted(JsonNode body) {
        String token = body.path("access_token").asString("");
        String uid = body.path("uid").asString("");
        if (token.isEmpty() || !uid.matches("[0-9]{1,20}")) {
            return Outcome.invalid("", "channels.connect.not-reached");
        }
        return name(token, uid)
                .map(name -> new Connections.Granted(
                        uid,
                        name,
                        Map.of("token", token),
                        clock.instant()
                                .plusSeconds(Math.max(0, body.path("expires_in").asLong(0)))));
    }

    @Override
    public Outcome<Connections.Granted> tried(Account account, Map<String, String> typed) {
        return Outcome.invalid("", "channels.connect.go-there");
    }

    @Override
    public Outcome<String> tryOut(Connection connection) {
        return name(connection.secret("token"), connection.remoteId());
    }

    private Outcome<String> name(String token, String uid) {
        return switch (client.get(settings.api(), "/2/users/show.json", token, Map.of("uid", uid))) {
            case Said.Yes(JsonNode user) ->
                Outcome.done(user.path("screen_name").asString(uid));
            case Said.No no -> Outcome.invalid("", "channels.connect.refused", no.words(), no.code());
            case Said.NotReached none -> Outcome.invalid("", "channels.connect.not-reached");
            case Said.Lost lost -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }
}
