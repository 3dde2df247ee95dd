package org.lianxin.channels.wechat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Line;
import org.lianxin.intake.Fetches;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Pictures that people send to an account: WeChat keeps them for three days and gives them to the account's token. */
@Component
class WechatFetches implements Fetches {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOT_TAKEN = "token";

    private final Connections connections;
    private final WechatClient client;
    private final Line line;
    private final WechatSettings settings;

    WechatFetches(Connections connections, WechatClient client, Line line, WechatSettings settings) {
        this.connections = connections;
        this.client = client;
        this.line = line;
        this.settings = settings;
    }

    /** What is written down of a picture; empty if WeChat names none. */
    static Optional<String> source(String media) {
        return media.matches("[A-Za-z0-9_-]{1,200}") ? Optional.of(media) : Optional.empty();
    }

    @Override
    public Set<Platform> platforms() {
        return Set.of(Platform.WECHAT);
    }

    @Override
    public Fetched fetch(long account, String source, int most) {
        Optional<Connection> connection = connections.open(account);
        if (connection.isEmpty()) {
            return new Fetched.Later("not connected");
        }
        Fetched fetched = fetch(connection.get(), source, most, false);
        return fetched instanceof Fetched.Later(String why) && why.equals(NOT_TAKEN)
                ? fetch(connection.get(), source, most, true)
                : fetched;
    }

    /** A token stands in the address there; it goes nowhere but to WeChat, over https, and into no log. */
    private Fetched fetch(Connection connection, String source, int most, boolean anew) {
        Optional<String> token = client.token(connection, anew);
        if (token.isEmpty()) {
            return new Fetched.Later("no token");
        }
        URI address = URI.create(settings.api() + "/cgi-bin/media/get?access_token="
                + URLEncoder.encode(token.get(), StandardCharsets.UTF_8) + "&media_id=" + source);
        return line.picture(HttpRequest.newBuilder(address).GET(), most, WechatFetches::read);
    }

    /** A no is JSON with a number, under the status of a yes. */
    private static Fetched read(Line.File file) {
        byte[] bytes = file.bytes();
        if (file.status() != 200) {
            return new Fetched.Later("HTTP " + file.status());
        } else if (bytes.length == 0 || bytes[0] != '{') {
            return new Fetched.Got(bytes);
        }
        try {
            int code = JSON.readTree(bytes).path("errcode").asInt(0);
            return switch (WechatTrouble.of(code)) {
                case RECONNECT -> new Fetched.Later(NOT_TAKEN);
                case WAIT, FAULT -> new Fetched.Later(Integer.toString(code));
                case NOT_PERMITTED, REPEATED, NOT_THERE, REFUSED -> new Fetched.Never(Integer.toString(code));
            };
        } catch (JacksonException picture) {
            return new Fetched.Got(bytes);
        }
    }
}
