package org.lianxin.simulators.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Counters.Span;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Token;
import tools.jackson.databind.JsonNode;

/** The two ways to a token: one call kills the other's in five minutes, the stable one repeats itself. */
final class Tokens {
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private final World world;
    private final Codes codes;

    Tokens(World world, Codes codes) {
        this.world = world;
        this.codes = codes;
    }

    Reply plain(Call call) {
        if (!call.method().equals("GET")) {
            return codes.reply(43001);
        }
        int no = fault(call.field("grant_type"), call.field("appid"), call.field("secret"));
        if (no == 0 && !spend("/cgi-bin/token", call.field("appid"))) {
            no = 45009;
        }
        if (no != 0) {
            return codes.reply(no);
        }
        Instant until = world.time().plus(OVERLAP);
        living(call.field("appid"), t -> !t.stable()).ifPresent(old -> ends(old, until));
        return answer(issue(call.field("appid"), false));
    }

    Reply stable(Call call) {
        if (!call.method().equals("POST")) {
            return codes.reply(43002);
        }
        JsonNode body = call.json();
        String appid = body.path("appid").asString("");
        int no = fault(
                body.path("grant_type").asString(""), appid, body.path("secret").asString(""));
        if (no != 0) {
            return codes.reply(no);
        }
        Optional<Token> now = living(appid, Token::stable);
        if (body.path("force_refresh").asBoolean(false)) {
            if (now.filter(t -> t.made().isAfter(world.time().minusSeconds(30))).isPresent()) {
                return codes.reply(45011);
            }
            if (!spend("force", appid)) {
                return codes.reply(45009);
            }
            now.ifPresent(old -> ends(old, world.time()));
            return answer(issue(appid, true));
        }
        return answer(
                now.filter(t -> t.ends().isAfter(world.time().plus(OVERLAP))).orElseGet(() -> issue(appid, true)));
    }

    private boolean spend(String what, String appid) {
        return world.equipment.counters().spend(what + " " + appid, Span.DAY, world.knob(what));
    }

    private int fault(String grant, String appid, String secret) {
        Optional<Account> account = world.accounts.find(appid);
        if (!grant.equals("client_credential")) {
            return 40002;
        }
        if (account.isEmpty()) {
            return 40013;
        }
        return account.get().secret().equals(secret) ? 0 : 40125;
    }

    /** The newest that still lives. */
    private Optional<Token> living(String appid, Predicate<Token> kind) {
        return world.tokens.newestFirst().stream()
                .filter(t -> t.appid().equals(appid) && kind.test(t) && t.ends().isAfter(world.time()))
                .findFirst();
    }

    private void ends(Token t, Instant when) {
        if (when.isBefore(t.ends())) {
            world.tokens.put(new Token(t.token(), t.appid(), t.made(), when, t.stable()));
        }
    }

    private Token issue(String appid, boolean stable) {
        Instant now = world.time();
        return world.tokens.put(new Token("92_" + World.secret(48), appid, now, now.plus(LIFE), stable));
    }

    private Reply answer(Token token) {
        return Reply.json(Map.of(
                "access_token",
                token.token(),
                "expires_in",
                Duration.between(world.time(), token.ends()).toSeconds()));
    }
}
