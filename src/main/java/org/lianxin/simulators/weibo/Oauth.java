package org.lianxin.simulators.weibo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.weibo.World.App;
import org.lianxin.simulators.weibo.World.Grant;
import org.lianxin.simulators.weibo.World.Token;

/** OAuth2 as the platform has it: codes for ten minutes, tokens for a while, and no way to prolong one but to ask the person again. */
final class Oauth {
    private static final Duration CODE = Duration.ofMinutes(10);
    private final World world;
    private final Codes codes;
    private final Page page;

    Oauth(World world, Codes codes, Page page) {
        this.world = world;
        this.codes = codes;
        this.page = page;
    }

    Reply answer(Call call) {
        boolean post = call.method().equals("POST");
        return switch (call.path()) {
            case "/oauth2/authorize" -> authorize(call);
            case "/oauth2/access_token" -> post ? accessToken(call) : codes.reply(call, 21323);
            case "/oauth2/get_token_info" -> post ? info(call) : codes.reply(call, 10021);
            case "/oauth2/revokeoauth2" -> revoke(call);
            default -> codes.reply(call, 10020);
        };
    }

    /** Shows whom it would be for; the answer of the form leads back to the app. */
    private Reply authorize(Call call) {
        Optional<App> app = world.apps.find(call.field("client_id"));
        if (app.isEmpty()) {
            return codes.reply(call, 21324);
        }
        String callback = call.field("redirect_uri");
        if (!callback.equals(app.get().callback())) {
            return codes.reply(call, 21322);
        }
        if (!call.fields().getOrDefault("response_type", "code").equals("code")) {
            return codes.reply(call, 21329);
        }
        if (call.method().equals("GET")) {
            return Reply.html(page.permission(app.get(), call.fields()));
        }
        if (!call.field("answer").equals("allow")) {
            return back(callback, "error=access_denied&error_code=21330", call.field("state"));
        }
        if (world.users.find(call.field("uid")).filter(World.User::office).isEmpty()) {
            return codes.reply(call, 21323);
        }
        Grant grant = world.grants.put(new Grant(
                World.secret(""),
                app.get().key(),
                call.field("uid"),
                world.time().plus(CODE),
                false));
        return back(callback, "code=" + grant.code(), call.field("state"));
    }

    private static Reply back(String callback, String what, String state) {
        String start = callback + (URI.create(callback).getRawQuery() == null ? "?" : "&") + what;
        return Reply.seeOther(
                state.isEmpty() ? start : start + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    private Reply accessToken(Call call) {
        Optional<App> app =
                world.apps.find(call.field("client_id")).filter(a -> a.secret().equals(call.field("client_secret")));
        if (app.isEmpty()) {
            return codes.reply(call, 21324);
        }
        if (!call.field("grant_type").equals("authorization_code")) {
            return codes.reply(call, 21328);
        }
        if (!call.field("redirect_uri").equals(app.get().callback())) {
            return codes.reply(call, 21322);
        }
        Optional<Grant> grant = world.grants
                .find(call.field("code"))
                .filter(g ->
                        !g.used() && g.app().equals(app.get().key()) && g.ends().isAfter(world.time()));
        if (grant.isEmpty()) {
            return codes.reply(call, 21325);
        }
        Grant used = grant.get();
        world.grants.put(new Grant(used.code(), used.app(), used.uid(), used.ends(), true));
        Token token = issue(used.app(), used.uid(), "", world.knob("tokenSeconds"));
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("access_token", token.token());
        shape.put("remind_in", Long.toString(left(token)));
        shape.put("expires_in", left(token));
        shape.put("uid", token.uid());
        shape.put("isRealName", "true");
        return Reply.json(shape).taking("token of " + token.uid());
    }

    /** @param wanted the token to be; empty: one is made up */
    Token issue(String app, String uid, String wanted, long seconds) {
        Instant now = world.time();
        return world.tokens.put(new Token(
                wanted.isEmpty() ? World.secret("2.00") : wanted, app, uid, now, now.plusSeconds(seconds), false));
    }

    private long left(Token token) {
        return Math.max(0, Duration.between(world.time(), token.ends()).toSeconds());
    }

    private Reply info(Call call) {
        Optional<Token> found = world.tokens.find(Api.token(call));
        if (found.isEmpty() || found.get().revoked()) {
            return codes.reply(call, 21332);
        }
        Token token = found.get();
        if (left(token) == 0) {
            return codes.reply(call, 21327);
        }
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("uid", Long.parseLong(token.uid()));
        shape.put("appkey", token.app());
        shape.put("scope", null);
        shape.put("create_at", token.made().getEpochSecond());
        shape.put("expire_in", left(token));
        return Reply.json(shape);
    }

    private Reply revoke(Call call) {
        Optional<Token> found = world.tokens.find(Api.token(call));
        if (found.isEmpty()) {
            return codes.reply(call, 21332);
        }
        Token t = found.get();
        world.tokens.put(new Token(t.token(), t.app(), t.uid(), t.made(), t.ends(), true));
        return Reply.json(Map.of("result", "true"));
    }
}
