package org.lianxin.channels.weibo;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connection;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Line;
import org.lianxin.intake.Fetches;
import org.lianxin.registry.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Pictures that people send to an account, from the place where Weibo keeps what is attached to messages. */
@Component
class WeiboFetches implements Fetches {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Connections connections;
    private final Allowances allowances;
    private final Line line;
    private final WeiboSettings settings;

    WeiboFetches(Connections connections, Allowances allowances, Line line, WeiboSettings settings) {
        this.connections = connections;
        this.allowances = allowances;
        this.line = line;
        this.settings = settings;
    }

    /** What is written down of a picture; empty if Weibo names none. */
    static Optional<String> source(String file) {
        return file.matches("[0-9]{1,20}") ? Optional.of(file) : Optional.empty();
    }

    @Override
    public Set<Platform> platforms() {
        return Set.of(Platform.WEIBO);
    }

    @Override
    public Fetched fetch(long account, String source, int most) {
        Optional<Connection> connection = connections.open(account);
        if (connection.isEmpty()) {
            return new Fetched.Later("not connected");
        }
        Optional<Instant> usedUp = allowances.take(account, settings.toPoll());
        if (usedUp.isPresent()) {
            return new Fetched.NotYet(usedUp.get());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.files().resolve("/2/mss/msget?fid=" + source))
                .header("Authorization", "OAuth2 " + connection.get().secret("token"))
                .GET();
        return line.picture(request, most, WeiboFetches::read);
    }

    private static Fetched read(Line.File file) {
        if (file.status() == 200 && (file.bytes().length == 0 || file.bytes()[0] != '{')) {
            return new Fetched.Got(file.bytes());
        }
        try {
            int code = JSON.readTree(file.bytes()).path("error_code").asInt(0);
            return switch (WeiboTrouble.of(code)) {
                case REAUTHORISE, WAIT, FAULT, LATE -> new Fetched.Later(Integer.toString(code));
                case NOT_PERMITTED, NOT_THERE, REFUSED, REPEATED -> new Fetched.Never(Integer.toString(code));
            };
        } catch (JacksonException unreadable) {
            return new Fetched.Later("HTTP " + file.status());
        }
    }
}
