package org.lianxin.simulators.wechat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianxin.simulators.Call;
import org.lianxin.simulators.Reply;
import org.lianxin.simulators.wechat.World.Account;
import org.lianxin.simulators.wechat.World.Follower;
import org.lianxin.simulators.wechat.World.Pass;

/**
 * Who opens a page of an account: a question that only verified service accounts may ask, about their own domain. The real one answers it
 * without a word for {@code snsapi_base}; here whoever is there says who they are.
 */
final class WebAuthorisation {
    static final String ASK = "/connect/oauth2/authorize";
    static final String EXCHANGE = "/sns/oauth2/access_token";

    /** Compared letter for letter, in this order. */
    private static final List<String> ORDER = List.of("appid", "redirect_uri", "response_type", "scope", "state");

    private static final Set<String> SCOPES = Set.of("snsapi_base", "snsapi_userinfo");
    private static final Duration CODE = Duration.ofMinutes(5);

    private final World world;
    private final Codes codes;
    private final Page page;

    WebAuthorisation(World world, Codes codes, Page page) {
        this.world = world;
        this.codes = codes;
        this.page = page;
    }

    Reply ask(Call call) {
        Optional<Account> account = world.accounts.find(call.field("appid"));
        int no = fault(call, account);
        if (no != 0 || account.isEmpty()) {
            return refused(no);
        } else if (call.method().equals("GET")) {
            return Reply.html(page.whoIsThere(account.get(), call.fields()));
        } else if (!call.field("answer").equals("allow")) {
            // whoever says no is led back without a code
            return back(call, "");
        }
        String name = call.field("name").strip();
        if (name.isEmpty() || name.length() > 20) {
            return Reply.html(page.whoIsThere(account.get(), call.fields()));
        }
        boolean half = call.field("half").equals("true");
        Follower who = world.person(account.get(), name);
        Pass pass = world.passes.put(new Pass(
                "0" + World.secret(15),
                account.get().appid(),
                half ? "o" + World.secret(13) : who.openid(),
                half,
                world.time().plus(CODE),
                false));
        return back(call, "code=" + pass.code() + "&");
    }

    private int fault(Call call, Optional<Account> account) {
        List<String> named = call.fields().keySet().stream().limit(ORDER.size()).toList();
        URI back = address(call.field("redirect_uri"));
        if (account.isEmpty()) {
            return 10_012;
        } else if (!named.equals(ORDER) || !call.field("response_type").equals("code")) {
            return 10_002;
        } else if (!SCOPES.contains(call.field("scope")) || !account.get().web().service()) {
            return 10_005;
        } else if (!call.field("state").matches("[a-zA-Z0-9]{1,128}")) {
            return 10_013;
        }
        String domain = account.get().web().domain();
        return domain.isEmpty() || !domain.equals(back.getHost()) ? 10_003 : 0;
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException none) {
            return URI.create("");
        }
    }

    /** A page that says so, as people see it. */
    private Reply refused(int code) {
        Reply shown = Reply.html(page.refused(code));
        return new Reply(shown.status(), shown.type(), shown.body(), "", code, "", Map.of(), null);
    }

    private static Reply back(Call call, String code) {
        String to = call.field("redirect_uri");
        return Reply.moved(
                302,
                to + (to.contains("?") ? "&" : "?") + code + "state="
                        + URLEncoder.encode(call.field("state"), StandardCharsets.UTF_8));
    }

    Reply exchange(Call call) {
        Optional<Account> account = world.accounts.find(call.field("appid"));
        Optional<Pass> pass = world.passes.find(call.field("code"));
        if (!call.method().equals("GET")) {
            return codes.reply(43_001);
        } else if (account.isEmpty()) {
            return codes.reply(40_013);
        } else if (!account.get().secret().equals(call.field("secret"))) {
            return codes.reply(40_125);
        } else if (!call.field("grant_type").equals("authorization_code")) {
            return codes.reply(40_002);
        } else if (call.field("code").isEmpty()) {
            return codes.reply(41_008);
        } else if (pass.isEmpty()
                || !pass.get().appid().equals(account.get().appid())
                || !pass.get().ends().isAfter(world.time())) {
            return codes.reply(40_029);
        } else if (pass.get().used()) {
            return codes.reply(40_163);
        }
        Pass p = pass.get();
        world.passes.put(new Pass(p.code(), p.appid(), p.openid(), p.half(), p.ends(), true));
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("access_token", "93_" + World.secret(40));
        shape.put("expires_in", 7_200);
        shape.put("refresh_token", "93_" + World.secret(40));
        shape.put("openid", p.openid());
        shape.put("scope", "snsapi_base");
        if (p.half()) {
            shape.put("is_snapshotuser", 1);
        }
        return Reply.json(shape).taking("pass of " + p.openid());
    }
}
