package org.lianxin.channels.wechat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connects;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.kernel.Outcome;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;

/** An account is connected by what its console shows: key and secret, and what pushes are signed and encrypted with. */
@Component
class WechatConnects implements Connects {
    private static final Pattern APPID = Pattern.compile("[A-Za-z0-9_]{3,40}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{3,32}");
    private static final Pattern AES = Pattern.compile("(?:[A-Za-z0-9]{43})?");

    static final String SERVICE = "service";
    private static final List<String> KINDS = List.of("subscription", SERVICE);

    private final WechatClient client;

    WechatConnects(WechatClient client) {
        this.client = client;
    }

    @Override
    public Platform platform() {
        return Platform.WECHAT;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("kind", false, 20, KINDS),
                new Field("appid", false, 40),
                new Field("secret", true, 64),
                new Field("token", true, 32),
                new Field("aes", true, 43));
    }

    /** Asks how many drafts there are: that needs the very rights that publishing needs. */
    @Override
    public Outcome<Connections.Granted> tried(Account account, Map<String, String> typed) {
        String appid = typed.getOrDefault("appid", "").strip();
        String kind = typed.getOrDefault("kind", "");
        Map<String, String> secrets = Map.of(
                "kind", kind.isEmpty() ? KINDS.getFirst() : kind,
                "secret", typed.getOrDefault("secret", "").strip(),
                "token", typed.getOrDefault("token", "").strip(),
                "aes", typed.getOrDefault("aes", "").strip());
        if (!APPID.matcher(appid).matches()) {
            return Outcome.invalid("appid", "channels.connect.wechat.appid-form");
        } else if (!KINDS.contains(secrets.get("kind"))) {
            return Outcome.invalid("kind", "channels.connect.wechat.kind-form");
        } else if (!SECRET.matcher(secrets.get("secret")).matches()) {
            return Outcome.invalid("secret", "channels.connect.wechat.secret-form");
        } else if (!TOKEN.matcher(secrets.get("token")).matches()) {
            return Outcome.invalid("token", "channels.connect.wechat.token-form");
        } else if (!AES.matcher(secrets.get("aes")).matches()) {
            return Outcome.invalid("aes", "channels.connect.wechat.aes-form");
        }
        Connection tried = new Connection(
                0, Platform.WECHAT, appid, account.name(), secrets, Connection.State.OPEN, "", null, null, 0);
        return tryOut(tried).map(name -> new Connections.Granted(appid, name, secrets, null));
    }

    @Override
    public Outcome<String> tryOut(Connection connection) {
        return switch (client.get(connection, WechatCall.DRAFT_COUNT)) {
            case Said.Yes works -> Outcome.done(connection.remoteName());
            case Said.No no -> Outcome.invalid("", "channels.connect.refused", no.words(), no.code());
            case Said.NotReached none -> Outcome.invalid("", "channels.connect.not-reached");
            case Said.Lost lost -> Outcome.invalid("", "channels.connect.not-reached");
        };
    }
}
