package org.lianxin.simulators.mastodon;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.mastodon.World.App;
import org.lianxin.simulators.mastodon.World.Grant;
import org.lianxin.simulators.mastodon.World.Token;
import org.lianxin.simulators.mastodon.World.User;

/** Apps register, people allow them, codes with PKCE become tokens: exact addresses, scopes that were asked for before, each code once. */
final class Oauth {
    private static final Set<String> SCOPES = Set.of(
            "read",
            "write",
            "profile",
            "read:accounts",
            "read:notifications",
            "read:statuses",
            "write:media",
            "write:statuses");

    private final World world;
    private final Page page;

    Oauth(World world, Page page) {
        this.world = world;
        this.page = page;
    }

    /** Of a form or of JSON. */
    private static String field(Call call, String name) {
        return call.type().equals("application/json") ? call.json().path(name).asString("") : call.field(name);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("[\\s+]+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    Reply register(Call call) {
        List<String> redirects = words(field(call, "redirect_uris"));
        List<String> scopes = words(field(call, "scopes").isBlank() ? "read" : field(call, "scopes"));
        String name = field(call, "client_name").strip();
        if (name.isEmpty()) {
            return No.invalid("Application name can't be blank");
        } else if (redirects.isEmpty() || !redirects.stream().allMatch(Oauth::absolute)) {
            return No.invalid("Redirect URI must be an absolute URI.");
        } else if (!SCOPES.containsAll(scopes)) {
            return No.invalid("Scopes doesn't match configured on the server.");
        }
        App app = world.apps.put(new App(World.secret(), World.secret(), name, redirects, scopes));
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", Integer.toString(world.apps.size()));
        shape.put("name", app.name());
        shape.put("website", null);
        shape.put("scopes", app.scopes());
        shape.put("redirect_uri", String.join("\n", app.redirects()));
        shape.put("redirect_uris", app.redirects());
        shape.put("client_id", app.id());
        shape.put("client_secret", app.secret());
        shape.put("client_secret_expires_at", 0);
        return Reply.json(shape).taking("app " + app.name());
    }

    private static boolean absolute(String uri) {
        try {
            URI read = URI.create(uri);
            return read.getHost() != null && List.of("http", "https").contains(read.getScheme());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Shows whom it would be for; the answer of the form leads back to the app. */
    Reply authorize(Call call) {
        Optional<App> app = world.apps.find(call.field("client_id"));
        if (app.isEmpty()) {
            return No.oauth(401, "invalid_client", "Client authentication failed due to unknown client.");
        } else if (!app.get().redirects().contains(call.field("redirect_uri"))) {
            return No.oauth(422, "invalid_redirect_uri", "The redirect uri included is not valid.");
        }
        List<String> scopes = words(call.field("scope").isBlank() ? "read" : call.field("scope"));
        String wrong = wrong(call, app.get(), scopes);
        if (wrong != null) {
            return back(call, "error=" + wrong);
        } else if (call.method().equals("GET")) {
            return Reply.html(page.permission(app.get(), scopes, call.fields()));
        } else if (!call.field("answer").equals("allow")) {
            return back(
                    call,
                    "error=access_denied&error_description="
                            + encoded("The resource owner or authorization server denied the request."));
        }
        Optional<User> user = world.users.find(call.field("user")).filter(User::office);
        if (user.isEmpty()) {
            return No.oauth(422, "invalid_request", "no such account");
        }
        Grant grant = world.grants.put(new Grant(
                World.secret(),
                app.get().id(),
                user.get().id(),
                call.field("redirect_uri"),
                scopes,
                call.field("code_challenge"),
                world.time().plusSeconds(world.knob("codeSeconds")),
                false));
        return back(call, "code=" + grant.code());
    }

    private static @Nullable String wrong(Call call, App app, List<String> scopes) {
        if (!call.field("response_type").equals("code")) {
            return "unsupported_response_type";
        } else if (!app.scopes().containsAll(scopes)) {
            return "invalid_scope";
        }
        boolean challenged = !call.field("code_challenge").isEmpty();
        return challenged && !call.field("code_challenge_method").equals("S256")
                ? "invalid_code_challenge_method"
                : null;
    }

    /** With the name of this server (RFC 9207), so that nobody takes the answer of another for its. */
    private static Reply back(Call call, String what) {
        String callback = call.field("redirect_uri");
        String state = call.field("state");
        return Reply.seeOther(callback + (URI.create(callback).getRawQuery() == null ? "?" : "&") + what
                + (state.isEmpty() ? "" : "&state=" + encoded(state)) + "&iss=" + encoded(call.here()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Optional<App> client(Call call) {
        return world.apps.find(field(call, "client_id")).filter(a -> a.secret().equals(field(call, "client_secret")));
    }

    Reply token(Call call) {
        Optional<App> app = client(call);
        if (app.isEmpty()) {
            return No.oauth(401, "invalid_client", "Client authentication failed.");
        } else if (!field(call, "grant_type").equals("authorization_code")) {
            return No.oauth(400, "unsupported_grant_type", "The authorization grant type is not supported.");
        }
        Optional<Grant> grant = world.grants
                .find(field(call, "code"))
                .filter(g -> !g.used()
                        && g.app().equals(app.get().id())
                        && g.redirect().equals(field(call, "redirect_uri"))
                        && g.ends().isAfter(world.time())
                        && (g.challenge().isEmpty() || g.challenge().equals(challenge(field(call, "code_verifier")))));
        if (grant.isEmpty()) {
            return No.oauth(400, "invalid_grant", "The provided authorization grant is invalid, expired, revoked.");
        }
        Grant g = grant.get();
        world.grants.put(
                new Grant(g.code(), g.app(), g.user(), g.redirect(), g.scopes(), g.challenge(), g.ends(), true));
        Token token = issue(g.app(), g.user(), World.secret(), g.scopes());
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("access_token", token.token());
        shape.put("token_type", "Bearer");
        shape.put("scope", String.join(" ", token.scopes()));
        shape.put("created_at", world.time().getEpochSecond());
        return Reply.json(shape).taking("token of " + g.user());
    }

    Token issue(String app, String user, String token, List<String> scopes) {
        return world.tokens.put(new Token(token, app, user, scopes, false));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Reply revoke(Call call) {
        Optional<App> app = client(call);
        if (app.isEmpty()) {
            return No.oauth(403, "unauthorized_client", "You are not authorized to revoke this token");
        }
        world.tokens
                .find(field(call, "token"))
                .filter(t -> t.app().equals(app.get().id()))
                .ifPresent(t -> world.tokens.put(new Token(t.token(), t.app(), t.user(), t.scopes(), true)));
        return Reply.json(Map.of()).taking("revoked");
    }
}
